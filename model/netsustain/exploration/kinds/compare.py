"""``kind: compare``: scenarios under the same uncertain futures, each draw a future, all with the same luck.

Which scenario does better on average, in what share of the futures does each do best, what does choosing it give away
where another would have been better, and which criterion would choose which? Few lucks blur the means of a future;
what looks at the best, or the worst, of several blurred means is corrected for that
(:mod:`netsustain.exploration.robustness`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import Field

from netsustain.exploration import ignorance, same_luck
from netsustain.exploration.answer import Answer, Column, Progress, Said, Shown
from netsustain.exploration.experiment import CampaignExperiment, RunsExperiment
from netsustain.exploration.moments import Measured, Spread, campaign_status, measured_campaign
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.pairs import chance_of_highest
from netsustain.exploration.prepared import Prepared
from netsustain.exploration.question import campaign_digest
from netsustain.exploration.reading import Asked, Fault
from netsustain.exploration.robustness.judgement import judged
from netsustain.exploration.robustness.telling import sentences, shown_of, warnings
from netsustain.health.intervals import Floats


class Comparison(RunsExperiment):
    """What a file of this kind says."""

    good_enough: float | None = Field(
        default=None, description="value of the headline outcome that is good enough; else the first scenario's mean"
    )


FORM = Comparison
digest_of, status = campaign_digest, campaign_status


def faults(asked: Asked) -> Iterator[Fault]:
    """One scenario cannot be compared, nor can scenarios of different horizons."""
    scenarios = list(asked.scenarios.values())
    if len(scenarios) < 2:
        yield Fault(("scenarios",), "got 1 scenario, expected two or more to compare, type kind: replicates for one")
    for index, scenario in enumerate(scenarios):
        if scenario.months != scenarios[0].months:
            text = f"got {scenario.months} months, expected {scenarios[0].months} as in {scenarios[0].name}"
            yield Fault(("scenarios", index), f"{text}, type months: {min(scenario.months, scenarios[0].months)}")
    yield from too_many_levels(asked)


def too_many_levels(asked: Asked) -> Iterator[Fault]:
    """Levels of a whole number that has fewer values: some would be run twice."""
    design = getattr(asked.experiment, "design", None)
    if design is None or design.levels is None:
        return
    levels = design.levels_of([factor.name for factor in asked.factors])
    for factor, number in zip(asked.factors, levels, strict=True):
        values = int(factor.high - factor.low) + 1
        if factor.whole and number > values:
            where = ("design", "levels", *([] if isinstance(design.levels, int) else [factor.name]))
            text = f"got {number} levels of {factor.name}, which has {values} values, expected at most so many"
            yield Fault(where, f"{text}, type levels: {{{factor.name}: {values}}}")


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and compare. Raises QuestionError."""
    experiment = asked.experiment
    assert isinstance(experiment, Comparison)
    done, found = measured_campaign(asked, folder, workers=workers, progress=progress)
    tables = {"summary": summary(found), "draws": by_draw(done.prepared, found)}
    tables |= judged(done.prepared, found, experiment.good_enough)
    told = (*warnings(tables, experiment), *ignorance.warnings(done.prepared, found, judged="criteria" in tables))
    shown = (_shown(tables["summary"], experiment, found.vectors), *shown_of(tables, experiment.outcomes[0]))
    said = (*sentences(tables, experiment, found.vectors), *_saved(tables["summary"], experiment))
    return done.answer(tables, shown, said, told)


def _saved(summary: pd.DataFrame, experiment: Comparison) -> Iterator[Said]:
    """What the same luck saves, for the difference of the headline that varies most."""
    rows = summary[summary["outcome"] == experiment.outcomes[0]].reset_index(drop=True)
    spread = rows["difference_spread_replicates"]
    if spread.notna().any():
        row, first = rows.loc[spread.idxmax()], rows.iloc[0]
        deviations = (float(spread.max()), float(row["mean_spread_replicates"]), float(first["mean_spread_replicates"]))
        saved = same_luck.said(str(row["scenario"]), str(first["scenario"]), experiment.outcomes[0], deviations)
        yield from () if saved is None else (saved,)


# ---- tables ---------------------------------------------------------------------------------------


