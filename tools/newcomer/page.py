"""The section of ``docs/reliability.md`` that says how long the path took, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.newcomer.steps import written
from tools.newcomer.walking import Taken

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- newcomer: begin (generated) -->", "<!-- newcomer: end -->"
HEADING = "## Newcomer's path"
INTRODUCTION = f"""{HEADING}

From a fresh clone and a fresh home folder without caches: the two commands of the README, then a bundle of wheels put
into an empty environment and every command run from there without a network, from an unrelated folder, the clone put
away.
`make newcomer` does the whole path again, says of a step that fails what to type, and renews this table.

"""


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


def renewed(text: str, generated: str) -> str:
    """The page with the section's generated part replaced; the section is added where the page has none."""
    block = f"{BEGIN}\n{generated}\n{END}"
    if BEGIN in text and END in text:
        before, rest = text.split(BEGIN, 1)
        return before + block + rest.split(END, 1)[1]
    start = text.rstrip() + "\n\n" if text.strip() else "# Reliability\n\n"
    return f"{start}{INTRODUCTION}{block}\n"


def write(taken: list[Taken], machine: dict[str, Any], offline: bool) -> None:
    """Renew the section in the page."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(renewed(text, section(taken, machine, offline)), encoding="utf-8")
