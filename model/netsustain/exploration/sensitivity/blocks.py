"""Results by block, row and luck; blocks in which anything is missing are left out whole and counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netsustain.health.intervals import Floats

DUST = 1e-12
"""Relative to the size of the numbers: differences below are rounding, not variation."""


@dataclass(frozen=True)
class Blocks:
    """One outcome of a design in blocks."""

    values: Floats
    """(blocks × rows × lucks), all finite."""
    kept: np.ndarray
    """Numbers of the blocks that are in ``values``."""
    dropped: int
    """Blocks with a run that failed, or whose outcome is no number: half a block would be another design."""

    @property
    def number(self) -> int:
        """Blocks that count."""
        return len(self.values)

    @property
    def constant(self) -> bool:
        """True if the outcome never differs, whatever the factors and the luck."""
        if self.number == 0:
            return False
        size = float(np.abs(self.values).max())
        return float(np.ptp(self.values)) <= DUST * size


def blocks_of(values: Floats, rows: int) -> Blocks:
    """Blocks of a table of results.

    Parameters
    ----------
    values
        (design rows × lucks), in the order of the design; NaN where a run failed or says nothing.
    rows
        Design rows a block.

    Raises
    ------
    ValueError
        If the rows are no whole number of blocks.
    """
    total, lucks = values.shape
    if total % rows:
        raise ValueError(f"values: got {total} rows, expected whole blocks of {rows}")
    shaped = values.reshape(total // rows, rows, lucks)
    sound = np.isfinite(shaped).all(axis=(1, 2))
    return Blocks(shaped[sound], np.flatnonzero(sound), int((~sound).sum()))
