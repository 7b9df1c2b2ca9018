"""Every invariant holds in every month of every shipped scenario; ``make test-long`` looks at a second luck."""

import pytest
from tests.invariants.catalogue import watched

from netsustain.scenario import load
from netsustain.scenario.resolve import shipped_names

SHORT = 36
"""Months of the short form; networks that end before go on being watched."""


@pytest.mark.parametrize("name", shipped_names())
def test_every_invariant_holds_for_three_years(name):
    scenario = load(name)
    watched(scenario.until(min(SHORT, scenario.months)), SHORT + 6)


@pytest.mark.slow
@pytest.mark.parametrize("replicate", [1, pytest.param(2, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", shipped_names())
def test_every_invariant_holds_to_the_horizon_and_beyond(name, replicate):
    scenario = load(name)
    watched(scenario, scenario.months + 6, seed=2, replicate=replicate)
