"""One self-contained HTML page from a template: fonts, styles and drawings inside, both languages, nothing fetched."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from netsustain.report.canvas import FONTS, Frame

TEMPLATES = Path(__file__).parent / "templates"
WEIGHTS = {"Sarabun-Regular.ttf": 400, "Sarabun-Bold.ttf": 700}
WHOLE = "unbroken_words.txt"
"""Thai words that Chromium would break in two: its dictionary knows only parts of them, or ends one a letter late."""
NUMBER_AND_UNIT = re.compile(
    r"(?<=\d) (?=%|ปี|เดือน|วัน|ล้าน|บาท|เครือข่าย|แบบ|ราย|ครั้ง|คน|ชุด|ใน \d|จาก \d|ถึง [+−]?\d|of \d|to [+−]?\d|"
    r"years?\b|months?\b|million\b|members\b|ties\b|baht\b)|"
    r"(?<=\d (?:ใน|of|to)) (?=[+−]?\d)|(?<=\d (?:ถึง|จาก)) (?=[+−]?\d)"
)
RANGE, JOINER = re.compile(r"(?<=\d)-(?=\.?\d)"), "\u2060"
"""A span of numbers, and what keeps its parts on one line."""
_ID = re.compile(r'\b(id|clip-path|xlink:href|href)="(url\()?#?([\w.-]+)(\))?"')
_NUMBER = re.compile(r"-?\d+\.\d+")
_PATH = re.compile(r' d="([^"]*)"')


def filled(
    template: str,
    lang: str,
    pages: list[dict[str, Any]],
    draw: Callable[[str, Frame], bytes],
    *,
    styles: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    data: Mapping[str, Any] | None = None,
    said: Callable[[str], Any] | None = None,
) -> str:
    """A page from its template.

    Parameters
    ----------
    template
        File of the folder ``templates``; it extends ``base.html.j2``.
    lang
        Language shown at first.
    pages
        What the page says, one mapping a language; every page has the keys that ``base.html.j2`` names.
    draw
        Makes a figure of a name as an SVG file.
    styles
        Style sheets beside ``report.css``.
    scripts
        Scripts beside ``report.js``, which comes first.
    data
        What the scripts read, as ``data`` in the template.
    said
        How texts are written; :func:`unbroken` unless given.
    """
    return _environment(said).get_template(template).render(
        lang=lang,
        pages=pages,
        fonts=_fonts(),
        style=_styles("report.css", *styles),
        script=_plain("\n".join(_read(name) for name in ("report.js", *scripts))),
        data=_plain(_json(data or {})),
        drawing=lambda name, each, narrow: _plain(_drawing(draw, name, Frame(each, narrow, titled=False))),
    )


def printed(template: str, lang: str, *, styles: tuple[str, ...], **values: Any) -> str:
    """A page of sheets in one language, for paper: fonts and styles inside, and nothing that moves.

    Parameters
    ----------
    template
        File of the folder ``templates``.
    styles
        All its style sheets.
    values
        What the template names beside ``lang``, ``fonts`` and ``style``.
    """
    return _environment(None).get_template(template).render(
        lang=lang, fonts=_fonts(), style=_styles(*styles), **values
    )


def _environment(said: Callable[[str], Any] | None) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["unbroken"] = said or unbroken
    return environment


def _fonts() -> list[dict[str, Any]]:
    return [{"weight": weight, "data": _font(file)} for file, weight in WEIGHTS.items()]


def _styles(*names: str) -> Any:
    return _plain("\n".join(_read(name) for name in names))


def _plain(markup: str) -> Any:
    """Our own markup, not to be escaped."""
    from markupsafe import Markup

    return Markup(markup)


def _json(data: Mapping[str, Any]) -> str:
    """JSON that stands inside an element: no text in it can close the element."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def ranges_unbroken(said: str) -> Any:
    """As :func:`unbroken`, spans of numbers written with a dash and kept on one line."""
    return unbroken(RANGE.sub(f"{JOINER}–{JOINER}", said))


def unbroken(said: str) -> Any:
    """Escaped text in which words that browsers break wrongly, and numbers with their units, stay whole."""
    from markupsafe import Markup, escape

    held = NUMBER_AND_UNIT.sub("\u00a0", str(escape(said)))
    return Markup(whole_words().sub(r'<span class="whole">\1</span>', held))


@cache
def whole_words() -> re.Pattern[str]:
    """Words that stay on one line, the longer first; English compounds too, which browsers break at the hyphen."""
    words = (Path(__file__).parent / WHOLE).read_text(encoding="utf-8").split()
    return re.compile("(" + "|".join([*sorted(words, key=len, reverse=True), "staff-days?"]) + ")")


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
