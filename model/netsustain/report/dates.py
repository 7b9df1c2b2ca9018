"""Days as readers of a language write them: the Buddhist Era in Thai."""

from __future__ import annotations

from datetime import date, datetime

from netsustain.report.naming import year

MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "th": (
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
        "พฤศจิกายน", "ธันวาคม",
    ),
}  # fmt: skip


def day(given: date, lang: str) -> str:
    """A day in full: "26 November 2026", "26 พฤศจิกายน 2569"."""
    return f"{given.day} {MONTHS[lang][given.month - 1]} {year(given.year, lang)}"


def today() -> date:
    """The day it is where this runs."""
    return datetime.now().astimezone().date()
