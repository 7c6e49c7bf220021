import pytest

from checker import statements
from checker.statements import Statements


@pytest.fixture(scope="session")
def book() -> Statements:
    return statements.load()
