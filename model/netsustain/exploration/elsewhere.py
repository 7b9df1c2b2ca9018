"""Where the rows of a part are made: on threads of this process, unless a crew elsewhere was called in.

    with called_in(crew):
        campaign.run(…)          # its parts are made by the crew

A kind of experiment need not know: whatever runs inside the block is made by the crew, stored here, and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

import pandas as pd

Part = TypeVar("Part")
Job = Callable[[], pd.DataFrame]
"""Makes the rows of a part; can be pickled, and carries everything that it needs."""


class Crew(Protocol):
    """Makes rows on other machines."""

    def made(
        self, jobs: Iterable[tuple[Part, Job]], keep: Callable[[Part, pd.DataFrame], None]
    ) -> Iterator[Part]:
        """Have the jobs done, a few at a time; ``keep`` the rows of each here, then yield its part (in any order).

        Ctrl-C: jobs in work are finished and kept first.
        """


_CREW: ContextVar[Crew | None] = ContextVar("crew", default=None)


def crew() -> Crew | None:
    """Who makes the rows; None for this process."""
    return _CREW.get()


@contextmanager
def called_in(crew: Crew | None) -> Iterator[None]:
    """Let a crew make the rows of all parts inside the block."""
    token = _CREW.set(crew)
    try:
        yield
    finally:
        _CREW.reset(token)
