"""What one answers about a new network: every answer read from text, with what is expected instead of a wrong one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from netsustain.importing.kind_words import guessed_kinds
from netsustain.messages import text
from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.scenario.levers import LEVER_NAMES, GovernanceMode, lever_field
from netsustain.scenario.problems import nearest, nearest_choice
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.reader import load
from netsustain.scenario.tables.fields import KINDS, THAI_DIGITS
from netsustain.scenario.values import BUDDHIST_ERA, choice_names, months_from

MODES = choice_names(GovernanceMode)
CHOICES = ("governance_mode", "fairness_rule")
LEVERS = tuple(name for name in LEVER_NAMES if name not in CHOICES)
"""Levers one can have in use; who governs is a question of its own."""
LARGEST = 100_000
LARGEST_BUDGET = 1e10
USUAL_DOSE = 0.6
"""Dose of a lever in use that the scenario of all strategies does not name."""
DEFAULT_MEMBERS = {Kind.AREA_OFFICE: 1, Kind.SCHOOL: 14, Kind.UNIVERSITY: 1, Kind.GOVERNMENT: 1,
                   Kind.LOCAL_GOVERNMENT: 2, Kind.PRIVATE: 1, Kind.CIVIL_SOCIETY: 2, Kind.PARENTS: 1,
                   Kind.COMMUNITY: 1}  # fmt: skip
_DATE = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")
_FIRST_BUDDHIST = 2400


class WrongAnswerError(ValueError):
    """An answer that cannot be understood: what came and what was expected."""


@dataclass(frozen=True)
class Cut:
    """A cut of all budgets."""

    date: str
    level: float


@dataclass(frozen=True)
class Answers:
    """A network in a few answers."""

    name: str
    members: dict[Kind, int] = field(default_factory=lambda: dict(DEFAULT_MEMBERS))
    lead: str = MODES[0]
    budget: float | None = None
    """Baht a year; None = as in the baseline."""
    cut: Cut | None = None
    director_leaves: str | None = None
    handover: float = 0.0
    """Months in which the old and the new director work side by side."""
    levers: dict[str, float] = field(default_factory=dict)
    """Dose of each lever that is in use."""


def plain(answer: str) -> str:
    """An answer without the spaces around it, Thai digits as others."""
    return answer.strip().translate(THAI_DIGITS)


def count_in(answer: str, lang: str, largest: int = LARGEST) -> int:
    """A number of members. Raises :class:`WrongAnswerError`."""
    word = plain(answer).replace(",", "")
    if not word.isdigit() or int(word) > largest:
        raise WrongAnswerError(text("new.expected_count", lang, got=answer, largest=largest))
    return int(word)


def kind_in(answer: str, lang: str) -> Kind:
    """A kind by its name in a file, in Thai, or a word for it. Raises :class:`WrongAnswerError`."""
    word = answer.strip()
    name = word.casefold().replace(" ", "_")
    by_thai = {traits.th: kind for kind, traits in TRAITS.items()}
    if name in KINDS:
        return Kind[name.upper()]
    if word in by_thai:
        return by_thai[word]
    guessed = guessed_kinds(Counter([word]))
    if word not in guessed or not word:
        hint = nearest(name, KINDS)
        raise WrongAnswerError(text("new.expected_kind", lang, got=word, kinds=", ".join(KINDS), hint=hint))
    return guessed[word]


def members_in(options: list[str], lang: str) -> dict[Kind, int]:
    """``school=12`` and the like. Raises :class:`WrongAnswerError`."""
    found: dict[Kind, int] = {}
    for option in options:
        word, equals, number = option.partition("=")
        if not equals:
            raise WrongAnswerError(text("new.expected_members", lang, got=option))
        kind = kind_in(word, lang)
        found[kind] = found.get(kind, 0) + count_in(number, lang)
    return checked_members(found, lang)


def checked_members(members: dict[Kind, int], lang: str) -> dict[Kind, int]:
    """Members as they are, if a network can be made of them. Raises :class:`WrongAnswerError`."""
    others = sum(count for kind, count in members.items() if kind is not Kind.AREA_OFFICE)
    if members.get(Kind.AREA_OFFICE, 0) > 1 or not 0 < others <= LARGEST:
        raise WrongAnswerError(text("new.expected_network", lang))
    return members


def mode_in(answer: str, lang: str) -> str:
    """Who leads: its number from 1, or its name. Raises :class:`WrongAnswerError`."""
    word = plain(answer).casefold().replace(" ", "_")
    if word.isdigit() and 1 <= int(word) <= len(MODES):
        return MODES[int(word) - 1]
    if word not in MODES:
        raise WrongAnswerError(text("new.expected_lead", lang, got=answer, modes=", ".join(MODES)))
    return word


def number_in(answer: str, low: float, high: float, lang: str) -> float:
    """A number from ``low`` to ``high``; ``40%`` is 0.4. Raises :class:`WrongAnswerError`."""
    word = plain(answer).replace(",", "")
    percent = word.endswith("%")
    try:
        value = float(word.rstrip("%")) / (100 if percent else 1)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise WrongAnswerError(text("new.expected_number", lang, got=answer, low=f"{low:g}", high=f"{high:g}"))
    return value


def date_in(answer: str, lang: str, start: str, months: int) -> str:
    """``2027-10``, ``10/2027`` or the same in the Buddhist Era, as ``YYYY-MM``. Raises :class:`WrongAnswerError`."""
    match = _DATE.fullmatch(plain(answer))
    year, month = (int(match[1] or match[4]), int(match[2] or match[3])) if match else (0, 0)
    year -= BUDDHIST_ERA if year >= _FIRST_BUDDHIST else 0
    date = f"{year:04d}-{month:02d}"
    if not 1 <= month <= 12 or not 1 <= months_from(start, date) <= months:
        raise WrongAnswerError(text("new.expected_date", lang, got=answer, start=shown(start, lang), months=months))
    return date


def shown(date: str, lang: str) -> str:
    """A month as people write it; in Thai in the Buddhist Era."""
    return f"{date[5:]}/{int(date[:4]) + BUDDHIST_ERA}" if lang == "th" else date


def cut_in(answer: str, lang: str, start: str, months: int) -> Cut:
    """``2027-10`` or ``2027-10=0.4`` (what is left of all budgets). Raises :class:`WrongAnswerError`."""
    date, equals, level = answer.partition("=")
    left = number_in(level, 0, 1, lang) if equals else 0.5
    return Cut(date_in(date, lang, start, months), left)


def levers_in(options: list[str], lang: str) -> dict[str, float]:
    """``platform``, ``platform=0.7``, a lever's number or its Thai name. Raises :class:`WrongAnswerError`."""
    found: dict[str, float] = {}
    for option in options:
        word, equals, dose = option.partition("=")
        name = _lever(word, lang)
        low, high = bounds_of(name)
        found[name] = number_in(dose, low, high, lang) if equals else in_use()[name]
    return found


