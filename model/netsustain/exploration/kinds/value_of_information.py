"""``kind: value_of_information``: which uncertain factor, if known, would change the choice among scenarios?

Over draws of what is uncertain, all scenarios under the same luck: what would the choice gain on average if one
factor, a group of them, or everything were known before choosing?
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Answer, Column, Progress, Shown
from netsustain.exploration.information import study, telling
from netsustain.exploration.information.benefits import Benefits, benefits_of
from netsustain.exploration.information.form import ValueOfInformation
from netsustain.exploration.kinds import compare
from netsustain.exploration.linear_algebra import one_thread
from netsustain.exploration.moments import campaign_status
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import campaign_digest, question_of
from netsustain.exploration.reading import Asked, Fault

FORM = ValueOfInformation
digest_of, status = campaign_digest, campaign_status
CURVES = 3
"""Factors whose curves are kept at least, worth knowing or not."""


def faults(asked: Asked) -> Iterator[Fault]:
    """There must be something to choose from, over one horizon."""
    yield from compare.faults(asked)


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and value what could be known. Raises QuestionError."""
    done = campaign.run(prepared(question_of(asked), folder), workers=workers, progress=progress)
    experiment = asked.experiment
    assert isinstance(experiment, ValueOfInformation)
    columns = {"scenario", "draw", "failed", "ended", experiment.outcomes[0]}
    columns |= {"cost"} if experiment.willingness else set()
    with one_thread():
        found = benefits_of(done.frame(sorted(columns)), done.prepared.design, asked.factors, experiment)
        tables = studied(asked, found)
    tables["draws"] = by_draw(asked, found, done.prepared.design)
    whole = tables["summary"].iloc[0]
    return done.answer(
        tables,
        shown(tables, experiment),
        telling.sentences(tables, asked.factors, experiment.of, experiment.outcomes[0]),
        telling.warnings(len(found.points), found.lost, tables["options"], whole),
    )


def studied(asked: Asked, found: Benefits) -> dict[str, pd.DataFrame]:
    """``summary`` (what knowing is worth), ``options``, ``switching`` and ``curves``."""
    experiment, names = asked.experiment, list(asked.scenarios)
    assert isinstance(experiment, ValueOfInformation)
    places = {factor.name: place for place, factor in enumerate(asked.factors)}
    groups = {name: [places[each] for each in group.factors] for name, group in experiment.groups.items()}
    summary = study.worths(found, asked.factors, groups, experiment.seed)
    singles = summary[summary["what"] == "factor"]
    worth = list(singles.loc[singles["verdict"] == "worth", "name"])
    drawn = list(dict.fromkeys([*worth, *singles["name"].head(CURVES)]))
    return {
        "summary": summary,
        "options": study.options(found, names),
        "switching": study.switching(found, asked.factors, names, drawn, experiment.seed),
        "curves": study.lines(found, asked.factors, names, drawn, experiment.seed),
    }


def by_draw(asked: Asked, found: Benefits, design: pd.DataFrame) -> pd.DataFrame:
    """A row a draw and scenario: the factors and the mean net benefit."""
    frames = []
    for option, name in enumerate(asked.scenarios):
        frame = design.reset_index(drop=True).iloc[found.draws].reset_index(names="draw")
        frame.insert(1, "scenario", name)
        frame["net_benefit"] = found.mean[:, option]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True).sort_values("draw", kind="stable", ignore_index=True)


def shown(found: dict[str, pd.DataFrame], experiment: ValueOfInformation) -> tuple[Shown, ...]:
    """What knowing is worth; the options; switching values."""
    key = "months" if experiment.of == "months_sustained" else "staff_days" if experiment.of == "cost" else "other"
    values = {"outcome": experiment.outcomes[0], "willingness": experiment.willingness or 0.0}
    note = "note_paid" if experiment.willingness else "note_plain"
    parts = [
        Shown(f"heading_worth_{key}", WORTH, found["summary"], values, ("note_worth",)),
        Shown("heading_options", OPTIONS, found["options"], values, (note,)),
    ]
    if len(found["switching"]):
        parts.append(Shown("heading_switching", SWITCHING, found["switching"], values, ("note_switching",)))
    return tuple(parts)


WORTH = (
    Column("what", "what", "word"), Column("factor", "name", "factor"),
    Column("worth", "value", "number", "low", "high"), Column("floor", "floor"), Column("p", "p", "chance"),
    Column("verdict", "verdict", "word"),
)  # fmt: skip
OPTIONS = (
    Column("scenario", "scenario", "scenario"), Column("benefit", "mean", "number", "low", "high"),
    Column("over_best", "over_best", "signed", "over_low", "over_high"),
)  # fmt: skip
SWITCHING = (
    Column("factor", "factor", "factor"), Column("at", "at", "number", "low", "high"),
    Column("below", "below", "scenario"), Column("above", "above", "scenario"), Column("seen", "seen", "share"),
)  # fmt: skip
