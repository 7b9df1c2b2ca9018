"""One self-contained HTML page: fonts and drawings inside, both languages, no request to any network."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.exploration.comparison import Comparison
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import FONTS, Frame
from netsustain.report.draw_run import OneRun
from netsustain.report.figures import comparison_svg, run_svg
from netsustain.report.marks import pins
from netsustain.report.page import page
from netsustain.report.phrases import Phrases
from netsustain.report.run_page import run_page

TEMPLATES = Path(__file__).parent / "templates"
WEIGHTS = {"Sarabun-Regular.ttf": 400, "Sarabun-Bold.ttf": 700}
WORDS_KEPT_WHOLE = re.compile(r"((?:ภาคี)?เครือข่าย|อ้างอิง|งบประมาณ|สิ้นสุด|หนึ่งในสี่|staff-days?)")
"""Chromium breaks these Thai words in two (seen in screenshots), and English compounds at the hyphen."""
NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=%|ปี|เดือน|วัน|ล้าน|เครือข่าย|ใน 100)")
_ID = re.compile(r'\b(id|clip-path|xlink:href|href)="(url\()?#?([\w.-]+)(\))?"')
_NUMBER = re.compile(r"-?\d+\.\d+")
_PATH = re.compile(r' d="([^"]*)"')


def comparison_page(comparison: Comparison, *, lang: str, command: str) -> str:
    """The report of a comparison as HTML text.

    Parameters
    ----------
    lang
        Language shown at first; the page holds both.
    command
        What to type to make the report again.
    """
    pages = [page(Phrases(comparison, each), command, version("netsustain")) for each in LANGUAGES]
    return _filled("report.html.j2", lang, pages, lambda name, frame: comparison_svg(comparison, name, frame))


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
    return _filled("run.html.j2", lang, pages, lambda name, frame: run_svg(one(frame), name))


def _filled(template: str, lang: str, pages: list[dict[str, Any]], draw: Callable[[str, Frame], bytes]) -> str:
    """A page from its template; ``draw`` makes a figure of a name as an SVG file."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["unbroken"] = unbroken
    return environment.get_template(template).render(
        lang=lang,
        pages=pages,
        fonts=[{"weight": weight, "data": _font(file)} for file, weight in WEIGHTS.items()],
        style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        script=Markup((TEMPLATES / "report.js").read_text(encoding="utf-8")),
        drawing=lambda name, each, narrow: Markup(_drawing(draw, name, Frame(each, narrow, titled=False))),
    )


def unbroken(said: str) -> Any:
    """Escaped text in which words that browsers break wrongly, and numbers with their units, stay whole."""
    from markupsafe import Markup, escape

    held = NUMBER_AND_UNIT.sub("\u00a0", str(escape(said)))
    return Markup(WORDS_KEPT_WHOLE.sub(r'<span class="whole">\1</span>', held))


@cache
def _font(file: str) -> str:
    return base64.b64encode((FONTS / file).read_bytes()).decode("ascii")


def _drawing(draw: Callable[[str, Frame], bytes], name: str, frame: Frame) -> str:
    """A figure as an ``svg`` element fit to stand among others."""
    drawn = draw(name, frame).decode("utf-8")
    return inline(drawn, f"{name}-{frame.lang}{'-narrow' if frame.narrow else ''}")


def inline(drawn: str, prefix: str) -> str:
    """An SVG file as an element inside HTML.

    Without declarations, metadata and fixed size; ids begin with ``prefix``, since drawings share the page; a
    tenth of a point is precise enough for a path and saves half of the bytes.
    """
    body = drawn[drawn.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r' (width|height)="[\d.]+pt"', "", body, count=2)
    body = re.sub(r' xmlns(:\w+)?="[^"]*"', "", body)
    body = _ID.sub(lambda match: _prefixed(match, prefix), body)
    body = _PATH.sub(lambda match: f' d="{_NUMBER.sub(_tenths, match[1])}"', body)
    body = re.sub(r"\s*\n\s*", " ", body)
    return body.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1).strip()


def _prefixed(match: re.Match[str], prefix: str) -> str:
    name, opening, target, closing = match.groups()
    mark = "" if name == "id" else "#"
    return f'{name}="{opening or ""}{mark}{prefix}-{target}{closing or ""}"'


def _tenths(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")
