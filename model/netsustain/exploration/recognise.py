"""Whether a file is meant as an experiment: told from its keys, without loading the model."""

from __future__ import annotations

from pathlib import Path

from netsustain.scenario.files import read_text
from netsustain.scenario.problems import ScenarioError
from netsustain.scenario.resolve import find, looks_like_path, shipped_names
from netsustain.scenario.syntax import parse

WHAT = "experiments"
KEYS = ("kind", "scenarios")
"""Keys of an experiment that no scenario has."""


def is_experiment(name: str | Path) -> bool:
    """Whether a name or path means an experiment; a name that both have means the scenario."""
    text = str(name)
    if not (isinstance(name, Path) or looks_like_path(text)):
        return text in shipped_names(WHAT) and text not in shipped_names()
    try:
        data = parse(read_text(find(name, WHAT), text), text)[0].data
    except ScenarioError:
        return False
    return isinstance(data, dict) and any(key in data for key in KEYS)
