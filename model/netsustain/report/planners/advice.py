"""Advice within a budget as a section of a page, and as a page of its own."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import Any

from netsustain.exploration.advice.mixes import Advice
from netsustain.exploration.answer import Formed
from netsustain.messages import LANGUAGES
from netsustain.report.assumptions import source_words
from netsustain.report.canvas import Frame
from netsustain.report.naming import title
from netsustain.report.planners import advice_figures
from netsustain.report.planners.advice_words import AdviceWords
from netsustain.report.planners.page import Page
from netsustain.report.sections import Draw, Picture, Section, section_of
from netsustain.report.standing import experiment_banner

SAID_FIRST = 2
"""Sentences that open the page; there the section goes on after them."""


def section(advice: Advice, lang: str) -> Section:
    """What was found, in one language: sentences, warnings, figures, tables, what was done."""
    words = AdviceWords(advice.scenario, lang)
    pictures = {name: Picture(_for_frames(advice, draw)) for name, draw in advice_figures.shown(advice).items()}
    futures, lucks = advice.asked.effort.tell
    return section_of(words, advice.findings, pictures, {"futures": futures, "lucks": lucks})


def _for_frames(advice: Advice, draw: advice_figures.Draw) -> Draw:
    def drawn(frame: Frame) -> Any:
        return draw(advice, AdviceWords(advice.scenario, frame.lang), frame)

    return drawn


def pages(advice: Advice, command: str) -> list[Page]:
    """The page in both languages.

    Parameters
    ----------
    command
        What to type to make it again.
    """
    return [_page(advice, lang, command) for lang in LANGUAGES]


def _page(advice: Advice, lang: str, command: str) -> Page:
    words, part = AdviceWords(advice.scenario, lang), section(advice, lang)
    budget = Formed(advice.asked.budget.days, "tenth")
    banner = experiment_banner(
        {advice.scenario.name or "scenario": advice.scenario}, "accepted" if advice.world.calibration else "default",
        words.quoted, lang, drawn=True, moved=True,
    )  # fmt: skip
    return Page(
        lang=lang,
        question=words.say("question", budget=budget),
        eyebrow=words.say("eyebrow", title=title(advice.scenario, lang), runs=advice.runs),
        answer=part.sentences[:SAID_FIRST],
        banner=banner,
        sections=[replace(part, sentences=part.sentences[SAID_FIRST:], warnings=[])],
        command=command,
        reproduce=words.say("reproduce", seed=str(advice.asked.seed), version=version("netsustain")),
        warnings=part.warnings,
        sources=[source_words(each, lang) for each in advice.scenario.sources],
    )
