"""Pairs that see their tie differently: what one side says of it, and what the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from netsustain.importing.proposal import Proposal
from netsustain.scenario.tables.fields import SHARE, BadCellError, number_in

NOTICEABLE = 0.2
"""Difference, as a share of the scale, from which two views differ: one level of a scale from 0 to 5."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class TwoViews:
    """A tie as its two ends see it, on the table's own scale."""

    a: str
    b: str
    a_says: float
    b_says: float

    @property
    def apart(self) -> float:
        """How far the two views lie apart."""
        return abs(self.a_says - self.b_says)


@dataclass(frozen=True)
class Symmetry:
    """How far the two sides of the ties agree."""

    both: int
    """Ties of which both sides' views are known."""
    one: int
    """Ties of which one side's view is known."""
    differing: list[TwoViews]
    """Those seen differently, the widest apart first."""


def symmetry_of(proposal: Proposal, rename: Callable[[str], str] = lambda name: name) -> Symmetry | None:
    """Compare both sides' strengths; None where a row is not one side's view, or nothing says the strength."""
    columns, seen = proposal.tie_columns, proposal.ties
    if not proposal.directed or seen is None or "strength" not in columns:
        return None
    scale = proposal.scales.get("strength", (0, 1))
    ends = zip(seen.words(columns["source"]), seen.words(columns["target"]), strict=True)
    views: dict[tuple[str, str], float] = {}
    for pair, word in zip(ends, seen.words(columns["strength"]), strict=True):
        try:
            views[pair] = number_in(word, SHARE, scale)
        except BadCellError:
            continue
    known = {pair: value for pair, value in views.items() if value == value}
    both = [(a, b) for a, b in known if (b, a) in known and a < b]
    found = [TwoViews(rename(a), rename(b), known[a, b], known[b, a]) for a, b in both]
    enough = NOTICEABLE * abs(scale[1] - scale[0]) - _ROUNDING
    differing = [views for views in found if views.apart >= enough]
    return Symmetry(len(both), len(known) - 2 * len(both), sorted(differing, key=lambda item: (-item.apart, item.a)))
