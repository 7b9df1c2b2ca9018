"""The debrief of a game as a page in one language: a story to talk about, not a study."""

from __future__ import annotations

from importlib.metadata import version

import pandas as pd

from netsustain.exploration.answer import Column, Findings, Shown
from netsustain.game.recorded import RecordedGame
from netsustain.health.series import CONDITIONS
from netsustain.report.canvas import uncollected
from netsustain.report.game import draw
from netsustain.report.game.choices import choices, effort_table
from netsustain.report.game.differences import differences, drawn_effects, effect_name
from netsustain.report.game.played import Told
from netsustain.report.game.questions import questions
from netsustain.report.game.story import entries, mean, opening, story
from netsustain.report.naming import title
from netsustain.report.planners.page import Page, planners_page
from netsustain.report.sections import Entry, Picture, Section, drawing, explained, table
from netsustain.report.standing import Banner
from netsustain.report.words import Words

SECTION = "debrief"
LAST = 3
"""Months at the end that a table of levels gives beside the mean."""


def debrief_page(found: RecordedGame, lang: str, command: str) -> str:
    """The debrief as HTML text, one file with everything in it.

    Parameters
    ----------
    command
        What to type to make it again.
    """
    with uncollected():
        return planners_page([page(found, lang, command)], lang)


def page(found: RecordedGame, lang: str, command: str) -> Page:
    """What the debrief says."""
    told, words = Told(found), Words(SECTION, {}, lang)
    scenario = found.game.network.scenario
    parts = (_story, _conditions, _choices, _questions, _differences, _limits)
    return Page(
        lang=lang,
        question=words.say("question"),
        eyebrow=words.say("eyebrow", title=title(scenario, lang)),
        answer=[words.said(each) for each in opening(told)],
        banner=Banner(words.say("banner"), [words.say("banner_more")]),
        sections=[part for make in parts if (part := make(told, words)) is not None],
        command=command,
        reproduce=words.say("reproduce", version=version("netsustain")),
        opening=drawing(words, "course", _course(told, words)) if told.months else None,
    )


def _section(words: Words, name: str, found: Findings, pictures: dict[str, Picture], more: list[Entry]) -> Section:
    own = Words(SECTION, {}, words.lang)
    return Section(
        name=name,
        heading=words.say(f"{name}_heading"),
        sentences=[words.said(each) for each in found.sentences],
        warnings=[words.said(each) for each in found.warnings],
        figures=[drawing(own, key, picture) for key, picture in pictures.items()],
        tables=[table(words, shown) for shown in found.shown],
        explained=[],
        entries=more,
    )


def _course(told: Told, words: Words) -> Picture:
    return Picture(lambda frame: draw.course(told, frame), _levels(told, draw.COURSE, "figure_course_title", words))


def _levels(told: Told, names: tuple[str, ...], heading: str, words: Words) -> Shown:
    """Means of some series over the months in which both went on, and over each one's last; people beside rules."""
    rows = [
        {"what": words.outcome(name) if name in CONDITIONS else words.say(f"panel_{name}"),
         **{f"{side}_{when}": mean(told.lasting(name, course)[part])
            for side, course in (("people", ""), ("rules", "_rules"))
            for when, part in (("mean", told.both), ("last", slice(-LAST, None)))}}
        for name in names
    ]  # fmt: skip
    columns = (
        Column("what", "what", "text"), Column("people_mean", "people_mean", "index"),
        Column("rules_mean", "rules_mean", "index"), Column("people_last", "people_last", "index"),
        Column("rules_last", "rules_last", "index"),
    )  # fmt: skip
    return Shown(heading, columns, pd.DataFrame(rows))


def _story(told: Told, words: Words) -> Section | None:
    if not told.months:
        return None
    told_so = _section(words, "story", Findings({}), {}, entries(told, words))
    told_so.sentences.extend(story(told, words))
    return told_so


def _conditions(told: Told, words: Words) -> Section | None:
    if not told.months:
        return None
    numbers = _levels(told, CONDITIONS, "figure_conditions_title", words)
    drawn = {"conditions": Picture(lambda frame: draw.conditions(told, frame), numbers)}
    return _section(words, "conditions", Findings({}), drawn, [])


def _choices(told: Told, words: Words) -> Section | None:
    if not told.months:
        return None
    drawn = {"efforts": Picture(lambda frame: draw.efforts(told, frame), effort_table(told))} if told.enough else {}
    return _section(words, "choices", choices(told), drawn, [])


def _differences(told: Told, words: Words) -> Section | None:
    if not told.months:
        return None
    shown, drawn = drawn_effects(told), {}
    if len(shown):
        def names(lang: str) -> list[str]:
            return [effect_name(told, row, Words(SECTION, {}, lang)) for _, row in shown.iterrows()]

        drawn["effects"] = Picture(lambda frame: draw.effects(shown, names(frame.lang), frame))
    found = _section(words, "differences", differences(told, words), drawn, [])
    found.explained.extend(explained(words, {}))
    return found


def _questions(told: Told, words: Words) -> Section:
    asked = [Entry(words.say("question_number", number=place), [said])
             for place, said in enumerate(questions(told, words), start=1)]  # fmt: skip
    return _section(words, "questions", Findings({}), {}, asked)


def _limits(told: Told, words: Words) -> Section:
    found = _section(words, "limits", Findings({}), {}, [])
    found.sentences.extend(words.say(f"limit_{place}") for place in range(1, 6))
    return found
