"""What happens on a worker: it says its version, and makes the rows of a part in the version that was asked for."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from netsustain.exploration.elsewhere import Job

_LOADING = threading.Lock()


class ClusterError(ValueError):
    """A cluster that cannot be used, or that broke down; says what to type."""


class Version(NamedTuple):
    """What two machines must share to make the same rows."""

    package: str
    results: str
    """See :func:`netsustain.exploration.question.results_version`."""

    def __str__(self) -> str:
        return f"netsustain {self.package} (results {self.results[:12]})"


def own_version() -> Version:
    """Of this process."""
    import netsustain
    from netsustain.exploration.question import results_version

    return Version(netsustain.__version__, results_version())


def asks_version() -> Callable[[], tuple[str, str]]:
    """A function that says a worker's version: it travels as code, since a worker may hold any version, or none."""

    def version() -> tuple[str, str]:
        import netsustain
        from netsustain.exploration.question import results_version

        return netsustain.__version__, results_version()

    return version


def packed(job: Job) -> bytes:
    """A job as it travels: unpacked only by a worker of the right version."""
    return pickle.dumps(job, protocol=5)


def done(version: tuple[str, str], packed: bytes) -> pd.DataFrame:
    """The rows of a part, made on this worker.

    Parameters
    ----------
    version
        That of the machine which asks.
    packed
        See :func:`packed`.

    Raises
    ------
    ClusterError
        If this worker has another version, or lacks a table that the runs read.
    """
    if (own := own_version()) != version:
        raise ClusterError(refusal("of this cluster", str(own), Version(*version)))
    with _LOADING:  # once, before there are two threads
        from netsustain import driver

        driver.load()
    job: Job = pickle.loads(packed)
    return job()


def refusal(worker: str, got: str, expected: Version) -> str:
    """Why a worker must not make rows, and what to type."""
    return (
        f"cluster: worker {worker}: got {got}, expected {expected} as on this machine; type on that machine "
        f"pip install 'netsustain[cluster]=={expected.package}' (or bring its clone to the same commit), and start its "
        "workers again"
    )
