"""The brief: what a planner hands to a director, composed of what was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version

from netsustain.briefing.changing import Changes
from netsustain.briefing.finding import Briefing
from netsustain.messages import LANGUAGES, text
from netsustain.report.assumptions import assumptions
from netsustain.report.dates import day
from netsustain.report.naming import title, whole
from netsustain.report.page import method
from netsustain.report.phrases import Phrases
from netsustain.report.planners import advice, changes, decision, diagnosis, structure, why
from netsustain.report.planners.choices import choices
from netsustain.report.planners.evidence import evidence, opening_figure
from netsustain.report.planners.measured import measured, not_measured
from netsustain.report.planners.page import Page
from netsustain.report.sections import Section, sheets_of
from netsustain.report.standing import account, planners_banner
from netsustain.report.workbook import Book


@dataclass(frozen=True)
class Brief:
    """What a brief tells, and of itself.

    Attributes
    ----------
    made
        The day it was made.
    command
        Lines to type to make it again.
    changes
        What has changed since an earlier one; None where this is the first.
    """

    found: Briefing
    made: date
    command: str
    changes: Changes | None = None


def brief_pages(brief: Brief) -> list[Page]:
    """The brief in every language."""
    return [_page(brief, lang) for lang in LANGUAGES]


def _page(brief: Brief, lang: str) -> Page:
    found, comparison = brief.found, brief.found.comparison
    words = Phrases(comparison, lang)
    sources = [source for one in comparison.scenarios.values() for source in one.sources]
    reference = comparison.scenarios[comparison.reference]
    values = {"date": day(brief.made, lang)}
    return Page(
        lang=lang,
        question=_question(found, words),
        eyebrow=text("brief.eyebrow", lang, network=title(found.network, lang, found.network.name), **values),
        answer=decision.answer(found.decision, lang),
        banner=planners_banner(comparison.scenarios, comparison.calibration, words.quoted, lang),
        opening=opening_figure(words),
        sections=_sections(brief, words),
        measured=measured(found.network, lang),
        assumptions=[
            *not_measured(found.network, lang),
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


def _question(found: Briefing, words: Phrases) -> str:
    if found.standard:
        return text("brief.question_standard", words.lang, time=words.time)
    return words.question()


def _sections(brief: Brief, words: Phrases) -> list[Section]:
    """Parts in reading order; the two sentences of the answer stand at the top of the page already."""
    found, lang = brief.found, words.lang
    decided = decision.section(found.decision, lang)
    changed = [changes.section(brief.changes, found.comparison.scenarios, lang)] if brief.changes else []
    parts = [
        *changed,
        choices(found.comparison.scenarios, lang, standard=found.standard),
        replace(decided, sentences=decided.sentences[2:]),
        evidence(words),
        why.section(found.why, lang),
    ]
    if found.advice is not None:
        parts.append(advice.section(found.advice, lang))
    if found.diagnosis is not None:
        parts.append(diagnosis.section(found.diagnosis, lang))
    elif found.structure is not None:
        parts.append(structure.section(found.structure, lang))
    return parts


def brief_book(page: Page, made: date) -> Book:
    """All tables of a brief in its language."""
    tables = [sheet for section in page.sections for sheet in sheets_of(section)]
    values = {"question": page.question, "date": day(made, page.lang), "version": version("netsustain")}
    about = [text(f"workbook.{key}", page.lang, **values) for key in ("about", "ranges", "purpose")]
    standing = [page.banner.headline, *page.banner.sentences[:-1]]
    return Book(page.lang, page.question, [*page.answer, *standing, *about], tables)
