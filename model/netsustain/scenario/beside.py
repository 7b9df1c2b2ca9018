"""Which files a file may name: those in its own folder and below, so that one from elsewhere leads nowhere else.

A scenario may come by mail or from a web page. Whoever reads it must not thereby read another file of theirs, wait for
a device, or have a system ask another machine for a file; so names are judged as text before anything is looked up.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from netsustain.scenario.problems import Problem, ScenarioError, nearest, shortened
from netsustain.scenario.resolve import SUFFIXES, looks_like_path, shipped_names

TABLES = "NETSUSTAIN_TABLES"
"""Variable with folders, separated as in PATH, whose tables any scenario may name: data that several of them share."""


def leaves(name: str) -> bool:
    """Whether a name leads out of a folder by what it says: upwards, from the root, to a drive or another machine."""
    windows = PureWindowsPath(name)
    parts = {*PurePosixPath(name).parts, *windows.parts}
    return ".." in parts or name.startswith(("/", "\\")) or bool(windows.drive)


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder or below, links followed; as text first, so that nothing elsewhere is asked."""
    whole = Path(os.path.abspath(path))
    inside = any(whole.is_relative_to(each) for each in (Path(os.path.abspath(folder)), folder.resolve()))
    return inside and whole.resolve().is_relative_to(folder.resolve())


def named_file(name: str, folder: Path) -> Path:
    """The file that a file in ``folder`` names. Raises :class:`ScenarioError` if it leads out of the folder."""
    if leaves(name):
        raise _refused(name, f"got {shortened(name)}, expected a file in the same folder or below it")
    if not lies_in(folder / name, folder):
        message = f"got {shortened(name)}, a link that leaves the folder, expected a file inside it"
        raise _refused(name, message)
    return folder / name


def named_scenario(name: str, folder: Path) -> Path | str:
    """What to load for a name in a file: a file beside it, or a shipped scenario. Raises :class:`ScenarioError`."""
    if name.endswith(SUFFIXES):
        return named_file(name, folder)
    if looks_like_path(name):
        message = f"got {shortened(name)}, expected a shipped scenario or a file beside this one that ends in .yaml"
        raise _refused(name, message + nearest(name, shipped_names()))
    return name


def named_table(name: str, folder: Path, others: Iterable[Path] = ()) -> Path:
    """The table that a scenario in ``folder`` names, by its whole path as well if it lies in a folder that is allowed.

    Parameters
    ----------
    others
        Folders allowed besides the scenario's own and those of ``NETSUSTAIN_TABLES``.

    Raises
    ------
    ScenarioError
        If it lies elsewhere.
    """
    path = Path(os.path.normpath(folder.resolve() / name))
    if not any(lies_in(path, each) for each in (folder, *others, *_shared())):
        message = f"got {shortened(name)}, expected a table in the scenario's folder or below it: copy the table there"
        raise _refused(name, f"{message} (or name its folder in {TABLES})")
    return path


def _shared() -> list[Path]:
    return [Path(folder) for folder in os.environ.get(TABLES, "").split(os.pathsep) if folder]


def _refused(name: str, message: str) -> ScenarioError:
    return ScenarioError([Problem(name, 1, 1, "", message)])
