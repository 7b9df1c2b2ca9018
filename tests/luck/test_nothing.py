"""What changes nothing changes not a bit of a thousand replicates, and a comparison says so."""

import math

import pytest
from tests.luck.nothing import BASE, REPLICATES, SEED, Nothing, columns_that_differ, differences, nothings

from netsustain import simulate

SHORT = 100


def found(folder, replicates, parameters="default"):
    """Changes that did change something, and what."""
    told = {
        nothing.name: (columns_that_differ(nothing, replicates), differences(nothing, replicates, parameters))
        for nothing in nothings(folder)
    }
    assert len(told) > 20
    return {name: said for name, said in told.items() if any(said)}


def test_nothing_changes_nothing(tmp_path):
    assert found(tmp_path, SHORT) == {}


@pytest.mark.long
def test_nothing_changes_nothing_in_a_thousand_replicates(tmp_path):
    assert found(tmp_path, REPLICATES) == {}


def test_nothing_changes_nothing_under_accepted_vectors():
    same = Nothing("the same lever, written out", BASE, BASE.with_(levers={"platform": BASE.levers.platform}))
    assert differences(same, SHORT, "accepted") == {}


@pytest.mark.parametrize("replicates", [SHORT, pytest.param(REPLICATES, marks=pytest.mark.long)])
def test_what_is_kept_changes_no_run(replicates):
    """Runs with and without their months, on one core and on two, at once and in two parts."""
    runs = simulate(BASE, replicates, seed=SEED).runs
    assert runs.equals(simulate(BASE, replicates, seed=SEED, months=True, workers=2).runs)
    half = replicates // 2
    later = simulate(BASE, replicates - half, seed=SEED, first=half, workers=1).runs
    assert runs.iloc[half:].reset_index(drop=True).equals(later)


# ---- and something is noticed ------------------------------------------------------------------------------------


def test_the_last_bit_of_one_parameter_is_noticed():
    gain = BASE.parameters.trust.trust_gain
    nearly = BASE.with_(parameters={"trust": {"trust_gain": math.nextafter(gain, 1.0)}})
    assert "months.c2" in columns_that_differ(Nothing("nearly", BASE, nearly), 20)


def test_a_lever_with_an_effect_is_noticed():
    acting = Nothing("reviews", BASE, BASE.with_(levers={"platform": 0.0}))
    assert columns_that_differ(acting, 20)
    assert differences(acting, 20, "default")["p_tie"] < 1.0
