"""What a program and all processes it has started hold of memory and take of the processors, by ``/proc``."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MIB = 2.0**20


def family(first: int) -> list[int]:
    """A process and all below it, by number."""
    parents = {}
    for path in Path("/proc").iterdir():
        if path.name.isdecimal() and (fields := _fields(int(path.name))):
            parents[int(path.name)] = int(fields[1])
    found = [first]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def _fields(process: int) -> list[str]:
    """Fields of a process from its state on; empty when it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def processor_seconds(process: int) -> float:
    """Processor time that a process has taken so far [s]."""
    fields = _fields(process)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def prioritise(process: int, nice: int) -> None:
    """Give a process a priority, and its session as well where the system weighs sessions first.

    Raises
    ------
    PermissionError
        For one below 0, unless the user may.
    """
    os.setpriority(os.PRIO_PROCESS, process, nice)
    group = Path(f"/proc/{process}/autogroup")
    if group.exists():
        group.write_text(str(nice), encoding="utf-8")


def held(process: int) -> tuple[float, float]:
    """Memory of a process [MiB]: resident, and its proportional share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0, 0.0
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.endswith("kB")}
    return found.get("Rss", 0.0), found.get("Pss", 0.0)


@dataclass
class Most:
    """The most memory seen [MiB] of all processes together: resident, and in proportion."""

    resident: float = 0.0
    proportional: float = 0.0


class Watch:
    """Looks at a program's memory every few seconds, in a thread."""

    def __init__(self, process: int, seconds: float = 2.0) -> None:
        self.process, self.seconds, self.most = process, seconds, Most()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(self.seconds):
            resident, proportional = zip(*(held(each) for each in family(self.process)), strict=True)
            self.most.resident = max(self.most.resident, sum(resident))
            self.most.proportional = max(self.most.proportional, sum(proportional))

    def end(self) -> Most:
        """Stop looking; the most seen."""
        self._ended.set()
        self._thread.join()
        return self.most


class Share:
    """Processor time of a process from here on, as a share of one core."""

    def __init__(self, process: int) -> None:
        self.process, self.since = process, time.monotonic()
        self.before = processor_seconds(process)

    def so_far(self) -> float:
        """The share, 1 = one core all the time."""
        return (processor_seconds(self.process) - self.before) / (time.monotonic() - self.since)
