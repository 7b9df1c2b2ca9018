"""What a setting is planned to cost, exactly: the sum that :class:`netsustain.exploration.search.price.Prices` makes,
taken apart so that a page can add it up.

The planned cost is linear in the doses but for two terms: the core group's meetings among itself, which grow with the
pairs in it, and travel, which grows with meetings times the share of them held face to face.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.search.price import prices_of
from netsustain.exploration.surface.levers import Slider
from netsustain.health.intervals import Floats
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.schema import Scenario

MEETINGS, FACE, CORE = "meeting_frequency", "face_to_face_share", "core_leaders"


@dataclass(frozen=True)
class Costs:
    """Staff-days a month.

    Attributes
    ----------
    fixed
        What no slider moves.
    each
        A unit of each slider.
    pair
        Of each pair of core leaders; 0 unless their number is moved. ``core`` is its slider.
    travel
        Of a meeting times the share held face to face. ``meetings`` and ``face`` are their sliders; the value of one
        that is not moved is in ``stay``.
    """

    fixed: float
    each: tuple[float, ...]
    pair: float
    core: int | None
    travel: float
    meetings: int | None
    face: int | None
    stay: tuple[float, float]

    def at(self, setting: Floats) -> float:
        """The planned cost of a setting."""
        found = self.fixed + float(np.dot(self.each, setting))
        if self.core is not None:
            cores = int(setting[self.core] + 0.5)
            found += self.pair * cores * (cores - 1) / 2
        met = self.stay[0] if self.meetings is None else float(setting[self.meetings])
        face = self.stay[1] if self.face is None else float(setting[self.face])
        return found + self.travel * met * face


def costs_of(scenario: Scenario, sliders: Sequence[Slider]) -> Costs:
    """The costs of a scenario's sliders."""
    prices = prices_of(scenario)
    names = [each.name for each in sliders]
    monthly = dict(zip(LEVER_NAMES, prices.monthly.tolist(), strict=True))
    each = tuple(monthly[slider.name] if slider.is_lever else 0.0 for slider in sliders)
    found = Costs(
        fixed=0.0, each=each, pair=float(prices.parameters.core_pair), core=_place(names, CORE),
        travel=float(prices.parameters.travel_days * prices.travel), meetings=_place(names, MEETINGS),
        face=_place(names, FACE), stay=(scenario.levers.meeting_frequency, scenario.levers.face_to_face_share),
    )  # fmt: skip
    own = np.array([slider.own for slider in sliders])
    return Costs(**{**vars(found), "fixed": prices.planned({}) - found.at(own)})


def _place(names: list[str], name: str) -> int | None:
    return names.index(name) if name in names else None
