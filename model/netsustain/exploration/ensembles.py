"""What explorations need of runs: an ensemble, and what makes one. Anything of this shape will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import pandas as pd

Progress = Callable[[int, int], None]
"""Called with the runs done and the runs in all."""


class EnsembleLike(Protocol):
    """What a comparison needs of an ensemble: its runs, and its monthly series if they were kept."""

    @property
    def scenario(self) -> Any:
        """What was run."""

    @property
    def runs(self) -> pd.DataFrame:
        """A row a replicate."""

    @property
    def months(self) -> pd.DataFrame | None:
        """A row a replicate and month."""


class Simulate(Protocol):
    """Signature of ``netsustain.simulate``; ``vectors`` and ``first`` only where they are needed."""

    def __call__(
        self,
        scenario: Any,
        *,
        replicates: int,
        seed: int,
        months: bool,
        workers: int | None,
        progress: Progress | None,
        vectors: np.ndarray | None = ...,
        first: int = ...,
    ) -> EnsembleLike: ...
