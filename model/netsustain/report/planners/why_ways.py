"""The commonest ways a network dies, drawn: a bar a way, of 100 networks, its chain written above it."""

from __future__ import annotations

from typing import Any

from netsustain.exploration.why.asking import Why
from netsustain.exploration.why.ways import OTHER
from netsustain.report.canvas import BEST, GRID, INK, Frame, sheet
from netsustain.report.canvas import OTHER as REST
from netsustain.report.naming import of_hundred, whole
from netsustain.report.words import Words

STAGES = ("trigger", "first", "straw")


def ways_figure(why: Why, frame: Frame) -> Any:
    """A bar a way, other ways last; the commonest one dark."""
    words, ways = Words("why", {}, frame.lang), why.findings.tables["ways"]
    figure = sheet(frame, 0.5 + (0.98 if frame.narrow else 0.66) * len(ways), words.say("figure_ways_title"))
    axes = figure.subplots()
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_yticks([])
    axes.set_xticks([])
    widest = max(float(ways["high"].max()), float(ways["share"].max()))
    axes.set_xlim(0, 100 * widest * 1.16)
    axes.set_ylim(-0.3, len(ways) - 0.1)
    for place, way in enumerate(ways.iloc[::-1].to_dict("records")):
        is_main = place == len(ways) - 1 and way["trigger"] != OTHER
        _bar(axes, place, way, chain_said(way, words, in_lines=frame.narrow), is_main=is_main)
    return figure


def _bar(axes: Any, place: int, way: dict[str, Any], said: str, *, is_main: bool) -> None:
    size = 100 * way["share"]
    axes.barh(place, size, height=0.2, color=BEST if is_main else REST, edgecolor=INK, linewidth=0.6, zorder=2)
    axes.hlines(place, 100 * way["low"], 100 * way["high"], color=INK, linewidth=1.2, zorder=3)
    axes.annotate(whole(of_hundred(way["share"])), (100 * way["high"], place), xytext=(6, 0), va="center",
                  textcoords="offset points", fontsize=11, fontweight="bold")  # fmt: skip
    axes.annotate(said, (0, place + 0.14), xytext=(0, 2), textcoords="offset points", va="bottom",
                  fontsize=10, linespacing=1.15, fontweight="bold" if is_main else "normal")  # fmt: skip
    axes.axhline(place - 0.2, color=GRID, linewidth=0.8)


def chain_said(way: dict[str, Any], words: Words, *, in_lines: bool) -> str:
    """A way in words: event, first fall, what most often fell most at the end; in a line or one below the other."""
    if way["trigger"] == OTHER:
        said = words.say("word_other")
        return said[:1].upper() + said[1:]
    event, first, straw = (words.say(f"word_{way[stage]}") for stage in STAGES)
    counts = {"number": whole(way["straw_count"]), "count": whole(way["count"])}
    parts = [words.say("chain_first", level=first), words.say("chain_straw", level=straw, **counts)]
    between = "\n→ " if in_lines else "  → "
    return between.join([f"{event[:1].upper()}{event[1:]}", *parts])
