"""How events lead by first falls to what fell at the end: bands from left to right; on a phone bars of each stage."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from netsustain.exploration.why.asking import Why
from netsustain.exploration.why.chains import NO_EVENT, NO_FALL, SLOW_FADE, TOO_SOON
from netsustain.exploration.why.ways import OTHER
from netsustain.report.canvas import BEST, INK, SOFT, Frame, sheet
from netsustain.report.canvas import OTHER as REST
from netsustain.report.naming import whole, wrapped
from netsustain.report.words import Words

STAGES = ("trigger", "first", "straw")
LAST = {NO_EVENT: 1, NO_FALL: 1, SLOW_FADE: 1, TOO_SOON: 2, OTHER: 3}
"""Names that stand below the others."""
PLACES = (0.0, 1.0, 2.0)
HALF = 0.028
"""Half of a node's width, in stages."""


class Node(NamedTuple):
    """A bar of the bands: stage, name, and its lower and upper end in networks."""

    stage: str
    name: str
    low: float
    high: float


HEADINGS = dict(zip(STAGES, ("stage_event", "stage_first", "stage_straw"), strict=True))


def flow_figure(why: Why, frame: Frame) -> Any:
    """Bands where there is room, bars on a phone."""
    words, flows = Words("why", {}, frame.lang), why.findings.tables["flows"]
    return _stages(flows, frame, words) if frame.narrow else _bands(flows, frame, words)


# ---- bands ----------------------------------------------------------------------------------------


def _bands(flows: pd.DataFrame, frame: Frame, words: Words) -> Any:
    figure = sheet(frame, 5.4, words.say("figure_flow_title"))
    axes = figure.subplots()
    axes.set_axis_off()
    nodes = nodes_of(flows)
    tallest = max(node.high for node in nodes.values())
    axes.set_xlim(-0.62, 2.62)
    axes.set_ylim(-0.02 * tallest, 1.08 * tallest)
    _ribbons(axes, flows, nodes)
    for node in nodes.values():
        _node(axes, node, words)
    for place, stage in zip(PLACES, STAGES, strict=True):
        said = words.say(HEADINGS[stage])
        axes.annotate(said, (place, 1.03 * tallest), ha="center", va="bottom", color=SOFT, fontsize=11)
    return figure


def nodes_of(flows: pd.DataFrame) -> dict[tuple[str, str], Node]:
    """The bars of each stage, stacked from the top: the largest first, what has no name of its own last."""
    total = float(flows["count"].sum())
    found = {}
    for stage in STAGES:
        sizes = flows.groupby(stage)["count"].sum()
        names = sorted(sizes.index, key=lambda name: (LAST.get(name, 0), -sizes[name], name))
        gap = 0.045 * total
        top = total + gap * (max(flows[each].nunique() for each in STAGES) - 1)
        # Stages of fewer bars stand in the middle of the tallest.
        top -= (top - total - gap * (len(names) - 1)) / 2
        for name in names:
            found[stage, name] = Node(stage, name, top - float(sizes[name]), top)
            top -= float(sizes[name]) + gap
    return found


def _ribbons(axes: Any, flows: pd.DataFrame, nodes: dict[tuple[str, str], Node]) -> None:
    """A band for every chain of three, the widest with names of its own dark."""
    named = flows[(flows[list(STAGES)] != OTHER).all(axis=1)]
    main = (named if len(named) else flows).index[0]
    left = [_stack(flows, nodes, stage, order) for stage, order in (("trigger", "first"), ("first", "straw"))]
    right = [_stack(flows, nodes, stage, order) for stage, order in (("first", "trigger"), ("straw", "first"))]
    for index in sorted(flows.index, key=lambda each: each == main):
        size = float(flows.loc[index, "count"])
        for side in (0, 1):
            _ribbon(axes, side, left[side][index], right[side][index], size, is_main=index == main)


def _stack(flows: pd.DataFrame, nodes: dict[tuple[str, str], Node], stage: str, order: str) -> dict[Any, float]:
    """Upper end of each chain's band at the bars of a stage, ordered by the bars of another."""
    top: dict[str, float] = {}
    found = {}
    other = next(each for each in STAGES if each not in (stage, order))
    ranked = sorted(
        flows.index,
        key=lambda each: (-nodes[order, flows.loc[each, order]].high, -nodes[other, flows.loc[each, other]].high),
    )
    for index in ranked:
        name = flows.loc[index, stage]
        found[index] = top.get(name, nodes[stage, name].high)
        top[name] = found[index] - float(flows.loc[index, "count"])
    return found


def _ribbon(axes: Any, side: int, left: float, right: float, size: float, *, is_main: bool) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    start, end = PLACES[side] + HALF, PLACES[side + 1] - HALF
    middle = (start + end) / 2
    points = [(start, left), (middle, left), (middle, right), (end, right), (end, right - size), (middle, right - size),
              (middle, left - size), (start, left - size), (start, left)]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    colour, depth = (BEST, 0.75) if is_main else (REST, 0.5)
    axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, alpha=depth, edgecolor="white", linewidth=0.6))


def _node(axes: Any, node: Node, words: Words) -> None:
    from matplotlib.patches import Rectangle

    place = PLACES[STAGES.index(node.stage)]
    axes.add_patch(Rectangle((place - HALF, node.low), 2 * HALF, node.high - node.low, facecolor=INK, zorder=3))
    said = f"{wrapped(words.say(f'word_{node.name}'), 22)}  {whole(node.high - node.low)}"
    side = {"trigger": (-1, "right"), "first": (1, "left"), "straw": (1, "left")}[node.stage]
    behind = {"facecolor": "white", "edgecolor": "none", "alpha": 0.82, "pad": 1.2}
    axes.annotate(
        said, (place + side[0] * (HALF + 0.015), (node.low + node.high) / 2), ha=side[1], va="center", fontsize=10,
        zorder=4, linespacing=1.0, bbox=behind if node.stage == "first" else None,
    )  # fmt: skip


# ---- stages ---------------------------------------------------------------------------------------


def _stages(flows: pd.DataFrame, frame: Frame, words: Words) -> Any:
    """For a phone: the bars of each stage one below the other, each with its name above it."""
    nodes = nodes_of(flows)
    sizes = {stage: [node for node in nodes.values() if node.stage == stage] for stage in STAGES}
    heights = [len(each) + 0.4 for each in sizes.values()]
    figure = sheet(frame, 0.5 + 0.48 * sum(heights), words.say("figure_flow_title"))
    most = max(node.high - node.low for node in nodes.values())
    for axes, stage in zip(figure.subplots(len(STAGES), 1, height_ratios=heights), STAGES, strict=True):
        axes.set_axis_off()
        axes.set_xlim(0, 1.12 * most)
        axes.set_ylim(len(sizes[stage]) - 0.25, -0.55)
        axes.set_title(words.say(HEADINGS[stage]), color=SOFT)
        for place, node in enumerate(sizes[stage]):
            size = node.high - node.low
            axes.barh(place, size, height=0.26, color=INK)
            axes.annotate(words.say(f"word_{node.name}"), (0, place - 0.16), va="bottom", fontsize=10)
            axes.annotate(whole(size), (size, place), xytext=(5, 0), textcoords="offset points", va="center",
                          fontsize=10, fontweight="bold")  # fmt: skip
    return figure
