"""A page for planners: a question, its answer, one figure, then sections; one file, both languages, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from netsustain.messages import text
from netsustain.report.assumptions import cautions
from netsustain.report.canvas import Frame, png, settings, svg, uncollected
from netsustain.report.filling import filled, ranges_unbroken
from netsustain.report.sections import Drawing, Section, drawings_of
from netsustain.report.standing import Banner
from netsustain.report.words import Words

REPORT = "report.html"


@dataclass(frozen=True)
class Page:
    """What a page says in one language.

    Attributes
    ----------
    eyebrow
        A line above the question: for whom and of what this is.
    answer
        Sentences that answer the question; the first two are read by everybody.
    warnings
        What a reader must know before using it.
    sections
        Parts in reading order.
    opening
        The figure beside the answer; the first figure of the first section unless given.
    measured, method, account
        What was measured in the network, how the numbers are made, and what the calibration says
        (:func:`netsustain.report.standing.account`).
    sources
        Sources of assumptions and numbers, written.
    command, reproduce
        What to type to make the page again, and a sentence about that.
    """

    lang: str
    question: str
    eyebrow: str
    answer: list[str]
    banner: Banner
    sections: list[Section]
    command: str
    reproduce: str
    warnings: list[str] = field(default_factory=list)
    opening: Drawing | None = None
    measured: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    method: list[str] = field(default_factory=list)
    account: dict[str, Any] | None = None
    sources: list[str] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, Drawing]:
        """``<section>-<figure>`` → figure, the opening one first."""
        opening = {} if self.opening is None else {f"opening-{self.opening.name}": self.opening}
        return opening | drawings_of(self.sections)


def planners_page(pages: Sequence[Page], lang: str) -> str:
    """The page as HTML text.

    Parameters
    ----------
    pages
        What it says, one a language, with the same sections and figures.
    lang
        Language shown at first.
    """
    drawings = {page.lang: page.figures for page in pages}

    def draw(name: str, frame: Frame) -> bytes:
        with settings(shapes=False):
            return svg(drawings[frame.lang][name].draw(frame))

    said = [_plain(page) for page in pages]
    return filled("planners.html.j2", lang, said, draw, styles=("experiment.css", "planners.css"), said=ranges_unbroken)


def page_files(pages: Sequence[Page], lang: str) -> Iterator[tuple[str, bytes]]:
    """The page and every figure as files: (file name, content)."""
    with uncollected():
        yield REPORT, planners_page(pages, lang).encode("utf-8")
        yield from _figure_files(next(page for page in pages if page.lang == lang).figures, lang)


def figure_files(sections: Sequence[Section], lang: str) -> Iterator[tuple[str, bytes]]:
    """Every figure as a titled PNG and SVG: (file name, content)."""
    return _figure_files(drawings_of(sections), lang)


def _figure_files(drawings: Mapping[str, Drawing], lang: str) -> Iterator[tuple[str, bytes]]:
    for name, drawing in drawings.items():
        with settings():
            figure = drawing.draw(Frame(lang))
            yield f"figures/{name}.png", png(figure)
            yield f"figures/{name}.svg", svg(figure)


def _plain(page: Page) -> dict[str, Any]:
    """What the template reads."""
    words = Words("planners", {}, page.lang)
    main = next(iter(page.figures), "")
    return {
        "lang": page.lang,
        "title": page.question,
        "question": page.question,
        "eyebrow": page.eyebrow,
        "answer": page.answer,
        "warnings": page.warnings,
        "banner": page.banner,
        "main": _drawn(main, page.figures[main]) if main else None,
        "sections": [section_of_page(section, main) for section in page.sections],
        "measured": page.measured,
        "assumptions": page.assumptions,
        "method": page.method,
        "account": page.account,
        "sources": page.sources,
        "cautions": cautions(page.lang),
        "command": page.command,
        "reproduce": page.reproduce,
        "footer": text("report.footer", page.lang, version=version("netsustain")),
        "say": words.say,
    }


def section_of_page(section: Section, main: str = "") -> dict[str, Any]:
    """A section as templates read it, without the figure ``main``, which stands elsewhere."""
    named = {f"{section.name}-{each.name}": each for each in section.figures}
    return {
        **{key: value for key, value in vars(section).items() if key != "figures"},
        "figures": [_drawn(name, each) for name, each in named.items() if name != main],
    }


def _drawn(name: str, drawing: Drawing) -> Mapping[str, Any]:
    return {
        "name": name, "title": drawing.title, "reading": drawing.reading, "head": drawing.head, "rows": drawing.rows,
    }  # fmt: skip
