"""The tables of a comparison: one row a scenario, one row a pair, all intervals from the same resamples.

``x_low_chance`` and ``x_high_chance`` are what redrawing the replicates does to ``x``; ``x_low`` and ``x_high`` hold
what is not known of the parameters too, when the replicates were spread over accepted vectors, and
``x_ignorance`` is its share of the variance (:mod:`netsustain.health.ignorance`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from netsustain.exploration.pairs import chance_of_highest, cost_of_a_month, pair_names, pair_row
from netsustain.exploration.unknowns import Unknowns
from netsustain.health.ignorance import Widened, components, left_by_endless, plain, widened
from netsustain.health.intervals import Estimates, Floats, Resamples
from netsustain.health.series import CONDITIONS
from netsustain.health.survival import ended_by, is_counted, survival_curve, tally, vector_of

LOW_ACTIVITY = 0.25
"""A survivor with a smaller share of active members is flagged (model.md section 6)."""
GAIN = [
    "gain", "gain_low", "gain_high", "gain_low_chance", "gain_high_chance", "gain_ignorance", "gain_share_positive",
    "p_beats_reference", "p_tie_reference",
]  # fmt: skip
"""Columns of a scenario against the reference."""


class Summaries:
    """Everything resampled, computed once for all scenarios.

    Parameters
    ----------
    runs
        Name → runs, all with the same replicates; the first scenario is the reference.
    horizon
        Months compared.
    seed
        Seed of the resamples, apart from the runs' own.
    vectors
        Accepted parameter vectors the replicates were spread over; 0 when all ran under one.
    widening
        How much wider than luck alone the intervals of luck of differences are, because one looks more than once.
    """

    def __init__(
        self, runs: dict[str, pd.DataFrame], horizon: int, seed: int, vectors: int = 0, widening: float = 1.0
    ) -> None:
        self._widening = widening
        self.names, self.horizon = list(runs), horizon
        self.runs = {name: _prepared(frame, horizon) for name, frame in runs.items()}
        self._vector = vector_of(next(iter(self.runs.values())), vectors) if vectors else None
        self.curves = {name: survival_curve(frame, horizon, vectors) for name, frame in self.runs.items()}
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
            "sustained": Part(months, self._counted, 0, self.horizon),
            "cost_per_month": Part(cost, live, 0),
            "difference": Part(
                (months[:, a] - months[:, b]) * both, both, -self.horizon, self.horizon, self._widening
            ),
            "cost_difference": Part((cost[:, a] - cost[:, b]) * both, both, widening=self._widening),
            "ranking": Part(months * common, np.broadcast_to(common, months.shape)),
        }
        self.parts = {name: part for name, part in parts.items() if part.numerator.shape[1]}
        self._split()
        self._both, self._common_months = both, months[common[:, 0] > 0]

    def _split(self) -> None:
        """Resample all parts in one pass, then hand each its own columns."""
        numerator = np.concatenate([part.numerator for part in self.parts.values()], axis=1)
        denominator = np.concatenate([part.denominator for part in self.parts.values()], axis=1)
        found = self._resamples.ratios(numerator, denominator)
        self.estimates: dict[str, Widened] = {}
        start = 0
        for name, part in self.parts.items():
            cut = slice(start, start + part.numerator.shape[1])
            one = Estimates(found.value[cut], found.low[cut], found.high[cut], found.resampled[:, cut])
            self.estimates[name] = self._with_ignorance(one, part)
            start = cut.stop

    def _with_ignorance(self, found: Estimates, part: Part) -> Widened:
        if part.widening != 1:
            found = part.widened(found)
        if self._vector is None:
            return plain(found)
        split = components(part.numerator, part.denominator, self._vector)
        return widened(found, split, part.least, part.most)

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
            difference_months=months.value, **_interval(months), share_positive=months.share_positive,
            cost_difference=costs.value, **_interval(costs, "cost_"), **self._left(),
        )  # fmt: skip
        return pd.concat([frame, cost_of_a_month(*self._blurred_pairs())], axis=1)

    def _left(self) -> dict[str, Floats]:
        """Half-widths of differences that endless runs would leave: by estimate, and at least."""
        part = self.parts["difference"]
        if self._vector is None:
            nothing = np.zeros(part.numerator.shape[1])
            return {"unknown": nothing, "unknown_least": nothing}
        estimate, least = left_by_endless(components(part.numerator, part.denominator, self._vector))
        return {"unknown": estimate, "unknown_least": least}

    def _blurred_pairs(self) -> tuple[Widened, Widened]:
        """Months and costs of each pair, their resamples blurred together by what is not known."""
        months, costs = self.estimates["difference"], self.estimates["cost_difference"]
        if self._vector is None:
            return months, costs
        unknowns = Unknowns(self._vector, self._resamples)
        parts = [self.parts[name] for name in ("difference", "cost_difference")]
        first, second = unknowns.of_pairs(*((part.numerator, part.denominator) for part in parts))
        return (
            replace(months, resampled=months.resampled + first),
            replace(costs, resampled=costs.resampled + second),
        )

    def _best(self) -> Floats:
        """Chance of each scenario to have the highest mean, luck and what is not known together."""
        means = self.estimates["ranking"].resampled
        if self._vector is not None:
            part = self.parts["ranking"]
            means = means + Unknowns(self._vector, self._resamples).of_all(part.numerator, part.denominator)
        return chance_of_highest(means)

    def table(self, pairs: pd.DataFrame) -> pd.DataFrame:
        """One row a scenario in the order given; ``rank`` 1 lasts longest on average."""
        rows = [_plain_row(name, runs, self.curves[name]) for name, runs in self.runs.items()]
        sustained, cost = self.estimates["sustained"], self.estimates["cost_per_month"]
        frame = pd.DataFrame(rows).assign(
            **_interval(sustained, "sustained_"), **_interval(cost, "cost_per_month_"),
            sustained_months=sustained.value, cost_per_month=cost.value, p_best=self._best(),
            share_longest=chance_of_highest(self._common_months),
        )  # fmt: skip
        frame["rank"] = frame["sustained_months"].rank(method="min", ascending=False)
        frame = frame.join(_against_reference(self.names, pairs))
        return frame.assign(tied_with_best=_tied_with_best(frame, pairs))


@dataclass(frozen=True)
class Part:
    """Ratios of sums to estimate, (replicates × k) each, and the bounds of what is possible."""

    numerator: Floats
    denominator: Floats
    least: float = -np.inf
    most: float = np.inf
    widening: float = 1.0

    def widened(self, found: Estimates) -> Estimates:
        """Intervals that hold at every look."""
        low, high = (found.value + self.widening * (end - found.value) for end in (found.low, found.high))
        return replace(found, low=np.maximum(low, self.least), high=np.minimum(high, self.most))


def _interval(found: Widened, prefix: str = "") -> dict[str, Floats]:
    """Columns of both intervals."""
    columns = {"low": found.low, "high": found.high, "low_chance": found.low_chance, "high_chance": found.high_chance}
    return {f"{prefix}{name}": column for name, column in columns.items()} | {
        f"{prefix}ignorance": found.ignorance_share
    }


def _prepared(runs: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """Runs in order of replicate: what each cost in staff-days, whether it counts and whether it dissolved."""
    ordered = runs.sort_values("replicate", ignore_index=True)
    return ordered.assign(
        counted=is_counted(ordered),
        gone=ended_by(ordered, horizon, "dissolved"),
        cost=ordered["cost_days"],  # holds what was paid in money
    )


def _plain_row(name: str, runs: pd.DataFrame, curve: pd.DataFrame) -> dict[str, object]:
    """Counts, shares at the horizon with their intervals, and means of one scenario."""
    row: dict[str, object] = {"name": name} | vars(tally(runs))
    row |= curve.iloc[-1].drop(["month", "n"]).to_dict()
    used = runs[runs["counted"]]
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
    frame = pd.DataFrame(np.nan, index=range(len(names)), columns=GAIN)
    with_reference = pairs[pairs["a"] == names[0]]
    for place, pair in enumerate(with_reference.itertuples(index=False), start=1):
        # The pair is reference less option: signs turn, and low and high change places.
        frame.loc[place] = [
            -pair.difference_months, -pair.high, -pair.low, -pair.high_chance, -pair.low_chance, pair.ignorance,
            1 - pair.share_positive, 1 - pair.p_a_beats_b, pair.p_tie,
        ]  # fmt: skip
    return frame


def lasts_longer(row: pd.Series) -> float:
    """Share of pairs in which an option lasts longer than the reference, those that last equally long left out.

    ``p_beats_reference`` is the chance of superiority, which counts half of these.
    """
    return float(row["p_beats_reference"] - row["p_tie_reference"] / 2)


def _tied_with_best(frame: pd.DataFrame, pairs: pd.DataFrame) -> list[bool]:
    """True where the interval of the difference to the longest-lasting scenario includes 0."""
    if frame["sustained_months"].isna().all():
        return [False] * len(frame)
    best = frame.loc[frame["sustained_months"].idxmax(), "name"]
    uncertain = pairs[(pairs["low"] <= 0) & (pairs["high"] >= 0)] if len(pairs) else pairs
    rivals = set(uncertain.loc[uncertain["a"] == best, "b"]) | set(uncertain.loc[uncertain["b"] == best, "a"])
    return [name == best or name in rivals for name in frame["name"]]
