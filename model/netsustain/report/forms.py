"""How the numbers of an experiment are written: one way for the terminal, the report page and the figures."""

from __future__ import annotations

import math
from collections.abc import Callable

from netsustain.report.naming import tenth, whole

UNKNOWN = "–"
MOST_DECIMALS = {
    "months": 1, "members": 1, "transfers": 1, "staff-days": 1, "staff-days/month": 1, "currency": 0,
    "points": 1, "0-1": 2, "share": 2, "log-odds": 2, "ratio": 2,
}  # fmt: skip
"""Unit → decimals that a reader can make anything of; nobody tells 0.851 months from 0.9."""


POINTS = "points"
"""Unit of differences of shares."""


def number(value: float, size: float | None = None, unit: str = "") -> str:
    """A number with about three digits that say something, and a true minus sign.

    Parameters
    ----------
    size
        The size that decides how many decimals are worth writing; the number's own unless given.
    unit
        Unit of the number, which may deserve fewer.
    """
    if not math.isfinite(value):
        return UNKNOWN
    size = abs(value) if size is None else size
    decimals = 0 if size >= 1000 or size == 0 else 1 if size >= 10 else 2 if size >= 1 else 3
    decimals = min(decimals, MOST_DECIMALS.get(unit, decimals))
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "−")


def signed(value: float, unit: str = "") -> str:
    """A difference with its sign; 0 bears none."""
    said = number(value, unit=unit)
    return f"+{said}" if value > 0 and said != UNKNOWN and float(said.replace(",", "")) else said


def size(value: float, unit: str = "") -> str:
    """A size without sign, such as a half width: one that is small for its unit has a digit, not 0."""
    said = number(value, unit=unit)
    small = math.isfinite(value) and value > 0 and not float(said.replace(",", ""))
    return f"{float(f'{value:.1g}'):f}".rstrip("0") if small else said


def half(value: float, unit: str = "") -> str:
    """A half width."""
    said = size(value, unit)
    return said if said == UNKNOWN else f"± {said}"


def share(value: float) -> str:
    """A share of 0-1, as so many in a hundred."""
    return f"{whole(100 * value)} %" if math.isfinite(value) else UNKNOWN


def chance(value: float) -> str:
    """A probability, as so many in a hundred, that never claims to be none or certain."""
    if not math.isfinite(value):
        return UNKNOWN
    return "< 1 %" if value < 0.01 else "> 99 %" if value > 0.99 else share(value)


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return signed(100 * value, POINTS) if math.isfinite(value) else UNKNOWN


def rounded(value: float) -> str:
    """A number to two figures: a forecast of a number knows no more."""
    return number(float(f"{value:.2g}"), 1000) if math.isfinite(value) else UNKNOWN


def small(value: float) -> str:
    """A p-value: none is smaller than a test can tell."""
    return "< 0.001" if value < 0.001 else number(value)


def of_hundred(value: float) -> str:
    """A difference of shares in percentage points, without a sign."""
    return size(100 * value, POINTS)


FORMS: dict[str, Callable[[float], str]] = {
    "number": number, "signed": signed, "size": size, "half": half, "share": share, "chance": chance,
    "points": points, "of_hundred": of_hundred, "rounded": rounded, "whole": whole, "tenth": tenth, "small": small,
}  # fmt: skip
"""Form of a column or value (see :class:`netsustain.exploration.answer.Column`) → how its numbers are written."""
BY_UNIT: dict[str, Callable[[float, str], str]] = {
    "number": lambda value, unit: number(value, unit=unit), "signed": signed, "size": size, "half": half,
}  # fmt: skip
"""Forms whose decimals the unit limits."""
SCALES = {"share": 100.0, "chance": 100.0, "points": 100.0, "of_hundred": 100.0}
"""Forms of numbers that are written of a hundred."""


def written(value: float, form: str, unit: str = "") -> str:
    """A number by its form, with no more decimals than its unit deserves."""
    return BY_UNIT[form](value, unit) if form in BY_UNIT else FORMS[form](value)


def ends(low: float, high: float, form: str, unit: str = "") -> tuple[str, str]:
    """Both ends of an interval of a number of this form, with as many decimals as the larger one deserves."""
    if form in ("share", "chance", "whole"):
        return FORMS[form](low), FORMS[form](high)
    scale = SCALES.get(form, 1.0)
    larger = max((abs(scale * end) for end in (low, high) if math.isfinite(end)), default=0.0)
    unit = unit if form in BY_UNIT else POINTS if form in SCALES else ""
    return number(scale * low, larger, unit), number(scale * high, larger, unit)
