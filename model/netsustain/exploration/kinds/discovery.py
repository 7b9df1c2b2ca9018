"""``kind: discovery``: under which conditions does an event happen, such as the end of a network?

Over draws of what is uncertain, boxes of few conditions in which the event is frequent (PRIM), and a tree of the same
(CART). Both are found in one half of the draws and judged on the other: what is told is what holds out of sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Answer, Column, Progress, Said, Shown
from netsustain.exploration.discovery import tables, telling
from netsustain.exploration.discovery.cases import Cases, halves
from netsustain.exploration.discovery.form import Discovery
from netsustain.exploration.discovery.happened import cases_of
from netsustain.exploration.discovery.regions import regions
from netsustain.exploration.discovery.tree import nodes, skill, tree_of
from netsustain.exploration.linear_algebra import one_thread
from netsustain.exploration.moments import campaign_status
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import campaign_digest, question_of
from netsustain.exploration.reading import Asked, Fault

FORM = Discovery
digest_of, status = campaign_digest, campaign_status
FEWEST_FOR_A_TREE = 40
"""Draws in the half that a tree grows on."""


def faults(asked: Asked) -> Iterator[Fault]:
    """Nothing that the file alone does not show."""
    yield from ()


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and look for boxes. Raises QuestionError."""
    done = campaign.run(prepared(question_of(asked), folder), workers=workers, progress=progress)
    experiment = asked.experiment
    assert isinstance(experiment, Discovery)
    rows = done.frame(["scenario", "draw", "failed", "ended", experiment.event.outcome])
    design = done.prepared.design
    found, shares = [], {}
    with one_thread():
        for name in asked.scenarios:
            cases, used = cases_of(rows[rows["scenario"] == name], design, experiment.event)
            shares[name] = cases.share
            found.append(of_one(name, asked, cases) | {"draws": by_draw(name, design, cases, used, experiment.seed)})
    joined = {key: pd.concat([each[key] for each in found], ignore_index=True) for key in found[0]}
    event = telling.happens(experiment.event, next(iter(asked.scenarios.values())).months)
    return done.answer(
        joined,
        shown(joined, event),
        telling.sentences(joined["summary"], joined["restrictions"], shares, asked.factors, event),
        telling.warnings(experiment.draws, shares, joined["summary"]),
    )


def of_one(name: str, asked: Asked, cases: Cases) -> dict[str, pd.DataFrame]:
    """The tables of one scenario: ``summary`` (boxes), ``restrictions``, ``trajectory``, ``tree``, ``pruning``."""
    experiment = asked.experiment
    assert isinstance(experiment, Discovery)
    found = regions(cases, experiment.rules, experiment.seed)
    return {
        "summary": tables.boxes(name, found),
        "restrictions": tables.restrictions(name, found, asked.factors),
        "trajectory": tables.trajectory(name, found, asked.factors),
        **_tree(name, asked, cases, experiment),
    }


def _tree(name: str, asked: Asked, cases: Cases, experiment: Discovery) -> dict[str, pd.DataFrame]:
    """``tree`` with a row a node, and ``pruning`` with a row a size; empty below FEWEST_FOR_A_TREE draws."""
    first, second = halves(len(cases), experiment.seed)
    if len(first) < FEWEST_FOR_A_TREE:
        return {"tree": pd.DataFrame(), "pruning": pd.DataFrame()}
    search, held = cases.where(first), cases.where(second)
    tree = tree_of(search, experiment.tree_depth, experiment.seed)
    names = [factor.name for factor in asked.factors]
    found = nodes(tree, held)
    found["factor"] = [names[place] if place >= 0 else "" for place in found["factor"]]
    found["skill"] = skill(tree, held)
    pruning = tree.pruning.copy()
    for table in (found, pruning):
        table.insert(0, "scenario", name)
    return {"tree": found, "pruning": pruning}


def by_draw(name: str, design: pd.DataFrame, cases: Cases, used: object, seed: int) -> pd.DataFrame:
    """A row a draw: the factors, runs that count, those with the event, and in which half it was."""
    frame = design.reset_index(drop=True).iloc[used].reset_index(names="draw")
    frame.insert(0, "scenario", name)
    frame["runs"], frame["events"] = cases.runs, cases.events
    frame["half"] = "searched"
    frame.loc[halves(len(cases), seed)[1], "half"] = "held_out"
    return frame


# ---- tables for readers -----------------------------------------------------------------------------


def shown(found: dict[str, pd.DataFrame], event: Said) -> tuple[Shown, ...]:
    """Boxes and their conditions; leaves of the trees."""
    parts = []
    if len(found["summary"]):
        parts.append(Shown("heading_boxes", BOXES, found["summary"], {"event": event}, ("note_boxes",)))
        limits = found["restrictions"].assign(p=found["restrictions"]["p"].clip(lower=0))
        parts.append(Shown("heading_conditions", CONDITIONS, limits, {}, ("note_conditions",)))
    return tuple(parts)


BOXES = (
    Column("scenario", "scenario", "scenario"), Column("box", "box", "whole"),
    Column("density", "density", "share", "low", "high"), Column("base", "base", "share"),
    Column("coverage", "coverage", "share"), Column("mass", "mass", "share"),
    Column("density_searched", "density_searched", "share"), Column("p", "p", "chance"),
    Column("verdict", "verdict", "word"),
)  # fmt: skip
CONDITIONS = (
    Column("scenario", "scenario", "scenario"), Column("box", "box", "whole"), Column("factor", "factor", "factor"),
    Column("limit_low", "low"), Column("limit_high", "high"), Column("p_held", "p", "chance"),
    Column("reproduced", "reproduced", "share"),
)  # fmt: skip
