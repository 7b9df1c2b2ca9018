"""Golden digests: the bits of the runs and months of some shipped scenarios.

They change only with the model's results. ``python -m tests.regression.regenerate`` prints what moved, in numbers
a person can judge, and writes the new digests; a changelog entry that moves results is marked **Results**.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from netsustain.ensemble import run_batch
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.storage import MONTHLY, RUN_COLUMNS

GOLDEN = Path(__file__).with_name("digests.json")
SCENARIOS = (
    "baseline", "case_chiang_mai", "contributions_game", "credit_scandal", "demo_all", "demo_none", "dominant_member",
    "double_shock", "form_virtual_community", "goal_completed", "governance_shared", "grant_taper_self_reliance",
    "newcomers", "programme_grant", "resources_five_channels", "school_mergers",
)  # fmt: skip
REPLICATES, SEED = 4, 1
TOLD = (
    "months_sustained",
    "live_months",
    "cost_days",
    "sustained_value",
    "outcome_index_end",
    "mean_trust_end",
)
"""Means shown to a person beside the digests."""


def bits(array: np.ndarray) -> str:
    """Digest of the bits of every number; the sign of a zero and the payload of a NaN do not count."""
    plain = np.where(np.isnan(array), np.nan, array + 0.0)
    return hashlib.sha256(np.ascontiguousarray(plain, dtype="<f8").tobytes()).hexdigest()


def record(name: str) -> dict[str, object]:
    """Digests of four replicates over the full horizon, and some means of them."""
    compiled = compile_scenario(load(name))
    replicates = np.arange(REPLICATES, dtype=np.uint64)
    batch = run_batch(compiled, SEED, replicates, np.zeros((0, 0)), months=True)
    means = {column: round(float(batch.runs[:, RUN_COLUMNS.index(column)].mean()), 4) for column in TOLD}
    return {"runs": bits(batch.runs), "months": bits(batch.months), "means": means}


def columns() -> dict[str, list[str]]:
    """What the digests are taken of: another order or another column is another digest."""
    return {"runs": list(RUN_COLUMNS), "months": list(MONTHLY)}


def golden() -> dict[str, dict]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_the_columns_are_those_of_the_digests():
    assert golden()["columns"] == columns()
    assert set(golden()["scenarios"]) == set(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_bits_of_a_scenario(name):
    expected = golden()["scenarios"][name]
    assert record(name) == expected, "if this is meant: python -m tests.regression.regenerate"
