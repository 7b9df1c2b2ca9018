"""Replicate k ran under parameter vector k modulo their number: what differs between vectors is ignorance."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.summaries import Summaries
from netsustain.health.series import CONDITIONS
from netsustain.health.survival import survival_curve, vector_of

HORIZON, VECTORS, REPLICATES = 100, 4, 40


@pytest.fixture
def runs() -> pd.DataFrame:
    """Networks that last 20, 40, 60 or 80 months by the vector they ran under, and by nothing else."""
    kept = 20.0 * (1 + np.arange(REPLICATES) % VECTORS)
    return pd.DataFrame({
        "replicate": range(REPLICATES), "months_sustained": kept, "ended": "dissolved", "end_month": kept + 1,
        "cause": "c5", "trigger": "budget", "live_months": kept, "active_share_end": 0.5, "cost_days": kept,
        "cost_money": 0.0, "sustained_value": kept, "progress": 0.5, "outcome_index": 0.5, "failed": False,
        **dict.fromkeys(CONDITIONS, 0.5),
    })  # fmt: skip


def test_vectors_go_round(runs: pd.DataFrame) -> None:
    assert vector_of(runs, VECTORS).tolist() == [0, 1, 2, 3] * (REPLICATES // VECTORS)
    assert vector_of(runs.iloc[7:10], VECTORS).tolist() == [3, 0, 1], "by the replicate's number, not by its place"


def test_what_only_vectors_decide_is_all_ignorance(runs: pd.DataFrame) -> None:
    found = Summaries({"a": runs}, HORIZON, seed=1, vectors=VECTORS).estimates["sustained"]
    assert found.value[0] == pytest.approx(50)
    assert found.ignorance_share[0] == pytest.approx(1)
    assert found.low[0] < found.low_chance[0] < 50 < found.high_chance[0] < found.high[0]


def test_a_curve_is_split_like_the_mean(runs: pd.DataFrame) -> None:
    curve = survival_curve(runs, HORIZON, VECTORS).set_index("month")
    assert curve.loc[50, "alive"] == pytest.approx(0.5)
    assert curve.loc[50, "alive_ignorance"] == pytest.approx(1)
    assert curve.loc[50, "alive_low"] < curve.loc[50, "alive_low_chance"]
