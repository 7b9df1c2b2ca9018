"""From the rows of a campaign to findings: one outcome after another, failed blocks left out and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netsustain.exploration.campaign import Finished
from netsustain.exploration.factors import Factor
from netsustain.exploration.outcomes import ALWAYS, numbers_of
from netsustain.exploration.question import QuestionError
from netsustain.exploration.sensitivity.blocks import blocks_of
from netsustain.exploration.sensitivity.designs import Plan, curve_rows, library_seed, unit_points
from netsustain.exploration.sensitivity.findings import found
from netsustain.exploration.sensitivity.form import SensitivityExperiment
from netsustain.exploration.sensitivity.judging import Finding, Task
from netsustain.health.intervals import Floats


@dataclass(frozen=True)
class Analysed:
    """One outcome with what was found of it."""

    outcome: str
    finding: Finding
    blocks: int
    """That count."""
    dropped: int
    """With a failed run, or without a number: left out whole."""
    mean: float
    spread: float
    """Standard deviation of single runs."""


def stored_points(plan: Plan, factors: tuple[Factor, ...], design: pd.DataFrame) -> Floats:
    """The design in the unit cube, drawn again and held against the one that was run.

    Raises
    ------
    QuestionError
        If this version of SALib draws another one: its rows would be taken for what they are not.
    """
    points = unit_points(plan)
    same = len(points) == len(design) and all(
        np.array_equal(factor.values(points[:, place]), design[factor.name].to_numpy(dtype=float))
        for place, factor in enumerate(factors)
    )
    if not same:
        raise QuestionError(
            "design.parquet: got a design that the SALib installed here would draw otherwise, expected the same; "
            "remove the folder and begin again, or go back to the version that began it"
        )
    return points


def analysed(done: Finished, points: Floats, experiment: SensitivityExperiment) -> Iterator[Analysed]:
    """Every outcome in the order of the file."""
    plan, outcomes = experiment.plan(), numbers_of(experiment.outcomes)
    frame = done.frame(["failed", *dict.fromkeys((*outcomes, *ALWAYS))])
    counts = ~frame["failed"].to_numpy(dtype=bool) & (frame["ended"] != "never_formed").to_numpy()
    rows = curve_rows(plan) if plan.method == "fast" else plan.block
    shaped = points.reshape(-1, rows, plan.factors)
    seed = library_seed(plan.seed, 7)
    for outcome in outcomes:
        values = np.where(counts, frame[outcome].to_numpy(dtype=float), np.nan)
        blocks = blocks_of(values.reshape(-1, experiment.replicates), rows)
        finding = found(Task(plan, blocks, shaped[blocks.kept], seed))
        known = blocks.values if blocks.number else np.full(1, np.nan)
        yield Analysed(outcome, finding, blocks.number, blocks.dropped, float(known.mean()), float(known.std()))
