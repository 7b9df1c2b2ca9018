"""A campaign's parts on their way: sent to workers, kept when their rows come back, sent again when they are lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Generic

import pandas as pd

from netsustain.exploration.elsewhere import Job, Part
from netsustain.exploration.remote.worker import ClusterError, done, packed

LOOK = 2.0
"""Seconds between looks at which workers there are."""
WITHOUT_WORKERS = 300.0
"""Seconds to wait for others when all workers are gone."""
ERRORS = 2
"""How often a part is tried again after an error."""
LOSSES = 3
"""How often a part is sent again when the scheduler has given it up: each time several workers died of it."""
INTERRUPTED = 60.0
"""Seconds that parts in work have after Ctrl-C."""
GO_ON = "what is finished is kept: type the same command to go on"


@dataclass
class Sent(Generic[Part]):
    """A part that the cluster has."""

    part: Part
    packed: bytes
    losses: int = 0


class Errand(Generic[Part]):
    """All jobs of a campaign; only a few are at the cluster at a time, so memory stays flat here and there."""

    def __init__(
        self,
        client: Any,
        version: tuple[str, ...],
        jobs: Iterable[tuple[Part, Job]],
        keep: Callable[[Part, pd.DataFrame], None],
    ) -> None:
        self._client, self._version, self._keep = client, version, keep
        self._waiting = iter(jobs)
        self._sent: dict[Any, Sent[Part]] = {}
        self._back: SimpleQueue[Any] = SimpleQueue()
        self._room, self._looked, self._seen = 0, 0.0, time.monotonic()

    def made(self) -> Iterator[Part]:
        """Each part once its rows are kept. Raises :class:`ClusterError`."""
        try:
            while True:
                self._look()
                if not self._fill() and not self._sent:
                    return
                for future in self._arrived(LOOK):
                    part = self._kept(future)
                    if part is not None:
                        yield part
        except KeyboardInterrupt:
            self._keep_last()
            raise
        finally:
            self._give_up()

    # ---- to the workers ---------------------------------------------------------------------------

    def _look(self) -> None:
        """Count the workers' threads now and then: each has one part in work, and each worker one more at hand."""
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        threads = self._threads()
        self._looked, self._room = now, sum(threads) + len(threads)
        self._seen = now if threads else self._seen
        if now - self._seen > WITHOUT_WORKERS:
            raise ClusterError(
                f"cluster: got no worker for {WITHOUT_WORKERS:g} s, expected one at least; start workers; {GO_ON}"
            )

    def _threads(self) -> list[int]:
        """Threads of each worker."""
        try:
            return list(self._client.nthreads().values())
        except (OSError, AttributeError, CancelledError) as error:  # attributes go when the client closes
            raise _gone() from error

    def _fill(self) -> bool:
        """Send as many jobs as there is room for; False once there are no more."""
        while len(self._sent) < self._room:
            job = next(self._waiting, None)
            if job is None:
                return False
            self._send(Sent(job[0], packed(job[1])))
        return True

    def _send(self, sent: Sent[Part]) -> None:
        future = self._client.submit(done, self._version, sent.packed, pure=False, retries=ERRORS)
        self._sent[future] = sent
        future.add_done_callback(self._back.put)

    # ---- and back ---------------------------------------------------------------------------------

    def _arrived(self, seconds: float) -> Iterator[Any]:
        """What has come back, at once or within so many seconds."""
        with suppress(Empty):
            yield self._back.get(timeout=seconds)
            while True:
                yield self._back.get_nowait()

    def _kept(self, future: Any, seconds: float = WITHOUT_WORKERS) -> Part | None:
        """Keep the rows of a part; None for one that was lost and is sent again."""
        sent = self._sent.pop(future)
        if future.status == "error":
            self._send_again(sent, future.exception(timeout=seconds))
            return None
        try:
            rows = future.result(timeout=seconds)
        except (CancelledError, TimeoutError, OSError) as error:
            raise _gone() from error
        self._keep(sent.part, rows)
        return sent.part

    def _send_again(self, sent: Sent[Part], error: BaseException) -> None:
        """Give a part to other workers, unless it is the part's own fault or all refuse it."""
        from distributed import KilledWorker

        if isinstance(error, ClusterError):
            raise error
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        if not isinstance(error, KilledWorker):
            raise ClusterError(f"cluster: a part came to nothing: got {reason}, expected rows; {GO_ON}") from error
        if sent.losses == LOSSES:
            raise ClusterError(
                "cluster: a part was given up: got workers that died one after the other while they made it, expected "
                f"rows; give workers more memory (dask worker --memory-limit), or run it without --cluster; {GO_ON}"
            ) from error
        sent.losses += 1
        self._send(sent)

    # ---- the end ----------------------------------------------------------------------------------

    def _keep_last(self) -> None:
        """Wait for the parts in work, and keep them."""
        until = time.monotonic() + INTERRUPTED
        for future in list(self._sent):
            with suppress(Exception):  # it is missing then, and made again another time
                self._kept(future, max(until - time.monotonic(), 0.0))

    def _give_up(self) -> None:
        if self._sent and self._client.status == "running":
            self._client.cancel(list(self._sent))


def _gone() -> ClusterError:
    return ClusterError(f"cluster: got no answer from the scheduler any more, expected rows; start it again; {GO_ON}")
