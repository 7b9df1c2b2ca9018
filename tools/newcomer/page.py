"""The section of ``docs/reliability.md`` that says how long the path took, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.between import put
from tools.newcomer.steps import written
from tools.newcomer.walking import Taken

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
MARKS = ("<!-- newcomer: begin (generated) -->", "<!-- newcomer: end -->")


def section(taken: list[Taken], machine: dict[str, Any], offline: bool) -> str:
    """The generated part: totals, the table, and what it was taken on."""
    total, used = sum(each.seconds for each in taken), sum(each.processor for each in taken)
    parts: dict[str, float] = {}
    for each in taken:
        parts[each.step.part] = parts.get(each.step.part, 0.0) + each.seconds
    sums = "; ".join(f"{name} {_time(seconds)}" for name, seconds in parts.items())
    lines = [
        f"The whole path: **{_time(total)}**, {_time(used)} of processor time ({sums}).",
        "",
        "| step | typed | seconds | processor | ok |",
        "|---|---|---:|---:|---|",
        *map(_row, taken),
        "",
        f"Taken on {machine['date']}, {machine['cores']} cores ({machine['processor']}), Python {machine['python']}, "
        f"load {machine['load_average']} when begun: on a busy machine the processor time is the truer one. Downloads "
        "depend on the network."
        + ("" if offline else " This machine makes no namespaces: the last part ran with its network there."),
    ]
    return "\n".join(lines)


def _row(taken: Taken) -> str:
    times = f"{taken.seconds:.1f} | {taken.processor:.1f}"
    return f"| {taken.step.name} | `{written(taken.step)}` | {times} | {_word(taken)} |"


def _word(taken: Taken) -> str:
    return {True: "yes", False: "**no**", None: "not reached"}[taken.ok]


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def write(taken: list[Taken], machine: dict[str, Any], offline: bool) -> None:
    """Renew the section in the page. Raises ValueError if the page has no marks."""
    put(PAGE, MARKS, section(taken, machine, offline))
