"""The report of an experiment: one self-contained HTML page in both languages, and figures as files."""

from __future__ import annotations

from collections.abc import Iterator

from netsustain.exploration.answer import Answer
from netsustain.exploration.reading import Asked
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, uncollected
from netsustain.report.experiments.drawing import figure_files, figure_svg
from netsustain.report.experiments.page import experiment_words
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.filling import filled, ranges_unbroken

REPORT = "report.html"


def experiment_page(asked: Asked, answer: Answer, *, lang: str, command: str) -> str:
    """The report as HTML text.

    Parameters
    ----------
    lang
        Language shown at first; the page holds both.
    command
        What to type to make the report again.
    """

    def draw(name: str, frame: Frame) -> bytes:
        return figure_svg(asked, answer, name, frame)

    pages = [experiment_words(ExperimentWords(asked, each), answer, command) for each in LANGUAGES]
    return filled("experiment.html.j2", lang, pages, draw, styles=("experiment.css",), said=ranges_unbroken)


def report_files(asked: Asked, answer: Answer, *, lang: str, command: str) -> Iterator[tuple[str, bytes]]:
    """The page and every figure as files: (file name, content)."""
    with uncollected():
        yield REPORT, experiment_page(asked, answer, lang=lang, command=command).encode("utf-8")
        yield from figure_files(asked, answer, lang)
