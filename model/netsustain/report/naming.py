"""How scenarios, months and numbers are written for a reader, in English or Thai."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "th": ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
}
BUDDHIST_ERA = 543
SEPARATORS = (": ", " – ", " — ", " - ")
WORDS = re.compile(r"\s*\S(?:(?!(?:และ|หรือ|ของ|โดย|เพื่อ|เมื่อ|เครือข่าย)|(?<!พื้น)(?<!หน้า)ที่)\S)*")
"""Words at spaces; Thai has none between words, so also before words that join others (and, or, of, that)."""


def title(scenario: Any, lang: str, name: str = "") -> str:
    """The scenario's full title in a language, or its name if it has none."""
    said = getattr(getattr(scenario, "title", None), lang, "")
    return str(said or name or getattr(scenario, "name", ""))


def labels(scenarios: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Short labels that still differ: titles without the opening or the close they all share.

    Of "Transfer and cut: none" and "Transfer and cut: leadership" remain "none" and "leadership".
    """
    full = {name: title(scenario, lang, name) for name, scenario in scenarios.items()}
    if len(set(full.values())) < len(full):  # two scenarios of one title: their names tell them apart
        return {name: name for name in full}
    if len(full) < 2:
        return full
    shared = _until_separator(_opening(list(full.values())))
    close = _from_separator(_opening([said[::-1] for said in full.values()])[::-1])
    return {name: _capital(said[len(shared) : len(said) - len(close)]) or said for name, said in full.items()}


def opening(scenarios: Mapping[str, Any], lang: str) -> str:
    """What all titles say before the separator they share; empty if they share nothing."""
    shared = _until_separator(_opening([title(scenario, lang, name) for name, scenario in scenarios.items()]))
    return shared.rstrip(" :–—-")


def _opening(texts: list[str]) -> str:
    """What all texts begin with, letter by letter."""
    shared = 0
    for letters in zip(*texts, strict=False):
        if len(set(letters)) > 1:
            break
        shared += 1
    return texts[0][:shared]


def _until_separator(shared: str) -> str:
    return shared[: max((shared.rfind(mark) + len(mark) for mark in SEPARATORS if mark in shared), default=0)]


def _from_separator(shared: str) -> str:
    starts = [shared.find(mark) for mark in SEPARATORS if mark in shared]
    return shared[min(starts) :] if starts else ""


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def wrapped(said: str, width: int, lines: int = 3) -> str:
    """The text in at most ``lines`` lines of about ``width`` characters; a word is never broken."""
    rows = [""]
    for piece in WORDS.findall(said):
        if rows[-1].strip() and _room(rows[-1] + piece.rstrip()) > width and len(rows) < lines:
            rows.append("")
        rows[-1] += piece
    return "\n".join(row.strip() for row in rows)


def _room(said: str) -> int:
    """Letters that take room: marks above and below Thai consonants take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in said)


def year(calendar_year: int, lang: str) -> int:
    """The year as written: Buddhist Era in Thai."""
    return calendar_year + BUDDHIST_ERA if lang == "th" else calendar_year


def calendar_month(start: str, passed: int, lang: str, *, short: bool = False) -> str:
    """The calendar month ``passed`` months after the start (``YYYY-MM``).

    "Oct 2026" or "ต.ค. 2569"; ``short``: "Oct ’26" or "ต.ค. 69".
    """
    first_year, first_month = (int(part) for part in start.split("-"))
    years, month = divmod(first_month - 1 + passed, 12)
    written = year(first_year + years, lang)
    if not short:
        return f"{MONTHS[lang][month]} {written}"
    return f"{MONTHS[lang][month]} {'’' if lang == 'en' else ''}{written % 100:02d}"


def whole(value: float, unknown: str = "–") -> str:
    """A number without decimals, thousands apart, with a true minus sign."""
    return f"{round(value):,d}".replace("-", "−") if math.isfinite(value) else unknown


def tenth(value: float, unknown: str = "–") -> str:
    """A number with one decimal."""
    return f"{round(value, 1) + 0.0:,.1f}".replace("-", "−") if math.isfinite(value) else unknown


def signed(value: float, unknown: str = "–") -> str:
    """A difference with its sign and one decimal; 0.0 bears none."""
    if not math.isfinite(value):
        return unknown
    rounded = round(value, 1)
    return "0.0" if rounded == 0 else f"{rounded:+,.1f}".replace("-", "−")


def of_hundred(share: float) -> float:
    """A share as whole networks of 100, never rounded to none or all: 99.7 % is 99, and 0.3 % is 1."""
    if not math.isfinite(share) or share in (0, 1):
        return share * 100
    return min(99, max(1, round(share * 100)))
