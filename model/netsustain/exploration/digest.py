"""Digests: of a table's exact values, of rows in whatever order, of what a run is made from.

Two tables have the same digest if and only if every number is the same to the last bit (one NaN is like another)
and every text the same letter by letter.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np
import pandas as pd

ROW_BYTES = 16
"""Bytes of the digest of one row: among 10⁹ rows two share one by chance with a probability of 10⁻²¹."""
AT_ONCE = 65_536
"""Rows sorted into place at a time."""
NUMBERS = "biuf"
"""Kinds of numpy type that count as numbers: booleans, whole numbers with and without sign, real numbers."""


def digest_of_plain(content: Any) -> str:
    """SHA-256 of plain data (what JSON can hold); the order of keys does not matter."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of_table(frame: pd.DataFrame) -> str:
    """SHA-256 of a table: names of columns, types and values, in this order of rows and columns."""
    digest = hashlib.sha256()
    for name in frame.columns:
        kind, content = _column_bytes(frame[name])
        digest.update(f"{name}\0{kind}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def digest_of_arrays(parts: Any) -> str:
    """SHA-256 of numbers in named tuples inside each other, such as a compiled scenario."""
    digest = hashlib.sha256()
    waiting = [parts]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            digest.update(f"tuple {len(part)}\0".encode())
            waiting.extend(reversed(part))
        else:
            values = exact(np.asarray(part))
            digest.update(f"{values.dtype.str} {values.shape}\0".encode())
            digest.update(values.tobytes())
    return digest.hexdigest()


def exact(values: np.ndarray) -> np.ndarray:
    """The same values with one bit pattern each: little-endian, contiguous, every NaN alike."""
    plain = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    if plain.dtype.kind == "f" and np.isnan(plain).any():
        plain = np.where(np.isnan(plain), np.nan, plain).astype(plain.dtype)
    return plain


def _column_bytes(column: pd.Series) -> tuple[str, bytes]:
    """Type and bytes of a column."""
    values = column.to_numpy()
    if values.dtype.kind in NUMBERS:
        return values.dtype.newbyteorder("<").str, exact(values).tobytes()
    return "text", json.dumps(list(map(str, values)), ensure_ascii=False).encode("utf-8")


# ---- rows in any order ----------------------------------------------------------------------------


class Rows:
    """The digest of many rows that arrive in any order and in pieces of any size.

    Each row is hashed with the names of its columns; the digests are sorted, so neither the order in which rows
    were computed nor how they were cut into pieces can be seen in the result. A row must say itself what it
    answers (scenario, draw, replicate). Takes 16 bytes of memory a row.
    """

    def __init__(self) -> None:
        self._found: list[np.ndarray] = []

    def add(self, frame: pd.DataFrame) -> None:
        """Add the rows of a table; every table must have the same columns."""
        self._found.append(row_digests(frame))

    def hexdigest(self) -> str:
        """The digest of all rows added so far."""
        rows = np.concatenate(self._found) if self._found else np.zeros((0, ROW_BYTES), dtype=np.uint8)
        self._found = [rows]  # held once
        halves = rows.view(">u8").reshape(len(rows), 2)
        order = np.lexsort((halves[:, 1], halves[:, 0]))
        digest = hashlib.sha256()
        for first in range(0, len(rows), AT_ONCE):
            digest.update(np.ascontiguousarray(rows[order[first : first + AT_ONCE]]).tobytes())
        return digest.hexdigest()


def row_digests(frame: pd.DataFrame) -> np.ndarray:
    """One digest a row: (rows × 16) bytes."""
    numbers = [name for name in frame.columns if frame[name].dtype.kind in NUMBERS]
    texts = [name for name in frame.columns if frame[name].dtype.kind not in NUMBERS]
    base = hashlib.blake2b(json.dumps([numbers, texts]).encode(), digest_size=ROW_BYTES)
    packed = np.hstack([_as_bytes(frame[name].to_numpy()) for name in numbers] or [_nothing(len(frame))])
    said = zip(*(map(str, frame[name]) for name in texts), strict=True) if texts else iter([()] * len(frame))
    found, written = bytearray(), dict[tuple[str, ...], bytes]()
    for content, words in zip(packed, said, strict=True):
        digest = base.copy()
        digest.update(content)
        if words not in written:  # few words are told apart, and many rows have the same
            written[words] = json.dumps(words, ensure_ascii=False).encode("utf-8")
        digest.update(written[words])
        found += digest.digest()
    return np.frombuffer(bytes(found), dtype=np.uint8).reshape(len(frame), ROW_BYTES)


def _as_bytes(values: np.ndarray) -> np.ndarray:
    """(rows × 8) bytes; whole numbers and booleans count as 64-bit whole numbers."""
    wide = values.astype("<f8" if values.dtype.kind == "f" else "<u8" if values.dtype.kind == "u" else "<i8")
    return exact(wide).view(np.uint8).reshape(len(wide), 8)


def _nothing(rows: int) -> np.ndarray:
    return np.zeros((rows, 0), dtype=np.uint8)
