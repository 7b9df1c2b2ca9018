"""``kind: replicates``: how surely do so many replicates tell a mean, or a difference between scenarios?

The standard deviation of single runs, pooled over draws, gives the half width of an interval for any number of
replicates, and the number that a wanted half width needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer, Column, Progress, Shown
from netsustain.exploration.experiment import CampaignExperiment, RunsExperiment
from netsustain.exploration.kinds.compare import by_draw
from netsustain.exploration.moments import Measured, campaign_status, measured_campaign, spread, student
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.question import campaign_digest
from netsustain.exploration.reading import Asked, Fault

FORM = RunsExperiment
digest_of, status = campaign_digest, campaign_status
NUMBERS = (10, 20, 50, 100, 200, 500, 1000)
"""Replicates for which the half width is told."""
WANTED = 0.05
"""Half width to reach, as a share of the outcome's mean in the first scenario."""


def faults(asked: Asked) -> Iterator[Fault]:
    """Nothing: one scenario is enough."""
    yield from ()


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and tell how sure the means are. Raises QuestionError."""
    done, found = measured_campaign(asked, folder, workers=workers, progress=progress)
    tables = {"summary": summary(found), "draws": by_draw(done.prepared, found), "precision": precision(found)}
    shown = _shown(tables["summary"], tables["precision"], done.prepared.question.experiment)
    return done.answer(tables, (shown,))


# ---- tables ---------------------------------------------------------------------------------------


def summary(found: Measured) -> pd.DataFrame:
    """One row a scenario, outcome and ``what`` (its ``mean``, or its ``difference`` from the first scenario).

    ``spread`` is the standard deviation of single runs within a draw; ``needed`` the replicates of one draw that
    bring the half width of its interval down to ``wanted``.
    """
    first = np.abs(spread(found.values, 0).value)
    rows = []
    for scenario, name in enumerate(found.names):
        for what, moments in (("mean", found.values), ("difference", found.differences)):
            if what == "difference" and scenario == 0:
                continue
            own = spread(moments, scenario)
            for outcome, said in enumerate(found.outcomes):
                wanted = WANTED * first[outcome]
                rows.append({
                    "scenario": name, "what": what, "outcome": said, "unit": OUTCOMES[said].unit,
                    "runs": int(moments.count[scenario, :, outcome].sum()),
                    "failed": int(found.failed[scenario].sum()),
                    "value": own.value[outcome], "low": own.low[outcome], "high": own.high[outcome],
                    "spread": own.by_replicate[outcome], "spread_draws": own.by_draw[outcome],
                    "wanted": wanted, "needed": needed(float(own.by_replicate[outcome]), float(wanted)),
                })  # fmt: skip
    return pd.DataFrame(rows)


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


def _shown(table: pd.DataFrame, widths: pd.DataFrame, experiment: CampaignExperiment) -> Shown:
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
        Column("value", "value", "number", "low", "high"),
        Column("spread", "spread"),
        *(Column(f"half_{number}", f"half_{number}", "half") for number in shown),
        Column("needed", "needed", "whole"),
    )
    heading = "heading_draws" if experiment.draws > 1 else "heading_plain"
    values = {"outcome": headline, "draws": experiment.draws,
              "replicates": experiment.replicates, "wanted": rows["wanted"].iloc[0]}  # fmt: skip
    return Shown(heading, columns, rows, values, ("note_replicates",))
