"""Made-up networks of known mean and spread in place of the model: replicate k is the same whenever it is made."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from netsustain.health.series import CONDITIONS
from netsustain.scenario.reader import load

HORIZON = 120


def runs_of(sustained: np.ndarray, first: int = 0, cost: float = 10.0) -> pd.DataFrame:
    """Networks that dissolve after the given months (the horizon: never)."""
    kept = np.clip(np.asarray(sustained, dtype=float), 1, HORIZON)
    gone = kept < HORIZON
    return pd.DataFrame({
        "replicate": np.arange(first, first + len(kept)), "months_sustained": kept,
        "ended": np.where(gone, "dissolved", "alive"), "end_month": np.where(gone, np.floor(kept) + 1, np.nan),
        "cause": np.where(gone, "c5", ""), "trigger": np.where(gone, "budget", ""), "live_months": kept,
        "active_share_end": 0.5, "cost_days": cost * kept, "cost_money": 0.0, "sustained_value": kept, "progress": 0.5,
        "outcome_index": 0.5, "failed": False, **dict.fromkeys(CONDITIONS, 0.5),
    })  # fmt: skip


class MadeUp:
    """Stands in for ``netsustain.simulate``: ``gains`` months over a common luck, by the name of the scenario.

    ``own`` is the spread of what each option has for itself, ``unknown`` that of what a parameter vector adds to it;
    ``prices`` are staff-days a month.
    """

    def __init__(self, gains, *, own=4.0, unknown=None, prices=None, middle=60.0):
        self.gains, self.own, self.unknown, self.prices = gains, own, unknown or {}, prices or {}
        self.middle, self.calls = middle, []

    def __call__(self, scenario, *, replicates, seed, months, workers, progress, vectors=None, first=0):
        self.calls.append((scenario.name, first, replicates, months))
        name, span = scenario.name, slice(first, first + replicates)
        place = list(self.gains).index(name)
        common = np.random.default_rng([seed, 0]).normal(0, 10, 20_000)[span]
        alone = np.random.default_rng([seed, 1 + place]).normal(0, self.own, 20_000)[span]
        sustained = self.middle + common + self.gains[name] + (alone if place else 0)
        if vectors is not None and name in self.unknown:
            added = np.random.default_rng([seed, 100 + place]).normal(0, self.unknown[name], len(vectors))
            sustained = sustained + (added - added.mean())[np.arange(first, first + replicates) % len(vectors)]
        series = self._series(first, replicates) if months else None
        return SimpleNamespace(
            scenario=scenario, runs=runs_of(sustained, first, self.prices.get(name, 10.0)), months=series
        )

    @staticmethod
    def _series(first, replicates):
        frame = pd.DataFrame({"replicate": np.arange(first, first + replicates), "month": 1, "alive": 1})
        return frame.assign(**dict.fromkeys(CONDITIONS, 0.5))


@pytest.fixture
def made_up_runs():
    return MadeUp


@pytest.fixture
def named():
    """Scenarios of the given names, alike but for them."""
    base = load("demo_none")
    titles = {
        "a": ("stay", "คงเดิม"), "b": ("change", "เปลี่ยน"), "c": ("change more", "เปลี่ยนมาก"),
        "d": ("change late", "เปลี่ยนช้า"),
    }  # fmt: skip
    return lambda names: {
        name: base.with_(name=name, title={"en": titles[name][0], "th": titles[name][1]}) for name in names
    }
