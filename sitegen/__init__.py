"""How the site is made: one module a step."""
