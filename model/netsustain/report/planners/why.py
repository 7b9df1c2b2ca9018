"""Why a network ends, for planners: its ways, what would have been without an event, and the story of a typical run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import pandas as pd

from netsustain.exploration.why.asking import Why
from netsustain.exploration.why.ways import OTHER
from netsustain.messages import LANGUAGES
from netsustain.report.assumptions import source_words
from netsustain.report.naming import calendar_month, of_hundred, title, whole
from netsustain.report.planners.page import Page
from netsustain.report.planners.why_flow import flow_figure
from netsustain.report.planners.why_story import story_figure
from netsustain.report.planners.why_ways import ways_figure
from netsustain.report.sections import Cell, Head, Picture, Section, Table, section_of
from netsustain.report.standing import experiment_banner
from netsustain.report.words import Words

SECTION = "why"
COUNTED = ("active_members",)
"""Levels that are numbers of members; the others lie between 0 and 1."""

ANSWER = 3
"""Sentences that answer the question of a page: how many dissolve, the commonest way, what would have spared most."""


def section(why: Why, lang: str) -> Section:
    """The section of a page in one language: sentences, warnings, figures, tables.

    Without figures and tables where fewer than five networks dissolved: then there is nothing to break down.
    """
    words = Words(SECTION, {}, lang)
    found = section_of(words, why.findings, _pictures(why, words))
    told = story(why, words)
    return replace(found, tables=[told, *found.tables]) if told is not None else found


def _pictures(why: Why, words: Words) -> dict[str, Picture]:
    """The figures that say something, the main one first."""
    tables = why.findings.tables
    pictures: dict[str, Picture] = {}
    ways = tables["ways"]
    if len(ways) and ways["trigger"].iloc[0] != OTHER:
        top = ways.iloc[0]
        values = {"word_event": top["trigger"], "word_first": top["first"], "share": whole(of_hundred(top["share"]))}
        pictures["ways"] = Picture(lambda frame: ways_figure(why, frame), values=values)
    if len(tables["flows"]):
        pictures["flow"] = Picture(lambda frame: flow_figure(why, frame), values=_widest(tables))
    if why.replicate is not None:
        end = int(tables["timeline"]["month"][tables["timeline"]["step"] == "end"].iloc[0])
        when = calendar_month(why.scenario.start, end - 1, words.lang)
        values = {"replicate": str(why.replicate), "month": end, "when": when}
        pictures["story"] = Picture(lambda frame: story_figure(why, frame), values=values)
    return pictures


def _widest(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """What fills the title and reading of the flow: the widest band with names of its own, else the widest."""
    flows = tables["flows"]
    named = flows[(flows[["trigger", "first", "straw"]] != OTHER).all(axis=1)]
    top = (named if len(named) else flows).iloc[0]
    return {
        "ended": int(flows["count"].sum()), "count": int(top["count"]), "word_event": top["trigger"],
        "word_first": top["first"], "word_straw": top["straw"],
    }  # fmt: skip


# ---- the story ------------------------------------------------------------------------------------


def story(why: Why, words: Words) -> Table | None:
    """The story of the typical run as a table: number of the line, when, what happened; None where there is none."""
    if why.replicate is None:
        return None
    timeline = why.findings.tables["timeline"]
    rows = []
    for number, line in timeline.groupby("line", sort=True):
        when = _when(why, int(line["month"].iloc[0]), words)
        rows.append([Cell(str(number)), Cell(when), Cell(sentence(line.to_dict("records"), words))])
    heads = [Head(words.say(f"column_{name}"), left=True) for name in ("number", "when", "what")]
    return Table(words.say("heading_story"), heads, rows, [words.say("note_story")])


def _when(why: Why, month: int, words: Words) -> str:
    return words.say("when", when=calendar_month(why.scenario.start, month - 1, words.lang), month=month)


def sentence(line: list[dict[str, Any]], words: Words) -> str:
    """One line of the story in words."""
    first = line[0]
    step = str(first["step"])
    if step == "event":
        said = words.say(f"word_{first['what']}")
        return words.say("line_event", event=said[:1].upper() + said[1:])
    if step == "fell":
        levels = [_fallen(each, words) for each in line]
        return words.say("line_fell", levels=levels)
    if step == "lost":
        return words.say("line_lost", number=whole(_gone(line)), who=_who(line, words), after=whole(first["after"]))
    if step == "last":
        return words.say("line_last", **_at_last(line))
    if step == "start":
        parts = {"members": first["number"], "income": first["after"], "need": first["before"]}
        return words.say("line_start", **{name: whole(value) for name, value in parts.items()})
    if step == "first":
        level = words.say(f"word_{first['what']}")
        ends = {end: amount(first[end], first["what"]) for end in ("before", "after")}
        return words.say("line_first", level=level, **ends)
    return words.say(f"line_{step}")


def amount(value: float, level: str) -> str:
    """A watched level as it is written: members whole, the others with two decimals."""
    return whole(value) if level in COUNTED else f"{value:.2f}"


def _fallen(each: dict[str, Any], words: Words) -> str:
    ends = {end: amount(each[end], each["what"]) for end in ("before", "after")}
    return words.say("fallen_level", level=words.say(f"word_{each['what']}"), **ends)


def _gone(line: list[dict[str, Any]]) -> float:
    """Members that stopped taking part; others may have begun in the same month."""
    named = [float(each["number"]) for each in line if each["step"] == "who"]
    return sum(named) if named else float(line[0]["number"])


def _who(line: list[dict[str, Any]], words: Words) -> str:
    """Kinds of those that stopped, in brackets; nothing where they are not known."""
    kinds = [each for each in line if each["step"] == "who"]
    if not kinds:
        return ""
    said = [
        words.say("kind_number", kind=words.say(f"kind_{each['what']}"), number=whole(each["number"])) for each in kinds
    ]
    return words.say("who_lost", kinds=said)


def _at_last(line: list[dict[str, Any]]) -> dict[str, str]:
    of = {each["what"]: each for each in line}
    members, effort, means = (of[name] for name in ("active_members", "effort", "c5"))
    return {
        "before": whole(members["before"]), "after": whole(members["after"]),
        "effort": amount(effort["after"], "effort"), "effort_before": amount(effort["before"], "effort"),
        "means": amount(means["after"], "c5"), "means_before": amount(means["before"], "c5"),
    }  # fmt: skip


# ---- the page of this section alone ---------------------------------------------------------------


def pages(why: Why, command: str) -> list[Page]:
    """The page of this section alone, in both languages."""
    return [_page(why, lang, command) for lang in LANGUAGES]


def _page(why: Why, lang: str, command: str) -> Page:
    words, part = Words(SECTION, {}, lang), section(why, lang)
    name = title(why.scenario, lang)
    parameters = "accepted" if why.vectors else "default"
    return Page(
        lang=lang,
        question=words.say("question"),
        eyebrow=words.say("eyebrow", title=name, replicates=whole(why.replicates), months=why.horizon),
        answer=part.sentences[:ANSWER],
        banner=experiment_banner({"": why.scenario}, parameters, lambda _: name, lang, drawn=False, moved=False),
        sections=[replace(part, sentences=part.sentences[ANSWER:])],
        command=command,
        reproduce=words.say("reproduce", seed=str(why.seed), version=version("netsustain")),
        sources=[source_words(source, lang) for source in why.scenario.sources],
    )
