"""Ensembles made by hand: what each measure says of them can be worked out on paper."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from netsustain.ensemble import Ensemble


def by_hand(months: int, replicates: int = 1, ended: list[str] | None = None, **columns) -> Ensemble:
    """An ensemble whose monthly columns are given: a number, a row of months, or (replicates × months)."""
    size = (replicates, months)
    series = {name: np.broadcast_to(np.asarray(given, dtype=float), size) for name, given in columns.items()}
    series.setdefault("alive", np.ones(size))
    frame = {
        "replicate": np.repeat(np.arange(replicates), months),
        "month": np.tile(np.arange(1, months + 1), replicates),
        **{name: values.ravel() for name, values in series.items()},
    }
    runs = pd.DataFrame(
        {
            "replicate": np.arange(replicates),
            "ended": ended or ["alive"] * replicates,
            "months_sustained": series["alive"].sum(axis=1),
            "failed": False,
        }
    )
    return Ensemble(None, 1, replicates, runs, pd.DataFrame(frame))


@pytest.fixture
def make() -> Callable[..., Ensemble]:
    """Makes an ensemble by hand."""
    return by_hand
