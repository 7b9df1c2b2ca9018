"""What the figures of a policy search share: named policies, their colours and words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.reading import Asked
from netsustain.exploration.search.form import PolicySearch
from netsustain.report.canvas import SERIES, Frame
from netsustain.report.experiments.words import ExperimentWords

COLOURS = (*SERIES, "#b0853f", "#5b6872")
"""Of the policies that have a name, the cheapest first."""


def form_of(asked: Asked) -> PolicySearch:
    """What the file says."""
    assert isinstance(asked.experiment, PolicySearch)
    return asked.experiment


def title_of(words: ExperimentWords, asked: Asked, name: str) -> str:
    """Title of a figure."""
    return words.say(f"figure_{name}_title", outcome=form_of(asked).objectives[0].outcome)


def named_policies(rows: pd.DataFrame) -> dict[str, Any]:
    """Letter → row of the policies that have a name, the cheapest first."""
    marked = rows[rows["letter"] != ""].sort_values("letter")
    return {str(row["letter"]): row for _, row in marked.iterrows()}


def colour_of(named: dict[str, Any], letter: str) -> str:
    """Colour of a named policy."""
    return COLOURS[list(named).index(letter) % len(COLOURS)]


def called(words: ExperimentWords, named: dict[str, Any], letter: str) -> str:
    """Letter and names of a policy, for a key."""
    names = ", ".join(words.say(f"word_{name}") for name in str(named[letter]["names"]).split(", "))
    return words.say("policy_named", letter=letter, names=names)


def key_rows(frame: Frame, number: int) -> int:
    """Rows of a key of so many entries."""
    return number if frame.narrow else -(-number // 2)
