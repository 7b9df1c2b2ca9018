"""Linear algebra on one thread: sums end in the same bits whatever the machine, and busy cores do not stall it."""

from __future__ import annotations

from typing import Any


def one_thread() -> Any:
    """A context in which BLAS uses one thread; small matrices gain nothing from more."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    return threadpool_limits(limits=1)
