"""What a part of a report says in one language: texts by section, names for readers, numbers by their form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from netsustain.exploration.answer import Column, Formed, Said, Shown
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.messages import has, text
from netsustain.report.forms import UNKNOWN, ends, written
from netsustain.report.naming import labels
from netsustain.report.phrases import joined

SHARED = ("experiment", "experiment_page", "report")
"""Sections that stand in where a kind's own has no text of a key."""


class Words:
    """The words of one section of messages in one language.

    Parameters
    ----------
    section
        Whose texts are looked up first, those of :data:`SHARED` after them.
    scenarios
        Name → scenario: texts that name one say its label instead.
    lang
        ``en`` or ``th``.
    """

    def __init__(self, section: str, scenarios: Mapping[str, Any], lang: str) -> None:
        self.section, self.scenarios, self.lang = section, scenarios, lang

    # ---- texts --------------------------------------------------------------------------------------

    def say(self, key: str, **values: Any) -> str:
        """A text of the kind's own section, or of those that all kinds share.

        Raises
        ------
        KeyError
            If no section has it.
        """
        written = {name: self.written(name, value) for name, value in values.items()}
        return text(f"{self._section(key) or self.section}.{key}", self.lang, **written)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return self._section(key) is not None

    def said(self, sentence: Said) -> str:
        """A sentence of an answer."""
        return self.say(sentence.key, **sentence.values)

    def _section(self, key: str) -> str | None:
        sections = (self.section, *SHARED)
        return next((section for section in sections if has(f"{section}.{key}")), None)

    # ---- names --------------------------------------------------------------------------------------

    @cached_property
    def labels(self) -> dict[str, str]:
        """Short labels of the scenarios by name."""
        return labels(self.scenarios, self.lang)

    def label(self, name: str) -> str:
        """A scenario's short label; any other name as it is."""
        return self.labels.get(name, name)

    def quoted(self, name: str) -> str:
        """A scenario's short label, in quotation marks."""
        return text("report.quoted", self.lang, name=self.label(name))

    def outcome(self, name: str) -> str:
        """An outcome as readers know it."""
        own = (f"conditions.{name}", f"experiment.outcome_{name}")
        found = next((key for key in own if has(key)), None)
        return text(found, self.lang) if found else name

    def factor(self, name: str) -> str:
        """A factor as readers know it: its own name unless a kind of words knows better."""
        return name

    # ---- values -------------------------------------------------------------------------------------

    def written(self, name: str, value: Any) -> str:
        """What fills a placeholder of this name."""
        if isinstance(value, Formed):
            return self.number(value)
        if isinstance(value, Said):
            return self.said(value)
        if isinstance(value, str):
            return self._named(name, value)
        if isinstance(value, Sequence):
            return joined([self.written(name, each) for each in value], self.lang)
        return f"{value:,}" if isinstance(value, int) else written(float(value), "number")

    def _named(self, placeholder: str, value: str) -> str:
        if placeholder.startswith("outcome"):
            return self.outcome(value)
        if placeholder.startswith("factor"):
            return self.factor(value)
        if placeholder.startswith("kind"):
            return self.label(value)
        if placeholder.startswith("word"):
            return self.say(f"word_{value}")
        if placeholder.startswith("text"):
            return self.say(value)
        return self.quoted(value) if value in self.labels else value

    def number(self, given: Formed) -> str:
        """A number as its form says."""
        if given.form not in OF_OUTCOME:
            return written(float(given.value), given.form, OUTCOMES[given.of].unit if given.of else "")
        own, outcome_unit = OF_OUTCOME[given.form], OUTCOMES[given.of].unit
        share = outcome_unit == "share"
        said = written(float(given.value), own.of_share if share else own.plain, outcome_unit)
        unit = own.unit_of_share if share else outcome_unit
        key = f"unit_{unit}"
        return self.say(key, number=said) if own.unit and said != UNKNOWN and self.has(key) else said

    # ---- tables -------------------------------------------------------------------------------------

    def heading(self, shown: Shown) -> str:
        """What stands above a table."""
        return self.say(shown.heading, **shown.values)

    def notes(self, shown: Shown) -> list[str]:
        """What stands below a table."""
        return [self.say(note, **shown.values) for note in shown.notes]

    def column(self, column: Column) -> str:
        """The heading of a column; a key that begins with ``=`` is the name of a scenario."""
        return self.label(column.key[1:]) if column.key.startswith("=") else self.say(f"column_{column.key}")

    def cell(self, column: Column, row: dict[str, Any]) -> tuple[str, str]:
        """A value, and its interval; an empty text where the column has none."""
        value = row[column.value]
        if column.form in NAMES:
            return self._name(column, str(value)), ""
        unit = unit_in(column, row)
        said = written(float(value), column.form, unit)
        if not column.low or said == UNKNOWN:
            return said, ""
        low, high = ends(float(row[column.low]), float(row[column.high]), column.form, unit)
        return said, "" if low == high == said else self.say("span", low=low, high=high)

    def _name(self, column: Column, value: str) -> str:
        if not value:
            return UNKNOWN
        if column.form == "text":
            return self.label(value) if column.key == "scenario" else value
        if column.form == "word":
            return self.say(f"word_{value}")
        write = {"scenario": self.label, "outcome": self.outcome, "factor": self.factor}
        return write[column.form](value)


def unit_in(column: Column, row: dict[str, Any]) -> str:
    """Unit of a value in a row, as its column says; none where it says nothing."""
    named = column.of if column.of in OUTCOMES else str(row.get(column.of, column.of))
    return OUTCOMES[named].unit if named in OUTCOMES else named


class OfOutcome(NamedTuple):
    """How a number of an outcome is written: its form, that of a share, and whether with its unit."""

    plain: str
    of_share: str
    unit: bool
    unit_of_share: str = ""


OF_OUTCOME = {
    "amount": OfOutcome("number", "share", unit=True),
    "level": OfOutcome("number", "share", unit=False),
    "gain": OfOutcome("signed", "points", unit=True, unit_of_share="points"),
    "change": OfOutcome("signed", "points", unit=False),
    "loss": OfOutcome("size", "of_hundred", unit=True, unit_of_share="points"),
}
NAMES = ("text", "word", "scenario", "outcome", "factor")
"""Forms of columns that are read, not compared: they stand to the left and have no interval."""
