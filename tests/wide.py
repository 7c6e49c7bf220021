"""What goes wide: a few of a kind in `make test`, the others in `make test-long`."""

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest

LONG = pytest.mark.long


def wide(cases: Iterable[Any], short: int = 1) -> list[Any]:
    """The first cases as they are, the others marked as long."""
    return [_case(case, is_long=place >= short) for place, case in enumerate(cases)]


def each_once(ones: Iterable[Any], others: list[Any], every: int = 1) -> list[Any]:
    """Every one with every other. Each comes with a single other, in turn, as it is; the rest are marked as long.

    ``every`` 2 takes only every second one as it is.
    """
    return [
        _case((one, other), is_long=place % every > 0 or (place // every - turn) % len(others) != 0)
        for (place, one), (turn, other) in product(enumerate(ones), enumerate(others))
    ]


def _case(case: Any, *, is_long: bool) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=[LONG] if is_long else [])
