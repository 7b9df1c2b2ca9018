"""The brief: what a planner hands to a director, composed of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from netsustain.exploration.comparison import Comparison
from netsustain.messages import LANGUAGES, text
from netsustain.report.assumptions import assumptions
from netsustain.report.dates import day
from netsustain.report.naming import title, whole
from netsustain.report.page import method
from netsustain.report.phrases import Phrases
from netsustain.report.planners.choices import choices
from netsustain.report.planners.evidence import evidence, opening_figure
from netsustain.report.planners.measured import measured, not_measured
from netsustain.report.planners.page import Page
from netsustain.report.sections import Section, sheets_of
from netsustain.report.standing import account, planners_banner
from netsustain.report.workbook import Book


@dataclass(frozen=True)
class Brief:
    """What a brief is made of.

    Attributes
    ----------
    network
        The network as it was given, whose title names the brief.
    comparison
        Its options, the reference first.
    standard
        Whether the options are the standard ones, because none was named.
    made
        The day it was made.
    command
        Lines to type to make it again.
    """

    network: Any
    comparison: Comparison
    standard: bool
    made: date
    command: str


def brief_pages(brief: Brief) -> list[Page]:
    """The brief in every language."""
    return [_page(brief, lang) for lang in LANGUAGES]


def _page(brief: Brief, lang: str) -> Page:
    words = Phrases(brief.comparison, lang)
    comparison = brief.comparison
    sources = [source for one in comparison.scenarios.values() for source in one.sources]
    reference = comparison.scenarios[comparison.reference]
    values = {"date": day(brief.made, lang)}
    return Page(
        lang=lang,
        question=_question(brief, words),
        eyebrow=text("brief.eyebrow", lang, network=title(brief.network, lang, brief.network.name), **values),
        answer=words.answer(),
        banner=planners_banner(comparison.scenarios, comparison.calibration, words.quoted, lang),
        opening=opening_figure(words),
        sections=_sections(brief, words),
        measured=measured(brief.network, lang),
        assumptions=[
            *not_measured(brief.network, lang),
            *assumptions(reference, comparison.horizon, words.view.pins, sources, lang),
        ],
        method=method(words),
        account=account(words),
        command=brief.command,
        reproduce=text(
            "brief.reproduce", lang, seed=comparison.seed, replicates=whole(comparison.replicates),
            version=version("netsustain"), **values,
        ),
    )  # fmt: skip


def _question(brief: Brief, words: Phrases) -> str:
    if brief.standard:
        return text("brief.question_standard", words.lang, time=words.time)
    return words.question()


def _sections(brief: Brief, words: Phrases) -> Sequence[Section]:
    scenarios = brief.comparison.scenarios
    return [choices(scenarios, words.lang, standard=brief.standard), evidence(words)]


def brief_book(page: Page, made: date) -> Book:
    """All tables of a brief in its language."""
    tables = [sheet for section in page.sections for sheet in sheets_of(section)]
    values = {"question": page.question, "date": day(made, page.lang), "version": version("netsustain")}
    about = [text(f"workbook.{key}", page.lang, **values) for key in ("about", "ranges", "purpose")]
    standing = [page.banner.headline, *page.banner.sentences[:-1]]
    return Book(page.lang, page.question, [*page.answer, *standing, *about], tables)
