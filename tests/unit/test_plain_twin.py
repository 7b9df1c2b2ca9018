"""The plain Python model, which other tests look into, is the compiled model bit for bit."""

import numpy as np
import pytest

from netsustain import driver
from netsustain.ensemble import run_batch
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.storage import MONTHLY, RUN_COLUMNS


@pytest.mark.parametrize("name", ["demo_all", "school_mergers"])
def test_every_number_of_a_run_is_the_same(name, plain):
    scenario = load(name).until(26).with_(**{"network.recipe.members": 7})
    compiled = compile_scenario(scenario)
    batch = run_batch(compiled, 3, np.array([5], dtype="u8"), np.zeros((0, 0)), months=True)
    runs, months = np.zeros((1, len(RUN_COLUMNS))), np.zeros((1, 26, len(MONTHLY)))
    twin = plain.driver()
    assert twin is not driver.load()
    twin.ensemble(*compiled[:3], np.uint64(3), np.array([5], dtype="u8"), np.zeros((0, 0)), runs, months)
    assert batch.months.any()
    np.testing.assert_array_equal(months, batch.months)
    np.testing.assert_array_equal(runs, batch.runs)
