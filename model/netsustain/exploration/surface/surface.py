"""The surface: what every setting is expected to bring, with intervals, from numbers small enough to carry in a page.

An interval adds four squares: chance (the spread over lucks), ignorance (the spread over accepted vectors,
:mod:`netsustain.health.ignorance`, whose claim it makes: the mean of very many networks under any one of the vectors
lies inside in 95 of 100 cases), and how wrong interpolation is (:mod:`netsustain.exploration.surface.fitting`). A
difference from the scenario as it is takes luck and vectors as common to both; its misfit grows from 0 where nothing
is moved. Lucks that all end alike do not prove that none could end otherwise: the interval of a share holds what
Wilson's would at none or all of so many.

The page does the same arithmetic (``report/templates/surface.js``); a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from netsustain.exploration.surface.costs import Costs
from netsustain.exploration.surface.fitting import Errors, Fitted
from netsustain.exploration.surface.levers import Slider
from netsustain.health.ignorance import expected_ratio
from netsustain.health.intervals import LEVEL, Floats

NORMAL = NormalDist().inv_cdf(0.5 + LEVEL / 2)
NEAR = 1.0
"""Distance on the scales of the basis (2 is a whole range) within which neighbours are wrong alike."""
RATIOS = np.expm1(np.linspace(0.0, np.log1p(60.0), 241))
"""Ratios of mean squares at which the ratio allowed for is tabulated; beyond the last the two are equal."""


@dataclass(frozen=True)
class Estimate:
    """A number with its interval, and the interval without what is not known of the parameters."""

    value: float
    low: float
    high: float
    low_chance: float
    high_chance: float

    @property
    def numbers(self) -> tuple[float, ...]:
        """All five."""
        return (self.value, self.low, self.high, self.low_chance, self.high_chance)


@dataclass(frozen=True)
class Reading:
    """What the surface says of one setting."""

    months: Estimate
    gain: Estimate
    """Months more than with the scenario as it is."""
    curve: tuple[Estimate, ...]
    """Share alive (or completed) at ``Surface.months``; never rises."""
    gain_at_end: Estimate
    """Share at the horizon less that of the scenario as it is."""
    conditions: tuple[Estimate, ...]
    spent: Estimate
    """Staff-days of a living month, joint activity included."""
    planned: float
    """Planned coordination, staff-days a month: exact."""


@dataclass(frozen=True)
class Surface:
    """A scenario's levers and what moving them brings.

    Attributes
    ----------
    fitted
        Coefficients as the page carries them (rounded by :mod:`netsustain.exploration.surface.packing`).
    outcomes
        Months sustained, shares at ``months``, seven conditions, staff-days of a living month: names in this order.
    direct
        Means of the scenario's own runs, one an outcome: what its own point should say.
    points, lucks, vectors
        Settings run, lucks that count of each, and accepted vectors (0 without a calibration).
    """

    scenario: Any
    sliders: tuple[Slider, ...]
    fitted: Fitted
    outcomes: tuple[str, ...]
    months: tuple[int, ...]
    costs: Costs
    direct: Floats
    points: int
    lucks: int
    vectors: int
    dropped: int
    failed: int
    completes: bool
    replicates: int
    seed: int
    seconds: float
    budget: float | None = None
    """Staff-days a month that may be planned, where one was named."""

    @property
    def own(self) -> Floats:
        """The scenario's own setting."""
        return np.array([each.own for each in self.sliders])

    @property
    def horizon(self) -> int:
        """Last month of the curve."""
        return self.months[-1]

    @property
    def errors(self) -> Errors:
        """How wrong interpolation is."""
        return self.fitted.errors

    def allowed(self) -> Floats:
        """Mean ratio of variances given each of ``RATIOS`` (:func:`netsustain.health.ignorance.expected_ratio`)."""
        return expected_ratio(RATIOS, np.full_like(RATIOS, max(self.vectors, 2)))

    def freedom(self) -> float:
        """Student's quantile for the number of vectors; 0 without a calibration."""
        from scipy.special import stdtrit

        return float(stdtrit(self.vectors - 1, 0.5 + LEVEL / 2)) if self.vectors > 1 else 0.0

    def at(self, setting: Floats) -> Reading:
        """What the surface says of a setting (a number for each slider).

        Raises
        ------
        ValueError
            If a value lies outside its slider's range: the surface knows nothing beyond.
        """
        self._refuse_outside(setting)
        terms, own = self.fitted.basis.of(setting)[0], self.fitted.basis.of(self.own)[0]
        scaled = self.fitted.basis.scaled(np.stack([setting, self.own]))
        near = 1 - float(np.exp(-((scaled[0] - scaled[1]) ** 2).sum() / NEAR**2))
        number = len(self.months)
        shares = np.isin(np.arange(len(self.outcomes)), np.arange(1, 1 + number))
        level = self._estimates(terms, 1.0, np.where(shares, NORMAL**2 / self.lucks, 0.0))
        gain = self._estimates(terms - own, near, of_difference=True)
        curve = falling([_cut(each, 0.0, 1.0) for each in level[1 : 1 + number]])
        return Reading(
            months=_cut(level[0], 0.0, float(self.horizon)),
            gain=_cut(gain[0], -float(self.horizon), float(self.horizon)),
            curve=curve,
            gain_at_end=_cut(gain[number], -1.0, 1.0),
            conditions=tuple(_cut(each, 0.0, 1.0) for each in level[1 + number : 8 + number]),
            spent=_cut(level[8 + number], 0.0, np.inf),
            planned=self.costs.at(setting),
        )

    def _refuse_outside(self, setting: Floats) -> None:
        for each, value in zip(self.sliders, setting, strict=True):
            if not each.low - 1e-9 <= value <= each.high + 1e-9:
                raise ValueError(f"{each.name}: got {value:g}, expected a number from {each.low:g} to {each.high:g}")

    def _estimates(
        self, terms: Floats, near: float, least: Floats | float = 0.0, *, of_difference: bool = False
    ) -> list[Estimate]:
        """Every outcome; ``least`` is the half width that chance has at the least."""
        fitted = self.fitted
        values = fitted.coefficients @ terms
        within = np.maximum(np.einsum("t,otu,u->o", terms, fitted.within, terms), 0.0)
        between = np.maximum(np.einsum("t,otu,u->o", terms, fitted.between, terms), 0.0)
        misfit = fitted.errors.misfit_difference if of_difference else fitted.errors.misfit
        chance = NORMAL**2 * (within / self.lucks + near * misfit**2) + np.square(least)
        half, inner = np.sqrt(chance + self._ignorance(within, between)), np.sqrt(chance)
        rows = np.stack([values, values - half, values + half, values - inner, values + inner], axis=1)
        return [Estimate(*map(float, row)) for row in rows]

    def _ignorance(self, within: Floats, between: Floats) -> Floats:
        """Squared half width of what is not known of the parameters."""
        if self.vectors < 2:
            return np.zeros_like(within)
        ratio = np.divide(between, within, out=np.zeros_like(within), where=within > 0)
        allowed = np.where(ratio > RATIOS[-1], ratio, np.interp(ratio, RATIOS, self.allowed()))
        variance = within / self.fitted.a_vector * np.maximum(allowed - 1, 0)
        return self.freedom() ** 2 * variance * (1 + self.fitted.repeats)


def falling(curve: list[Estimate]) -> tuple[Estimate, ...]:
    """The curve without rises: what has ended does not come back."""
    ends = np.minimum.accumulate(np.array([each.numbers for each in curve]), axis=0)
    return tuple(Estimate(*map(float, row)) for row in ends)


def _cut(found: Estimate, least: float, most: float) -> Estimate:
    """The estimate within what is possible."""
    return Estimate(*(float(min(max(one, least), most)) for one in found.numbers))
