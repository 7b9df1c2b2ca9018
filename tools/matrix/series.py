"""What was found of pairs: digests of every number, the numbers themselves in a file, the first that differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from netsustain.exploration.digest import NUMBERS, exact

Columns = Mapping[str, np.ndarray]
"""Column → values, all of one length."""
Found = dict[str, dict[str, Columns]]
"""Pair (``scenario/seed/replicate``) → part (``run``, ``months``, ``network member``, …) → columns."""
Digests = dict[str, dict[str, str]]
"""Pair → part → digest."""
FILE = "found.npz"
_LENGTHS = "lengths"


def pair(scenario: str, seed: int, replicate: int) -> str:
    """The name of a pair."""
    return f"{scenario}/{seed}/{replicate}"


def plain(values: Any) -> np.ndarray:
    """Numbers as they are, one pattern for every NaN; anything else as text."""
    array = np.asarray(values)
    return exact(array) if array.dtype.kind in NUMBERS else np.array([str(value) for value in array], dtype=np.str_)


def digest(columns: Columns) -> str:
    """Of names, kinds and exact values."""
    found = hashlib.sha256()
    for name, values in columns.items():
        content = values.tobytes() if values.dtype.kind in NUMBERS else json.dumps(values.tolist()).encode()
        found.update(f"{name}\0{values.dtype.kind}\0{len(values)}\0".encode() + content)
    return found.hexdigest()[:24]


def digests(found: Found) -> Digests:
    """One digest for every part of every pair."""
    return {pair: {part: digest(columns) for part, columns in parts.items()} for pair, parts in found.items()}


# ---- the numbers, should they be wanted -----------------------------------------------------------------


def save(found: Found, folder: Path) -> None:
    """Keep every number: column by column, the pairs one after the other."""
    arrays: dict[str, np.ndarray] = {}
    for part in dict.fromkeys(part for parts in found.values() for part in parts):
        pairs = [name for name, parts in found.items() if part in parts]
        each = [found[name][part] for name in pairs]
        arrays[f"{part}|{_LENGTHS}"] = np.array([len(next(iter(columns.values()))) for columns in each])
        arrays[f"{part}|pairs"] = np.array(pairs)
        arrays |= {f"{part}:{name}": np.concatenate([columns[name] for columns in each]) for name in each[0]}
    np.savez(folder / FILE, **arrays)  # type: ignore[arg-type]


def kept(folder: Path, pair: str, part: str) -> Columns:
    """The numbers of a part of a pair, as they were kept."""
    with np.load(folder / FILE, allow_pickle=False) as arrays:
        place = arrays[f"{part}|pairs"].tolist().index(pair)
        ends = np.cumsum(arrays[f"{part}|{_LENGTHS}"])
        piece = slice(int(ends[place - 1]) if place else 0, int(ends[place]))
        names = [key for key in arrays.files if key.startswith(f"{part}:")]
        return {key.removeprefix(f"{part}:"): arrays[key][piece] for key in names}


# ---- differences ------------------------------------------------------------------------------------------


class Difference(NamedTuple):
    """The first number of a pair that is another."""

    pair: str
    part: str
    column: str
    row: int
    """From 1; the month in the part ``months``."""
    got: str
    expected: str

    def __str__(self) -> str:
        scenario, seed, replicate = self.pair.split("/")
        row = f"month {self.row}" if self.part == "months" else f"row {self.row}"
        where = f"{scenario}, seed {seed}, replicate {replicate}: {self.part}, {row}, column {self.column}"
        return f"{where}: got {self.got}, expected {self.expected}"


def first_difference(pair: str, part: str, got: Columns, expected: Columns) -> Difference:
    """The earliest row with a difference, and its first column.

    Raises
    ------
    ValueError
        If there is none: two digests of the same numbers.
    """
    if list(got) != list(expected):
        return Difference(pair, part, "(names)", 0, ", ".join(got), ", ".join(expected))
    lengths = {len(values) for values in (*got.values(), *expected.values())}
    if len(lengths) > 1:
        name = next(iter(got))
        return Difference(pair, part, "(rows)", 0, str(len(got[name])), str(len(expected[name])))
    rows = {name: _first_row(got[name], expected[name]) for name in got}
    differing = {name: row for name, row in rows.items() if row is not None}
    if not differing:
        raise ValueError(f"{pair}: {part}: got no difference between the numbers kept, expected one")
    column = min(differing, key=lambda name: differing[name])
    row = differing[column]
    return Difference(pair, part, column, row + 1, _said(got[column][row]), _said(expected[column][row]))


def _first_row(got: np.ndarray, expected: np.ndarray) -> int | None:
    """The first row that differs; a number of another type differs from the first row on."""
    if got.dtype.kind not in NUMBERS or expected.dtype.kind not in NUMBERS:
        apart = got.astype(np.str_) != expected.astype(np.str_)
    elif got.dtype != expected.dtype:
        apart = np.ones(len(got), dtype=bool)
    else:
        size = got.dtype.itemsize
        bits = [np.ascontiguousarray(values).view(np.uint8).reshape(len(got), size) for values in (got, expected)]
        apart = (bits[0] != bits[1]).any(axis=1)
    rows = np.flatnonzero(apart)
    return int(rows[0]) if len(rows) else None


def _said(value: Any) -> str:
    """A number in full, a real one to the last bit as well."""
    return f"{value.item()!r} ({float(value).hex()})" if isinstance(value, np.floating) else repr(value.item())
