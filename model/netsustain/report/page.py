"""What a report page says in one language, as plain data for the template."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from netsustain.exploration.summaries import lasts_longer
from netsustain.report.assumptions import assumptions, cautions
from netsustain.report.figure_numbers import numbers
from netsustain.report.figures import figures_for
from netsustain.report.naming import signed, tenth, whole
from netsustain.report.option_changes import options
from netsustain.report.phrases import Phrases, joined
from netsustain.report.planners.decision import Part
from netsustain.report.planners.page import section_of_page
from netsustain.report.readings import reading
from netsustain.report.same_luck import same_luck
from netsustain.report.standing import account, comparison_banner
from netsustain.report.widths import widths


def page(words: Phrases, decision: Part, command: str, version: str) -> dict[str, Any]:
    """Every text, row and list of the page.

    Parameters
    ----------
    words
        The comparison's phrases in the page's language.
    decision
        What it decides, in that language.
    command
        What to type to make the report again.
    version
        Version of netsustain.
    """
    comparison = words.comparison
    names = figures_for(comparison)
    question = words.question()
    return {
        "lang": words.lang,
        "title": question,
        "question": question,
        "banner": comparison_banner(words),
        "answer": decision.answer or words.answer(),
        "decision": section_of_page(decision.section) if decision.section.sentences else None,
        "eyebrow": _eyebrow(words),
        "how_to_read": words.say_known("how_to_read", replicates=whole(comparison.replicates)),
        "widths": widths(words),
        "main": _figure(_main(words, names), words),
        "figures": [_figure(name, words) for name in names if name != _main(words, names)],
        "table_intro": words.say_known("table_intro", time=words.time),
        "table": [_row(words, name, decision) for name in comparison.ranked()],
        "compared": len(comparison.names) > 1,
        "notices": _notices(words),
        "options": options(comparison.scenarios, words.view.labels, words.lang),
        "options_intro": words.say("options_intro", reference=words.label(words.reference)),
        "assumptions": _assumptions(words),
        "method": method(words),
        "account": account(words),
        "cautions": cautions(words.lang),
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


def _row(words: Phrases, name: str, decision: Part) -> dict[str, Any]:
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
        "answer": decision.verdicts.get(name, ""),
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
    return words.say("beats", share=words.hundred(lasts_longer(row)))


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
    sources = [source for one in comparison.scenarios.values() for source in one.sources]
    return assumptions(
        comparison.scenarios[words.reference], comparison.horizon, words.view.pins, sources, words.lang
    )


def method(words: Phrases) -> list[str]:
    """How the numbers are made, in sentences."""
    comparison = words.comparison
    each = comparison.replicates // max(1, comparison.vectors)
    found = [
        words.say("method_curves"),
        words.say("method_means"),
        words.say_known("method_beats"),
        words.say_known("method_width", vectors=comparison.vectors, each=each),
    ]
    if len(comparison.names) == 1:
        return [found[0], found[1], found[3]]
    return [*same_luck(words), *found]
