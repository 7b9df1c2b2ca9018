"""The figures of a comparison and of a run, by name, in the order a report shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from netsustain.exploration.comparison import Comparison
from netsustain.report import draw_conditions, draw_cost, draw_effects, draw_run, draw_survival
from netsustain.report.canvas import Frame, png, settings, svg
from netsustain.report.draw_run import OneRun
from netsustain.report.view import View

Draw = Callable[[View], Any]

COMPARISON_FIGURES: dict[str, Draw] = {
    "sustained": draw_effects.sustained,
    "survival": draw_survival.survival,
    "ends": draw_survival.ends,
    "cost": draw_cost.cost,
    "conditions": draw_conditions.conditions,
    "causes": draw_conditions.causes,
}
"""Name → what draws it; the name is the file's stem and the key of its texts."""


RUN_FIGURES: dict[str, Callable[[OneRun], Any]] = {
    "timeline": draw_run.timeline,
    "conditions": draw_run.one_conditions,
}
"""As above, for one network."""


def figures_for(comparison: Comparison) -> list[str]:
    """The figures that say something about this comparison."""
    names = list(COMPARISON_FIGURES)
    if len(comparison.names) < 2:
        names = [name for name in names if name not in ("sustained", "cost")]
    if comparison.conditions.empty:
        names.remove("conditions")
    if not (comparison.causes["ended"] == "dissolved").any():
        names.remove("causes")
    return names


def comparison_svg(comparison: Comparison, name: str, frame: Frame, *, shapes: bool = False) -> bytes:
    """One figure as SVG; letters stay letters unless ``shapes``, so a page must bring the font."""
    with settings(shapes=shapes):
        return svg(COMPARISON_FIGURES[name](View(comparison, frame)))


def comparison_files(comparison: Comparison, lang: str) -> Iterator[tuple[str, bytes]]:
    """Every figure as a titled PNG and SVG: (file name, content)."""
    view = View(comparison, Frame(lang))
    for name in figures_for(comparison):
        yield from _files(name, COMPARISON_FIGURES[name], view)


def run_svg(one: OneRun, name: str) -> bytes:
    """One figure of one network as SVG whose letters stay letters, for a page that brings the font."""
    with settings(shapes=False):
        return svg(RUN_FIGURES[name](one))


def run_files(one: OneRun) -> Iterator[tuple[str, bytes]]:
    """Every figure of one network as a titled PNG and SVG: (file name, content)."""
    for name, draw in RUN_FIGURES.items():
        yield from _files(name, draw, one)


def _files(name: str, draw: Callable[[Any], Any], shown: Any) -> Iterator[tuple[str, bytes]]:
    with settings():
        figure = draw(shown)
        yield f"{name}.png", png(figure)
        yield f"{name}.svg", svg(figure)
