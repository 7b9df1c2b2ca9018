"""The facts of a game that its debrief tells: how far it went, what befell the network, where it turned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from netsustain.app.happened import Happened, befell
from netsustain.app.shots import people
from netsustain.diagnosis.survey import ENOUGH
from netsustain.game.courses import alive
from netsustain.game.effects import people_decided
from netsustain.game.recorded import RecordedGame

AROUND = 3
"""Months before and after that are held against each other around a shock or a turning point."""
NOTABLE = 0.05
"""Change of mean effort that makes a turning point."""
APART = 0.03
"""Distance of the two courses' mean effort from which they have parted."""


class Change(NamedTuple):
    """Mean effort before a month and from it on."""

    month: int
    before: float
    after: float

    @property
    def gain(self) -> float:
        """How far it rose; below 0 where it fell."""
        return self.after - self.before


@dataclass(frozen=True)
class Told:
    """A recorded game with the facts that its pages tell."""

    found: RecordedGame

    @property
    def months(self) -> int:
        """Months played."""
        return len(self.found.months)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Months of organisations that people decided for."""
        return people_decided(self.found.decisions)

    @cached_property
    def people(self) -> int:
        """People who decided at least once."""
        return int(self.rows["person"].nunique())

    @property
    def enough(self) -> bool:
        """Whether enough people played for their choices to be shown."""
        return self.people >= ENOUGH

    @cached_property
    def happened(self) -> list[Happened]:
        """Everything that befell the network, by month."""
        return [each for month in self.found.game.network.months if alive(month.before)
                for each in befell(month.month, people(month.before), people(month.after))]  # fmt: skip

    def count(self, what: str) -> int:
        """How often something befell."""
        return sum(each.what == what for each in self.happened)

    def end(self, course: str = "") -> int | None:
        """The month in which a course had ended, if it did: ``""`` of people, ``"_rules"`` of the rules."""
        ended = self.found.months.loc[self.found.months[f"ended{course}"] == 1, "month"]
        return int(ended.iloc[0]) if len(ended) else None

    def lasting(self, name: str, course: str = "") -> np.ndarray:
        """A series by month, NaN once the network has ended."""
        months = self.found.months
        values = months[f"{name}{course}"].to_numpy(dtype=float)
        return np.where(months[f"ended{course}"].to_numpy() == 1, np.nan, values)

    @cached_property
    def both(self) -> np.ndarray:
        """Months in which both networks went on: only in these can they be held against each other."""
        months = self.found.months
        return np.asarray((months["ended"] == 0) & (months["ended_rules"] == 0))

    # ---- where it turned ------------------------------------------------------------------------------

    def change_at(self, month: int) -> Change | None:
        """Mean effort of people's network around a month; None too near to an end."""
        effort = self.lasting("effort")
        before, after = effort[max(month - 1 - AROUND, 0) : month - 1], effort[month - 1 : month - 1 + AROUND]
        if not np.isfinite(before).any() or not np.isfinite(after).any():
            return None
        return Change(month, float(np.nanmean(before)), float(np.nanmean(after)))

    @cached_property
    def shocks(self) -> list[tuple[int, str, Change | None]]:
        """Month, kind and change of effort of every shock."""
        return [(month, kind, self.change_at(month)) for month, kind in self.found.shocks]

    @cached_property
    def turning(self) -> list[Change]:
        """The steepest fall and the steepest rise of mean effort, where they are notable and no shock; by month."""
        whole = range(1 + AROUND, self.months - AROUND + 2)
        changes = [change for month in whole if (change := self.change_at(month)) is not None]
        ends = [max(changes, key=lambda each: sign * each.gain) for sign in (1, -1)] if changes else []
        struck = {near for month, _, _ in self.shocks for near in (month - 1, month, month + 1)}
        kept = {each.month: each for each in ends if abs(each.gain) >= NOTABLE and each.month not in struck}
        return [kept[month] for month in sorted(kept)]

    @cached_property
    def parted(self) -> tuple[int, float] | None:
        """Month from which people's effort stays on one side of the rules', and the distance when both last went on."""
        gap = self.lasting("effort") - self.lasting("effort", "_rules")
        known = np.flatnonzero(np.isfinite(gap))
        if not known.size or abs(gap[known[-1]]) < APART:
            return None
        last = gap[known[-1]]
        away = np.flatnonzero((np.sign(last) * gap < APART) & np.isfinite(gap))
        return int(away[-1]) + 2 if away.size else 1, float(last)
