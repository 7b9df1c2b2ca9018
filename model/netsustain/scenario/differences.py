"""What sets one scenario apart from another, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from netsustain.messages import text
from netsustain.scenario.events import Event, Recurrent
from netsustain.scenario.explanation import Value, shown, values_of
from netsustain.scenario.funding import Grant
from netsustain.scenario.paths import fields_by_key
from netsustain.scenario.reader import Loaded
from netsustain.scenario.schema import Scenario

TIMED = ("events", "recurrent", "funding.grants")
"""Lists whose items are compared as wholes: an item more is one difference, not many."""


@dataclass(frozen=True)
class Difference:
    """One difference between the scenarios a and b; None where one does not say it."""

    path: str
    a: str | None
    b: str | None
    words: str


def differences(a: Loaded, b: Loaded, lang: str = "en") -> list[Difference]:
    """Every difference, values first, then what happens when."""
    names = (a.scenario.name, b.scenario.name)
    return [*_values(a, b, names, lang), *_items(a.scenario, b.scenario, names, lang)]


def _values(a: Loaded, b: Loaded, names: tuple[str, str], lang: str) -> list[Difference]:
    mine, theirs = _single(a), _single(b)
    found = []
    for path in [*mine, *(path for path in theirs if path not in mine)]:
        ours, other = mine.get(path), theirs.get(path)
        if ours is None or other is None or ours.value != other.value:
            found.append(_value(path, ours, other, names, lang))
    return found


def _single(loaded: Loaded) -> dict[str, Value]:
    values = {value.path: value for value in values_of(loaded)}
    return {path: value for path, value in values.items() if not path.startswith(TIMED)}


def _value(path: str, a: Value | None, b: Value | None, names: tuple[str, str], lang: str) -> Difference:
    said = a or b
    assert said is not None
    one, other = (None if item is None else shown(item.value, lang) for item in (a, b))
    absent = text("scenario.absent", lang)
    words = text(
        f"scenario.{_direction(a, b)}",
        lang,
        what=f"{said.meaning(lang)} ({path})" if said.meaning(lang) else path,
        unit=f" {said.unit}" if said.unit else "",
        a=one or absent,
        b=other or absent,
        first=names[0],
        second=names[1],
    )
    return Difference(path, one, other, words)


def _direction(a: Value | None, b: Value | None) -> str:
    numbers = [item.value for item in (a, b) if item and type(item.value) in (int, float)]
    if len(numbers) < 2:
        return "changed"
    return "higher" if numbers[1] > numbers[0] else "lower"


# ---- what happens when ----------------------------------------------------------------------------


def _items(a: Scenario, b: Scenario, names: tuple[str, str], lang: str) -> list[Difference]:
    found = []
    for path in TIMED:
        ours, others = (phrases(scenario, path, lang) for scenario in (a, b))
        for phrase in (ours - others).elements():
            words = text("scenario.only_in", lang, name=names[0], what=phrase)
            found.append(Difference(path, phrase, None, words))
        for phrase in (others - ours).elements():
            words = text("scenario.only_in", lang, name=names[1], what=phrase)
            found.append(Difference(path, None, phrase, words))
    return found


def phrases(scenario: Scenario, path: str, lang: str) -> Counter[str]:
    """What is said of each item of a list of ``TIMED``, and how often."""
    items: Any = scenario
    for step in path.split("."):
        items = getattr(items, step)
    return Counter(_phrase(item, scenario, lang) for item in items)


def _phrase(item: Any, scenario: Scenario, lang: str) -> str:
    if isinstance(item, Grant):
        amount, first, last = shown(item.amount), item.from_month, item.to_month
        return text("scenario.grant", lang, amount=amount, first=first, last=last, taper=item.taper)
    label = item.label_th if lang == "th" else item.label_en
    details = _details(item.action)
    what = f"{label} ({details})" if details else label
    if isinstance(item, Event):
        return text("scenario.event", lang, month=item.month(scenario.start), what=what)
    assert isinstance(item, Recurrent)
    return text("scenario.recurrent", lang, rate=shown(item.rate), what=what)


def _details(action: BaseModel) -> str:
    fields = fields_by_key(type(action)).items()
    said = {key: getattr(action, name) for key, (name, _) in fields if name in action.model_fields_set}
    return ", ".join(f"{key}: {shown(value)}" for key, value in said.items())
