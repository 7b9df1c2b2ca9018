"""One network among the many: its film is a replicate of the very ensemble whose curve stands beside it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from netsustain.calibration.accepted import Accepted, filled
from netsustain.exploration.vectors import asked_for, vectors_of
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES
from netsustain.scenario.schema import Scenario

REPLICATES = 200


@lru_cache(maxsize=1)
def calibrated() -> Accepted | None:
    """The accepted vectors, if there are any."""
    return asked_for("accepted")


def vectors(scenario: Scenario) -> tuple[np.ndarray | None, int]:
    """Vectors that replicates of a scenario run under, and their number; none where nothing was calibrated."""
    found = calibrated()
    if found is None:
        return None, 0
    number = vectors_of(REPLICATES, len(found))
    return filled(found, scenario, number), number


def one_of(scenario: Scenario, replicate: int) -> Scenario:
    """The scenario with the parameters that a replicate of its ensemble has: it runs alone, bit for bit the same."""
    table, number = vectors(scenario)
    if table is None:
        return scenario
    chosen: dict[str, dict[str, float]] = {}
    for name, value in zip(PARAMETER_NAMES, table[replicate % number], strict=True):
        chosen.setdefault(PARAMETER_GROUP[name], {})[name] = float(value)
    return scenario.with_(parameters=chosen)
