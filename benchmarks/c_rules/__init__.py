"""How fast are the two slowest rules beside the same rules written by hand in C, and do they agree bit for bit?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.rows import Row, Settings

if TYPE_CHECKING:
    from benchmarks.c_rules.versus import Compared

TITLE = "Against C"
LARGE = 500
"""Members of the second network, of about 3,000 ties."""
AIM = 0.8
"""Share of the speed of C that a rule should reach."""
TURNS = 6
"""Turns a repeat of the settings, each of both versions."""


def measure(settings: Settings) -> list[Row]:
    """Time of each rule both ways at two sizes; one row that says why where there is nothing to compare."""
    from benchmarks.c_rules import library
    from netsustain import kernels

    if not kernels.JIT:
        return [_nothing("the model runs in plain Python here; unset NUMBA_DISABLE_JIT")]
    try:
        library.load()
    except library.NoCompiler as fault:
        return [_nothing(str(fault))]
    return [row for size in _sizes(settings) for row in _at(size, settings)]


def _nothing(why: str) -> Row:
    return Row("not measured", 0.0, "", " ".join(why.split()))


def _sizes(settings: Settings) -> tuple[int, ...]:
    """Members of the networks; a small setting leaves the large one out."""
    return (settings.members, LARGE) if settings.members >= 60 else (settings.members,)


def _at(members: int, settings: Settings) -> list[Row]:
    from benchmarks.c_rules import library, versus

    rows: list[Row] = []
    turns = TURNS * settings.repeats
    for found in versus.compare(members, min(settings.months, versus.MONTHS), turns):
        name = f"{found.rule}, {found.ties:,} ties"
        how = f"{members} members; mean of {found.months} months, each the median of {turns} turns"
        rows += [
            Row(f"{name}: ours", found.ours / 1e3, "µs", how),
            Row(f"{name}: in C", found.c / 1e3, "µs", f"{library.version()}, {' '.join(library.FLAGS)}"),
            Row(f"{name}: ours ÷ C", found.ours / found.c, "times", _how(found), goal=1.0 / AIM),
        ]
    return rows


def _how(found: Compared) -> str:
    """The ratio the other way round, its spread over turns, and whether every column is the same."""
    same = f"NOT THE SAME NUMBERS: {', '.join(found.differing)}" if found.differing else "the same bits in every column"
    low, high = found.quarters
    return f"C ÷ ours {found.c / found.ours:.2f} (middle half of the turns {low:.2f}-{high:.2f}); {same}"
