"""The tables of a comparison: one row a scenario, one row a pair, all intervals from the same resamples."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.exploration.pairs import chance_of_highest, cost_of_a_month, pair_names, pair_row
from netsustain.health.intervals import Estimates, Floats, Resamples, wilson
from netsustain.health.series import CONDITIONS
from netsustain.health.survival import ENDS, ended_by, is_counted, tally

LOW_ACTIVITY = 0.25
"""A survivor with a smaller share of active members is flagged (model.md section 6)."""


class Summaries:
    """Everything resampled, computed once for all scenarios.

    Parameters
    ----------
    runs
        Name → runs, all with the same replicates; the first scenario is the reference.
    prices
        Name → price of a staff-day, at which money counts as staff-days.
    horizon
        Months compared.
    seed
        Seed of the resamples, apart from the runs' own.
    """

    def __init__(self, runs: dict[str, pd.DataFrame], prices: dict[str, float], horizon: int, seed: int) -> None:
        self.names, self.horizon = list(runs), horizon
        self.runs = {name: _prepared(frame, horizon, prices[name]) for name, frame in runs.items()}
        self._counted = self._stacked("counted")
        self._resamples = Resamples(len(self._counted), seed)
        self._estimate()

    def _values(self, column: str) -> Floats:
        """One column of every scenario, (replicates × scenarios), 0 where a replicate does not count."""
        return np.where(self._counted > 0, np.nan_to_num(self._stacked(column)), 0.0)

    def _stacked(self, column: str) -> Floats:
        return np.column_stack([frame[column].to_numpy(dtype=float) for frame in self.runs.values()])

    def _estimate(self) -> None:
        months, cost, live = (self._values(name) for name in ("months_sustained", "cost", "live_months"))
        a, b = np.triu_indices(len(self.names), k=1)  # in the order of pair_names
        both = self._counted[:, a] * self._counted[:, b]
        common = self._common()
        parts = {
            "sustained": (months, self._counted),
            "cost_per_month": (cost, live),
            "difference": ((months[:, a] - months[:, b]) * both, both),
            "cost_difference": ((cost[:, a] - cost[:, b]) * both, both),
            "ranking": (months * common, np.broadcast_to(common, months.shape)),
        }
        self._split({name: part for name, part in parts.items() if part[0].shape[1]})
        self._both, self._common_months = both, months[common[:, 0] > 0]

    def _split(self, parts: dict[str, tuple[Floats, Floats]]) -> None:
        """Resample all parts in one pass, then hand each its own columns."""
        numerator, denominator = (np.concatenate(side, axis=1) for side in zip(*parts.values(), strict=True))
        found = self._resamples.ratios(numerator, denominator)
        self.estimates: dict[str, Estimates] = {}
        start = 0
        for name, (columns, _) in parts.items():
            cut = slice(start, start + columns.shape[1])
            self.estimates[name] = Estimates(found.value[cut], found.low[cut], found.high[cut], found.resampled[:, cut])
            start = cut.stop

    def _common(self) -> Floats:
        """Marks replicates counted in every scenario that has any: only those can be ranked fairly."""
        formed = self._counted.any(axis=0)
        return self._counted[:, formed].all(axis=1, keepdims=True).astype(float)

    def pairs(self) -> pd.DataFrame:
        """One row a pair: difference, probability of lasting longer, test, and what a month gained costs."""
        rows = [
            {"a": a, "b": b} | pair_row(self.runs[a], self.runs[b], self._both[:, index])
            for index, (a, b) in enumerate(pair_names(self.names))
        ]
        if not rows:
            return pd.DataFrame(columns=["a", "b"])
        months, costs = self.estimates["difference"], self.estimates["cost_difference"]
        frame = pd.DataFrame(rows).assign(
            difference_months=months.value, low=months.low, high=months.high,
            cost_difference=costs.value, cost_low=costs.low, cost_high=costs.high,
        )  # fmt: skip
        return pd.concat([frame, cost_of_a_month(months, costs)], axis=1)

    def table(self, pairs: pd.DataFrame) -> pd.DataFrame:
        """One row a scenario in the order given; ``rank`` 1 lasts longest on average."""
        frame = pd.DataFrame([_plain_row(name, runs, self.horizon) for name, runs in self.runs.items()])
        for name, prefix in (("sustained", "sustained"), ("cost_per_month", "cost_per_month")):
            found = self.estimates[name]
            frame[f"{prefix}_low"], frame[f"{prefix}_high"] = found.low, found.high
        frame["sustained_months"] = self.estimates["sustained"].value
        frame["cost_per_month"] = self.estimates["cost_per_month"].value
        frame["p_best"] = chance_of_highest(self.estimates["ranking"].resampled)
        frame["share_longest"] = chance_of_highest(self._common_months)
        frame["rank"] = frame["sustained_months"].rank(method="min", ascending=False)
        frame = frame.join(_against_reference(self.names, pairs))
        return frame.assign(tied_with_best=_tied_with_best(frame, pairs))


def _prepared(runs: pd.DataFrame, horizon: int, price: float) -> pd.DataFrame:
    """Runs in order of replicate: what each cost in staff-days, whether it counts and whether it dissolved."""
    ordered = runs.sort_values("replicate", ignore_index=True)
    return ordered.assign(
        counted=is_counted(ordered),
        gone=ended_by(ordered, horizon, "dissolved"),
        cost=ordered["cost_days"] + ordered["cost_money"] / price,
    )


def _plain_row(name: str, runs: pd.DataFrame, horizon: int) -> dict[str, object]:
    """Counts, shares with Wilson intervals and means of one scenario."""
    count, used = tally(runs), runs[runs["counted"]]
    row: dict[str, object] = {"name": name} | vars(count)
    ends = {end: int(ended_by(used, horizon, end).sum()) for end in ENDS}
    for label, number in {"alive": count.counted - sum(ends.values()), **ends}.items():
        low, high = wilson(number, count.counted)
        share = number / count.counted if count.counted else np.nan
        row |= {label: share, f"{label}_low": float(low), f"{label}_high": float(high)}
    for column in (
        "live_months",
        "cost",
        "cost_days",
        "cost_money",
        "sustained_value",
        "progress",
        "outcome_index",
    ):
        row[column] = used[column].mean()
    survivors = used.loc[used["ended"] == "alive", "active_share_end"]
    row |= {"active_share_end": survivors.mean(), "low_activity": (survivors < LOW_ACTIVITY).sum()}
    return row | {condition: used[condition].mean() for condition in CONDITIONS}


def _against_reference(names: list[str], pairs: pd.DataFrame) -> pd.DataFrame:
    """Months gained over the first scenario and the chance of outlasting it; NaN in its own row."""
    columns = ["gain", "gain_low", "gain_high", "p_beats_reference", "p_tie_reference"]
    frame = pd.DataFrame(np.nan, index=range(len(names)), columns=columns)
    with_reference = pairs[pairs["a"] == names[0]]
    for place, pair in enumerate(with_reference.itertuples(index=False), start=1):
        frame.loc[place] = [-pair.difference_months, -pair.high, -pair.low, 1 - pair.p_a_beats_b, pair.p_tie]
    return frame


def _tied_with_best(frame: pd.DataFrame, pairs: pd.DataFrame) -> list[bool]:
    """True where the interval of the difference to the longest-lasting scenario includes 0."""
    if frame["sustained_months"].isna().all():
        return [False] * len(frame)
    best = frame.loc[frame["sustained_months"].idxmax(), "name"]
    uncertain = pairs[(pairs["low"] <= 0) & (pairs["high"] >= 0)] if len(pairs) else pairs
    rivals = set(uncertain.loc[uncertain["a"] == best, "b"]) | set(uncertain.loc[uncertain["b"] == best, "a"])
    return [name == best or name in rivals for name in frame["name"]]
