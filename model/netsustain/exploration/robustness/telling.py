"""What a comparison answers, in words and in tables for readers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Column, Formed, Said, Shown
from netsustain.exploration.experiment import RunsExperiment
from netsustain.exploration.ignorance import ENDS, width_told
from netsustain.exploration.outcomes import OUTCOMES

SURE = 0.95
"""A choice that so many samples make is called certain."""
ENOUGH_FUTURES = 30
"""With fewer, shares of futures are rough and bad cases hardly seen (assumed)."""
CLOSE = 0.9
"""Criteria that choose another scenario than the mean are told from this certainty on; else as may be."""
Tables = dict[str, pd.DataFrame]


def shown_of(tables: Tables, outcome: str) -> tuple[Shown, ...]:
    """How scenarios do over futures, and what each criterion chooses."""
    if "criteria" not in tables:
        return ()
    level = "share" if OUTCOMES[outcome].unit == "share" else "number"
    loss = "of_hundred" if level == "share" else "number"
    columns = (
        Column("scenario", "scenario", "text"),
        Column("best", "best", "chance", "best_low", "best_high"),
        Column("better", "better", "chance", "better_low", "better_high"),
        Column("regret", "regret", loss, "regret_low", "regret_high", outcome),
        Column("regret_few", "regret_few", loss, of=outcome),
        Column("regret_worst", "regret_worst", loss, of=outcome),
        Column("satisfied", "satisfied", "chance", "satisfied_low", "satisfied_high"),
        Column("worst", "worst", level, of=outcome),
    )
    table = tables["robustness"]
    values = {"outcome": outcome, "threshold": Formed(table["good_enough"].iloc[0], "amount", outcome),
              "word_direction": _direction(outcome)}  # fmt: skip
    choices = (
        Column("criterion", "criterion", "word"), Column("choice", "scenario", "scenario"),
        Column("chosen", "chosen", "chance"), Column("next", "next", "scenario"),
        Column("next_chosen", "next_chosen", "chance"),
    )  # fmt: skip
    return (
        Shown("heading_robustness", columns, table, values, ("note_robustness", "note_luck")),
        Shown("heading_criteria", choices, tables["criteria"], values, ("note_criteria",)),
    )


def _direction(outcome: str) -> str:
    return "at_least" if OUTCOMES[outcome].better > 0 else "at_most"


# ---- sentences ------------------------------------------------------------------------------------


def sentences(tables: Tables, experiment: RunsExperiment, vectors: int = 0) -> tuple[Said, ...]:
    """The answer in words, the most important first.

    Parameters
    ----------
    vectors
        Accepted parameter vectors that all futures ran under, where intervals of means hold what they leave open.
    """
    if "robustness" not in tables:
        return ()
    if "criteria" not in tables:
        return (_plain(tables, experiment),)
    return (
        _mean(tables, experiment), *_ignorance(tables, experiment, vectors), _shares(tables, experiment),
        *_criteria(tables), _satisfied(tables, experiment),
    )  # fmt: skip


def _plain(tables: Tables, experiment: RunsExperiment) -> Said:
    """Without futures: what does best on average, and how surely."""
    table = tables["robustness"]
    best = table.loc[table["best"].idxmax()]
    values = _values(tables, experiment, str(best["scenario"]))
    return Said("answer_plain", {**values, "sure": Formed(best["best"], "chance")})


def _mean(tables: Tables, experiment: RunsExperiment) -> Said:
    """Which scenario does best on average over the futures."""
    row = tables["criteria"].set_index("criterion").loc["mean"]
    best = str(row["scenario"])
    values = _values(tables, experiment, best)
    if row["chosen"] < SURE:
        sure = {"sure": Formed(row["chosen"], "chance"), "next": row["next"],
                "next_sure": Formed(row["next_chosen"], "chance")}  # fmt: skip
        return Said("answer_unsure", {**values, **sure})
    return Said("answer_reference" if best == values["reference"] else "answer_best", values)


def _ignorance(tables: Tables, experiment: RunsExperiment, vectors: int) -> tuple[Said, ...]:
    """How much of the interval of the best is not knowing the parameters, and whether that alone leaves it open."""
    if not vectors:
        return ()
    outcome, summary = experiment.outcomes[0], tables["summary"]
    rows = summary[summary["outcome"] == outcome].set_index("scenario", drop=False)
    best = str(tables["criteria"].set_index("criterion").loc["mean", "scenario"])
    what = "mean" if best == rows.index[0] else "difference"
    own = {"scenario": best} | {end: rows.loc[best, f"{what}_{end}"] for end in (*ENDS, "ignorance")}
    told = width_told(own, what, outcome, vectors)
    open_only_so = own["low"] <= 0 <= own["high"] and not own["low_chance"] <= 0 <= own["high_chance"]
    if what == "difference" and open_only_so:
        return (Said("answer_left_open", {"best": best, "reference": str(rows.index[0])}), *told)
    return told


def _values(tables: Tables, experiment: RunsExperiment, best: str) -> dict[str, Any]:
    """A scenario's mean and difference from the first, with their intervals."""
    outcome, summary = experiment.outcomes[0], tables["summary"]
    rows = summary[summary["outcome"] == outcome].set_index("scenario")
    row = rows.loc[best]
    return {
        "outcome": outcome, "best": best, "reference": str(rows.index[0]), "draws": experiment.draws,
        "replicates": experiment.replicates,
        "mean": Formed(row["mean"], "amount", outcome),
        "low": Formed(row["mean_low"], "level", outcome), "high": Formed(row["mean_high"], "level", outcome),
        "gain": Formed(row["difference"], "gain", outcome),
        "gain_low": Formed(row["difference_low"], "change", outcome),
        "gain_high": Formed(row["difference_high"], "change", outcome),
    }  # fmt: skip


