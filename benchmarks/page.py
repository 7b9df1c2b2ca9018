"""The page: tables written between two markers of ``docs/performance.md``; the text around them is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.between import put

from benchmarks import baseline
from benchmarks.machine import is_busy
from benchmarks.rows import Row
from benchmarks.wording import amount, counted, duration

MARKS = ("<!-- benchmarks: begin (generated) -->", "<!-- benchmarks: end -->")


def write(path: Path, results: dict[str, Any]) -> None:
    """Put the tables between the marks of a page. Raises ValueError if it has none."""
    put(path, MARKS, render(results))


def render(results: dict[str, Any]) -> str:
    """The generated part: machine, goals, then one table a question."""
    parts = [_machine(results), _goals(results["questions"]), *_since(results)]
    parts += [
        f"### {question['title']}\n\n{question['asks']}\n\n{_table(rows_of(question))}"
        for question in results["questions"]
    ]
    return "\n".join(parts)


def rows_of(question: dict[str, Any]) -> list[Row]:
    """Rows of a question as they were measured."""
    return [Row(**row) for row in question["rows"]]


def _machine(results: dict[str, Any]) -> str:
    machine = results["machine"]
    lines = [
        f"Taken {machine['date']} on {machine['processor']} ({machine['architecture']}, {machine['system']}), "
        f"{machine['cores']} cores, {machine['memory_gib']} GiB; Python {machine['python']}, numba {machine['numba']}, "
        f"numpy {machine['numpy']}, pandas {machine['pandas']}, netsustain {machine['netsustain']} "
        f"(compiled sources {machine['sources']}); load average at "
        f"the start {machine['load_average']}; settings `{results['settings']}`; {results['minutes']:.0f} minutes.",
    ]
    if is_busy(machine):
        lines.append(
            "\n**Taken on a busy machine**: other programs were using the cores, so times by the wall clock are too "
            "long, those of whole processes most of all. Take them again on a quiet machine."
        )
    return "\n".join(lines) + "\n"


def _goals(questions: list[dict[str, Any]]) -> str:
    """Every goal with what was measured; what is missed is said in so many words."""
    rows = [row for question in questions for row in rows_of(question) if row.goal is not None]
    lines = ["### Goals\n", "| what | goal | measured | measured ÷ goal | |", "|---|---:|---:|---:|---|"]
    for row in rows:
        assert row.goal is not None
        aim = f" (aim {amount(row.aim, row.unit)})" if row.aim is not None else ""
        part = f"{row.measured / row.goal:.2f}" if row.goal else ""
        lines.append(
            f"| {row.what} | ≤ {amount(row.goal, row.unit)}{aim} | {amount(row.measured, row.unit)} | "
            f"{part} | {'met' if met(row) else '**missed**'} |"
        )
    missed = [row.what for row in rows if not met(row)]
    lines.append("\n" + (f"Missed: {'; '.join(missed)}." if missed else "Every goal is met."))
    return "\n".join(lines) + "\n"


def _since(results: dict[str, Any]) -> list[str]:
    """What moved since the baseline; nothing where the sizes are others or no baseline is kept."""
    if not baseline.FILE.exists() or (kept := baseline.read())["settings"] != results["settings"]:
        return []
    lines = [
        "### Since the baseline\n",
        f"Against the figures kept for {kept['netsustain']} (compiled sources {kept['sources']}, {kept['date']}): "
        "times as loop steps, ratios and memory as they are.\n",
    ]
    moved = baseline.changes(results, kept)
    lines += ["| question | what | now ÷ baseline |", "|---|---|---:|"] if moved else []
    lines += [f"| {each.question} | {each.what} | {each.factor:.2f} |" for each in moved]
    if not moved:
        lines.append(f"Nothing moved by more than {100 * baseline.NOTEWORTHY:.0f} %.")
    return ["\n".join(lines) + "\n"]


def met(row: Row) -> bool:
    """Whether a goal is reached (a figure that is not a number reaches none)."""
    return row.goal is not None and row.measured <= row.goal


def _table(rows: list[Row]) -> str:
    lines = ["| what | measured | processor time | loop steps | how |", "|---|---:|---:|---:|---|"]
    for row in rows:
        processor = duration(row.processor) if row.processor is not None else ""
        steps = counted(row.ratio) if row.ratio is not None else ""
        lines.append(f"| {row.what} | {amount(row.measured, row.unit)} | {processor} | {steps} | {row.how} |")
    return "\n".join(lines) + "\n"
