"""A Dask cluster as a crew: parts are sent to its workers, few at a time, and their rows come back here.

    with crew_for("tcp://10.0.0.5:8786"):
        campaign.run(…)          # its rows are made by the workers, and stored here

The scheduler may be started by anything: by hand, by a SLURM script (dask-jobqueue), in Kubernetes. A worker that is
lost costs its parts in work, which others make again. Everything is stored by this process, so what is finished stays
whatever happens to the cluster.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.exploration.elsewhere import Job, Part, called_in
from netsustain.exploration.remote.errand import Errand
from netsustain.exploration.remote.worker import ClusterError, Version, asks_version, own_version, refusal

CONNECTING = 10.0
"""Seconds a scheduler has to answer."""
FIRST_WORKER = 60.0
"""Seconds until there is a worker."""


@contextmanager
def crew_for(address: str | None) -> Iterator[None]:
    """Have the runs of an experiment made by a cluster inside the block; by this process where there is no address.

    Raises
    ------
    ClusterError
        As :func:`crew_at`.
    """
    if address is None:
        yield
        return
    with crew_at(address) as crew, called_in(crew):
        yield


@contextmanager
def crew_at(address: str) -> Iterator[DaskCrew]:
    """The workers of a scheduler: ``tcp://host:port``, ``host:port``, or the path of a scheduler file.

    Raises
    ------
    ClusterError
        If ``distributed`` is not installed, the scheduler does not answer, has no worker, or one of another version.
    """
    dask = _dask()  # sets up its logs
    with _quiet():
        client = _connected(dask, address)
        try:
            _await_worker(client, address)
            _check_versions(client)
            yield DaskCrew(client)
        finally:
            client.close(timeout=CONNECTING)


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong is said once, by us: ``distributed`` would say it too, at length."""
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _dask() -> Any:
    """What makes a client; raises :class:`ClusterError` where it is not installed."""
    try:
        import distributed
    except ImportError:
        raise ClusterError(
            "cluster: got no package distributed, expected it for --cluster; type pip install 'netsustain[cluster]'"
        ) from None
    return distributed.Client


def _connected(dask: Any, address: str) -> Any:
    try:
        return dask(**_where(address), timeout=CONNECTING, set_as_default=False, name="netsustain")
    except (OSError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ClusterError(
            f"cluster: {address}: got no answer ({reason}), expected a Dask scheduler; type dask scheduler on one "
            "machine and give the address that it prints, such as tcp://10.0.0.5:8786"
        ) from None


def _where(address: str) -> dict[str, str]:
    """How ``distributed`` is told: an address, or the file in which a scheduler says where it is."""
    if Path(address).is_file():
        return {"scheduler_file": address}
    if re.fullmatch(r"(\w+://)?[^/\\]+:\d+", address):
        return {"address": address}
    raise ClusterError(
        f"cluster: {address}: got neither an address nor a file, expected tcp://host:port or a scheduler file; type "
        f"dask scheduler --scheduler-file {address}"
    )


def _await_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER)
    except TimeoutError:
        raise ClusterError(
            f"cluster: {address}: got no worker within {FIRST_WORKER:g} s, expected one at least; type on each machine "
            f"{_worker_command(address)}"
        ) from None


def _worker_command(address: str) -> str:
    return f"dask worker {'--scheduler-file ' if Path(address).is_file() else ''}{address}"


def _check_versions(client: Any) -> None:
    """Refuse workers that would make other rows. Raises :class:`ClusterError` with all of them."""
    expected = own_version()
    found: dict[str, Any] = client.run(asks_version(), on_error="return")
    wrong = [refusal(name, _said(own), expected) for name, own in sorted(found.items()) if not _same(own, expected)]
    if wrong:
        raise ClusterError("\n".join(wrong))


def _same(found: Any, expected: Version) -> bool:
    return isinstance(found, (tuple, list)) and tuple(found) == tuple(expected)


def _said(found: Any) -> str:
    """A worker's version, or why it could not tell it."""
    if isinstance(found, BaseException):
        return " ".join(f"{type(found).__name__}: {found}".split())[:200]
    return str(Version(*found))


class DaskCrew:
    """The workers of a scheduler, as :class:`netsustain.exploration.elsewhere.Crew`."""

    def __init__(self, client: Any) -> None:
        self._client, self._version = client, tuple(own_version())

    def made(
        self, jobs: Iterable[tuple[Part, Job]], keep: Callable[[Part, pd.DataFrame], None]
    ) -> Iterator[Part]:
        """Send jobs out and keep what comes back; see :class:`netsustain.exploration.elsewhere.Crew`.

        Raises
        ------
        ClusterError
            If the scheduler or all workers are gone, or a part comes to nothing on every worker.
        """
        yield from Errand(self._client, self._version, jobs, keep).made()
