"""Replicates in rounds, each a campaign of its own, until a rule says that they are enough.

Round by round the number of replicates depends on the values of those before, and on nothing else: neither workers nor
interruptions show, and replicate k is the same run as in an experiment that makes all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Progress, Status
from netsustain.exploration.campaign import Finished
from netsustain.exploration.experiment import CampaignExperiment
from netsustain.exploration.moments import Measured, counted, measured
from netsustain.exploration.outcomes import ALWAYS
from netsustain.exploration.prepared import Prepared, nothing_done, taken_up
from netsustain.exploration.question import Lucks, Question, question_over
from netsustain.exploration.reading import Asked
from netsustain.exploration.stopping import Course, Rule, course_of_scenarios, next_total
from netsustain.health.intervals import Floats

NOTHING_VARIED = pd.DataFrame(index=range(1))


@dataclass(frozen=True)
class Settled:
    """All rounds of an experiment, and how its headline settled down."""

    rounds: tuple[Finished, ...]
    course: Course
    """Of the differences from the first scenario, a column each; of the mean where there is one scenario."""

    @property
    def measured(self) -> Measured:
        """Sums over the rows of all rounds."""
        first, *others = (measured(each.prepared) for each in self.rounds)
        for other in others:
            first.values.join(other.values)
            first.differences.join(other.differences)
            first.failed[:] += other.failed
        return first


def settled(
    asked: Asked, folder: Path, rule: Rule, *, workers: int | None = None, progress: Progress | None = None
) -> Settled:
    """Make rounds until the rule stops, or as many replicates as the experiment allows. Raises QuestionError."""
    rounds: list[Finished] = []
    values: list[Floats] = []
    for number, lucks in _planned(asked, rule, values):
        told = _shifted(progress, sum(each.rows for each in rounds))
        done = campaign.over(
            asked, NOTHING_VARIED, folder, _name(number), lucks=lucks, workers=workers, progress=told
        )
        rounds.append(done)
        values.append(headline_values(done.prepared, done.frame(headline_columns(asked))))
    return Settled(tuple(rounds), course_of_scenarios(np.concatenate(values), rule))


def rounds_status(asked: Asked, folder: Path, rule: Rule) -> Status:
    """How far the rounds are that are known to be needed; runs nothing and writes nothing."""
    found: list[Status] = []
    values: list[Floats] = []
    for number, lucks in _planned(asked, rule, values):
        question = question_over(asked, NOTHING_VARIED, lucks=lucks)
        begun = taken_up(question, folder, _name(number))
        found.append(nothing_done(question) if begun is None else campaign.status(begun))
        if begun is None or found[-1].rows_left:
            break
        rows = _stored_rows(asked, begun)
        if rows is None:
            break
        values.append(headline_values(begun, rows))
    return _together(found)


def question_of_rounds(asked: Asked) -> Question:
    """The question of all replicates that an experiment may make: what names its folder."""
    return question_over(asked, NOTHING_VARIED, lucks=Lucks(_most(asked)))


def headline_values(ready: Prepared, rows: pd.DataFrame) -> Floats:
    """The headline outcome of a campaign of one draw, (replicates × scenarios); NaN where a run does not count."""
    outcome = ready.question.experiment.outcomes[0]
    columns = [counted(rows[rows["scenario"] == name], (outcome,))[:, 0] for name in ready.question.compiled]
    return np.column_stack(columns)


def _planned(asked: Asked, rule: Rule, values: Sequence[Floats]) -> Iterator[tuple[int, Lucks]]:
    """Numbers and lucks of the rounds; the caller adds the values of each before it asks for the next."""
    number, made, most = 0, 0, _most(asked)
    while True:
        found = np.concatenate(values) if values else np.zeros((0, len(asked.scenarios)))
        total = next_total(course_of_scenarios(found, rule), rule, most)
        if total <= made:
            return
        yield number, Lucks(total - made, first=made, apart=most)
        number, made = number + 1, total


def _most(asked: Asked) -> int:
    experiment = asked.experiment
    assert isinstance(experiment, CampaignExperiment)
    return experiment.replicates


def headline_columns(asked: Asked) -> list[str]:
    """Columns of rows that tell the headline."""
    experiment = asked.experiment
    assert isinstance(experiment, CampaignExperiment)
    return list(dict.fromkeys(["scenario", "failed", *ALWAYS, experiment.outcomes[0]]))


def _stored_rows(asked: Asked, begun: Prepared) -> pd.DataFrame | None:
    """All rows of a round that is complete; None where they were not put together yet."""
    path = begun.folder / campaign.RUNS
    return pd.read_parquet(path, columns=headline_columns(asked)) if path.exists() else None


def _name(number: int) -> str:
    return f"round-{number + 1}"


def _shifted(progress: Progress | None, before: int) -> Progress | None:
    """Progress of a round told as progress of all rounds so far."""
    if progress is None:
        return None
    return lambda done, total: progress(before + done, before + total)


def _together(found: Sequence[Status]) -> Status:
    rates = [each.rows_a_second for each in found if each.rows_a_second]
    return Status(
        parts_done=sum(each.parts_done for each in found),
        parts_left=sum(each.parts_left for each in found),
        rows_done=sum(each.rows_done for each in found),
        rows_left=sum(each.rows_left for each in found),
        failed=sum(each.failed for each in found),
        rows_a_second=rates[-1] if rates else None,
    )
