"""Boxes of one scenario: sought in one half of the draws, judged on the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from netsustain.exploration.discovery.box import Box, Measures, measures
from netsustain.exploration.discovery.cases import Cases, halves, share_interval
from netsustain.exploration.discovery.prim import Found, Rules, find_boxes
from netsustain.exploration.discovery.reproducible import reproduced
from netsustain.exploration.discovery.significance import box_p, quasi_ps
from netsustain.health.intervals import Floats

LEVEL = 0.05
"""A box holds if chance would do as well on the draws held out with at most this probability, over all boxes."""


@dataclass(frozen=True)
class Region:
    """A box with what the draws it was sought in and those held out say of it.

    Density and mass count among the draws outside all boxes before it; coverage counts from all runs with the event.
    """

    found: Found
    searched: Measures
    held: Measures
    low: float
    """Interval of the density on the draws held out."""
    high: float
    base: float
    """Share of the runs with the event among the draws held out and outside all boxes before."""
    p: float
    """Chance of so dense a box among the draws held out if it told nothing, times the number of boxes."""
    reproduced: Floats
    """How often halves of the searched draws give a limit there, (2 × factors)."""
    factor_p: dict[int, tuple[float, float]]
    """Restricted factor → quasi-p-value where it was sought, and p-value on the draws held out."""
    trail: list[tuple[Measures, Measures]]
    """Measures of every step, sought in and held out."""

    @property
    def box(self) -> Box:
        """The box itself; restricts nothing where nothing was found."""
        return self.found.box

    @property
    def holds(self) -> bool:
        """Whether it is denser out of sample than chance would have it."""
        return bool(self.box.restricted) and self.held.density > self.base and self.p <= LEVEL


def regions(cases: Cases, rules: Rules, seed: int) -> list[Region]:
    """Boxes one after the other; the last may restrict nothing, to show that nothing more was found.

    Parameters
    ----------
    seed
        Halves the draws; a pure function of its arguments.
    """
    first, second = halves(len(cases), seed)
    search, held = cases.where(first), cases.where(second)
    sought, wanted, wanted_held = search, float(search.events.sum()), float(held.events.sum())
    regions: list[Region] = []
    for number, found in enumerate(find_boxes(search, rules)):
        regions.append(_region(found, (sought, wanted), (held, wanted_held), rules, seed + number))
        sought, held = (part.where(~found.box.contains(part.points)) for part in (sought, held))
    real = sum(bool(region.box.restricted) for region in regions)
    return [replace(region, p=min(1.0, region.p * max(real, 1))) for region in regions]


def _region(found: Found, search: tuple[Cases, float], held: tuple[Cases, float], rules: Rules, seed: int) -> Region:
    box, (sought, wanted), (left, wanted_left) = found.box, search, held
    chances, honest = quasi_ps(box, sought), quasi_ps(box, left)
    low, high = share_interval(left.where(box.contains(left.points)))
    known = bool(box.restricted)
    return Region(
        found=found,
        searched=measures(box, sought, wanted),
        held=measures(box, left, wanted_left),
        low=low,
        high=high,
        base=left.share,
        p=box_p(box, left) if known and len(left) else 1.0,
        reproduced=reproduced(sought, rules, seed) if known else np.zeros_like(box.limits),
        factor_p={factor: (chances[factor], honest[factor]) for factor in box.restricted},
        trail=[(measures(step.box, sought, wanted), measures(step.box, left, wanted_left)) for step in found.steps],
    )


def as_row(found: Measures, end: str = "") -> dict[str, Any]:
    """Measures as columns of a table, their names with this end."""
    return {f"{name}{end}": value for name, value in vars(found).items()}
