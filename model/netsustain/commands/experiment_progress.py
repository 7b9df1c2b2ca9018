"""How far an experiment is, on standard error: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite

from rich.console import Console

from netsustain.exploration.answer import Progress
from netsustain.messages import text

SECONDS_A_LINE = 15.0
"""A log gets a line at most so often; what is done sooner needs none."""


class Pace:
    """Runs a second and seconds left, from the runs made here: stored ones took no time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._began = clock, clock()
        self._stored: int | None = None

    def told(self, done: int, total: int) -> tuple[float, float]:
        """Runs a second, and seconds left (infinite before the first run)."""
        self._stored = done if self._stored is None else self._stored
        spent = self._clock() - self._began
        rate = (done - self._stored) / spent if spent > 0 else 0.0
        return rate, (total - done) / rate if rate > 0 else float("inf")


@contextmanager
def progress_shown(lang: str) -> Iterator[Progress]:
    """A function to call with the runs done and in all."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(lang)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    pace = Pace()
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int) -> None:
            said = text("experiment.rate", lang, rate=f"{pace.told(done, total)[0]:,.0f}")
            bar.update(task, completed=done, total=total, description=said)

        yield show


def _lines(lang: str, clock: Callable[[], float] = time.monotonic) -> Progress:
    pace, last = Pace(clock), clock()

    def show(done: int, total: int) -> None:
        nonlocal last
        rate, left = pace.told(done, total)
        if clock() - last < SECONDS_A_LINE or not isfinite(left) or done == total:
            return
        last = clock()
        values = {"done": f"{done:,}", "total": f"{total:,}", "rate": f"{rate:,.0f}", "left": f"{left:,.0f}"}
        print(text("experiment.progress", lang, **values), file=sys.stderr, flush=True)

    return show
