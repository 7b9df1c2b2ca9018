"""``kind: replicates``: how surely do so many replicates tell a mean, or a difference between scenarios?

The standard deviation of single runs, pooled over draws, gives the half width of an interval for any number of
replicates, and the number that a wanted half width needs. Without factors the rule of
:mod:`netsustain.exploration.stopping` says with how many the headline's differences are precise enough; a file with
``stop`` makes no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from netsustain.exploration import ignorance
from netsustain.exploration.answer import Answer, Column, Progress, Shown, Status
from netsustain.exploration.campaign import answer_of
from netsustain.exploration.digest import digest_of_plain
from netsustain.exploration.enough import Enough, sentences, warnings
from netsustain.exploration.experiment import CampaignExperiment, RunsExperiment
from netsustain.exploration.kinds.compare import by_draw, too_many_levels
from netsustain.exploration.moments import Measured, campaign_status, measured_campaign, spread, student
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.question import campaign_digest
from netsustain.exploration.reading import Asked, Fault
from netsustain.exploration.rounds import headline_columns, headline_values, question_of_rounds, rounds_status, settled
from netsustain.exploration.stopping import FEWEST, LOOK_AHEAD, Rule, course_of_scenarios
from netsustain.scenario.quantities import Typed
from netsustain.scenario.values import fault

NUMBERS = (10, 20, 50, 100, 200, 500, 1000)
"""Replicates for which the half width is told."""
WANTED = 0.05
"""Half width to reach, as a share of the outcome's mean in the first scenario."""


class Stop(Typed):
    """When replicates are enough: the half width wanted of the headline, in its unit or as a share of its mean."""

    within: Annotated[float, Field(gt=0)] | None = Field(default=None, description="half width in the outcome's unit")
    share: Annotated[float, Field(gt=0, le=1)] | None = Field(
        default=None, description="half width as a share of the mean in the first scenario"
    )
    fewest: int = Field(default=FEWEST, ge=FEWEST, le=1_000_000, description="replicates before any stop")
    look_ahead: int = Field(default=LOOK_AHEAD, ge=0, le=1000, description="more replicates, at least, that must agree")

    @model_validator(mode="after")
    def _one_width(self) -> Any:
        if (self.within is None) == (self.share is None):
            got = "neither within nor share" if self.within is None else "both within and share"
            raise fault(got, "one of them", "share: 0.05")
        return self

    @property
    def rule(self) -> Rule:
        """As the rule of stopping takes it."""
        width = self.within if self.within is not None else float(self.share or WANTED)
        return Rule(width, self.within is None, self.fewest, self.look_ahead)


class Replicates(RunsExperiment):
    """What a file of this kind says."""

    stop: Stop | None = Field(default=None, description="stop when enough; replicates are then the most to make")

    @property
    def rule(self) -> Rule:
        """What is called enough, also where all replicates are made."""
        return Rule(WANTED, relative=True) if self.stop is None else self.stop.rule


FORM = Replicates


def faults(asked: Asked) -> Iterator[Fault]:
    """One scenario is enough; a design has no order in which to stop."""
    experiment = _form(asked)
    if experiment.stop is not None and experiment.design is not None:
        text = "got stop with a design, expected one of them: the draws of a design are all made"
        yield Fault(("stop",), f"{text}, type replicates: 20 and no stop")
    yield from too_many_levels(asked)


def _form(asked: Asked) -> Replicates:
    experiment = asked.experiment
    assert isinstance(experiment, Replicates)
    return experiment


def digest_of(asked: Asked) -> str:
    """Names the folder."""
    experiment = _form(asked)
    if experiment.stop is None:
        return campaign_digest(asked)
    return digest_of_plain([question_of_rounds(asked).digest, experiment.stop.model_dump(mode="json")])


