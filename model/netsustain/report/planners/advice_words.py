"""The words of an advice: measures, mixes, months of the calendar and money as an area office writes them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from netsustain.exploration.advice.information import EVERYTHING
from netsustain.exploration.advice.mixes import TODAY
from netsustain.exploration.answer import Column, Formed
from netsustain.messages import has
from netsustain.report.experiments.factors import meaning_of
from netsustain.report.forms import UNKNOWN
from netsustain.report.naming import calendar_month, of_hundred, tenth, whole
from netsustain.report.phrases import joined, money
from netsustain.report.words import Words

SECTION = "advice"


def more(value: float) -> str:
    """A difference in whole months with its sign; 0 bears none."""
    said = whole(value)
    return f"+{said}" if math.isfinite(value) and round(value) > 0 else said


FORMS: dict[str, Callable[[float], str]] = {
    "months": whole,
    "more_months": more,
    "tenth": lambda value: tenth(value).removesuffix(".0"),
    "in_hundred": lambda share: whole(of_hundred(share)) if math.isfinite(share) else UNKNOWN,
    "part": lambda share: f"{whole(100 * share)} %" if math.isfinite(share) else UNKNOWN,
    "whole_points": lambda value: more(100 * value),
    "dose": lambda value: f"{value:g}" if math.isfinite(value) else UNKNOWN,
}
"""Forms of numbers that only advice has."""


class AdviceWords(Words):
    """The words of an advice about a scenario in one language."""

    def __init__(self, scenario: Any, lang: str) -> None:
        super().__init__(SECTION, {}, lang)
        self.scenario = scenario

    def factor(self, name: str) -> str:
        """A measure, a number that could be known, or a group of them, in a few words."""
        if name.startswith("levers."):
            return self.say(f"lever_{name.removeprefix('levers.')}")
        if name == EVERYTHING:
            return self.say("known_everything")
        keys = (f"group_{name}", f"known_{name}", "known_cut" if name.endswith(".budget.level") else "")
        found = next((key for key in keys if key and has(f"{SECTION}.{key}")), None)
        return self.say(found) if found else meaning_of(name, self.lang) or name

    def mix(self, letter: str) -> str:
        """A mix by its letter, or today's way."""
        return self.say("mix_today") if letter == TODAY else self.say("mix_named", letter=letter)

    def date(self, month: float) -> str:
        """The calendar month in which a month of the scenario lies."""
        return calendar_month(self.scenario.start, round(month) - 1, self.lang)

    def written(self, name: str, value: Any) -> str:
        """What fills a placeholder: ``date…`` a month number, ``mix_…`` a letter, the rest as everywhere."""
        if name.startswith("date") and isinstance(value, int):
            return self.date(value)
        if name.startswith("mix_") and isinstance(value, str):
            return self.mix(value)
        return super().written(name, value)

    def number(self, given: Formed) -> str:
        """A number as its form says."""
        if given.form == "money":
            return money(given.value, self.scenario.currency, self.lang)
        own = FORMS.get(given.form)
        return own(float(given.value)) if own else super().number(given)

    def cell(self, column: Column, row: dict[str, Any]) -> tuple[str, str]:
        """A value, and its interval."""
        value = row[column.value]
        if column.form in READ:
            return self._read(column.form, str(value)), ""
        if column.form == "date":
            return self.date(float(value)), ""
        if column.form == "money":
            return self.number(Formed(float(value), "money")), ""
        if column.form not in FORMS:
            return super().cell(column, row)
        write = FORMS[column.form]
        said = write(float(value))
        if not column.low or said == UNKNOWN:
            return said, ""
        low, high = write(float(row[column.low])), write(float(row[column.high]))
        return said, "" if low == high == said or UNKNOWN in (low, high) else self.say("span", low=low, high=high)

    def _read(self, form: str, value: str) -> str:
        """Cells that are words: a mix, measures one after the other, how something could be known."""
        if form == "mix":
            return self.mix(value)
        if form == "how":
            return self.say(f"word_how_{value}") if value else UNKNOWN
        return joined([self.factor(f"levers.{lever}") for lever in value.split(", ")], self.lang) if value else UNKNOWN


READ = ("mix", "how", "levers")
