"""How the numbers of an experiment are written: one way for the terminal, the report page and the figures."""

from __future__ import annotations

import math
from collections.abc import Callable

from netsustain.report import naming
from netsustain.report.naming import whole

UNKNOWN = "–"


def number(value: float, size: float | None = None) -> str:
    """A number with about three digits that say something, and a true minus sign.

    Parameters
    ----------
    size
        The size that decides how many decimals are worth writing; the number's own unless given.
    """
    if not math.isfinite(value):
        return UNKNOWN
    size = abs(value) if size is None else size
    decimals = 0 if size >= 1000 or size == 0 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "−")


def signed(value: float) -> str:
    """A difference with its sign; 0 bears none."""
    said = number(value)
    return f"+{said}" if value > 0 and said != UNKNOWN and float(said.replace(",", "")) else said


def index(value: float) -> str:
    """A score or an index to two decimals, as surveys report them, and a true minus sign."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−") if math.isfinite(value) else UNKNOWN


def signed_index(value: float) -> str:
    """A difference of scores with its sign."""
    return f"+{index(value)}" if math.isfinite(value) and round(value, 2) > 0 else index(value)


def half(value: float) -> str:
    """A half width."""
    said = number(value)
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
    return signed(100 * value) if math.isfinite(value) else UNKNOWN


def rounded(value: float) -> str:
    """A number to two figures: a forecast of a number knows no more."""
    return number(float(f"{value:.2g}"), 1000) if math.isfinite(value) else UNKNOWN


def of_hundred(value: float) -> str:
    """A difference of shares in percentage points, without a sign."""
    return number(100 * value)


FORMS: dict[str, Callable[[float], str]] = {
    "number": number, "signed": signed, "half": half, "share": share, "chance": chance, "points": points,
    "of_hundred": of_hundred, "rounded": rounded, "whole": whole, "tenth": naming.tenth, "signed_tenth": naming.signed,
    "index": index, "signed_index": signed_index,
}  # fmt: skip
"""Form of a column or value (see :class:`netsustain.exploration.answer.Column`) → how its numbers are written."""
SCALES = {"share": 100.0, "chance": 100.0, "points": 100.0, "of_hundred": 100.0}
"""Forms of numbers that are written of a hundred."""


def ends(low: float, high: float, form: str) -> tuple[str, str]:
    """Both ends of an interval of a number of this form, with as many decimals as the larger one deserves."""
    if form in ("share", "chance", "whole", "tenth", "signed_tenth", "index", "signed_index"):
        return FORMS[form](low), FORMS[form](high)
    scale = SCALES.get(form, 1.0)
    size = max((abs(scale * end) for end in (low, high) if math.isfinite(end)), default=0.0)
    return number(scale * low, size), number(scale * high, size)
