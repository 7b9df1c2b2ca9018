"""K2: ties between organisations that have nothing to do with each other (Burt 2002; Polidoro, Ahuja & Mitchell 2011).

Three set-ups hold a hundred ties each among members that neither work nor talk: bridges (no common partner), ties in
closed groups of five (three common partners), and bridges under a formal agreement. A triangle of three members that
do work keeps each network alive, since a run ends when nobody works; its three ties are not counted.

Bands. Bridges: "nine in ten gone within a year" is rounded, so .05-.15 would do, but the source's ties were named
by bankers and are not shown to be unmaintained: it is a ceiling of the hazard, so that up to .25 may be left. Embedded
ties: common partners lower the hazard "far"; the line is half the hazard of a bridge. Formal ones last longest: a
hazard below that of embedded ties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, jackknife, mean
from netsustain.validation.pattern import UNBOUNDED, Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

SETUPS = ("pattern_ties_bridge", "pattern_ties_embedded", "pattern_ties_formal")
TIES = 100
"""Ties without contact in each set-up."""
CORE_TIES = 3
"""Ties of the working triangle."""
MONTHS = 12


def left(ensemble: Ensemble) -> np.ndarray:
    """Share of a network's idle ties that are left after a year, by replicate."""
    return np.clip((grid(ensemble, "ties")[:, MONTHS - 1] - CORE_TIES) / TIES, 0.0, 1.0)


def hazard(shares: np.ndarray) -> float:
    """Yearly log-hazard of the mean share left."""
    kept = float(shares.mean())
    return -float(np.log(kept)) if kept > 0.0 else float("inf")


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Share of bridges left, and hazards relative to the next weaker kind of tie."""
    bridge, embedded, formal = (left(ensembles[name]) for name in SETUPS)

    def ratios(rows: np.ndarray) -> np.ndarray:
        weak, middle, strong = (hazard(shares[rows]) for shares in (bridge, embedded, formal))
        return np.array([quotient(middle, weak), quotient(strong, middle)])

    embedded_ratio, formal_ratio = jackknife(len(bridge), ratios)
    return {"bridge_left": mean(bridge), "embedded_ratio": embedded_ratio, "formal_ratio": formal_ratio}


def quotient(one: float, other: float) -> float:
    """A quotient of hazards; NaN where neither kind of tie fades, or all are gone."""
    if not np.isfinite(one) or (other == 0.0 and one == 0.0):
        return float("nan")
    return one / other if other > 0.0 else float("inf")


PATTERN = Pattern(
    id="K2",
    role="calibrated",
    source="Burt 2002; Polidoro, Ahuja & Mitchell 2011",
    setups=SETUPS,
    targets=(
        Target("bridge_left", 0.10, 0.05, 0.25, "share"),
        Target("embedded_ratio", float("nan"), -UNBOUNDED, 0.5, "ratio", ordinal=True),
        Target("formal_ratio", float("nan"), -UNBOUNDED, 1.0, "ratio", ordinal=True),
    ),
    measure=measure,
    replicates=100,
    built="yes",
)
