"""The diagnosis as a section of a page: what is strong and weak, what is needed, who holds the network, what may come.

``section`` is what a brief calls; ``pages`` makes a page of the section alone.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np

from netsustain.diagnosis.diagnosing import Diagnosis
from netsustain.diagnosis.structure import Structure
from netsustain.exploration.answer import Column, Formed, Shown
from netsustain.messages import LANGUAGES, text
from netsustain.report.assumptions import source_words
from netsustain.report.naming import of_hundred, year
from netsustain.report.phrases import Phrases
from netsustain.report.planners import draw_network, draw_outlook, draw_survey
from netsustain.report.planners.page import Page
from netsustain.report.sections import Picture, Section, section_of
from netsustain.report.standing import Banner, comparison_banner
from netsustain.report.words import Words

SECTION = "diagnosis"
ANSWERS = 3
"""Sentences that open the page."""
PLAYERS_DRAWN = 8
SOURCES = ("A-D", "A-C1", "A-C2", "A-C3", "A-C4", "A-C5", "A-C6", "A-C7", "K5")


def section(found: Diagnosis, lang: str) -> Section:
    """The diagnosis in one language, the conditions' figure first."""
    return section_of(Words(SECTION, {}, lang), found.findings, pictures(found))


def pictures(found: Diagnosis) -> dict[str, Picture]:
    """Name → figure, of what was found."""
    drawn: dict[str, Picture] = {}
    if found.scores is not None:
        drawn |= _survey(found)
    if found.outlook is not None and np.isfinite(found.outlook.row["sustained_months"]):
        drawn |= _outlook(found)
    if found.structure is not None:
        drawn |= network_pictures(found.structure)
    return drawn


def _survey(found: Diagnosis) -> dict[str, Picture]:
    assert found.scores is not None
    assert found.agreement is not None
    table = found.scores.conditions
    shown: dict[str, Picture] = {}
    if table["current"].notna().any():
        name = "conditions" if "desired" in table else "levels"
        lowest = str(table.loc[table["current"].idxmin(), "condition"])
        shown[name] = Picture(lambda frame: draw_survey.conditions(found, frame), values={"word": lowest})
    needs = found.scores.needs
    if not needs.empty and needs["pni"].notna().any():
        top = str(needs.loc[needs["pni"].idxmax(), "condition"])
        shown["needs"] = Picture(lambda frame: draw_survey.needs(needs, frame), values={"word": top})
    agreement = found.agreement.conditions
    if agreement["agreement"].notna().any():
        least = str(agreement.loc[agreement["agreement"].idxmin(), "condition"])
        shown["agreement"] = Picture(lambda frame: draw_survey.agreement(agreement, frame), values={"word": least})
    return shown


def _outlook(found: Diagnosis) -> dict[str, Picture]:
    outlook = found.outlook
    assert outlook is not None
    row, curve = outlook.row, outlook.comparison.curves
    ends = {name: Formed(of_hundred(row[key]), "whole") for name, key in
            (("alive", "alive"), ("low", "alive_low"), ("high", "alive_high"))}  # fmt: skip
    columns = (Column("month", "month", "whole"), Column("alive", "alive", "share", "alive_low", "alive_high"))
    yearly = Shown("figure_alive_title", columns, curve[curve["month"] % 12 == 0])
    shown = {"alive": Picture(lambda frame: draw_outlook.alive(outlook, frame), yearly, ends)}
    if outlook.dissolved:
        top = str(outlook.first.iloc[0]["condition"])
        shown["first"] = Picture(lambda frame: draw_outlook.first(outlook, frame), values={"word": top})
    return shown


def network_pictures(structure: Structure) -> dict[str, Picture]:
    """The map of a network, and whose leaving cuts others off."""
    shown: dict[str, Picture] = {}
    if len(structure.names) <= draw_network.MOST_DRAWN:
        shown["map"] = Picture(lambda frame: draw_network.network(structure, frame))
    if structure.members["cut_off"].max() > 0:
        values = {"name": str(structure.members.iloc[0]["name"])}
        shown["players"] = Picture(lambda frame: draw_network.players(structure, PLAYERS_DRAWN, frame), values=values)
    return shown


# ---- a page of its own ----------------------------------------------------------------------------


def pages(found: Diagnosis, command: str) -> list[Page]:
    """The page in every language.

    Parameters
    ----------
    command
        What to type to make it again.
    """
    return [_page(found, command, lang) for lang in LANGUAGES]


def _page(found: Diagnosis, command: str, lang: str) -> Page:
    own, words = section(found, lang), Words(SECTION, {}, lang)
    futures = found.outlook.comparison.replicates if found.outlook else 0
    rest = Section(own.name, own.heading, own.sentences[ANSWERS:], [], own.figures, own.tables, own.explained)
    return Page(
        lang=lang,
        question=words.say("question"),
        eyebrow=eyebrow(found, words),
        answer=own.sentences[:ANSWERS],
        banner=banner(found, lang),
        sections=[rest],
        command=command,
        reproduce=words.say("reproduce", seed=str(found.seed), replicates=futures, version=version("netsustain")),
        warnings=own.warnings,
        sources=[source_words(source, lang) for source in SOURCES],
    )


def banner(found: Diagnosis, lang: str) -> Banner:
    """What the numbers stand on: the calibrated range where futures were simulated."""
    if found.outlook is None:
        return Banner(text(f"{SECTION}.banner_survey", lang), [text(f"{SECTION}.banner_survey_more", lang)])
    return comparison_banner(Phrases(found.outlook.comparison, lang))


def eyebrow(found: Diagnosis, words: Words) -> str:
    """Of which survey, by how many, and when."""
    survey, days = found.survey, ""
    if survey.dates is not None:
        first, last = (day_written(day, words.lang) for day in survey.dates)
        days = words.say("days", first=first, last=last) if first != last else words.say("day", first=first)
    key = "eyebrow" if survey.grouped else "eyebrow_alone"
    values: dict[str, Any] = {"respondents": len(survey.respondents), "organisations": survey.organisations}
    return words.say(key, file=survey.file, days=days, **values)


def day_written(day: str, lang: str) -> str:
    """A day (``YYYY-MM-DD``) as readers write it; years of the Buddhist Era in Thai."""
    from netsustain.report.naming import MONTHS

    years, month, date = (int(part) for part in day.split("-"))
    return f"{date} {MONTHS[lang][month - 1]} {year(years, lang)}"


