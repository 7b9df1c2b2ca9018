"""Figures of each kind of experiment: one module of its name, with what it draws.

A module of this package offers

``FIGURES: dict[str, Callable[[Asked, Answer, Frame], Figure]]``
    Name → what draws it from ``answer.tables``; the first is the page's main figure. Texts: ``figure_<name>_title`` and
    ``figure_<name>_reading`` in the kind's section of messages.
``NUMBERS: dict[str, Callable[[Asked, Answer], Shown]]``, where it has any
    Name of a figure → the table of the numbers in it.
``VALUES: dict[str, Callable[[Asked, Answer], dict]]``, where it has any
    Name of a figure → what fills the placeholders of its title and reading.
``shows(asked, answer) -> list[str]``, where some figures say nothing of some answers
    Names of those that do; all of them unless there is such a function.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def figures_module(kind: str) -> ModuleType | None:
    """The figures of a kind; None where it has none."""
    name = f"{__name__}.{kind}"
    return import_module(name) if find_spec(name) else None
