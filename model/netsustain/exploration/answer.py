"""What every kind of experiment hands back: rows counted and digested, tables, and what to show of them.

Texts are named by message keys. A kind's own texts stand in a section of messages of its name; what is not there
is looked up in the section ``experiment``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

Progress = Callable[[int, int], None]
"""Called with the runs done (stored ones included) and the runs in all."""


@dataclass(frozen=True)
class Column:
    """A column of a table for readers.

    ``key`` names its heading among the texts ``column_<key>`` (``=<name>``: a scenario's name). ``form`` is how its
    values are written: ``text`` (as it is), ``word`` (one of the texts ``word_…``), ``scenario``, ``outcome`` and
    ``factor`` (by their names for readers), ``number``, ``signed``, ``size`` (without sign), ``half`` (a half width),
    ``share`` (0-1, shown of 100), ``chance`` (as ``share``, but never none or certain), ``points`` (a difference of
    shares), ``of_hundred`` (the same without a sign), ``rounded`` (to two figures), ``tenth`` (one decimal), ``small``
    (a p-value) or ``whole``.
    """

    key: str
    value: str
    form: str = "number"
    low: str = ""
    high: str = ""
    of: str = ""
    """What limits a number's decimals: an outcome (its unit), a unit, or the column of the rows that holds either."""


@dataclass(frozen=True)
class Shown:
    """A table for readers: a message as its heading, columns, rows; notes are messages below it."""

    heading: str
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    values: dict[str, Any] = field(default_factory=dict)
    """What fills the placeholders of heading and notes."""
    notes: tuple[str, ...] = ()


class Formed(NamedTuple):
    """A number in a sentence, and how it is written: a form of :class:`Column`.

    ``amount``, ``gain`` and ``loss`` write a value, a difference, or a difference without sign of the outcome ``of``
    with its unit; ``level`` and ``change`` write the first two without it. Any other form of the outcome ``of`` has no
    more decimals than the outcome's unit deserves.
    """

    value: float
    form: str
    of: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence for readers: a message and what fills its placeholders.

    A text is written by its placeholder: under ``outcome…`` and ``factor…`` it is a name that readers know otherwise,
    under ``word…`` the text ``word_<it>``, under ``text…`` the text of this key; a scenario's name is written as its
    label, in quotation marks, under ``kind…`` without. A list is read aloud; a number is written as its
    :class:`Formed` says; a part that is :class:`Said` itself by its own message.
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """What was found, for readers: what every answer has, of an experiment and of a planner's question alike."""

    tables: dict[str, pd.DataFrame]
    """Name of a file → table; written as Parquet and, for ``summary``, as CSV too."""
    shown: tuple[Shown, ...] = ()
    sentences: tuple[Said, ...] = ()
    """The answer in words, the most important first."""
    warnings: tuple[Said, ...] = ()
    """What a reader must not take for more than it is: not converged, too few runs, failed rows."""


@dataclass(frozen=True, kw_only=True)
class Answer(Findings):
    """What an experiment found."""

    rows: int
    failed: int
    digest: str
    """Of every row's values, whatever the order in which they were computed."""
    files: tuple[Path, ...]
    """Files that stand in the folder already and belong to the result."""
    seeds: dict[str, int]
    folder: Path | None = None
    """Where it lies, once it is written."""


@dataclass(frozen=True)
class Status:
    """How far an experiment is."""

    parts_done: int
    parts_left: int
    rows_done: int
    rows_left: int
    failed: int
    """Among the rows done."""
    rows_a_second: float | None = None
    """As recorded when rows were made last; None where none were."""

    @property
    def seconds_left(self) -> float | None:
        """At that rate; None where it is not known."""
        if self.rows_left == 0:
            return 0.0
        return self.rows_left / self.rows_a_second if self.rows_a_second else None
