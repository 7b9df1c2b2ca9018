"""Work on threads: the rules run without the interpreter lock, so threads are as good as processes and share memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def default_workers() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def as_made(make: Callable[[Item], Made], items: Iterable[Item], workers: int) -> Iterator[Made]:
    """Make something of every item, few at a time, and yield what is made as it is, in any order.

    Whatever interrupts, what is in work is finished and what has not been begun is not.
    """
    waiting = iter(items)
    running: set[Future[Made]] = set()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            while True:
                while len(running) < workers + 1:  # one more than threads: none waits for the next item
                    try:
                        running.add(pool.submit(make, next(waiting)))
                    except StopIteration:
                        break
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            for future in running:
                future.cancel()
