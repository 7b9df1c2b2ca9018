"""``replay``: are the stored rows those that the model makes now, bit for bit?

Before any row is made, every file is held against the digest that the manifest has of it, and the tables that a
network was read from against theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from netsustain.exploration.digest import exact
from netsustain.exploration.origins import digest_of_file
from netsustain.exploration.question import results_version
from netsustain.exploration.replaying.branches import BranchRows
from netsustain.exploration.replaying.campaigns import campaigns_in
from netsustain.exploration.replaying.ensembles import EnsembleRows
from netsustain.exploration.replaying.reading import reading
from netsustain.exploration.results import Results, ResultsError, load_results
from netsustain.scenario.resolve import is_plain_file

SAMPLE = 100
"""Rows made again when neither some nor all are asked for, evenly spread over each table."""
AT_ONCE = 2_000
"""Rows made again before they are compared: memory holds no more."""


class Rows(Protocol):
    """Stored rows that can be made again."""

    @property
    def rows(self) -> pd.DataFrame:
        """All stored rows."""

    @property
    def results_version(self) -> str | None:
        """Digest of the sources that made them; None where nothing says."""

    @property
    def tables(self) -> dict[str, str]:
        """Path → digest of the tables that networks were read from."""

    def ready(self) -> None:
        """Read everything once the tables are known to be the same; any error for what is not as it was written."""

    def stored(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """Tables as stored, of the rows at some places."""

    def again(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """The same tables, made now."""


@dataclass(frozen=True)
class Difference:
    """A number or word that is not the same."""

    table: str
    row: int
    """Place in the table of runs, from 0."""
    column: str
    stored: Any
    again: Any


@dataclass(frozen=True)
class Replayed:
    """What a replay found."""

    rows: int
    """Stored."""
    compared: int
    different: int
    first: Difference | None
    damaged: tuple[str, ...]
    """Files of the result that are absent or not as they were written."""
    changed_tables: tuple[str, ...]
    """Tables that a network was read from, absent or other than they were."""
    same_sources: bool | None
    """Whether the model is the one that made the rows; None where nothing says."""

    @property
    def same(self) -> bool:
        """Whether the result is what the model makes now."""
        return not (self.different or self.damaged or self.changed_tables)


def replay(
    folder: str | Path, *, rows: Sequence[int] = (), everything: bool = False, workers: int | None = None
) -> Replayed:
    """Make stored rows again and compare them.

    Parameters
    ----------
    folder
        Results of an experiment, of ``compare`` or of ``run``.
    rows
        Places in the table of runs, from 0; a sample of every table when none are given.
    everything
        All rows.

    Raises
    ------
    ResultsError
        If the folder holds no finished result with rows of runs, or has no such row.
    """
    from netsustain.threads import default_workers

    found = load_results(folder)
    damaged = tuple(found.damaged())
    with reading(Path(folder)):
        sources = [] if damaged else _sources(found, workers or default_workers())
        changed = tuple(sorted({path for each in sources for path in _changed(each.tables)}))
        versions = {each.results_version for each in sources}
    same_sources = None if not versions or None in versions else versions == {results_version()}
    if damaged or changed:
        return Replayed(0, 0, 0, None, damaged, changed, same_sources)
    with reading(Path(folder)):
        for source in sources:
            source.ready()
    differences = compared = 0
    first: Difference | None = None
    for source in sources:
        for places in _places(source, rows, everything, folder):
            compared += len(places)
            for difference in _differences(source, places):
                differences, first = differences + 1, first or difference
    total = sum(len(each.rows) for each in sources)
    return Replayed(total, compared, differences, first, damaged, changed, same_sources)


def _sources(found: Results, workers: int) -> Sequence[Rows]:
    """The rows of a result that can be made again."""
    experiment = found.manifest["asked"].get("experiment")
    if experiment is not None:
        if experiment["kind"] == "branch":
            return [BranchRows(found.folder, experiment, workers)]
        return campaigns_in(found.folder, workers)
    if "runs" not in found.names:
        raise ResultsError(f"{found.folder}: got a result without rows of runs, expected one that has some")
    return [EnsembleRows(found, workers)]


def _changed(tables: dict[str, str]) -> Iterator[str]:
    for path, digest in tables.items():
        if not is_plain_file(Path(path)) or digest_of_file(Path(path)) != digest:
            yield path


def _places(source: Rows, rows: Sequence[int], everything: bool, folder: str | Path) -> list[np.ndarray]:
    """Which rows to make again, some at a time."""
    total = len(source.rows)
    outside = [row for row in rows if not 0 <= row < total]
    if outside:
        raise ResultsError(f"{folder}: got row {outside[0]}, expected one from 0 to {total - 1}")
    if rows:
        wanted = np.array(sorted(set(rows)))
    elif everything:
        wanted = np.arange(total)
    else:
        wanted = np.unique(np.linspace(0, total - 1, min(SAMPLE, total)).round().astype(int))
    return np.array_split(wanted, -(-len(wanted) // AT_ONCE))


def _differences(source: Rows, places: np.ndarray) -> Iterator[Difference]:
    """One of each row that differs: its first value that is not the same.

    A source may say by ``places_in(table, places)`` that a table has rows of some of the runs only.
    """
    again = source.again(places)
    places_in = getattr(source, "places_in", lambda _, all_of_them: all_of_them)
    for table, stored in source.stored(places).items():
        yield from _of_table(table, places_in(table, places), stored, again[table])


def _of_table(table: str, places: np.ndarray, stored: pd.DataFrame, again: pd.DataFrame) -> Iterator[Difference]:
    if list(stored.columns) != list(again.columns) or len(stored) != len(again):
        yield Difference(table, int(places[0]), "", list(stored.columns), list(again.columns))
        return
    differs = np.stack([~_same(stored[name], again[name]) for name in stored.columns], axis=1)
    rows_each = len(stored) // len(places)
    for row in np.flatnonzero(differs.any(axis=1)):
        name = stored.columns[int(differs[row].argmax())]
        place = int(places[row // rows_each])
        yield Difference(table, place, name, _plain(stored[name].iloc[row]), _plain(again[name].iloc[row]))


def _same(stored: pd.Series, again: pd.Series) -> np.ndarray:
    """Which values are the same to the last bit, or letter by letter; one NaN is like another."""
    one, other = stored.to_numpy(), again.to_numpy()
    if one.dtype.kind == other.dtype.kind == "f":
        return np.asarray(exact(one).view("i8") == exact(other).view("i8"))
    if one.dtype.kind in "biu" and other.dtype.kind in "biu":
        return np.asarray(one == other)
    return np.array([str(a) == str(b) for a, b in zip(one, other, strict=True)], dtype=bool)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
