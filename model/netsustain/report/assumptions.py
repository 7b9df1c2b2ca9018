"""What any report assumes and warns of: time, life and death, costs, sources, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from netsustain.report.marks import Pin
from netsustain.report.naming import calendar_month
from netsustain.report.phrases import money, say, time_span

CAUTIONS = ("data", "survivors", "samples", "laboratory", "purpose")


def assumptions(scenario: Any, horizon: int, pins: Iterable[Pin], sources: Iterable[str], lang: str) -> list[str]:
    """Sentences on what is assumed.

    Parameters
    ----------
    scenario
        Gives the start, the price of a staff-day and the currency.
    pins
        Events that everything shown lives through.
    sources
        Concept IDs and citations.
    """
    start = str(scenario.start)
    first, last = (calendar_month(start, month, lang) for month in (0, horizon - 1))
    found = [
        say("assume_time", lang, time=time_span(horizon, lang), start=first, end=last),
        say("assume_alive", lang),
        say("assume_ends", lang),
    ]
    events = [f"{pin.label}, {calendar_month(start, pin.month - 1, lang)}" for pin in pins]
    if events:
        found.append(say("assume_events", lang, events="; ".join(events)))
    found.append(
        say("assume_cost", lang, price=money(float(scenario.staff_day_price), scenario.currency, lang))
    )
    said = "; ".join(source_words(source, lang) for source in sorted(set(sources)))
    return [*found, say("assume_sources", lang, sources=said)]


def cautions(lang: str) -> list[str]:
    """What a reader should beware of, whatever the numbers."""
    return [say(f"caution_{name}", lang) for name in CAUTIONS]


def source_words(source: str, lang: str) -> str:
    """A citation as it is, a concept with its meaning."""
    from netsustain.scenario.concepts import CONCEPTS

    concept = CONCEPTS.get(source)
    return source if concept is None else f"{source} {getattr(concept, lang)}"
