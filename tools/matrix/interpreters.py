"""Which Pythons there are to compare: this one and those of the environments beside it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WANTED = {"Python": ("3.11", "3.13"), "Mesa": ("3.3", "3.5")}
STAMPS = ".venv*/.ready-run"
"""Left by ``tools/setup.sh`` in an environment that has all that a run needs."""
SET_UP = "type PYTHON=python3.13 sh tools/setup.sh test .venv-second"


@dataclass(frozen=True)
class Interpreter:
    """A Python with the package and all that it needs."""

    path: str
    versions: dict[str, str]
    """``python``, ``mesa``, ``numba``, ``numpy``, ``pandas``."""
    sources: str
    """Of the model: others give other numbers by right."""
    dispatched: tuple[str, ...]
    """What its numpy can do without on this processor."""

    @property
    def name(self) -> str:
        """``3.11`` for 3.11.7."""
        return short(self.versions["python"])

    def __str__(self) -> str:
        return ", ".join(f"{name.capitalize()} {number}" for name, number in self.versions.items())


def short(version: str) -> str:
    """The first two numbers of a version."""
    return ".".join(version.split(".")[:2])


def asked(path: str) -> Interpreter | str:
    """What an interpreter says of itself, or why it cannot be used."""
    done = subprocess.run(
        [path, "-m", "tools.matrix.worker", "--about"], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["said nothing"])[-1]
    said = json.loads(done.stdout)
    sources, dispatched = said.pop("sources"), tuple(said.pop("dispatched"))
    return Interpreter(path, said, sources, dispatched)


def found(further: Iterable[str] = (), alone: bool = False) -> tuple[list[Interpreter], list[str]]:
    """Interpreters of different versions, this one first, and what was skipped for which reason.

    Parameters
    ----------
    further
        Paths to try besides the environments of the project's folder.
    alone
        This one only.
    """
    usable: list[Interpreter] = []
    skipped: list[str] = []
    beside = [] if alone else [*further, *(str(stamp.parent / "bin/python") for stamp in sorted(ROOT.glob(STAMPS)))]
    for path in [sys.executable, *beside]:
        answer = asked(path)
        if isinstance(answer, str):
            skipped.append(f"{_told(path)}: {answer}")
        elif usable and answer.sources != usable[0].sources:
            skipped.append(f"{_told(path)}: got another version of the model ({answer.sources[:8]}), expected this one")
        elif answer.name not in [each.name for each in usable]:
            usable.append(answer)
    if not usable:
        raise RuntimeError(f"{skipped[0]}; this Python cannot run the model")
    return usable, skipped + list(_missing(usable, platform.system()))


def _missing(usable: list[Interpreter], system: str) -> Iterator[str]:
    """What was wanted and is not there."""
    have = {kind: {short(each.versions[kind.lower()]) for each in usable} for kind in WANTED}
    for kind, wanted in WANTED.items():
        for version in wanted:
            if version not in have[kind]:
                yield f"{kind} {version}: no environment here has it ({system}); {SET_UP}"


def _told(path: str) -> str:
    """A path as far as it is inside the project."""
    return str(Path(path).relative_to(ROOT)) if Path(path).is_relative_to(ROOT) else Path(path).name
