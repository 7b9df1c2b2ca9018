"""What a report page says in one language, as plain data for the template."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from netsustain.report.figure_numbers import numbers
from netsustain.report.figures import figures_for
from netsustain.report.naming import calendar_month, signed, tenth, whole
from netsustain.report.option_changes import options
from netsustain.report.phrases import Phrases, joined, money
from netsustain.report.readings import reading

CAUTIONS = ("data", "survivors", "samples", "laboratory", "purpose")


def page(words: Phrases, command: str, version: str) -> dict[str, Any]:
    """Every text, row and list of the page.

    Parameters
    ----------
    words
        The comparison's phrases in the page's language.
    command
        What to type to make the report again.
    version
        Version of netsustain.
    """
    comparison = words.comparison
    names = figures_for(comparison)
    return {
        "lang": words.lang,
        "question": words.question(),
        "answer": words.answer(),
        "eyebrow": _eyebrow(words),
        "how_to_read": words.say("how_to_read", replicates=whole(comparison.replicates)),
        "main": _figure(_main(words, names), words),
        "figures": [_figure(name, words) for name in names if name != _main(words, names)],
        "table_intro": words.say("table_intro", time=words.time),
        "table": [_row(words, name) for name in comparison.ranked()],
        "compared": len(comparison.names) > 1,
        "notices": _notices(words),
        "options": options(words),
        "options_intro": words.say("options_intro", reference=words.label(words.reference)),
        "assumptions": _assumptions(words),
        "method": _method(words),
        "cautions": [words.say(f"caution_{name}") for name in CAUTIONS],
        "command": command,
        "reproduce": words.say("reproduce", seed=comparison.seed, replicates=comparison.replicates, version=version),
        "footer": words.say("footer", version=version),
        "say": words.say,
    }


def _eyebrow(words: Phrases) -> str:
    number = len(words.comparison.names)
    options = words.say("options_one") if number == 1 else words.say("options_many", number=number)
    return words.say("eyebrow", options=options, replicates=whole(words.comparison.replicates), time=words.time)


def _main(words: Phrases, names: list[str]) -> str:
    """Curves while they fit one set of axes; a ranking when there are many options."""
    return "survival" if words.view.few else names[0]


def _figure(name: str, words: Phrases) -> dict[str, Any]:
    table = numbers(name, words)
    return {
        "name": name,
        "title": words.view.frame.say(f"{name}_title"),
        "reading": reading(name, words),
        "head": table.head,
        "rows": table.rows,
    }


def _row(words: Phrases, name: str) -> dict[str, Any]:
    """One option of the main table, every number already written."""
    row = words.row(name)
    reference = name == words.reference and len(words.comparison.names) > 1
    shares = {
        end: {"value": words.hundred(row[end]), "span": _span(words, row, end)}
        for end in ("alive", "completed", "dissolved")
    }
    return {
        "label": words.label(name),
        "mark": _mark(words, row, name),
        "reference": reference,
        "sustained": tenth(row["sustained_months"]),
        "sustained_span": words.say("span", low=tenth(row["sustained_low"]),
                                    high=tenth(row["sustained_high"])),
        "bar": _percent(row["sustained_months"], words), "bar_low": _percent(row["sustained_low"], words),
        "bar_high": _percent(row["sustained_high"], words),
        **shares,
        "gain": "" if math.isnan(row["gain"]) else signed(row["gain"]),
        "gain_span": words.say("span", low=signed(row["gain_low"]), high=signed(row["gain_high"])),
        "beats": _beats(words, row),
        "ties": _ties(words, row),
        "best": chance(row["p_best"]),
        "cost": tenth(row["cost_per_month"]),
    }  # fmt: skip


def _beats(words: Phrases, row: pd.Series) -> str:
    if math.isnan(row["p_beats_reference"]):
        return ""
    return words.say("beats", share=words.hundred(row["p_beats_reference"]))


def _ties(words: Phrases, row: pd.Series) -> str:
    tied = row["p_tie_reference"]
    return words.say("ties", share=words.hundred(tied)) if tied > 0 else ""


def chance(share: float) -> str:
    """A chance in percent that never claims to be none or certain."""
    if math.isnan(share):
        return "–"
    return "< 1 %" if share < 0.01 else "> 99 %" if share > 0.99 else f"{whole(100 * share)} %"


def _span(words: Phrases, row: pd.Series, end: str) -> str:
    return words.say("span", low=whole(100 * row[f"{end}_low"]), high=whole(100 * row[f"{end}_high"]))


def _percent(months: float, words: Phrases) -> float:
    return round(100 * months / words.comparison.horizon, 2) if math.isfinite(months) else 0.0


def _mark(words: Phrases, row: pd.Series, name: str) -> str:
    if name == words.best and len(words.comparison.names) > 1:
        return words.say("best_mark")
    if row["tied_with_best"] and name != words.reference:
        return words.say("tied_mark")
    return words.say("reference_mark") if name == words.reference and len(words.comparison.names) > 1 else ""


def _notices(words: Phrases) -> list[str]:
    """What a reader must know of runs left out, and of survivors that hardly live."""
    found, weak = [], []
    for name in words.comparison.names:
        row = words.row(name)
        values = {"name": words.label(name), "all": int(row["replicates"])}
        for key, count in (("failed_runs", row["failed"]), ("never_formed", row["never_formed"])):
            if count:
                found.append(words.say(key, number=int(count), **values))
        if row["low_activity"]:
            alive = round(row["alive"] * row["counted"])
            weak.append(words.say("weak_of", number=int(row["low_activity"]), alive=alive, **values))
    return [*found, *([words.say("weak_survivors", list=joined(weak, words.lang))] if weak else [])]


def _assumptions(words: Phrases) -> list[str]:
    comparison = words.comparison
    scenario = comparison.scenarios[words.reference]
    start = str(scenario.start)
    dates = [calendar_month(start, month, words.lang) for month in (0, comparison.horizon - 1)]
    found = [
        words.say("assume_time", time=words.time, start=dates[0], end=dates[1]),
        words.say("assume_alive"),
        words.say("assume_ends"),
    ]
    if words.view.pins:
        events = "; ".join(
            f"{pin.label}, {calendar_month(start, pin.month - 1, words.lang)}" for pin in words.view.pins
        )
        found.append(words.say("assume_events", events=events))
    price = money(float(scenario.staff_day_price), scenario.currency, words.lang)
    found.append(words.say("assume_cost", price=price))
    sources = sorted({source for one in comparison.scenarios.values() for source in one.sources})
    said = "; ".join(_source(source, words.lang) for source in sources)
    return [*found, words.say("assume_sources", sources=said)]


def _source(source: str, lang: str) -> str:
    """A citation as it is, a concept with its meaning."""
    from netsustain.scenario.concepts import CONCEPTS

    concept = CONCEPTS.get(source)
    return source if concept is None else f"{source} {getattr(concept, lang)}"


def _method(words: Phrases) -> list[str]:
    found = [words.say(f"method_{name}") for name in ("curves", "means", "beats", "width")]
    if len(words.comparison.names) == 1:
        return [found[0], found[1], found[3]]
    return [_pairing(words), *found]


def _pairing(words: Phrases) -> str:
    other = words.best if words.best != words.reference else words.view.others[0]
    saved = words.against_reference(other)["variance_reduction"]
    if math.isnan(saved):
        return words.say("method_pairs_unknown")
    return words.say("method_pairs", reduction=whole(100 * saved), a=words.label(other), b=words.label(words.reference))
