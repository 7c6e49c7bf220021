"""How the site is made: one module a step."""


class BuildError(Exception):
    """The site cannot be built. The text says what is wrong and where, for the person who can mend it."""
