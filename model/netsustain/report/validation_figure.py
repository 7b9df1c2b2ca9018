"""A pattern as a figure: for each number the published band, the simulated mean with its errors, blind draws."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from netsustain.report.canvas import ALIVE, COMPLETED, DISSOLVED, INK, SOFT, Frame
from netsustain.report.naming import wrapped
from netsustain.report.validation_words import PERCENT, Words
from netsustain.validation.outcome import Found, PatternOutcome
from netsustain.validation.pattern import STANDARD_ERRORS

BAND, BAND_EDGE = "#d3e3da", "#8fb5a1"
LINE = 0.23
"""Height of a line of text, in inches; strips and gaps below."""
STRIP, TICKS, GAP = 0.36, 0.3, 0.12
MARGIN = 0.16


def draw(outcome: PatternOutcome, words: Words, frame: Frame) -> Any:
    """A strip for each target, each with its own scale, its words above it.

    Places are reckoned here in inches, since matplotlib's own layout would take most of the time of a report.
    """
    headings = [_heading(found, outcome, words, frame.narrow) for found in outcome.found]
    entries = _entries(words, any(math.isfinite(each.ignorance) for each in outcome.found))
    title = 2.2 * LINE if frame.titled else 0.0
    key_lines = (len(entries) if frame.narrow else 2) if frame.titled else 0
    rows = [LINE * lines + STRIP + TICKS + GAP for _, lines in headings]
    height = title + sum(rows) + LINE * key_lines + 2 * MARGIN
    figure = _figure(frame.width, height)
    if frame.titled:
        figure.text(MARGIN / frame.width, 1 - MARGIN / height, outcome.pattern.id, fontsize=14, fontweight="bold",
                    va="top")  # fmt: skip
    top = height - MARGIN - title
    for (heading, lines), found, row in zip(headings, outcome.found, rows, strict=True):
        _say(figure, heading, found, words, frame, (top, height))
        bottom = top - LINE * lines - STRIP
        left, wide = MARGIN / frame.width, 1 - 2 * MARGIN / frame.width
        _strip(figure.add_axes((left, bottom / height, wide, STRIP / height)), found, outcome, frame.narrow)
        top -= row
    if frame.titled:
        _key(figure, entries, frame)
    return figure


def _key(figure: Any, entries: list[tuple[Any, str]], frame: Frame) -> None:
    """What the marks mean; a report says it once for all figures."""
    figure.legend(
        *zip(*entries, strict=True), loc="lower left", bbox_to_anchor=(0.5 * MARGIN / frame.width, 0), frameon=False,
        ncols=1 if frame.narrow else 3, fontsize=9.5, labelcolor=SOFT, handlelength=1.6, columnspacing=1.6,
        labelspacing=0.35,
    )  # fmt: skip


def _figure(width: float, height: float) -> Any:
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height))


def _heading(found: Found, outcome: PatternOutcome, words: Words, narrow: bool) -> tuple[str, int]:
    """What is measured, and the lines it takes; on a phone the numbers have a line of their own."""
    label = outcome.pattern.say(found.target.name, words.lang)
    said = wrapped(label, 44) if narrow else label
    return said, said.count("\n") + (2 if narrow else 1)


def _say(
    figure: Any, heading: str, found: Found, words: Words, frame: Frame, place: tuple[float, float]
) -> None:  # fmt: skip
    """The words above a strip: what is measured on the left, both numbers and the verdict on the right."""
    top, height = place
    left = MARGIN / frame.width
    figure.text(left, top / height, heading, fontsize=10.5, va="top", linespacing=1.2)
    said = f"{words.wanted(found.target)} → {words.simulated(found)}   {words.verdict(found.hit)}"
    below = (heading.count("\n") + 1) * LINE if frame.narrow else 0.0
    figure.text(
        left if frame.narrow else 1 - left, (top - below) / height, said, fontsize=10.5, fontweight="bold", va="top",
        ha="left" if frame.narrow else "right", color=COMPLETED if found.hit else DISSOLVED,
    )  # fmt: skip


def _strip(axes: Any, found: Found, outcome: PatternOutcome, narrow: bool) -> None:
    values = [each.value for each in outcome.prior.measured[found.target.name]]
    low, high = limits(found, values)
    axes.set_xlim(low, high)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    _band(axes, found, low, high)
    _draws(axes, [value for value in values if low <= value <= high])
    _mean(axes, found)
    axes.locator_params(axis="x", nbins=4 if narrow else 8)
    if found.target.unit in PERCENT:
        axes.xaxis.set_major_formatter(lambda value, _place: f"{100 * value:.3g} %".replace("-", "−"))


def _band(axes: Any, found: Found, low: float, high: float) -> None:
    target = found.target
    axes.axvspan(max(target.low, low), min(target.high, high), color=BAND, linewidth=0, zorder=0)
    for end in (target.low, target.high):
        if math.isfinite(end):
            axes.axvline(end, color=BAND_EDGE, linewidth=1.0, zorder=1)
    if math.isfinite(target.published):
        axes.plot([target.published] * 2, [-0.55, 0.55], color=INK, linewidth=2.2, zorder=3)


def _draws(axes: Any, values: list[float]) -> None:
    """One faint stroke a prior draw, at the foot of the strip."""
    known = [value for value in values if math.isfinite(value)]
    axes.vlines(known, -1, -0.68, color=SOFT, linewidth=0.8, alpha=0.35, zorder=2)


def _mean(axes: Any, found: Found) -> None:
    value, error = found.measured
    if not math.isfinite(value):
        return
    colour = ALIVE if found.hit else DISSOLVED
    if math.isfinite(found.ignorance):
        axes.hlines(0, value - 2 * found.ignorance, value + 2 * found.ignorance, color=colour, linewidth=2, zorder=4)
    if math.isfinite(error):
        room = STANDARD_ERRORS * error
        axes.hlines(0, value - room, value + room, color=colour, linewidth=7, alpha=0.35, zorder=4)
    axes.plot([value], [0], "o", color=colour, markersize=8, zorder=5)


def limits(found: Found, draws: list[float]) -> tuple[float, float]:
    """Ends of the axis: everything of the target in view, most of the blind draws, some room."""
    target, (value, error) = found.target, found.measured
    spread = max(STANDARD_ERRORS * error if math.isfinite(error) else 0.0, 2 * found.ignorance if
                 math.isfinite(found.ignorance) else 0.0)  # fmt: skip
    points = [target.published, target.low, target.high, value - spread, value + spread]
    known = [each for each in draws if math.isfinite(each)]
    if known:
        points += list(np.quantile(known, [0.1, 0.9]))
    seen = [point for point in points if math.isfinite(point)]
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    room = 0.12 * (high - low) or 0.1 * max(abs(high), 1.0)
    return low - room, high + room


def _entries(words: Words, ignorance: bool) -> list[tuple[Any, str]]:
    """Marks and what they mean."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    entries: list[tuple[Any, str]] = [
        (Patch(color=BAND), words.say("figure_published")),
        (Line2D([], [], color=INK, linewidth=2.2), words.say("figure_number")),
        (Line2D([], [], color=ALIVE, marker="o", linewidth=6, alpha=0.6), words.say("figure_simulated")),
    ]
    if ignorance:
        entries.append((Line2D([], [], color=ALIVE, linewidth=2), words.say("figure_ignorance")))
    entries.append((Line2D([], [], color=SOFT, marker="|", linestyle="none", markersize=9), words.say("figure_draws")))
    return entries
