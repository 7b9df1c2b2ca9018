"""The section *Common random numbers* of ``docs/reliability.md``, written from figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from tests.conftest import FALSE_ALARM
from tests.luck.figures import Figures, faults

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
TEMPLATE = Path(__file__).with_name("section.md.j2")
COMMAND = "python -m tests.luck"
HEADING = "## Common random numbers\n"
TITLE = "# How far the numbers can be relied on\n"


def section(found: dict[str, Figures]) -> str:
    """The whole section, of answers to all questions."""
    template = Environment(undefined=StrictUndefined, keep_trailing_newline=False).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    text: str = template.render(command=COMMAND, **{name: told | _more(name, told) for name, told in found.items()})
    return text.rstrip("\n") + "\n"


def _more(name: str, told: Figures) -> dict[str, Any]:
    """What the text needs beside the figures."""
    if name == "nothing":
        wrong = set(faults(name, told))
        return {"same": [row["name"] for row in told["rows"] if row["name"] not in wrong]}
    if name == "doubles":
        return {"long": "to its horizon" if told["months"] is None else f"in {told['months']} months"}
    if name == "generator":
        caught = sum(row["rings"] > 0 for row in told["weak"])
        return {"rate": FALSE_ALARM / told["judged"], "once": round(1 / FALSE_ALARM), "caught": caught}
    return {}


def renewed(text: str, new: str) -> str:
    """A page with the section in the place of the one that is there, else at its end; other sections stay."""
    before, here, after = text.partition(HEADING)
    following = after.partition("\n## ")
    rest = "\n## " + following[2] if here and following[1] else ""
    return before.rstrip("\n") + "\n\n" + new + rest


def renew(found: dict[str, Figures], page: Path = PAGE) -> None:
    """Write the section into the page."""
    text = page.read_text(encoding="utf-8") if page.exists() else TITLE
    page.write_text(renewed(text, section(found)), encoding="utf-8")