def _lever(answer: str, lang: str) -> str:
    word = plain(answer).casefold()
    if word.isdigit() and 1 <= int(word) <= len(LEVERS):
        return LEVERS[int(word) - 1]
    by_thai = {lever_words(name, "th"): name for name in LEVERS}
    name = word.replace(" ", "_")
    if name in LEVERS:
        return name
    if answer.strip() in by_thai:
        return by_thai[answer.strip()]
    close = nearest_choice(name, LEVERS)
    hint = f" ({close}?)" if close else ""
    raise WrongAnswerError(text("new.expected_lever", lang, got=answer.strip(), levers=", ".join(LEVERS), hint=hint))


def lever_words(name: str, lang: str) -> str:
    """What a lever is, in words."""
    item = quantity_of(lever_field(name))
    assert item is not None
    return item.th if lang == "th" else item.en


def bounds_of(name: str) -> tuple[float, float]:
    """Lowest and highest dose of a lever."""
    rules = {type(rule).__name__.lower(): rule for rule in lever_field(name).metadata}
    return float(rules["ge"].ge), float(rules["le"].le)


@cache
def in_use() -> dict[str, float]:
    """Dose of each lever where it is in use: as in the shipped scenario of all strategies."""
    doses = load("strategies_all").levers
    return {name: float(getattr(doses, name)) if name in doses.model_fields_set else USUAL_DOSE for name in LEVERS}
