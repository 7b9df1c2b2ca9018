"""The figures of an experiment as drawings in a page and as files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsustain.exploration.answer import Answer, Shown
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import Frame, png, settings, svg
from netsustain.report.experiments import figures_module


def figure_names(asked: Asked, answer: Answer) -> list[str]:
    """Names of the figures that say something of this answer, the main one first."""
    module = figures_module(asked.experiment.kind)
    if module is None:
        return []
    shows = getattr(module, "shows", None)
    return list(module.FIGURES) if shows is None else list(shows(asked, answer))


def figures_of(asked: Asked) -> dict[str, Any]:
    """Name of a figure of this kind → what draws it."""
    return dict(_module(asked).FIGURES)


def figure_svg(asked: Asked, answer: Answer, name: str, frame: Frame) -> bytes:
    """One figure as SVG whose letters stay letters, for a page that brings the font."""
    with settings(shapes=False):
        return svg(figures_of(asked)[name](asked, answer, frame))


def figure_files(asked: Asked, answer: Answer, lang: str) -> Iterator[tuple[str, bytes]]:
    """Every figure as a titled PNG and SVG: (file name, content)."""
    for name in figure_names(asked, answer):
        with settings():
            figure = figures_of(asked)[name](asked, answer, Frame(lang))
            yield f"{name}.png", png(figure)
            yield f"{name}.svg", svg(figure)


def figure_values(asked: Asked, answer: Answer, name: str) -> dict[str, Any]:
    """What fills the placeholders of a figure's title and reading."""
    find = getattr(_module(asked), "VALUES", {}).get(name)
    return {} if find is None else dict(find(asked, answer))


def figure_numbers(asked: Asked, answer: Answer, name: str) -> Shown | None:
    """The table of the numbers in a figure, if its module has one."""
    find = getattr(_module(asked), "NUMBERS", {}).get(name)
    return None if find is None else find(asked, answer)


def _module(asked: Asked) -> Any:
    module = figures_module(asked.experiment.kind)
    assert module is not None, asked.experiment.kind
    return module
