"""Numbers as a reader wants them: three figures and a unit."""

from __future__ import annotations

from benchmarks.rows import SECONDS


def amount(value: float, unit: str) -> str:
    """A number of three figures with its unit."""
    return f"{figures(value)} {unit}".rstrip()


def figures(value: float) -> str:
    """A number of three figures, thousands apart; by powers of ten where it is very large or small."""
    if value != 0 and not 1e-3 <= abs(value) < 1e6:
        return f"{value:.2e}"
    if abs(value) < 1:
        return f"{value:.3g}"
    return f"{value:,.{max(3 - len(str(int(abs(value)))), 0)}f}"


def duration(seconds: float) -> str:
    """A time in the largest unit of which there is at least one."""
    unit = next((unit for unit, size in SECONDS.items() if seconds >= size), "ns")
    return amount(seconds / SECONDS[unit], unit)


def counted(value: float) -> str:
    """A count in thousands, millions or thousands of millions."""
    for letter, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{figures(value / size)} {letter}"
    return figures(value)
