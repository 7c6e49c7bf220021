/** The rules for the markup of all pages: what html-validate recommends, but for these. */
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How it is written, not what it means; the engine writes it.
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "presentation-role-style": "off",
    // Letters to begin with are a custom; the theme's switches begin with "__".
    "valid-id": ["error", { relaxed: true }],
    // The theme's own switches, its search, which needs no button, and its menu within a menu.
    "input-attributes": "off",
    "valid-autocomplete": "off",
    "wcag/h32": "off",
    "unique-landmark": "off",
    // A table that a phone shows as blocks keeps its roles only where they are written out.
    "no-redundant-role": "off",
  },
};