def status(asked: Asked, folder: Path) -> Status:
    """How far it is, without running anything; rounds that are not yet known to be needed do not count."""
    experiment = _form(asked)
    return campaign_status(asked, folder) if experiment.stop is None else rounds_status(asked, folder, experiment.rule)


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and tell how sure the means are. Raises QuestionError."""
    experiment = _form(asked)
    if experiment.stop is not None:
        done = settled(asked, folder, experiment.rule, workers=workers, progress=progress)
        rounds, found, enough = done.rounds, done.measured, Enough(experiment.rule, done.course)
    else:
        finished, found = measured_campaign(asked, folder, workers=workers, progress=progress)
        rounds, enough = (finished,), None
        if experiment.draws == 1:
            rows = finished.frame(headline_columns(asked))
            values = headline_values(finished.prepared, rows)
            enough = Enough(experiment.rule, course_of_scenarios(values, experiment.rule))
    tables = {"summary": summary(found, experiment.stop), "draws": by_draw(rounds[0].prepared, found)}
    tables["precision"] = precision(found)
    if enough is not None:
        tables["running"] = enough.running(found.names)
    shown = _shown(tables["summary"], tables["precision"], experiment, enough, found.vectors)
    told = (*warnings(tables, experiment, enough), *ignorance.warnings(rounds[0].prepared, found))
    width = ignorance.widest_told(tables["summary"], experiment.outcomes[0], found.vectors)
    said = (*sentences(tables, experiment, enough), *width)
    return answer_of(rounds, tables, (shown,), said, told)


# ---- tables ---------------------------------------------------------------------------------------


def summary(found: Measured, stop: Stop | None = None) -> pd.DataFrame:
    """One row a scenario, outcome and ``what`` (its ``mean``, or its ``difference`` from the first scenario).

    ``low_chance`` and ``high_chance`` are the interval of luck and draws alone, ``ignorance`` the share of the whole
    width that it would not have. ``spread`` is the standard deviation of single runs within a draw; ``needed`` the
    replicates of one draw that bring the half width of its interval down to ``wanted``: what ``stop`` says, else 5 % of
    the first scenario's mean.
    """
    first = np.abs(spread(found.values, 0).value)
    rows = []
    for scenario, name in enumerate(found.names):
        for what, told in (("mean", found.mean), ("difference", found.difference)):
            if what == "difference" and scenario == 0:
                continue
            own = told(scenario)
            moments = found.values if what == "mean" else found.differences
            for outcome, said in enumerate(found.outcomes):
                wanted = _wanted(float(first[outcome]), outcome == 0, stop)
                rows.append({
                    "scenario": name, "what": what, "outcome": said, "unit": OUTCOMES[said].unit,
                    "runs": int(moments.count[scenario, :, outcome].sum()),
                    "failed": int(found.failed[scenario].sum()),
                    "value": own.value[outcome], "low": own.low[outcome], "high": own.high[outcome],
                    "low_chance": own.low_chance[outcome], "high_chance": own.high_chance[outcome],
                    "ignorance": own.ignorance[outcome],
                    "spread": own.by_replicate[outcome], "spread_draws": own.by_draw[outcome],
                    "wanted": wanted, "needed": needed(float(own.by_replicate[outcome]), float(wanted)),
                })  # fmt: skip
    return pd.DataFrame(rows)


def _wanted(first: float, headline: bool, stop: Stop | None) -> float:
    """Half width to reach; one in an outcome's unit is for the headline alone."""
    if stop is not None and stop.within is not None and headline:
        return stop.within
    return ((stop.share if stop is not None else None) or WANTED) * first


def precision(found: Measured) -> pd.DataFrame:
    """Half width of the interval of one draw's mean, by number of replicates."""
    rows = []
    for row in summary(found).itertuples(index=False):
        for number in NUMBERS:
            half = float(student(number - 1)) * row.spread / np.sqrt(number)
            rows.append({
                "scenario": row.scenario, "what": row.what, "outcome": row.outcome, "replicates": number,
                "half_width": half,
            })  # fmt: skip
    return pd.DataFrame(rows)


def needed(deviation: float, wanted: float) -> float:
    """Least number of replicates whose interval has at most the half width wanted; NaN if that cannot be told."""
    if not (np.isfinite(deviation) and wanted > 0):
        return float("nan")
    numbers = np.unique(np.concatenate([np.arange(2, 1000), np.geomspace(1000, 1e8, 2000).round()]))
    enough = student(numbers - 1) * deviation / np.sqrt(numbers) <= wanted
    return float(numbers[np.argmax(enough)]) if enough.any() else float("nan")


def _shown(
    table: pd.DataFrame, widths: pd.DataFrame, experiment: CampaignExperiment, enough: Enough | None, vectors: int
) -> Shown:
    """The headline outcome: each mean and difference, its interval, and half widths by number of replicates."""
    headline = experiment.outcomes[0]
    rows = table[table["outcome"] == headline].reset_index(drop=True)
    wide = widths[widths["outcome"] == headline].pivot(
        index=["scenario", "what"], columns="replicates", values="half_width"
    )
    shown = [number for number in NUMBERS if number in (20, 50, 200, 1000)]
    for number in shown:
        rows[f"half_{number}"] = wide[number].loc[list(zip(rows["scenario"], rows["what"], strict=True))].to_numpy()
    columns = (
        Column("scenario", "scenario", "text"),
        Column("what", "what", "word"),
        Column("value", "value", "number", "low", "high", headline),
        Column("spread", "spread", of=headline),
        *(Column(f"half_{number}", f"half_{number}", "half", of=headline) for number in shown),
        Column("needed", "needed", "whole"),
        *((Column("ignorance", "ignorance", "share"),) if vectors else ()),
    )
    heading = "heading_draws" if experiment.draws > 1 else "heading_plain"
    made = experiment.replicates if enough is None else enough.made
    values = {
        "outcome": headline, "draws": experiment.draws, "replicates": made, "wanted": rows["wanted"].iloc[0],
        "vectors": vectors,
    }  # fmt: skip
    notes = ("note_replicates", *(("note_ignorance",) if vectors else ()))
    return Shown(heading, columns, rows, values, notes)
