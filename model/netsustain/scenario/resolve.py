"""Where the shipped scenarios and experiments are: inside an installed wheel, else in the clone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from netsustain.scenario.problems import Problem, ScenarioError, nearest

PACKAGE = Path(__file__).resolve().parents[1]
PACKAGED = PACKAGE / "_shipped"
"""Copies that a wheel carries; absent from an editable install, which reads the clone."""
CLONE = PACKAGE.parents[1]
SUFFIXES = (".yaml", ".yml")
MOST_NAMED = 20
"""Names that a message lists where none is like the one that came."""


def shipped_folder(what: str) -> Path:
    """The folder of shipped ``"scenarios"`` or ``"experiments"``."""
    packaged = PACKAGED / what
    return packaged if packaged.is_dir() else CLONE / what


def shipped_names(what: str = "scenarios") -> list[str]:
    """Names of all shipped scenarios or experiments, sorted."""
    return sorted(path.stem for path in shipped_folder(what).glob("*.yaml"))


def looks_like_path(name: str) -> bool:
    """Whether a user means a file of their own by ``name`` rather than a shipped one."""
    return name.endswith(SUFFIXES) or "/" in name or "\\" in name


def find(name: str | Path, what: str = "scenarios") -> Path:
    """The file a path or a shipped name means; raises :class:`ScenarioError` when there is none."""
    text = str(name)
    if isinstance(name, Path) or looks_like_path(text):
        path = Path(name)
        if is_plain_file(path):
            return path
        raise ScenarioError([Problem(text, 1, 1, "", f"{_missing(path)}, expected a {what[:-1]} file{_beside(path)}")])
    if text in shipped_names(what):
        return shipped_folder(what) / f"{text}.yaml"
    raise ScenarioError([Problem(text, 1, 1, "", _unknown(text, what))])


def family(name: str) -> list[str]:
    """The shipped scenarios named ``name_…``: ``demo`` means ``demo_none`` and its siblings."""
    return [other for other in shipped_names() if other.startswith(f"{name}_")]


def is_plain_file(path: Path) -> bool:
    """Whether there is a file of this name, no folder or device."""
    try:
        return path.is_file()
    except OSError:  # a name too long for the file system
        return False


def _missing(path: Path) -> str:
    if os.path.isdir(path):
        return "got a folder"
    return "got something that is no plain file" if os.path.exists(path) else "got a file that does not exist"


def _beside(path: Path) -> str:
    """What to type for a file that is not there: a like name beside it, or which folder was looked in."""
    if os.path.exists(path):
        return ""
    if not path.parent.is_dir():
        return f"; there is no folder {path.parent} in {Path.cwd()}: go to the folder it is in (cd)"
    there = sorted(other.name for other in path.parent.iterdir() if other.name.endswith(SUFFIXES))
    return nearest(path.name, there) or f"; looked in {path.parent.resolve()}"


def _some(names: Sequence[str]) -> str:
    """Names, as many as a message can bear."""
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "") if names else "none"


def _unknown(name: str, what: str) -> str:
    own = Path(f"{name}.yaml")
    if is_plain_file(own):
        return f"got no shipped {what[:-1]} of this name, but a file of your own: type {own}"
    if what == "scenarios" and family(name):
        return f"got the name of several scenarios, expected one of {', '.join(family(name))}"
    choices = shipped_names(what)
    hint = nearest(name, choices) or f"; shipped are {_some(choices)}"
    return f"got an unknown name, expected a file or a shipped {what[:-1]}{hint}"
