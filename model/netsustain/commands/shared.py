"""What commands share: reading scenarios by name, the progress bar, where results go, printing tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from rich.console import Console

from netsustain.exploration.places import RESULTS
from netsustain.messages import text

SETS = {
    "demo": (
        "demo_none", "demo_leadership", "demo_communication", "demo_social_capital", "demo_governance",
        "demo_self_reliance", "demo_all",
    ),
}  # fmt: skip
"""Names that stand for several shipped scenarios; the first of each is the reference."""
REPLICATES = 200
WIDTH_IN_A_FILE = 160
"""Columns of a table that goes to a file or another program."""
FAILED_RUNS = 3
"""Exit code: finished, but some runs failed."""


def read_scenarios(given: list[str], months: int | None) -> dict[str, Any]:
    """Scenarios by name, sets taken apart, the horizon changed if asked.

    Raises
    ------
    ScenarioError
        If a file is faulty or there is no scenario of that name.
    """
    from netsustain.scenario.reader import load

    found: dict[str, Any] = {}
    for each in given:
        for name in SETS.get(each, (each,)):
            scenario = load(name)
            if months is not None:
                scenario = scenario.until(months)
            refuse_impossible(scenario, name)
            found[_unused(scenario.name or Path(name).stem, found)] = scenario
    return found


def read_one(command: str, given: str, months: int | None) -> tuple[str, Any]:
    """Name and scenario where a command takes one.

    Raises
    ------
    ScenarioError
        If the file is faulty, there is no scenario of that name, or the name stands for several.
    """
    from netsustain.scenario.problems import Problem, ScenarioError

    found = read_scenarios([given], months)
    if len(found) > 1:
        first = next(iter(found))
        several = f"got {len(found)} scenarios, expected one: type netsustain {command} {first}"
        raise ScenarioError([Problem(given, 1, 1, "", several)])
    return next(iter(found.items()))


def refuse_impossible(scenario: Any, name: str) -> None:
    """Turn what only the compiler of a scenario can find (who joins which network) into a plain message."""
    from netsustain.plan import compile_scenario
    from netsustain.scenario.problems import Problem, ScenarioError

    try:
        compile_scenario(scenario)
    except ScenarioError:
        raise
    except ValueError as error:
        raise ScenarioError([Problem(name, 1, 1, "", str(error))]) from None


def _unused(name: str, taken: dict[str, Any]) -> str:
    """The name, numbered if another scenario of the comparison bears it."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free


def destination(out: Path | None, given: list[str]) -> Path:
    """Where results go: the folder asked for, else one under ``results/`` named after what was asked."""
    if out is not None:
        return Path(out)
    return RESULTS / "-vs-".join(Path(each).stem for each in given)[:120]


def tried_destination(out: Path | None, given: list[str], *, json: bool) -> Path | None:
    """Where results go, tried before anything is run; None where ``--json`` alone writes no files.

    Raises
    ------
    OSError
        If no file can be written there.
    """
    return None if json and out is None else tried(destination(out, given))


def tried(folder: Path) -> Path:
    """The folder, after a file could be written where it is or will be: nobody should wait for runs that get lost.

    Raises OSError.
    """
    there = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        with TemporaryFile(dir=there) as file:
            file.write(bytes(4096))
    except OSError as error:  # it would name the file that was tried
        raise OSError(error.errno, error.strerror, str(there)) from None
    return folder


def table_console() -> Console:
    """Standard output; as wide as tables need when nobody watches."""
    return Console(width=None if sys.stdout.isatty() else WIDTH_IN_A_FILE, highlight=False)


@contextmanager
def progress_bar(lang: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while runs are made; nothing where standard error is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(text("report.progress", lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def typed(command: str, given: list[str], options: dict[str, Any]) -> str:
    """The command line that makes the same result again; options left alone are left out."""
    parts = ["netsustain", command, *(_quoted(each) for each in given)]
    for name, value in options.items():
        if value is not None:
            parts += [f"--{name}", str(value)]
    return " ".join(parts)


def _quoted(word: str) -> str:
    import shlex

    return shlex.quote(word)
