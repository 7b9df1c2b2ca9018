"""The pages of a comparison and of one network: see :mod:`netsustain.report.filling`."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pandas as pd

from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.decide import Decision, decided
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, settings, svg
from netsustain.report.draw_run import OneRun
from netsustain.report.figures import comparison_svg, run_svg
from netsustain.report.filling import filled
from netsustain.report.marks import pins
from netsustain.report.page import page
from netsustain.report.phrases import Phrases
from netsustain.report.planners.decision import part
from netsustain.report.run_page import run_page
from netsustain.report.sections import drawings_of


def comparison_page(found: Decision | Comparison, *, lang: str, command: str) -> str:
    """The report of a comparison as HTML text.

    Parameters
    ----------
    found
        The comparison, or what it decides.
    lang
        Language shown at first; the page holds both.
    command
        What to type to make the report again.
    """
    decision = decided(found) if isinstance(found, Comparison) else found
    comparison, parts = decision.comparison, {each: part(decision, each) for each in LANGUAGES}
    pages = [page(Phrases(comparison, each), parts[each], command, version("netsustain")) for each in LANGUAGES]
    drawings = {each: drawings_of([parts[each].section]) for each in LANGUAGES}

    def draw(name: str, frame: Frame) -> bytes:
        if name not in drawings[frame.lang]:
            return comparison_svg(comparison, name, frame)
        with settings(shapes=False):
            return svg(drawings[frame.lang][name].draw(frame))

    return filled("report.html.j2", lang, pages, draw, styles=("experiment.css", "planners.css"))


def one_run_page(ensemble: Any, months: pd.DataFrame, *, lang: str, command: str) -> str:
    """The page of one network, the first of an ensemble, as HTML text.

    Parameters
    ----------
    months
        Its monthly series.
    """
    scenario, run = ensemble.scenario, ensemble.runs.iloc[0]

    def one(frame: Frame) -> OneRun:
        return OneRun(scenario, months, run, pins(scenario, frame.lang, scenario.months), frame)

    pages = [run_page(one(Frame(each)), ensemble.seed, command, version("netsustain")) for each in LANGUAGES]
    return filled("run.html.j2", lang, pages, lambda name, frame: run_svg(one(frame), name))
