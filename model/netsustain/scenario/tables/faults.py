"""The faults of one table, in the order of its lines."""

from __future__ import annotations

import re
from functools import cached_property

from netsustain.scenario.problems import Problem

MOST = 10_000
"""More faults than this are counted, not told: nobody mends them one by one."""


class Faults:
    """Collects what is wrong with a table and finds the place of each fault."""

    def __init__(self, file: str, text: str, delimiter: str, header: list[str]) -> None:
        self.file = file
        self._text = text
        self._delimiter = delimiter
        self._header = header
        self._found: list[Problem] = []
        self._untold = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, line: int, index: int | None, message: str) -> None:
        """A fault of the row that begins on ``line``: of its cell ``index``, or of the row as a whole."""
        if len(self._found) >= MOST:
            self._untold += 1
            return
        at, column = (line, 1) if index is None else self._cell(line, index)
        where = "" if index is None else self._header[index]
        self._found.append(Problem(self.file, at, column, where, message))

    def problems(self) -> list[Problem]:
        """All faults by line; the last one counts those that were not told."""
        found = sorted(self._found, key=lambda fault: (fault.line, fault.column))
        if self._untold:
            message = f"and {self._untold} more faults like these"
            found.append(Problem(self.file, found[-1].line, 1, "", message))
        return found

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in the text."""
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def _cell(self, line: int, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a cell of the row that begins on ``line``."""
        begin = position = self._starts[line - 1]
        quoted = False
        while index and position < len(self._text):
            letter = self._text[position]
            position += 1
            if letter == '"':
                quoted = not quoted
            elif not quoted and letter == self._delimiter:
                index -= 1
            elif letter == "\n":
                line, begin = line + 1, position
        return line, position - begin + 1
