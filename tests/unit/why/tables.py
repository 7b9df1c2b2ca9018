"""Tables of runs and months made by hand: networks on steady levels, but for what a test says."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from netsustain.exploration.why.courses import ALSO, WATCHED, courses
from netsustain.scenario.reader import load

STEADY = dict.fromkeys(WATCHED, 0.5) | {"active_members": 20.0, "leadership": 0.6, "income": 6.0, "need_days": 8.0}
MONTHS = 48


class Made:
    """Networks added one by one, then as tables of an ensemble."""

    def __init__(self, months: int = MONTHS) -> None:
        self.months, self.runs, self.series = months, [], []

    def add(self, end: int | None = None, number: int = 1, *, ended: str = "dissolved", **levels) -> "Made":
        """So many networks of one kind; a level is month (from 1) → value from then on."""
        for _ in range(number):
            replicate = len(self.runs)
            self.runs.append(
                {
                    "replicate": replicate, "ended": ended if end else "alive", "end_month": float(end or np.nan),
                    "confirmed_month": float(end + 5) if end else np.nan, "cause": "c6" if end else "", "trigger": "",
                    "trigger_month": np.nan, "failed": False,
                    "months_sustained": float(end - 1 if end else self.months),
                }
            )  # fmt: skip
            month = np.arange(1, self.months + 1)
            alive = month < (end or self.months + 1)
            columns = {"replicate": replicate, "month": month, "alive": alive.astype(int)}
            for name in (*WATCHED, *ALSO):
                level = np.full(self.months, STEADY.get(name, 0.0))
                for start, value in sorted(levels.get(name, {}).items()):
                    level[start - 1 :] = value
                columns[name] = np.where(alive, level, 0.0)
            self.series.append(pd.DataFrame(columns))
        return self

    def ensemble(self, scenario=None):
        """As ``netsustain.simulate`` gives it."""
        scenario = scenario if scenario is not None else still(self.months)
        return SimpleNamespace(
            scenario=scenario, runs=pd.DataFrame(self.runs), months=pd.concat(self.series, ignore_index=True)
        )

    def courses(self):
        """Their courses."""
        made = self.ensemble()
        return courses(made.runs, made.months, self.months)


def still(months: int = MONTHS, events=(), **changes):
    """A scenario in which no leader moves and nothing comes but these events."""
    return load("baseline").until(months).with_(
        events=tuple(events), recurrent=(), parameters__leadership__transfer_probability=0.0, **changes
    )


CUT = {"at": 13, "budget": {"level": 0.5}}


def planted() -> Made:
    """Thirty that live on; six that dissolve in month 20 after the cut of month 13, effort first, then members."""
    return Made().add(number=30).add(
        20, 6, effort={13: 0.3, 17: 0.1}, active_members={15: 12.0, 19: 9.0}, c5={14: 0.4}
    )
