"""The journal of a game: one JSON object a line, on disk before anybody is told that it counts.

A game is what its journal says: read again after a crash it is the same game. A last line that was cut off was never
acknowledged and is dropped; a damaged line before others is an error. One process at a time writes: the system lets go
of its lock however it ends. What could not be written is taken off again, so that a full disk leaves whole lines.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from netsustain.exploration.atomic import hold, to_disk
from netsustain.game.decisions import GameError

NAME = "journal.jsonl"
PATIENCE = 10.0
"""Seconds to wait for the lock: a server whose keeper was killed ends within some of them."""
_BINARY = getattr(os, "O_BINARY", 0)
"""Else Windows would write other ends of lines."""


class Journal:
    """An open journal; made with a first record or taken up again.

    Parameters
    ----------
    path
        The file; its folder must be there.
    patience
        Seconds to wait for another process that writes to it.

    Raises
    ------
    GameError
        If another process goes on writing to it.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o600)
        try:
            _hold_within(self._file, path, patience)
            self._end = _whole_lines(self._file)
            self._take_off()
            if self.empty and os.name == "posix":  # else a power cut may forget its name
                to_disk(path.parent)
        except BaseException:
            os.close(self._file)
            raise

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return self._end == 0

    def write(self, records: Iterable[dict[str, Any]]) -> None:
        """Append records; on disk when this returns.

        Raises
        ------
        OSError
            If they cannot be written, all of them; then none of them stands.
        """
        lines = "".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)
        if not lines:
            return
        data = lines.encode("utf-8")
        try:
            self._take_off()  # what an earlier failure may have left
            _append(self._file, data)
        except OSError:
            with suppress(OSError):  # else before the next records
                self._take_off()
            raise
        self._end += len(data)

    def records(self) -> Iterator[dict[str, Any]]:
        """What stands in it, in order. Raises :class:`GameError`."""
        return _records(_read(self._file, 0, self._end), self.path.name)

    def _take_off(self) -> None:
        """Remove what follows the last record that counts."""
        if os.fstat(self._file).st_size > self._end:
            os.ftruncate(self._file, self._end)
            os.fsync(self._file)

    def close(self) -> None:
        """Close the file and let go of it."""
        os.close(self._file)


def _hold_within(file: int, path: Path, patience: float) -> None:
    """Lock an open journal, or raise GameError after so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            hold(file)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise GameError("played", f"{path}: another server plays this game, expected none: stop it, or give "
                                "another folder with --out") from None  # fmt: skip
            time.sleep(0.05)
        else:
            return


def _append(file: int, data: bytes) -> None:
    """Write all of it and force it to disk."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
    os.fsync(file)


def _read(file: int, first: int, size: int) -> bytes:
    """So many bytes from a place on; where it is appended does not change."""
    os.lseek(file, first, os.SEEK_SET)
    found = b""
    while len(found) < size and (more := os.read(file, size - len(found))):
        found += more
    return found


def _whole_lines(file: int) -> int:
    """Bytes up to the end of the last whole line."""
    end, block = os.fstat(file).st_size, 1 << 16
    while end > 0:
        first = max(end - block, 0)
        place = _read(file, first, end - first).rfind(b"\n")
        if place >= 0:
            return first + place + 1
        end = first
    return 0


def records_of(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a journal that nobody need hold, in order.

    Raises
    ------
    GameError
        For a line that is no record, unless it is the last and was cut off.
    """
    return _records(path.read_bytes(), path.name)


def _records(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not isinstance(record.get("do"), str):
                raise ValueError("no record")
        except (ValueError, RecursionError):
            raise GameError("journal", f"{name}:{number}: got a line that is no record of a game") from None
        yield record
