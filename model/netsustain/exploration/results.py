"""Results as tables: every result folder in one call.

    found = load_results("results/demo")
    found.runs, found.summary            DataFrames
    found.table("draws"), found.names    any other table, and what there is
    found.manifest                       what was asked, seeds, versions, digests
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.exploration.origins import digest_of_file
from netsustain.scenario.beside import leaves, lies_in
from netsustain.scenario.files import NOT_TEXT
from netsustain.scenario.problems import shortened
from netsustain.scenario.resolve import is_plain_file

MANIFEST = "manifest.json"
RUNS = "runs.parquet"
_SUFFIX = ".parquet"


class ResultsError(ValueError):
    """A folder that holds no results, or whose files are not those that were written."""


@dataclass(frozen=True)
class Results:
    """A result folder, read when asked; every file is checked against the manifest first."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(name.removesuffix(_SUFFIX) for name in self.manifest["files"] if name.endswith(_SUFFIX))

    @cached_property
    def runs(self) -> pd.DataFrame:
        """Every run, a row each; with the column ``campaign`` where an experiment made several."""
        if "runs" in self.names:
            return self.table("runs")
        several = [name for name in self.names if Path(name).name == "runs"]
        if not several:
            raise ResultsError(f"{self.folder}: got a result without rows of runs; it has {', '.join(self.names)}")
        frames = {Path(name).parent.name: self.table(name) for name in several}
        return pd.concat([frame.assign(campaign=name) for name, frame in frames.items()], ignore_index=True)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """The answer in numbers."""
        return self.table("summary")

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """A table by name, or some of its columns.

        Raises
        ------
        ResultsError
            If there is no such table, or its file was changed since it was written.
        """
        if name not in self.names:
            raise ResultsError(f"{self.folder}: got no table {name!r}, expected one of {', '.join(self.names)}")
        found = self.damaged([f"{name}{_SUFFIX}"])
        if found:
            raise ResultsError(f"{self.folder / found[0]}: got other content than was written; make the result again")
        return pd.read_parquet(self.folder / f"{name}{_SUFFIX}", columns=columns)

    def damaged(self, files: Sequence[str] | None = None) -> list[str]:
        """Files, all by default, that are absent or not as the manifest says."""
        listed = self.manifest["files"]
        return [name for name in (listed if files is None else files) if not self._is_sound(name)]

    def _is_sound(self, name: str) -> bool:
        path = self.folder / name
        return is_plain_file(path) and digest_of_file(path) == self.manifest["files"][name]["sha256"]


def load_results(folder: str | Path) -> Results:
    """The results in a folder: of an experiment, a comparison or a run.

    Raises
    ------
    ResultsError
        If the folder holds no finished result.
    """
    place = Path(folder)
    if not (place / MANIFEST).exists():
        raise ResultsError(f"{place}: got no {MANIFEST}, expected a finished result folder")
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        whole = isinstance(manifest["asked"], dict) and all(map(_lists_a_file, manifest["files"].items()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole, manifest = False, {}
    if not whole:
        raise ResultsError(f"{place / MANIFEST}: cannot be read as a manifest; make the result again")
    for name in manifest["files"]:
        if leaves(name) or not lies_in(place / name, place):
            message = f"got {shortened(name)}, expected files inside the folder only; make the result again"
            raise ResultsError(f"{place / MANIFEST}: {message}")
    return Results(place, manifest)


def _lists_a_file(item: tuple[str, Any]) -> bool:
    """Whether an entry of a manifest's ``files`` is a name that a file can have, and its digest."""
    name, said = item
    return bool(name) and NOT_TEXT.search(name) is None and isinstance(said, dict) and isinstance(said["sha256"], str)