def _shares(tables: Tables, experiment: RunsExperiment) -> Said:
    """In how many futures the choice by the mean is best, and what it gives away in the others."""
    best = tables["criteria"].set_index("criterion").loc["mean", "scenario"]
    row, outcome = tables["robustness"].set_index("scenario").loc[best], experiment.outcomes[0]
    return Said("answer_shares", {
        "best": best, "share": Formed(row["best"], "chance"), "low": Formed(row["best_low"], "chance"),
        "high": Formed(row["best_high"], "chance"), "regret": Formed(row["regret"], "loss", outcome),
        "regret_few": Formed(row["regret_few"], "loss", outcome),
    })  # fmt: skip


def _criteria(tables: Tables) -> list[Said]:
    """Whether the criteria agree, and which of them choose another scenario than the mean does."""
    table = tables["criteria"]
    best = str(table.set_index("criterion").loc["mean", "scenario"])
    others = table[table["scenario"] != best]
    if others.empty:
        return [Said("answer_agree", {"best": best})]
    return [
        Said("answer_disagree_unsure" if rows["chosen"].max() < CLOSE else "answer_disagree", {
            "other": str(scenario), "word_criteria": list(rows["criterion"]), "best": best,
        })
        for scenario, rows in others.groupby("scenario", sort=False)
    ]  # fmt: skip


def _satisfied(tables: Tables, experiment: RunsExperiment) -> Said:
    """Which scenario is good enough in most futures."""
    table, outcome = tables["robustness"], experiment.outcomes[0]
    chosen = tables["criteria"].set_index("criterion").loc["satisfied", "scenario"]
    row = table.set_index("scenario").loc[chosen]
    return Said("answer_satisfied", {
        "outcome": outcome, "threshold": Formed(row["good_enough"], "amount", outcome), "best": chosen,
        "word_direction": _direction(outcome), "share": Formed(row["satisfied"], "chance"),
        "low": Formed(row["satisfied_low"], "chance"), "high": Formed(row["satisfied_high"], "chance"),
    })  # fmt: skip


# ---- warnings -------------------------------------------------------------------------------------


def warnings(tables: Tables, experiment: RunsExperiment) -> tuple[Said, ...]:
    """What the answer must not be taken for."""
    found = []
    if "criteria" in tables:
        if experiment.draws < ENOUGH_FUTURES:
            found.append(Said("warning_futures", {"draws": experiment.draws}))
        if not bool(tables["robustness"]["luck_known"].iloc[0]):
            found.append(Said("warning_luck"))
    design = experiment.design
    if design is not None and design.method == "sobol" and experiment.draws & (experiment.draws - 1):
        higher = 2 ** int(np.ceil(np.log2(experiment.draws)))
        found.append(Said("warning_sobol", {"draws": experiment.draws, "higher": higher}))
    if design is not None and design.method == "full_factorial":
        found.append(Said("warning_factorial"))
    return tuple(found)
