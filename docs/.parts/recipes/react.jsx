import { useEffect, useRef } from "react";

export function RefundChecker({ onVerdict, ...attributes }) {
  const checker = useRef(null);
  useEffect(() => {
    const element = checker.current;
    const hear = (event) => onVerdict?.(event.detail);
    element.addEventListener("checker-verdict", hear);
    return () => element.removeEventListener("checker-verdict", hear);
  }, [onVerdict]);
  return <refund-checker ref={checker} {...attributes} />;
}
