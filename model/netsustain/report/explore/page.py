"""The page: everything its template and its scripts say, in both languages."""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import Any

import numpy as np

from netsustain.exploration.surface.levers import BUDGET, budget_month
from netsustain.exploration.surface.packing import packed
from netsustain.exploration.surface.surface import Surface
from netsustain.health.series import CONDITIONS
from netsustain.messages import LANGUAGES, has, section_texts, text
from netsustain.report.assumptions import cautions
from netsustain.report.canvas import Frame
from netsustain.report.explore.scenario_text import beside, parts_of
from netsustain.report.explore.sliders import plain_slider, written_slider
from netsustain.report.filling import filled, ranges_unbroken, whole_words
from netsustain.report.naming import calendar_month, tenth, title, whole
from netsustain.report.phrases import say, time_span
from netsustain.report.standing import Banner, experiment_banner

FILE = "explore.html"
SCRIPTS = ("surface.js", "explore_words.js", "explore.js")
SAID_BY_SCRIPT = (
    "of_hundred", "fewer_than_one", "more_than_ninety_nine", "span", "not_clear", "nothing_moved", "sentence_same",
    "sentence_moved", "difference_same", "difference_none", "difference_longer", "difference_shorter",
    "difference_unclear", "cost_same", "cost_more", "cost_less", "budget_within", "budget_over", "curve_alt",
    "cut_pin", "row_alive", "row_months", "row_planned", "row_spent", "exact", "days_a_month", "lever_cost",
    "copied", "selected", "value_dose", "value_share", "value_months", "value_meetings", "value_leaders",
    "value_transfers", "value_budget",
)  # fmt: skip
"""Texts that the page's scripts fill in."""


def explore_page(surface: Surface, lang: str, *, given: str = "", command: str = "") -> str:
    """The explore file as HTML text: both languages, nothing fetched.

    Parameters
    ----------
    lang
        Language shown at first.
    given
        The scenario as it was named, a file or a shipped one's name; its own name unless given.
    command
        What to type to make the file again; ``netsustain explore`` with the scenario unless given.
    """
    given = given or surface.scenario.name
    command = command or f"netsustain explore {given} --replicates {surface.replicates} --seed {surface.seed}"
    pages = [_words(surface, each, given, command) for each in LANGUAGES]
    return filled(
        "explore.html.j2", lang, pages, _nothing_drawn, styles=("experiment.css", "explore.css"), scripts=SCRIPTS,
        data=script_data(surface, lang, given), said=ranges_unbroken,
    )  # fmt: skip


def script_data(surface: Surface, lang: str, given: str) -> dict[str, Any]:
    """What the page's scripts read."""
    has_budget = any(each.name == BUDGET for each in surface.sliders)
    return {
        "lang": lang,
        "surface": packed(surface),
        "sliders": [plain_slider(surface, place) for place in range(len(surface.sliders))],
        "budget": surface.budget,
        "budget_month": budget_month(surface.scenario) if has_budget else None,
        "dearest": _dearest(surface),
        "kept_whole": whole_words().pattern,
        "scenario": parts_of(surface, given),
        "texts": {each: script_texts(surface, each) for each in LANGUAGES},
    }


def script_texts(surface: Surface, lang: str) -> dict[str, Any]:
    """Texts of the scripts in one language."""
    own = section_texts("explore", lang)
    return {
        **{key: own[key] for key in SAID_BY_SCRIPT},
        "time": time_span(surface.horizon, lang),
        "axis_years": own["axis_years"].format(start=calendar_month(surface.scenario.start, 0, lang)),
        "conditions": [text(f"conditions.{name}", lang) for name in CONDITIONS],
    }


def _words(surface: Surface, lang: str, given: str, command: str) -> dict[str, Any]:
    """What the template reads."""
    said = {"horizon": whole(surface.horizon), "runs": whole(surface.points * surface.replicates)}
    levers = [place for place, each in enumerate(surface.sliders) if each.is_lever]
    time, completed = time_span(surface.horizon, lang), "_completed" if surface.completes else ""

    def words(key: str, **values: object) -> str:
        found = f"explore.{key}"
        return text(found, lang, **{**said, **values}) if has(found) else say(key, lang, **values)

    return {
        "lang": lang,
        "title": f"{title(surface.scenario, lang, given)} · {words('heading')}",
        "question": title(surface.scenario, lang, given),
        "banner": _banner(surface, lang),
        "alive_label": words(f"alive_label{completed}", time=time),
        "curve_title": words(f"curve_title{completed}"),
        "conditions": [text(f"conditions.{name}", lang) for name in CONDITIONS],
        "table_head": [words(f"column_{name}") for name in ("what", "own", "now", "interval")],
        "levers": [written_slider(surface, place, lang) for place in levers],
        "shocks": [
            written_slider(surface, place, lang) for place in range(len(surface.sliders)) if place not in levers
        ],
        "scenario_reading": words("scenario_reading", beside=_beside(given, lang)),
        "run_command": _comparing(surface, given),
        "honest": honest(surface, lang),
        "cautions": cautions(lang),
        "command": command,
        "reproduce": words("reproduce", seed=surface.seed, version=version("netsustain")),
        "footer": say("footer", lang, version=version("netsustain")),
        "say": words,
    }


def honest(surface: Surface, lang: str) -> list[str]:
    """What the numbers are and are not, with how wrong interpolation was."""
    errors, names = surface.errors, surface.outcomes
    conditions = [errors.raw[names.index(name)] for name in CONDITIONS]
    share = errors.raw[len(surface.months)]
    found = [
        _said("honest_forecast", lang),
        _said("honest_interpolated", lang, points=whole(surface.points), lucks=whole(surface.lucks)),
        _said(
            "honest_error", lang, months=tenth(errors.raw[0]), share=whole(100 * float(share)),
            condition=f"{math.sqrt(float(np.mean(np.square(conditions)))):.2f}",
        ),
        _said("honest_own", lang, direct=tenth(surface.direct[0]), surface=tenth(surface.at(surface.own).months.value)),
        _said(f"honest_intervals{'' if surface.vectors > 1 else '_chance'}", lang, vectors=whole(surface.vectors)),
        _said("honest_rest", lang),
        _said("honest_cost", lang),
    ]  # fmt: skip
    if surface.dropped:
        found.append(_said("honest_dropped", lang, dropped=surface.dropped, replicates=surface.replicates))
    return found


def _said(key: str, lang: str, **values: object) -> str:
    return text(f"explore.{key}", lang, **values)


def _banner(surface: Surface, lang: str) -> Banner:
    name = surface.scenario.name or "scenario"
    parameters = "accepted" if surface.vectors else "default"
    return experiment_banner(
        {name: surface.scenario}, parameters, lambda each: title(surface.scenario, lang, each), lang, drawn=False,
        moved=False,
    )  # fmt: skip


def _beside(given: str, lang: str) -> str:
    file = beside(given)
    return text("explore.scenario_beside", lang, file=file) if file else ""


def _comparing(surface: Surface, given: str) -> str:
    return (
        f"netsustain compare {beside(given) or given} explored.yaml --replicates {max(surface.replicates, 200)}"
        f" --seed {surface.seed} --months {surface.horizon}"
    )


def _dearest(surface: Surface) -> float:
    """The highest planned cost that the sliders reach: it only grows with each."""
    return surface.costs.at(np.array([each.high for each in surface.sliders]))


def _nothing_drawn(name: str, frame: Frame) -> bytes:
    raise KeyError(f"the explore file draws {name} itself")