def summary(found: Measured) -> pd.DataFrame:
    """One row a scenario and outcome, over all draws.

    ``difference`` is the scenario less the first; ``share_better`` and ``share_best`` count draws by their means as
    they were seen, blurred by luck (ties split evenly; NaN where neither more nor less is better; the table
    ``robustness`` corrects them for the headline outcome); ``…_spread_replicates`` and ``…_spread_draws`` are standard
    deviations of runs within a draw and of draws. ``…_low_chance`` and ``…_high_chance`` are intervals of luck and
    draws alone, ``…_ignorance`` the share of the whole width that these would not have.
    ``variance_reduction`` is the share of the variance of runs' differences that the same luck in both took away.
    """
    best, better = shares(found)
    unknown = dict.fromkeys(_names("difference"), np.nan)
    rows = []
    for scenario, name in enumerate(found.names):
        own, gained = found.mean(scenario), found.difference(scenario)
        for outcome, said in enumerate(found.outcomes):
            rows.append({
                "scenario": name, "outcome": said, "unit": OUTCOMES[said].unit,
                "runs": int(found.values.count[scenario, :, outcome].sum()),
                "failed": int(found.failed[scenario].sum()),
                **_numbers(own, outcome, "mean"),
                **(_numbers(gained, outcome, "difference") if scenario else unknown),
                "share_better": better[scenario, outcome], "share_best": best[scenario, outcome],
                "variance_reduction": _reduction(found, scenario, outcome),
            })  # fmt: skip
    return pd.DataFrame(rows)


def _reduction(found: Measured, scenario: int, outcome: int) -> float:
    """Share of the variance of differences within a draw that the same luck took away; NaN for the first scenario."""
    if scenario == 0:
        return float("nan")
    spreads = (found.difference(scenario), found.mean(scenario), found.mean(0))
    return float(same_luck.reduction(*(each.by_replicate[outcome] for each in spreads)))


def _names(what: str) -> tuple[str, ...]:
    ends = ("", "_low", "_high", "_spread_replicates", "_spread_draws", "_low_chance", "_high_chance", "_ignorance")
    return tuple(f"{what}{end}" for end in ends)


def _numbers(found: Spread, outcome: int, what: str) -> dict[str, float]:
    parts = (
        found.value, found.low, found.high, found.by_replicate, found.by_draw, found.low_chance, found.high_chance,
        found.ignorance,
    )  # fmt: skip
    return {name: float(part[outcome]) for name, part in zip(_names(what), parts, strict=True)}


def shares(found: Measured) -> tuple[Floats, Floats]:
    """Share of draws in which a scenario is best, and in which it is better than the first.

    Returns
    -------
    best, better
        (scenarios × outcomes), ties split evenly; ``better`` is NaN for the first scenario.
    """
    signs = np.array([OUTCOMES[name].better or np.nan for name in found.outcomes], dtype=float)
    means = found.values.mean * signs  # (scenarios × draws × outcomes); more is better now
    best = np.stack([chance_of_highest(means[:, :, outcome].T) for outcome in range(means.shape[2])], axis=1)
    pairs = [
        [chance_of_highest(means[[0, scenario], :, outcome].T)[1] for outcome in range(means.shape[2])]
        for scenario in range(1, means.shape[0])
    ]
    return best, np.array([[np.nan] * means.shape[2], *pairs])


def by_draw(ready: Prepared, found: Measured) -> pd.DataFrame:
    """One row a draw and scenario: the factors, means of outcomes, and their differences from the first scenario."""
    design = ready.design.reset_index(drop=True)
    frames = []
    for scenario, name in enumerate(found.names):
        frame = design.copy()
        frame.insert(0, "draw", np.arange(len(design)))
        frame.insert(1, "scenario", name)
        frame["failed"] = found.failed[scenario].astype(int)
        for outcome, said in enumerate(found.outcomes):
            frame[said] = found.values.mean[scenario, :, outcome]
            frame[f"{said}_difference"] = found.differences.mean[scenario, :, outcome]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True).sort_values("draw", kind="stable", ignore_index=True)


def _shown(table: pd.DataFrame, experiment: CampaignExperiment, vectors: int) -> Shown:
    """The headline outcome, a row a scenario."""
    headline = experiment.outcomes[0]
    rows = table[table["outcome"] == headline].reset_index(drop=True)
    number = "share" if OUTCOMES[headline].unit == "share" else "number"
    columns = [
        Column("scenario", "scenario", "text"),
        Column("mean", "mean", number, "mean_low", "mean_high", headline),
        Column("difference", "difference", "signed", "difference_low", "difference_high", headline),
    ]
    if experiment.draws > 1:
        columns += [
            Column("spread_draws", "difference_spread_draws", of=headline),
            Column("spread_replicates", "difference_spread_replicates", of=headline),
        ]
    columns.append(Column("variance_reduction", "variance_reduction", "share"))
    if vectors:
        columns += [
            Column("ignorance_mean", "mean_ignorance", "share"), Column("ignorance", "difference_ignorance", "share"),
        ]
    heading = "heading_draws" if experiment.draws > 1 else "heading_plain"
    values = {"outcome": headline, "draws": experiment.draws,
              "replicates": experiment.replicates, "vectors": vectors}  # fmt: skip
    notes = ["note_compare_draws" if experiment.draws > 1 else "note_compare", *(["note_ignorance"] if vectors else [])]
    return Shown(heading, tuple(columns), rows, values, tuple(notes))
