"""``docs/findings.md``: the text of ``findings.md.j2`` with every number taken from what was measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NUMBERS = FOLDER / "numbers.json"
TEMPLATE = "findings.md.j2"
PAGE = FOLDER.parents[1] / "docs" / "findings.md"


def _minus(text: str) -> str:
    return text.replace("-", "−")


def months(found: Mapping[str, float], digits: int = 0) -> str:
    """A mean with its interval."""
    return _minus("{value:.{d}f} ({low:.{d}f} to {high:.{d}f})".format(**found, d=digits))


def gain(found: Mapping[str, float], digits: int = 0) -> str:
    """A difference with its interval."""
    return _minus("{value:+.{d}f} ({low:+.{d}f} to {high:+.{d}f})".format(**found, d=digits))


def share(found: Mapping[str, float]) -> str:
    """A share of 0-1 with its interval, in per cent."""
    return f"{found['value']:.0%} ({max(found['low'], 0):.0%} to {min(found['high'], 1):.0%})"


def holds(found: Mapping[str, float]) -> str:
    """In how many accepted vectors the mean has its sign."""
    number = found["holds"] if found["value"] > 0 else found["vectors"] - found["holds"]
    return f"{round(number)} of {found['vectors']:.0f}"


def percent(number: float) -> str:
    """A share of 0-1 in per cent."""
    return f"{number:.0%}"


def signed(number: float, digits: int = 0) -> str:
    """A number with its sign."""
    return _minus(f"{number:+.{digits}f}")


def ranking(shares: Mapping[str, float], number: int = 3) -> str:
    """The largest shares of a mapping, in words."""
    ordered = sorted(shares.items(), key=lambda item: -item[1])[:number]
    return ", ".join(f"{name} {value:.0%}" for name, value in ordered)


def words(names: list[str]) -> str:
    """Names of levers as words."""
    return ", ".join(name.replace("_", " ") for name in names) or "none"


FILTERS = {
    "months": months, "gain": gain, "share": share, "holds": holds, "percent": percent, "signed": signed,
    "ranking": ranking, "words": words,
}  # fmt: skip


def page(numbers: dict[str, Any] | None = None) -> str:
    """The page as text. Raises jinja2.UndefinedError for a number that was not measured."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    place = Environment(
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    place.filters.update(FILTERS)
    found = json.loads(NUMBERS.read_text(encoding="utf-8")) if numbers is None else numbers
    return place.get_template(TEMPLATE).render(found)
