"""Few combinations of many factors, in which every two levels of any two factors stand together at least once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

Levels = dict[str, str]
"""Factor → level."""
Rule = Callable[[Mapping[str, str]], bool]
"""Whether some levels (of all factors or of a few) can stand together."""


def covering(
    factors: Mapping[str, Sequence[str]], allowed: Rule, held: Iterable[Mapping[str, str]] = ()
) -> list[Levels]:
    """Rows of levels, one of each factor, that hold every allowed pair of levels.

    Greedy: each row begins with the first pair that is still missing; each further factor gets the level that brings
    most missing pairs, the first of equals. A pair that no allowed row can hold is left out.

    Parameters
    ----------
    factors
        Factor → its levels.
    allowed
        Asked of rows that are not complete too.
    held
        Rows that there are already: their pairs need no other.
    """
    missing = dict.fromkeys(pair for pair in _pairs(factors) if allowed(dict(pair)))
    for row in held:
        _take(missing, row, factors)
    rows: list[Levels] = []
    while missing:
        pair = next(iter(missing))
        row = _completed(dict(pair), factors, allowed, missing)
        del missing[pair]
        if row is not None:
            rows.append({factor: row[factor] for factor in factors})
            _take(missing, row, factors)
    return rows


Pair = tuple[tuple[str, str], tuple[str, str]]


def _take(missing: dict[Pair, None], row: Mapping[str, str], factors: Iterable[str]) -> None:
    """The pairs of a row are missing no more."""
    for pair in combinations(((factor, row[factor]) for factor in factors), 2):
        missing.pop(pair, None)


def _pairs(factors: Mapping[str, Sequence[str]]) -> list[Pair]:
    """Every two levels of two factors; factors in order."""
    return [
        ((one, a), (other, b))
        for one, other in combinations(factors, 2)
        for a in factors[one]
        for b in factors[other]
    ]


def _completed(
    row: Levels, factors: Mapping[str, Sequence[str]], allowed: Rule, missing: Mapping[Pair, None]
) -> Levels | None:
    """The row with a level of every factor, or None where no allowed level is left for one."""
    for factor in factors:
        if factor in row:
            continue
        possible = [level for level in factors[factor] if allowed({**row, factor: level})]
        if not possible:
            return None
        row[factor] = max(possible, key=lambda level: _brought(row, factor, level, factors, missing))
    return row


def _brought(
    row: Levels, factor: str, level: str, factors: Mapping[str, Sequence[str]], missing: Mapping[Pair, None]
) -> int:
    """Missing pairs that a level would bring into a row."""
    order = list(factors)
    found = 0
    for other, its in row.items():
        one, two = sorted([(factor, level), (other, its)], key=lambda item: order.index(item[0]))
        found += (one, two) in missing
    return found
