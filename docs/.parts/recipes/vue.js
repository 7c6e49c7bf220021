import { h } from "vue";

export const RefundChecker = {
  inheritAttrs: false,
  emits: ["verdict"],
  setup: (props, { attrs, emit }) => () =>
    h("refund-checker", { ...attrs, onCheckerVerdict: (event) => emit("verdict", event.detail) }),
};
