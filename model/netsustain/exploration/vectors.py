"""Which parameter vectors a comparison runs its replicates under."""

from __future__ import annotations

from pathlib import Path

from netsustain.calibration.accepted import Accepted, accepted

REPLICATES_A_VECTOR = 4
"""Fewest replicates of an accepted vector. With 200 replicates, 50 vectors of 4 estimate the variance between
vectors better than 100 of 2 as long as it is below that within (docs/decisions/0010-chance-and-ignorance.md)."""
PARAMETERS = ("accepted", "default")
"""Accepted vectors, one a replicate, or each scenario's own parameters."""


class ParametersError(ValueError):
    """No such choice of parameters; says what there is."""


def asked_for(parameters: str, folder: Path | None = None) -> Accepted | None:
    """The accepted vectors if they are asked for and there are any.

    Raises
    ------
    ParametersError
        If ``parameters`` is none of ``PARAMETERS``.
    CalibrationError
        If the accepted vectors cannot be read.
    """
    if parameters not in PARAMETERS:
        raise ParametersError(f"parameters: got {parameters!r}, expected {' or '.join(PARAMETERS)}")
    return accepted(folder) if parameters == "accepted" else None


def vectors_of(replicates: int, number: int) -> int:
    """Accepted vectors, of ``number``, to spread replicates over: two at least, if each then has two."""
    return max(1, min(number, max(replicates // REPLICATES_A_VECTOR, 2), replicates // 2))
