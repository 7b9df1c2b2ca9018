"""Whether replicates were enough, in words and as a table: how means settle down and where one may stop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netsustain.exploration import same_luck
from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.experiment import CampaignExperiment
from netsustain.exploration.stopping import FEWEST, Course, Rule, stopping_point
from netsustain.health.intervals import Floats

MOST_POINTS = 400
"""Points of a running mean that are kept; they lie evenly on a logarithmic scale."""
MOST_TOLD = 3
"""More differences than these are told by the table alone."""
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Enough:
    """A rule and how the headline settled down under it."""

    rule: Rule
    course: Course

    @property
    def made(self) -> int:
        """Replicates made."""
        return len(self.course.enough)

    @cached_property
    def number(self) -> int | None:
        """Replicates that are enough; None where those made do not show it."""
        return stopping_point(self.course, self.rule)

    @property
    def wanted(self) -> float:
        """Half width wanted, at the end."""
        return float(self.course.wanted[-1])

    @property
    def widest(self) -> int:
        """The quantity whose interval is the widest at the end."""
        return int(np.nan_to_num(self.course.half[-1], nan=np.inf).argmax())

    @property
    def projected(self) -> float:
        """Replicates that would do if spreads stay as they are; NaN where that cannot be told."""
        half = self.course.half[-1, self.widest]
        return float(np.ceil(self.made * (half / self.wanted) ** 2)) if self.wanted > 0 else float("nan")

    def running(self, names: tuple[str, ...]) -> pd.DataFrame:
        """How each quantity settles down: a row a scenario and number of replicates."""
        numbers = _points(self.made, self.number)
        told = names[1:] or names
        frames = [
            pd.DataFrame({
                "scenario": name, "what": "difference" if len(names) > 1 else "mean", "replicates": numbers,
                **_ends(self.course.mean[numbers - 1, place], self.course.half[numbers - 1, place]),
                "wanted": self.course.wanted[numbers - 1], "enough": numbers == (self.number or 0),
            })
            for place, name in enumerate(told)
        ]  # fmt: skip
        return pd.concat(frames, ignore_index=True)


def _ends(mean: Floats, half: Floats) -> dict[str, Floats]:
    return {"value": mean, "low": mean - half, "high": mean + half, "half_width": half}


def _points(made: int, special: int | None) -> np.ndarray:
    """Numbers of replicates to show, the stopping point among them."""
    numbers = np.geomspace(1, made, MOST_POINTS).round().astype(int) if made else np.zeros(0, dtype=int)
    return np.unique(np.r_[numbers, [special] if special else []].astype(int))


# ---- words ----------------------------------------------------------------------------------------


def sentences(tables: Tables, experiment: CampaignExperiment, enough: Enough | None) -> tuple[Said, ...]:
    """The answer in words: whether they are enough, what they say, what pairing saved."""
    found = [] if enough is None else [_verdict(tables, experiment, enough)]
    rows = _headline(tables, experiment)
    differences = rows[rows["what"] == "difference"]
    if differences.empty:
        return (*found, _mean(rows.iloc[0], experiment))
    told = differences.loc[differences["value"].abs().sort_values(ascending=False, kind="stable").index]
    found += [_difference(row, experiment, rows) for row in told.head(MOST_TOLD).to_dict("records")]
    saved = _saved(rows, experiment)
    return (*found, saved) if saved is not None else tuple(found)


def _headline(tables: Tables, experiment: CampaignExperiment) -> pd.DataFrame:
    summary = tables["summary"]
    return summary[summary["outcome"] == experiment.outcomes[0]]


def _verdict(tables: Tables, experiment: CampaignExperiment, enough: Enough) -> Said:
    outcome = experiment.outcomes[0]
    paired = len(experiment.scenarios) > 1
    values = {
        "made": enough.made, "most": experiment.replicates, "outcome": outcome,
        "text_what": "what_difference" if paired else "what_mean", "wanted": Formed(enough.wanted, "loss", outcome),
    }  # fmt: skip
    if enough.number is not None:
        return Said("answer_enough", {**values, "number": enough.number, "ahead": enough.rule.looks(enough.number)})
    half = Formed(enough.course.half[-1, enough.widest], "loss", outcome)
    known = np.isfinite(enough.projected) and enough.projected > enough.made
    key = "answer_not_enough" if known else "answer_not_shown"
    return Said(key, {**values, "half": half, "projected": Formed(enough.projected, "rounded")})


def _mean(row: pd.Series, experiment: CampaignExperiment) -> Said:
    outcome = experiment.outcomes[0]
    key = "answer_mean_draws" if experiment.draws > 1 else "answer_mean"
    return Said(key, {
        "outcome": outcome, "scenario": row["scenario"], "draws": experiment.draws,
        "mean": Formed(row["value"], "amount", outcome), "low": Formed(row["low"], "level", outcome),
        "high": Formed(row["high"], "level", outcome),
    })  # fmt: skip


def _difference(row: dict[str, float], experiment: CampaignExperiment, rows: pd.DataFrame) -> Said:
    outcome = experiment.outcomes[0]
    sure = row["low"] > 0 or row["high"] < 0
    return Said("answer_difference" if sure else "answer_difference_unsure", {
        "outcome": outcome, "scenario": row["scenario"], "reference": rows["scenario"].iloc[0],
        "gain": Formed(row["value"], "gain", outcome), "low": Formed(row["low"], "change", outcome),
        "high": Formed(row["high"], "change", outcome),
    })  # fmt: skip


def _saved(rows: pd.DataFrame, experiment: CampaignExperiment) -> Said | None:
    """How many replicates the same luck in both scenarios saves, for the difference that varies most."""
    means = rows[rows["what"] == "mean"].set_index("scenario")["spread"]
    differences = rows[rows["what"] == "difference"].set_index("scenario")["spread"]
    if not differences.notna().any():
        return None
    name = str(differences.idxmax())
    deviations = (float(differences[name]), float(means[name]), float(means.iloc[0]))
    return same_luck.said(name, str(means.index[0]), experiment.outcomes[0], deviations)


def warnings(tables: Tables, experiment: CampaignExperiment, enough: Enough | None) -> tuple[Said, ...]:
    """What the answer must not be taken for."""
    if enough is None:
        return ()
    if enough.made < FEWEST:
        return (Said("warning_few", {"made": enough.made, "fewest": FEWEST}),)
    if enough.number is None:
        return (Said("warning_not_reached", {"made": enough.made}),)
    return ()
