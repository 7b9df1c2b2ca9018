"""``netsustain doctor``: what this installation consists of, what is missing and what to type."""

from __future__ import annotations

import json as json_text
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from netsustain.commands.installation import (
    installed,
    is_font,
    least_versions,
    memory_bytes,
    shows_thai,
    terminal_encoding,
    version_numbers,
)
from netsustain.messages import text

PACKAGES = ("netsustain", "mesa", "numba", "numpy", "pandas", "pyarrow", "matplotlib", "pydantic", "scipy")
EXTRAS = {"app": "starlette", "cluster": "distributed", "search": "pymoo"}
"""Optional parts, each with a package that tells whether it is installed."""
OLDEST_PYTHON = (3, 11)
FONTS = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
NEEDED_BYTES = 200 * 2**20
"""Room for machine code and a few results."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: ``ok`` is False where something must be done, None where it may be."""

    name: str
    ok: bool | None
    value: str
    advice: str = ""


Say = Callable[..., str]


def execute(*, lang: str = "en", json: bool = False) -> int:
    """Look at everything; returns 0 when all that is needed is there, else 1."""

    shown = lang if json or shows_thai() else "en"

    def say(key: str, **values: object) -> str:
        return text(f"doctor.{key}", shown, **values)

    checks = [check for look in LOOKS for check in look(say)]
    faults = sum(check.ok is False for check in checks)
    if json:
        told = {"ok": not faults, "checks": [asdict(check) for check in checks]}
        print(json_text.dumps(told, ensure_ascii=False))
    else:
        _show(checks, say)
    return 1 if faults else 0


def _show(checks: list[Check], say: Say) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    marks = {True: ("+", "green"), None: ("o", "yellow"), False: ("!", "bold red")}
    for check in checks:
        mark, style = marks[check.ok]
        table.add_row(Text(mark, style), Text(say(f"name_{check.name}")), Text(check.value))
        if check.advice:
            table.add_row("", "", Text(check.advice, style))
    console.print(table)
    faults = sum(check.ok is False for check in checks)
    console.print(Text(say("faults", count=faults) if faults else say("fine")))


# ---- what is looked at ----------------------------------------------------------------------------


def _python(say: Say) -> Iterator[Check]:
    ok = sys.version_info >= OLDEST_PYTHON
    words = f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    yield Check("python", ok, words, "" if ok else say("old_python"))


def _packages(say: Say) -> Iterator[Check]:
    least = least_versions()
    for name in PACKAGES:
        found = installed(name)
        if found is None:
            yield Check(name, False, say("absent"), say("install", what=name))
        elif version_numbers(found) < version_numbers(least.get(name, "0")):
            what = f"'{name}>={least[name]}'"
            yield Check(name, False, found, say("install", what=what))
        else:
            yield Check(name, True, found)


def _extras(say: Say) -> Iterator[Check]:
    for extra, package in EXTRAS.items():
        found = installed(package)
        advice = "" if found else say("install_if_wanted", what=f"'netsustain[{extra}]'")
        yield Check(f"extra_{extra}", True if found else None, found or say("absent"), advice)


def _machine(say: Say) -> Iterator[Check]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    yield Check("cores", True, str(cores))
    memory = memory_bytes()
    yield Check("memory", True, say("unknown") if memory is None else f"{memory / 2**30:.1f} GiB")


def _fonts(say: Say) -> Iterator[Check]:
    folder = Path(__file__).parents[1] / "report" / "fonts"
    absent = [name for name in FONTS if not is_font(folder / name)]
    yield Check("fonts", not absent, "Sarabun" if not absent else ", ".join(absent), say("reinstall") if absent else "")


def _terminal(say: Say) -> Iterator[Check]:
    shows = shows_thai()
    yield Check("terminal", True if shows else None, terminal_encoding(), "" if shows else say("terminal_advice"))


def _cache(say: Say) -> Iterator[Check]:
    try:
        from netsustain.kernels import CACHE

        with tempfile.TemporaryFile(dir=CACHE):
            free = shutil.disk_usage(CACHE).free
    except OSError as error:
        yield Check("cache", False, str(error.filename or error), say("cache_advice"))
        return
    except ImportError as error:
        yield Check("cache", False, say("absent"), say("install", what=error.name or "numba"))
        return
    room = free >= NEEDED_BYTES
    yield Check("cache", room, str(CACHE), "" if room else say("disk_full", free=f"{free / 2**20:.0f}"))
    ready = any(CACHE.glob("*/netsustain_driver.ensemble-*.nbc"))
    yield Check("compiled", True if ready else None, say("ready" if ready else "not_ready"),
                "" if ready else say("first_run"))  # fmt: skip


def _scenarios(say: Say) -> Iterator[Check]:
    from netsustain.scenario.problems import ScenarioError
    from netsustain.scenario.reader import load
    from netsustain.scenario.resolve import shipped_names

    names = shipped_names()
    try:
        load("baseline")
    except ScenarioError as error:
        yield Check("scenarios", False, str(error).splitlines()[0], say("reinstall"))
    else:
        yield Check("scenarios", True, say("shipped", count=len(names)))


LOOKS: tuple[Callable[[Say], Iterator[Check]], ...] = (
    _python, _packages, _extras, _machine, _fonts, _terminal, _cache, _scenarios,
)  # fmt: skip
