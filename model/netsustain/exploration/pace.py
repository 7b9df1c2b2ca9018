"""How fast an experiment got on: a line for every part made, so that ``--status`` can tell the time left.

The file is a help, not a result: it is in no manifest, and a torn or missing line costs nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PACE = "pace.jsonl"


class Pace:
    """Writes down when rows were made.

    Parameters
    ----------
    folder
        Of the experiment.
    clock
        Seconds since whenever, the same for all processes.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = folder / PACE, clock

    def begun(self) -> None:
        """Rows are made from now on."""
        self._write({"begun": self._clock()})

    def made(self, rows: int) -> None:
        """So many more rows are safe."""
        self._write({"at": self._clock(), "rows": rows})

    def _write(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def rows_a_second(folder: Path) -> float | None:
    """Rows a second when rows were made last; None where none were."""
    rate, began, rows = None, None, 0
    for line in _lines(folder / PACE):
        if "begun" in line:
            began, rows = float(line["begun"]), 0
        elif began is not None and float(line["at"]) > began:
            rows += int(line["rows"])
            rate = rows / (float(line["at"]) - began)
    return rate


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for text in file:
                line = _read(text)
                if line is not None:
                    yield line
    except (OSError, UnicodeDecodeError):
        return


def _read(text: str) -> dict[str, Any] | None:
    """A whole line; None for one that a kill cut short."""
    try:
        line = json.loads(text)
    except ValueError:
        return None
    whole = isinstance(line, dict) and ("begun" in line or {"at", "rows"} <= line.keys())
    return line if whole else None
