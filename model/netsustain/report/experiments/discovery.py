"""Figures of ``kind: discovery``: boxes as bars over the factors' ranges, the way to the first box, the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from netsustain.exploration.answer import Answer, Column, Shown
from netsustain.exploration.discovery.form import Discovery
from netsustain.exploration.discovery.telling import happens
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import Frame
from netsustain.report.experiments.discovery_boxes import boxes
from netsustain.report.experiments.discovery_trail import trajectory
from netsustain.report.experiments.discovery_tree import leaves, tree

FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {"boxes": boxes, "tree": tree, "trajectory": trajectory}


def shows(asked: Asked, answer: Answer) -> list[str]:
    """Boxes only where some hold out of sample, a tree only where it asks a question."""
    found, grown = answer.tables["summary"], answer.tables["tree"]
    names = ["boxes"] if (found["verdict"] == "holds").any() else []
    names += ["tree"] if len(grown) and (grown["factor"] != "").any() else []
    return [*names, "trajectory"] if len(answer.tables["trajectory"]) else names


def _event(asked: Asked, answer: Answer) -> dict[str, Any]:
    experiment = asked.experiment
    assert isinstance(experiment, Discovery)
    return {"event": happens(experiment.event, next(iter(asked.scenarios.values())).months)}


VALUES = dict.fromkeys(FIGURES, _event)


def _boxes_numbers(asked: Asked, answer: Answer) -> Shown:
    """Limits of the boxes that hold."""
    found, limits = answer.tables["summary"], answer.tables["restrictions"]
    rows = limits.merge(found[found["verdict"] == "holds"][["scenario", "box", "density", "coverage"]])
    columns = (
        Column("scenario", "scenario", "scenario"), Column("box", "box", "whole"), Column("factor", "factor", "factor"),
        Column("limit_low", "low"), Column("limit_high", "high"), Column("density", "density", "share"),
        Column("coverage", "coverage", "share"),
    )  # fmt: skip
    return Shown("heading_conditions", columns, rows)


def _trail_numbers(asked: Asked, answer: Answer) -> Shown:
    """Every fifth step on the way to the first box of each scenario, and the chosen one."""
    trail = answer.tables["trajectory"]
    peeled = trail[(trail["box"] == 1) & trail["kind"].isin(["start", "peel"])]
    rows = peeled[(peeled["step"] % 5 == 0) | peeled["chosen"]].reset_index(drop=True)
    columns = (
        Column("scenario", "scenario", "scenario"), Column("step", "step", "whole"),
        Column("conditions", "restricted", "whole"), Column("density", "density", "share"),
        Column("coverage", "coverage", "share"), Column("density_held", "density_held", "share"),
        Column("coverage_held", "coverage_held", "share"),
    )  # fmt: skip
    return Shown("heading_trail", columns, rows)


def _tree_numbers(asked: Asked, answer: Answer) -> Shown:
    """The leaves, the share of each with its interval."""
    columns = (
        Column("scenario", "scenario", "scenario"), Column("leaf", "leaf", "whole"),
        Column("share", "share", "share", "low", "high"), Column("mass", "mass", "share"),
        Column("coverage", "coverage", "share"),
    )  # fmt: skip
    rows: pd.DataFrame = leaves(answer.tables["tree"])
    return Shown("heading_leaves", columns, rows, _event(asked, answer))


NUMBERS = {"boxes": _boxes_numbers, "tree": _tree_numbers, "trajectory": _trail_numbers}
