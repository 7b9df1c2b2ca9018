"""Sentences of a report from the numbers of a comparison, in a planner's words: networks of a hundred."""

from __future__ import annotations

import math
from functools import cached_property

import pandas as pd

from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.telling import NOTEWORTHY
from netsustain.messages import has, text
from netsustain.report.canvas import Frame
from netsustain.report.naming import of_hundred, opening, tenth, title, whole
from netsustain.report.view import View


def say(key: str, lang: str, **values: object) -> str:
    """A text of the section ``report``."""
    return text(f"report.{key}", lang, **values)


def joined(items: list[str], lang: str) -> str:
    """A list as one reads it aloud: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    comma = ", " if lang == "en" else " "
    return f"{comma.join(items[:-1])} {say('and', lang)} {items[-1]}"


def time_span(months: int, lang: str) -> str:
    """A number of months as years where it is whole years."""
    if months % 12:
        return say("months", lang, number=months)
    return say("year", lang) if months == 12 else say("years", lang, number=months // 12)


def money(amount: float, currency: str, lang: str) -> str:
    """An amount to two figures: more would pretend to know."""
    if not math.isfinite(amount):
        return "–"
    named = say(f"currency_{currency}", lang) if has(f"report.currency_{currency}") else currency
    rounded = float(f"{amount:.2g}")
    if abs(rounded) >= 1e6:
        return say("money_millions", lang, number=f"{rounded / 1e6:,g}", currency=named)
    return say("money_plain", lang, number=whole(rounded), currency=named)


class Phrases:
    """The words of one comparison in one language."""

    def __init__(self, comparison: Comparison, lang: str) -> None:
        self.comparison, self.lang = comparison, lang
        self.view = View(comparison, Frame(lang))
        self.reference, self.best = comparison.reference, self.view.best

    def say(self, key: str, **values: object) -> str:
        """A text of the section ``report`` in this language."""
        return say(key, self.lang, **values)

    @property
    def known(self) -> bool:
        """True when intervals hold what is not known of the parameters beside chance."""
        return self.view.known

    def say_known(self, key: str, **values: object) -> str:
        """As :meth:`say`, in the wording for intervals that hold what is not known where they do."""
        return self.say(f"{key}_known" if self.known else key, **values)

    def label(self, name: str) -> str:
        """The scenario's short label."""
        return self.view.labels[name]

    def quoted(self, name: str) -> str:
        """The scenario's short label, in quotation marks."""
        return self.say("quoted", name=self.label(name))

    @cached_property
    def time(self) -> str:
        """The horizon in words."""
        return time_span(self.comparison.horizon, self.lang)

    def row(self, name: str) -> pd.Series:
        """The scenario's row of the comparison's table."""
        return self.comparison.row(name)

    # ---- the question and its answer ---------------------------------------------------------------

    def question(self) -> str:
        """The scenario's own question, or what the scenarios together ask."""
        scenarios = self.comparison.scenarios
        if len(scenarios) == 1:
            asked = getattr(getattr(scenarios[self.reference], "question", None), self.lang, "")
            return asked or title(scenarios[self.reference], self.lang, self.reference)
        shared = opening(scenarios, self.lang)
        if shared:
            return self.say("question_shared", opening=shared)
        return self.say("question_many", number=len(scenarios))

    def answer(self) -> list[str]:
        """The answer in two sentences: of several options what they decide, of one how long it lasts."""
        if math.isnan(self.row(self.best)["sustained_months"]):
            return [self.say("answer_none"), self.say("answer_none_more")]
        if len(self.comparison.names) == 1:
            return [self._alive(), self._months()]
        from netsustain.exploration.decision.decide import decided
        from netsustain.report.planners.decision import answer

        return answer(decided(self.comparison), self.lang)

    def _alive(self) -> str:
        row = self.row(self.best)
        low, high = (whole(100 * row[f"alive_{end}"]) for end in ("low", "high"))
        return self.say(
            "answer_one", time=self.time, alive=self.hundred(row["alive"]), low=low, high=high,
            completed=self._completed(row), dissolved=self.hundred(row["dissolved"]),
        )  # fmt: skip

    def _completed(self, row: pd.Series) -> str:
        if not row["completed"] >= NOTEWORTHY:
            return ""
        return self.say("answer_completed", completed=self.hundred(row["completed"]))

    def _months(self) -> str:
        row = self.row(self.best)
        return self.say(
            "answer_one_months", months=tenth(row["sustained_months"]), horizon=self.comparison.horizon,
            low=tenth(row["sustained_low"]), high=tenth(row["sustained_high"]),
        )  # fmt: skip

    def against_reference(self, name: str) -> pd.Series:
        """The pair of the reference and this scenario."""
        pairs = self.comparison.pairs
        return pairs[(pairs["a"] == self.reference) & (pairs["b"] == name)].iloc[0]

    @staticmethod
    def hundred(share: float) -> str:
        """A share as a number of networks in a hundred."""
        return whole(of_hundred(share))
