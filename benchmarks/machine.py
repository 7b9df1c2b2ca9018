"""What the figures were taken on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

BUSY = 0.5
"""Programs waiting for a core, per core, from which a machine counts as busy."""


def processor() -> str:
    """Name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def memory_gib() -> float:
    """Memory of the machine [GiB]; 0 where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (ValueError, OSError, AttributeError):
        return 0.0


def describe() -> dict[str, str | float]:
    """Processor, cores, memory, versions, load average and date."""
    from netsustain.kernels import source_digest
    from netsustain.threads import default_workers

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return {
        "processor": processor(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "cores": default_workers(),
        "memory_gib": round(memory_gib(), 1),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numba", "numpy", "pandas", "netsustain")},
        "sources": source_digest()[:8],
        "load_average": round(load, 2),
        "date": datetime.now(UTC).date().isoformat(),
    }


def is_busy(machine: dict[str, str | float]) -> bool:
    """Whether other programs were at work when the figures were begun."""
    return float(machine["load_average"]) > BUSY * float(machine["cores"])
