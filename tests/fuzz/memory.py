"""The most memory that was held while something ran, beyond what was held before."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

try:
    import resource
except ImportError:  # Windows measures nothing
    resource = None  # type: ignore[assignment]

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
CEILING = 2 * 2**30
"""Bytes of address space that a worker may take beyond what it begins with: a bomb ends its worker, not the machine."""


def keep_below(ceiling: int = CEILING) -> None:
    """Limit this process, where the system can."""
    if resource is not None and _STATUS.exists():
        limit = _field("VmSize") * 1024 + ceiling
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


class Peak:
    """Measures a block: ``mebibytes`` after it.

    Linux can forget the highest mark of a process (proc_pid_clear_refs(5)); elsewhere the mark of the whole process is
    taken, which tells the first case that goes beyond it only.
    """

    mebibytes = 0.0

    def __enter__(self) -> Peak:
        self._before = self._forget()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.mebibytes = max(_mark() - self._before, 0) / 1024

    def _forget(self) -> int:
        try:
            _CLEAR.write_text("5")
        except OSError:
            return _mark()
        return _field("VmRSS")


def _mark() -> int:
    """Highest resident memory, in KiB."""
    if _STATUS.exists():
        return _field("VmHWM")
    return 0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _field(name: str) -> int:
    return next(int(line.split()[1]) for line in _STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
