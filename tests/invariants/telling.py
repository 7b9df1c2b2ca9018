"""How an invariant says what is violated."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.worlds import Snapshot


def first_of(*problems: str | None) -> str | None:
    """The first that says something."""
    return next((problem for problem in problems if problem), None)


def rows_where(what: str, wrong: np.ndarray) -> str | None:
    """``what`` and the first rows where it is so; None where it is nowhere."""
    if not wrong.any():
        return None
    return f"{what}: rows {np.flatnonzero(wrong)[:8].tolist()} of {np.size(wrong)}"


def unequal(what: str, got: Any, expected: Any, tolerance: float = 1e-12) -> str | None:
    """A text if two numbers or arrays differ by more than the tolerance, relative where they are above 1."""
    first, second = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    if first.shape != second.shape:
        return f"{what}: got {first.shape}, expected {second.shape}"
    wrong = ~(np.abs(first - second) <= tolerance * np.maximum(1.0, np.abs(second)))
    if not wrong.any():
        return None
    place = np.unravel_index(np.argmax(wrong), wrong.shape)
    return f"{what}: got {first[place]!r}, expected {second[place]!r} at {tuple(map(int, place))}"


def then_and_now(before: Snapshot, after: Snapshot, name: str) -> tuple[np.ndarray, np.ndarray]:
    """A column then and now, of the rows there were then."""
    return before[name], after[name][: len(before[name])]
