"""A part of a branch that can travel: the compiled branches, and the parameter vectors of its replicates.

Every replicate is burnt in and branched by whoever has the part, so no state has to travel, and a part that was lost is
simply sent again.
"""

from __future__ import annotations

import threading
from functools import partial

import numpy as np
import pandas as pd

from netsustain.exploration.branches import running
from netsustain.exploration.branches.form import Branches
from netsustain.exploration.branches.rows import rows_of
from netsustain.exploration.elsewhere import Job
from netsustain.health.intervals import Floats

_LOADING = threading.Lock()


def job(branches: Branches, first: int, last: int, vectors: Floats | None) -> Job:
    """What makes the rows of replicates ``first`` .. ``last - 1``, anywhere; ``vectors`` as in :func:`rows_of`."""
    _ = branches.compiled, branches.burn_ins  # kept in the object: made here, whose files policies may name
    return partial(_rows, branches, first, last, None if vectors is None else _own(vectors, first, last))


def _own(vectors: Floats, first: int, last: int) -> Floats:
    """The vectors of these replicates alone: replicate k still finds its own in row k modulo their number."""
    picked = vectors[np.arange(first, last) % len(vectors)]
    return np.roll(picked, first % len(picked), axis=0)


def _rows(branches: Branches, first: int, last: int, vectors: Floats | None) -> pd.DataFrame:
    with _LOADING:  # once, before there are two threads
        running.load()
    return rows_of(branches, first, last, vectors)
