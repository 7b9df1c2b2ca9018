"""The questions of ``netsustain new``, each with a default and asked again until its answer can be understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from netsustain.importing.new.answers import (
    DEFAULT_MEMBERS,
    LARGEST_BUDGET,
    LEVERS,
    MODES,
    Answers,
    Cut,
    WrongAnswerError,
    checked_members,
    count_in,
    date_in,
    in_use,
    lever_words,
    levers_in,
    mode_in,
    number_in,
)
from netsustain.messages import text
from netsustain.scenario.kinds import TRAITS, Kind

Ask = Callable[[str], str]
"""Puts a question and returns the answer."""
V = TypeVar("V")


@dataclass(frozen=True)
class Asker:
    """Puts questions in a language, for a network that starts at ``start`` and is looked at for ``months``."""

    ask: Ask
    lang: str
    start: str
    months: int
    budget: float
    """The budget that is offered [baht/year]."""

    def answers(self, known: Answers, said: set[str]) -> Answers:
        """Ask for everything that is not in ``said``, names of fields of :class:`Answers`."""
        found = known
        if "name" not in said:
            found = replace(found, name=self._put("ask_name", lambda word: word.strip(), known.name, known.name))
        if "members" not in said:
            found = replace(found, members=self._members())
        if "lead" not in said:
            found = replace(found, lead=self._lead())
        if found.members.get(Kind.AREA_OFFICE):
            found = self._of_office(found, said)
        if "levers" not in said:
            found = replace(found, levers=self._levers())
        return found

    def _of_office(self, found: Answers, said: set[str]) -> Answers:
        """Budget and director, which a network without an area office does not have."""
        if "budget" not in said:
            usual = f"{self.budget:,.0f}"
            budget = self._put("ask_budget", lambda word: number_in(word, 0, LARGEST_BUDGET, self.lang), None, usual)
            found = replace(found, budget=budget)
        if "cut" not in said:
            found = replace(found, cut=self._cut())
        if "director_leaves" not in said:
            leaves = self._put("ask_leaves", self._date, None, "")
            found = replace(found, director_leaves=leaves)
            if leaves:
                months = self._put("ask_handover", lambda word: number_in(word, 0, 6, self.lang), 0.0, "0")
                found = replace(found, handover=months)
        return found

    def _members(self) -> dict[Kind, int]:
        while True:
            found = {}
            for kind in Kind:
                usual = DEFAULT_MEMBERS[kind]
                name = TRAITS[kind].th if self.lang == "th" else kind.name.lower().replace("_", " ")
                largest = 1 if kind is Kind.AREA_OFFICE else 100_000
                found[kind] = self._put("ask_members", self._counter(largest), usual, str(usual), kind=name)
            try:
                return checked_members(found, self.lang)
            except WrongAnswerError as error:
                self.ask(f"{error} ↵")

    def _counter(self, largest: int) -> Callable[[str], int]:
        return lambda word: count_in(word, self.lang, largest)

    def _lead(self) -> str:
        modes = "\n".join(f"  {number}. {text(f'new.lead_{mode}', self.lang)}" for number, mode in enumerate(MODES, 1))
        return self._put("ask_lead", lambda word: mode_in(word, self.lang), MODES[0], "1", modes=modes)

    def _cut(self) -> Cut | None:
        date = self._put("ask_cut", self._date, None, "")
        if date is None:
            return None
        return Cut(date, self._put("ask_left", lambda word: number_in(word, 0, 1, self.lang), 0.5, "50%"))

    def _levers(self) -> dict[str, float]:
        listed = "\n".join(f"  {number}. {lever_words(name, self.lang)}" for number, name in enumerate(LEVERS, 1))
        in_use()
        return self._put("ask_levers", self._all_levers, {}, "", levers=listed)

    def _all_levers(self, answer: str) -> dict[str, float]:
        return levers_in([word for word in answer.replace(",", " ").split() if word], self.lang)

    def _date(self, answer: str) -> str:
        return date_in(answer, self.lang, self.start, self.months)

    def _put(self, key: str, read: Callable[[str], V], default: V, shown: str, **values: object) -> V:
        """Put a question until its answer can be read; nothing typed means the default."""
        question = text(f"new.{key}", self.lang, **values)
        offered = f" [{shown}]" if shown else ""
        remark = ""
        while True:
            answer = self.ask(f"{remark}{question}{offered}").strip()
            if not answer:
                return default
            try:
                return read(answer)
            except WrongAnswerError as error:
                remark = f"{error}\n"
