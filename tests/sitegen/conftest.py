from pathlib import Path

import pytest

from checker import statements
from checker.statements import Statements
from sitegen.settings import ROOT


@pytest.fixture(scope="session")
def book() -> Statements:
    return statements.load()


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: `make test` builds it first."""
    folder = ROOT / "site"
    if not (folder / "index.html").is_file():
        pytest.fail("There is no site yet: run `make site`, or `make test`, which does.")
    return folder
