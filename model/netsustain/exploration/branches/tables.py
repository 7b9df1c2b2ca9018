"""What branches say: what each policy brings from the branch on, when, and to whom.

Everything is paired: a policy's run and the run without it were the same network to the last bit before the branch,
and have the same luck after it. Where replicates run under accepted parameter vectors, those of one vector share
its fate and count as one witness (:mod:`netsustain.exploration.clusters`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netsustain.exploration.branches.form import NOTHING, Branches
from netsustain.exploration.branches.rows import STATE_PREFIX
from netsustain.exploration.clusters import Estimated, grouped_means
from netsustain.exploration.pairs import variance_reduction
from netsustain.health.intervals import LEVEL, Floats, wilson

THIRDS = ("low", "middle", "high")
PAIRS = (("low", "high"), ("middle", "low"), ("middle", "high"))
FEWEST = 30
"""Branched networks below which nothing is said of whom a policy helps: a third would hold fewer than ten."""


@dataclass(frozen=True)
class Told:
    """The rows of all branches side by side."""

    branches: Branches
    rows: pd.DataFrame
    vectors: int
    """Accepted vectors that the replicates were spread over; 0 when all ran under one."""

    @property
    def names(self) -> list[str]:
        """Branches, the one without a policy first."""
        return list(self.branches.compiled)

    @cached_property
    def first(self) -> pd.DataFrame:
        """A row a replicate: what it was at the branch."""
        return self.rows[self.rows["scenario"] == NOTHING].sort_values("replicate", ignore_index=True)

    @cached_property
    def groups(self) -> np.ndarray:
        """Group of each replicate: replicates of one vector are not independent."""
        replicates = self.first["replicate"].to_numpy()
        return replicates % self.vectors if self.vectors else replicates - replicates.min(initial=0)

    @property
    def number(self) -> int:
        """Groups."""
        return int(self.groups.max(initial=-1)) + 1

    def of(self, column: str) -> Floats:
        """An outcome, (replicates × branches); NaN where a run does not count."""
        table = self.rows.pivot(index="replicate", columns="scenario", values=column)
        return table[self.names].to_numpy(dtype=float)

    @cached_property
    def after(self) -> Floats:
        """Months sustained from the branch on, (replicates × branches)."""
        return np.maximum(self.of("months_sustained") - (self.branches.experiment.at - 1), 0.0)

    @cached_property
    def gains(self) -> Floats:
        """Months after the branch less those without a policy, (replicates × branches)."""
        return self.after - self.after[:, :1]

    def means(self, values: Floats, level: float = LEVEL) -> Estimated:
        """Means over replicates with intervals, a number a column."""
        return grouped_means(values, self.groups, self.number, level)


# ---- what each brings -----------------------------------------------------------------------------


def summary(told: Told) -> pd.DataFrame:
    """A row a branch: months after the branch, gain over the one without a policy, ends, extra cost.

    ``sure`` says that the gain keeps its sign in an interval widened for the number of policies (Bonferroni);
    ``helped`` and ``harmed`` are shares of networks that lasted longer, or less long, than without the policy;
    ``variance_reduction`` is the share of the variance of gains that the same state and luck on both sides took away.
    """
    alive, cost = told.of("alive"), told.of("cost")
    gains = told.gains
    parts = {
        "months": told.means(told.after), "gain": told.means(gains), "alive": told.means(alive),
        "alive_gain": told.means(alive - alive[:, :1]), "cost_gain": told.means(cost - cost[:, :1]),
    }  # fmt: skip
    strict = told.means(gains, 1 - (1 - LEVEL) / max(len(told.names) - 1, 1))
    known = np.isfinite(gains)
    runs = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = {"helped": (gains > 0).sum(axis=0) / runs, "harmed": (gains < 0).sum(axis=0) / runs}
    found: dict[str, object] = {"scenario": told.names, "runs": runs, "failed": _failed(told)}
    for name, part in parts.items():
        found |= {name: part.value, f"{name}_low": part.low, f"{name}_high": part.high}
    found |= shares | {"sure": (strict.low > 0) | (strict.high < 0)}
    found["variance_reduction"] = [variance_reduction(*of_both) for of_both in _pairs(told)]
    frame = pd.DataFrame(found)
    compared = [name for name in frame if name.split("_")[0] in ("gain", "helped", "harmed") or "_gain" in name]
    compared.append("variance_reduction")
    frame.loc[0, compared] = np.nan
    return frame


def _pairs(told: Told) -> Iterator[tuple[Floats, Floats]]:
    """Months after the branch with each policy and without any, where both count."""
    for own in told.after.T:
        both = np.isfinite(own) & np.isfinite(told.after[:, 0])
        yield own[both], told.after[both, 0]


def _failed(told: Told) -> list[int]:
    failed = told.rows.groupby("scenario")["failed"].sum()
    return [int(failed[name]) for name in told.names]


# ---- when -----------------------------------------------------------------------------------------


def alive(told: Told) -> pd.DataFrame:
    """Share alive by branch at the end of each month from the one before the branch on, with Wilson's interval.

    Of the networks branched. An end is dated six months before it is certain, so a few were ending already.
    """
    said = told.branches.experiment
    ends, known = told.of("end_month"), np.isfinite(told.of("months_sustained"))
    month = np.arange(said.at - 1, told.branches.base.months + 1)
    frames = []
    for place, name in enumerate(told.names):
        end = np.where(np.isnan(ends[:, place]), np.inf, ends[:, place])[known[:, place]]
        count = (end[:, None] > month).sum(axis=0)
        low, high = wilson(count, np.full(len(month), len(end)))
        share = count / len(end) if len(end) else np.full(len(month), np.nan)
        frames.append(
            pd.DataFrame({"scenario": name, "month": month, "alive": share, "low": low, "high": high, "of": len(end)})
        )
    return pd.concat(frames, ignore_index=True)


def before(told: Told) -> pd.DataFrame:
    """Share of all networks alive before the branch, where nothing new is done: ``month``, ``alive``, ``of``.

    As it turned out: a network that was ending at the branch counts as ended from the month to which that is dated.
    """
    formed = told.first[told.first["formed"]]
    ends = formed["ended_before"].fillna(formed["end_month"]).fillna(np.inf).to_numpy()
    month = np.arange(0, told.branches.experiment.at)
    share = (ends[:, None] > month).mean(axis=0) if len(ends) else np.full(len(month), np.nan)
    return pd.DataFrame({"month": month, "alive": share, "of": len(ends)})


# ---- to whom --------------------------------------------------------------------------------------


def thirds(told: Told) -> pd.DataFrame:
    """Gain of each policy in the networks that were low, middling and high in something at the branch.

    One row a policy, column at the branch and third (``from`` and ``to`` are the ends of the third; a column that is
    the same in too many networks has fewer than three).
    """
    rows = []
    for state in told.branches.experiment.states:
        levels = told.first[STATE_PREFIX + state].to_numpy()
        for third, inside in _parts(levels, np.isfinite(told.after[:, 0])):
            found = told.means(np.where(inside[:, None], told.gains, np.nan))
            for place, name in enumerate(told.names[1:], start=1):
                rows.append({
                    "scenario": name, "state": state, "third": third,
                    "from": levels[inside].min(), "to": levels[inside].max(), "runs": int(inside.sum()),
                    "gain": found.value[place], "low": found.low[place], "high": found.high[place],
                })  # fmt: skip
    columns = ["scenario", "state", "third", "from", "to", "runs", "gain", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def tells(told: Told) -> pd.DataFrame:
    """How differently a policy works in networks that were low, middling and high in something at the branch.

    One row a policy, column at the branch and pair of thirds: ``difference`` (gain in the third ``more`` less that in
    the third ``less``, never negative) with its interval. ``sure`` keeps its sign in an interval widened for the
    number of rows (Bonferroni): so many are looked at that some would differ by chance.
    """
    rows, states = [], told.branches.experiment.states
    looked = max(len(PAIRS) * len(states) * (len(told.names) - 1), 1)
    for state in states:
        levels = told.first[STATE_PREFIX + state].to_numpy()
        parts = dict(_parts(levels, np.isfinite(told.after[:, 0])))
        for one, other in PAIRS:
            if not {one, other} <= parts.keys():
                continue
            plain, wide = (
                _contrast(told, parts[one], parts[other], each) for each in (LEVEL, 1 - (1 - LEVEL) / looked)
            )
            for place, name in enumerate(told.names[1:], start=1):
                rows.append({"scenario": name, "state": state, **_turned(one, other, plain, wide, place)})
    return pd.DataFrame(rows, columns=["scenario", "state", "more", "less", "difference", "low", "high", "sure"])


def _turned(one: str, other: str, plain: Estimated, wide: Estimated, place: int) -> dict[str, object]:
    """A contrast written so that its difference is not negative."""
    value, low, high = (float(part[place]) for part in plain)
    sure = bool(wide.low[place] > 0 or wide.high[place] < 0)
    if value >= 0:
        return {"more": one, "less": other, "difference": value, "low": low, "high": high, "sure": sure}
    return {"more": other, "less": one, "difference": -value, "low": -high, "high": -low, "sure": sure}


def _parts(levels: Floats, counted: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Thirds of the networks that count by a level; equal levels stay together."""
    if counted.sum() < FEWEST:
        return []
    edges = np.quantile(levels[counted], (1 / 3, 2 / 3))
    place = np.searchsorted(edges, levels, side="left")
    return [(third, inside) for k, third in enumerate(THIRDS) if (inside := counted & (place == k)).any()]


def _contrast(told: Told, one: np.ndarray, other: np.ndarray, level: float) -> Estimated:
    """Mean gain in one part less that in another.

    Written as one mean over all replicates of gain × (in one / share of one - in other / share of other), less the
    difference itself, whose scatter over groups is the error of the difference of two ratios.
    """
    gains = told.gains
    first, second = (np.where(inside[:, None], gains, np.nan) for inside in (one, other))
    a, b = np.nanmean(first, axis=0), np.nanmean(second, axis=0)
    shares = [np.isfinite(part).mean(axis=0) for part in (first, second)]
    scattered = np.nan_to_num(first - a) / shares[0] - np.nan_to_num(second - b) / shares[1]
    found = grouped_means(scattered, told.groups, told.number, level)
    return Estimated(a - b, a - b + found.low, a - b + found.high)
