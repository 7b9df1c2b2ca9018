"""Taking the steps: a fresh home, the variables of nobody, a namespace without a network, and a clock."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.newcomer.steps import Step

OF_THIS_USER = (
    "HOME", "VIRTUAL_ENV", "PIP_CACHE_DIR", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MPLCONFIGDIR", "PYTHON",
)  # fmt: skip
"""Variables that somebody new does not have; those of an index or a proxy belong to the place and stay."""
PREFIXES = ("XDG_", "UV_CACHE", "npm_config_cache", "NETSUSTAIN_", "NUMBA_", "PYTHON", "PYTEST")
TABLES = ("docs/examples/my_network/members.csv", "docs/examples/my_network/ties.csv")
LINES = 15
"""Last lines of a failed step's output that are shown."""
OUTSIDE = """
import sys, urllib.request
try:
    urllib.request.urlopen("http://1.1.1.1", timeout=3)
except OSError:
    sys.exit(0)
sys.exit(1)
"""


@dataclass(frozen=True)
class Taken:
    """A step taken: seconds by the wall clock and of processors together; ``ok`` is None where one before it failed."""

    step: Step
    seconds: float
    processor: float
    ok: bool | None
    output: str = ""


class Walk:
    """A folder for one walk: the clone, a home, the bundle and an unrelated place to work in."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project, self.folder = project, folder
        self.clone, self.put_away = folder / "clone", folder / "clone put away"
        self.home, self.home_alone = folder / "home", folder / "home of another"
        self.work = folder / "somewhere else"
        self.bundle, self.environment = folder / "bundle", folder / "environment"
        for made in (self.home, self.home_alone, self.work):
            made.mkdir(parents=True)
        self.offline = can_be_offline()

    def take(self, steps: Iterable[Step], tell: Callable[[Taken], None]) -> list[Taken]:
        """Take each step whose needs are met, one after the other."""
        taken: list[Taken] = []
        for step in steps:
            failed = {each.step.name for each in taken if not each.ok}
            found = Taken(step, 0.0, 0.0, None) if step.needs in failed else self._take(step)
            taken.append(found)
            tell(found)
        return taken

    def _take(self, step: Step) -> Taken:
        if step.alone and self.clone.exists():
            self._hand_over()
        place = self.work if step.alone else self.clone if self.clone.exists() else self.folder
        words = ["sh", "-c", self.filled(step.command)]
        if step.alone and self.offline:
            words = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *words]
        began, spent = time.monotonic(), processor_seconds()
        done = subprocess.run(words, cwd=place, env=self.variables(step.alone), capture_output=True, text=True,
                              errors="replace", check=False)  # fmt: skip
        said = "\n".join((done.stdout + done.stderr).splitlines()[-LINES:])
        return Taken(step, time.monotonic() - began, processor_seconds() - spent, done.returncode == 0, said)

    def _hand_over(self) -> None:
        """The wheels go on, and the tables that a planner has; nothing may find the clone."""
        shutil.copytree(self.clone / "dist" / "bundle", self.bundle)
        for table in TABLES:
            shutil.copy(self.clone / table, self.work)
        self.clone.rename(self.put_away)

    def filled(self, command: str) -> str:
        """A command line with the folders of this walk in it."""
        names = {name: f"'{getattr(self, name)}'" for name in ("project", "clone", "bundle", "environment")}
        return command.format(python=f"'{base_python()}'", **names)

    def variables(self, alone: bool = False) -> dict[str, str]:
        """The environment of somebody new; alone, of another machine's user, whose programs come first."""
        kept = {
            name: value for name, value in os.environ.items()
            if name not in OF_THIS_USER and not name.startswith(PREFIXES)
        }  # fmt: skip
        places = [place for place in kept.get("PATH", os.defpath).split(os.pathsep) if ".venv" not in place]
        home = self.home_alone if alone else self.home
        if alone:
            places.insert(0, str(self.environment / "bin"))
        return kept | {"HOME": str(home), "PATH": os.pathsep.join(places), "LANG": "C.UTF-8"}


def processor_seconds() -> float:
    """Processor time of all programs that were started and have ended, whatever else the machine was doing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def base_python() -> str:
    """The interpreter behind the environment that runs this."""
    return getattr(sys, "_base_executable", None) or sys.executable


def can_be_offline() -> bool:
    """Whether this machine lets anybody make a namespace from which the outside cannot be reached."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    inside = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, "-c", OUTSIDE]
    return subprocess.run(inside, capture_output=True, check=False).returncode == 0
