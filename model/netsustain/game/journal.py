"""The journal of a game: one JSON object a line, on disk before anybody is told that it counts.

A game is what its journal says: read again after a crash it is the same game. A last line that was cut off was never
acknowledged and is dropped; a damaged line before others is an error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from netsustain.game.decisions import GameError

NAME = "journal.jsonl"


class Journal:
    """An open journal; made with a first record or taken up again.

    Parameters
    ----------
    path
        The file; its folder must be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        kept = _whole_lines(self._file)
        if kept is not None:
            os.ftruncate(self._file, kept)

    def write(self, records: Iterable[dict[str, Any]]) -> None:
        """Append records; on disk when this returns."""
        lines = "".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)
        if not lines:
            return
        data = memoryview(lines.encode("utf-8"))
        while data:
            data = data[os.write(self._file, data) :]
        os.fsync(self._file)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def _whole_lines(file: int) -> int | None:
    """Bytes up to the end of the last whole line, where the file goes on beyond it."""
    size = os.fstat(file).st_size
    end, block = size, 1 << 16
    while end > 0:
        first = max(end - block, 0)
        place = os.pread(file, end - first, first).rfind(b"\n")
        if place >= 0:
            found = first + place + 1
            return found if found < size else None
        end = first
    return 0 if size else None


def records_of(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a journal, in order.

    Raises
    ------
    GameError
        For a line that is no record, unless it is the last and was cut off.
    """
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not isinstance(record.get("do"), str):
                raise ValueError("no record")
        except (ValueError, RecursionError):
            raise GameError("journal", f"{path.name}:{number}: got a line that is no record of a game") from None
        yield record
