"""A scenario whose start comes from a survey: measured where a starting level corresponds, assumed elsewhere.

A score s on a scale from low to high is the level (s − low) / (high − low): K5 reads 3.27 of 5 as .57 in this way. Only
what the questions ask for is set: a condition such as communication or resources follows from what the network does
and has, and no starting level stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from netsustain.diagnosis.scores import Scores
from netsustain.diagnosis.survey import Survey
from netsustain.health.series import CONDITIONS
from netsustain.importing.scenario_text import quoted
from netsustain.messages import LANGUAGES, text
from netsustain.scenario.initial_levels import Initial
from netsustain.scenario.quantities import quantity_of


@dataclass(frozen=True)
class Start:
    """One starting level as measured; levels are 0-1, the score is on the instrument's scale."""

    name: str
    """Field of ``network.initial``."""
    scale: str
    """Condition, domain or factor it comes from."""
    level: float
    low: float
    high: float
    score: float
    respondents: int


def starts_of(survey: Survey, scores: Scores) -> list[Start]:
    """The starting levels that a survey measures, two figures each: more is not known."""
    used = survey.instrument
    found = []
    for row in scores.scales[scores.scales["starts"] != ""].to_dict("records"):
        if np.isfinite(row["current"]):
            level, low, high = (used.level(row[key]) for key in ("current", "current_low", "current_high"))
            score, number = float(row["current"]), int(row["respondents"])
            found.append(Start(str(row["starts"]), str(row["scale"]), round(level, 2), low, high, score, number))
    return found


def seeded(scenario: Any, starts: list[Start]) -> Any:
    """The scenario with measured starting levels."""
    if not starts:
        return scenario
    return scenario.with_(network={"initial": {each.name: each.level for each in starts}}, name=scenario.name)


# ---- the file -------------------------------------------------------------------------------------


def scenario_text(survey: Survey, starts: list[Start], extends: str, title: dict[str, str], lang: str) -> str:
    """The commented file; remarks are in ``lang``.

    Parameters
    ----------
    extends
        What it builds on (see :func:`netsustain.importing.extending.extended_by`).
    title
        Title in each language.
    """
    return "\n".join(_lines(survey, starts, extends, title, lang)) + "\n"


def _lines(survey: Survey, starts: list[Start], extends: str, title: dict[str, str], lang: str) -> Iterator[str]:
    def remark(key: str, **values: object) -> str:
        return f"# {text(f'diagnosis.seed_{key}', lang, **values)}"

    used = survey.instrument
    yield remark("written", file=survey.file, respondents=len(survey.respondents))
    yield remark("edit")
    yield "schema: 1"
    yield f"extends: {quoted(extends)}"
    yield "title:"
    yield from (f"  {code}: {quoted(title[code])}" for code in LANGUAGES)
    yield "question:"
    yield from (f"  {code}: {quoted(text('diagnosis.seed_question', code))}" for code in LANGUAGES)
    yield f"sources: [A-D, K5, {quoted(text('diagnosis.seed_source', lang, file=survey.file))}]"
    yield "network:"
    if not starts:
        yield f"  initial: {{}} {remark('nothing')}"
        return
    yield f"  {remark('measured', low=used.low, high=used.high)}"
    yield "  initial:"
    for each in starts:
        known = "level" if np.isfinite(each.low) else "level_no_interval"
        yield f"    {each.name}: {each.level:g} " + remark(
            known, score=f"{each.score:.2f}", most=used.high, low=f"{each.low:.2f}", high=f"{each.high:.2f}",
            scale=text(f"diagnosis.word_{each.scale}", lang), respondents=each.respondents,
        )  # fmt: skip
    yield f"    {remark('assumed', names=', '.join(left_assumed(starts)))}"
    without = [text(f"diagnosis.word_{key}", lang) for key in _without_start(survey, starts)]
    if without:
        yield f"    {remark('no_start', conditions=', '.join(without))}"


def left_assumed(starts: list[Start]) -> list[str]:
    """Starting levels that no question asked for."""
    measured = {each.name for each in starts}
    return [name for name, field in Initial.model_fields.items() if quantity_of(field) and name not in measured]


def _without_start(survey: Survey, starts: list[Start]) -> list[str]:
    """Conditions that were asked about but set no starting level."""
    measured = {scale.condition for scale in survey.instrument.scales for each in starts if each.scale == scale.key}
    return [key for key in CONDITIONS if survey.instrument.of(key) and key not in measured]
