"""A part of a page in one language, everything written: headings, sentences, tables, figures with their texts.

Pages for planners are made of sections; an experiment's page writes its figures and tables in the same way. A section
of messages that a section of a page is made from has the keys ``heading``, ``explained_1``, … (what was done and how to
read it), and for each figure ``figure_<name>_title`` and ``figure_<name>_reading`` (what to see in it; also the text
alternative).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from netsustain.exploration.answer import Findings, Shown
from netsustain.report.canvas import Frame
from netsustain.report.sheets import Sheet, sheet_of
from netsustain.report.words import NAMES, Words

MOST_ROWS = 40
"""Rows of a table that a page shows; longer tables stand whole beside it."""
Draw = Callable[[Frame], Any]


class Cell(NamedTuple):
    """What a cell says, and its interval; an empty text where it has none."""

    said: str
    span: str = ""

    @property
    def flat(self) -> str:
        """Both in one line."""
        return f"{self.said} ({self.span})" if self.span else self.said


class Head(NamedTuple):
    """The heading of a column, and whether the column is read rather than compared."""

    said: str
    left: bool


@dataclass(frozen=True)
class Table:
    """A table with every value already written."""

    heading: str
    head: list[Head]
    rows: list[list[Cell]]
    notes: list[str]
    sheet: Sheet | None = None
    """The same with every row and its numbers as numbers, for a workbook."""


@dataclass(frozen=True)
class Drawing:
    """A figure with its texts, and how it is drawn for a reader.

    ``head`` and ``rows`` are the numbers in it, written.
    """

    name: str
    title: str
    reading: str
    draw: Draw
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Entry:
    """Something told by a few short lines under its name."""

    name: str
    lines: list[str]


@dataclass(frozen=True)
class Section:
    """A part of a page; its sentences open with the most important one.

    ``entries`` stand side by side below the sentences.
    """

    name: str
    heading: str
    sentences: list[str]
    warnings: list[str]
    figures: list[Drawing]
    tables: list[Table]
    explained: list[str]
    entries: list[Entry] = field(default_factory=list)
    beside: list[Sheet] = field(default_factory=list)
    """Tables too long for a page, for a workbook alone."""


@dataclass(frozen=True)
class Picture:
    """A figure of findings.

    Attributes
    ----------
    draw
        Makes it for a frame.
    numbers
        The numbers in it, as a table.
    values
        What fills the placeholders of its title and reading.
    """

    draw: Draw
    numbers: Shown | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def section_of(
    words: Words, findings: Findings, pictures: Mapping[str, Picture], values: Mapping[str, Any] | None = None
) -> Section:
    """Findings as a section of a page.

    Parameters
    ----------
    words
        Of the section of messages that says what was found; it names the part of the page.
    pictures
        Name → figure, the main one first.
    values
        What fills the placeholders of the heading and the explanations.
    """
    given = dict(values or {})
    return Section(
        name=words.section,
        heading=words.say("heading", **given),
        sentences=[words.said(each) for each in findings.sentences],
        warnings=[words.said(each) for each in findings.warnings],
        figures=[drawing(words, name, picture) for name, picture in pictures.items()],
        tables=[table(words, shown) for shown in findings.shown],
        explained=explained(words, given),
    )


def drawing(words: Words, name: str, picture: Picture) -> Drawing:
    """A figure with its texts in one language."""
    numbers = table(words, picture.numbers) if picture.numbers is not None else Table("", [], [], [])
    return Drawing(
        name=name,
        title=words.say(f"figure_{name}_title", **picture.values),
        reading=words.say(f"figure_{name}_reading", **picture.values),
        draw=picture.draw,
        head=[cell.said for cell in numbers.head],
        rows=[[cell.flat for cell in row] for row in numbers.rows],
        sheet=numbers.sheet,
    )


def table(words: Words, shown: Shown) -> Table:
    """A table with every value already written; of a long one the first rows."""
    head = [Head(words.column(column), column.form in NAMES) for column in shown.columns]
    rows = [
        [Cell(*words.cell(column, row)) for column in shown.columns]
        for row in shown.rows.head(MOST_ROWS).to_dict("records")
    ]
    left = len(shown.rows) - len(rows)
    rest = [words.say("rows_left", shown=len(rows), rows=len(shown.rows))] if left else []
    return Table(words.heading(shown), head, rows, [*words.notes(shown), *rest], sheet_of(words, shown))


def explained(words: Words, values: Mapping[str, Any]) -> list[str]:
    """Paragraphs on what was done: ``explained_1``, ``explained_2`` and so on."""
    found: list[str] = []
    while words.has(key := f"explained_{len(found) + 1}"):
        found.append(words.say(key, **values))
    return found


def sheets_of(section: Section) -> list[Sheet]:
    """Every table of a section for a workbook: its own, those behind its figures, those beside it; none twice."""
    tables, behind = [each.sheet for each in section.tables], [each.sheet for each in section.figures]
    unlike: list[Sheet] = []
    for sheet in (*(each for each in (*tables, *behind) if each is not None), *section.beside):
        if all((sheet.head, sheet.rows) != (other.head, other.rows) for other in unlike):
            unlike.append(sheet)
    return unlike


def drawings_of(sections: Iterable[Section]) -> dict[str, Drawing]:
    """``<section>-<figure>`` → figure, as a page and its files name them."""
    return {f"{part.name}-{each.name}": each for part in sections for each in part.figures}
