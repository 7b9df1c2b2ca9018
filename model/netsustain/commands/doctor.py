"""``netsustain doctor``: what this installation consists of, what is missing and what to type."""

from __future__ import annotations

import json as json_text
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from netsustain.commands import doctor_app, doctor_machine
from netsustain.commands.doctor_check import Check, Say
from netsustain.commands.installation import (
    installed,
    is_font,
    least_versions,
    made_for,
    shows_thai,
    version_numbers,
)
from netsustain.messages import text

PACKAGES = ("netsustain", "mesa", "numba", "numpy", "pandas", "pyarrow", "matplotlib", "pydantic", "scipy")
EXTRAS = {"app": "starlette", "cluster": "distributed", "search": "pymoo"}
"""Optional parts, each with a package that tells whether it is installed."""
PACKAGE = Path(__file__).parents[1]
OLDEST_PYTHON = (3, 11)
FONTS = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")


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
            yield _loaded(name, found, say)
    yield _others({name: number for name, number in least.items() if name not in PACKAGES}, say)


def _loaded(name: str, found: str, say: Say) -> Check:
    """A package that is there, imported: a half-made environment has versions of what does not load."""
    try:
        import_module(name)
    except Exception as error:
        return Check(name, False, f"{found}: {type(error).__name__}: {error}", say("reinstall"))
    return Check(name, True, found)


def _others(least: dict[str, str], say: Say) -> Check:
    """Everything else that the package declares, in one line."""
    old = {name: installed(name) for name in least}
    poor = [name for name, found in old.items()
            if found is None or version_numbers(found) < version_numbers(least[name])]  # fmt: skip
    if poor:
        what = " ".join(f"'{name}>={least[name]}'" for name in poor)
        return Check("others", False, ", ".join(f"{name} {old[name] or say('absent')}" for name in poor),
                     say("install", what=what))  # fmt: skip
    return Check("others", True, say("all_there", count=len(least)))


def _place(say: Say) -> Iterator[Check]:
    """Where the running package lies, and whether its environment was made for that folder."""
    made, now = made_for(), Path(sys.prefix).resolve().parent
    moved = made is not None and made != now
    yield Check("place", not moved, str(PACKAGE), say("moved", made=made, now=now) if moved else "")


def _extras(say: Say) -> Iterator[Check]:
    for extra, package in EXTRAS.items():
        found = installed(package)
        how = say("install_if_wanted", what=f"'netsustain[{extra}]'")
        if extra == "app" and doctor_app.SOURCES.is_dir():
            how = say("build_pages")
        yield Check(f"extra_{extra}", True if found else None, found or say("absent"), "" if found else how)


def _fonts(say: Say) -> Iterator[Check]:
    folder = PACKAGE / "report" / "fonts"
    absent = [name for name in FONTS if not is_font(folder / name)]
    yield Check("fonts", not absent, "Sarabun" if not absent else ", ".join(absent), say("reinstall") if absent else "")


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
    _python, _place, _packages, _extras, doctor_machine.capacity, doctor_machine.clock, _fonts, doctor_machine.terminal,
    doctor_machine.home, doctor_machine.cache, doctor_machine.results, _scenarios, doctor_app.pages, doctor_app.port,
    doctor_app.address, doctor_app.builders,
)  # fmt: skip
