"""What is wrong with a scenario file, and where: shown to people as one line each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass

Location = tuple[str | int, ...]
"""The keys and item numbers (from 0) that lead to a value."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; line and column count from 1, line 0 means the scenario was made in Python."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """One fault: ``where`` is a value's path, ``message`` what came, what was expected and what to type."""

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.line else ""
        where = f"{self.where}: " if self.where else ""
        return f"{place}{where}{self.message}"

    def as_dict(self) -> dict[str, str | int]:
        """The fault as plain data, as ``netsustain check --json`` prints it."""
        return asdict(self)


class ScenarioError(ValueError):
    """A scenario that cannot be used; ``problems`` holds every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def problem_at(place: Place, where: str, message: str) -> Problem:
    """A fault at a place."""
    return Problem(place.file, place.line, place.column, where, message)


def path_text(location: Location) -> str:
    """A location as a reader types it: dots between, items counted from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in location)


def nearest(word: str, choices: Iterable[str]) -> str:
    """`` (did you mean x?)`` for the choice closest to ``word``, or nothing."""
    found = nearest_choice(word, choices)
    return f" (did you mean {found}?)" if found else ""


def nearest_choice(word: str, choices: Iterable[str]) -> str | None:
    """The choice closest to ``word``, if one is close."""
    by_lower = {choice.lower(): choice for choice in choices}
    close = difflib.get_close_matches(word[:100].lower(), by_lower, 1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def shortened(text: str, length: int = 40) -> str:
    """Text on one line, cut where it would fill the screen."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
