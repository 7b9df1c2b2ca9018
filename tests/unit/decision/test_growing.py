"""Comparisons that grow: made-up networks of known means, and the model's own rows."""

import numpy as np
import pandas as pd
import pytest

from netsustain.ensemble import simulate
from netsustain.exploration.comparison import compare
from netsustain.exploration.decision.growing import settle
from netsustain.exploration.decision.looks import widening
from netsustain.exploration.decision.verdicts import CHANCE, PARAMETERS, verdicts
from netsustain.scenario.reader import load


def _settled(names, simulate_, **options):
    given = {"worthwhile": 6.0, "at_most": 1600, "seed": 2, "parameters": "default"} | options
    found = settle(names, simulate=simulate_, **given)
    return found, verdicts(found.comparison.pairs, "a", 6.0)


@pytest.mark.parametrize(("gain", "verdict"), [(12, "better"), (-12, "worse"), (0.5, "no_difference")])
def test_clear_answers_come_at_the_first_look(named, made_up_runs, gain, verdict):
    found, said = _settled(named("ab"), made_up_runs({"a": 0, "b": gain}))
    assert said["b"].verdict == verdict
    assert found.comparison.replicates == 200
    assert list(found.looks["replicates"]) == [200]


def test_it_grows_until_the_answer_stands_and_makes_no_run_twice(named, made_up_runs):
    """2 months with a spread of 30 are told from 0 by the bound 2.41 · 30 / √N < 2, or from 6 by < 4: N > 326."""
    fake = made_up_runs({"a": 0, "b": 2.0}, own=30.0)
    found, said = _settled(named("ab"), fake)
    assert said["b"].verdict == "no_difference"
    assert list(found.looks["replicates"]) == [200, 400]
    assert fake.calls == [("a", 0, 200, True), ("b", 0, 200, True), ("a", 200, 200, False), ("b", 200, 200, False)]
    assert found.comparison.ensembles["b"].runs["replicate"].tolist() == list(range(400))


def test_too_few_runs_are_told_with_how_many_it_would_take(named, made_up_runs):
    found, said = _settled(named("ab"), made_up_runs({"a": 0, "b": 5.5}, own=60.0), at_most=200)
    assert (said["b"].verdict, said["b"].reason) == ("cannot_tell", CHANCE)
    assert found.comparison.replicates == 200
    row = found.comparison.row("b")
    # The nearer of 0 and the band's edge is reached first.
    room = max(row["gain"], 6 - row["gain"])
    assert said["b"].needed == pytest.approx(200 * ((row["gain"] - row["gain_low"]) / room) ** 2, rel=0.05)


def test_it_stops_at_once_where_parameters_hide_the_answer(named, made_up_runs, made_up):
    fake = made_up_runs({"a": 0, "b": 3.0}, unknown={"b": 15.0})
    found, said = _settled(named("ab"), fake, parameters="accepted", calibration=made_up.folder)
    assert (said["b"].verdict, said["b"].reason, said["b"].final) == ("cannot_tell", PARAMETERS, True)
    assert (found.comparison.replicates, found.comparison.vectors) == (200, 4)


def test_one_open_option_makes_all_grow(named, made_up_runs):
    found, said = _settled(named("abc"), made_up_runs({"a": 0, "b": 2.0, "c": 30.0}, own=30.0))
    assert {name: each.verdict for name, each in said.items()} == {"b": "no_difference", "c": "better"}
    assert [len(each.runs) for each in found.comparison.ensembles.values()] == [400, 400, 400]


def test_months_are_kept_of_the_first_round(named, made_up_runs):
    found, _ = _settled(named("ab"), made_up_runs({"a": 0, "b": 2.0}, own=30.0))
    assert set(found.comparison.ensembles["b"].months["replicate"]) == set(range(200))


def test_intervals_of_differences_are_wider_for_the_looks_and_nothing_else_is(named, made_up_runs):
    fake, names = made_up_runs({"a": 0, "b": 12.0}), named("ab")
    found, _ = _settled(names, fake)
    plain = compare(names, replicates=200, seed=2, parameters="default", simulate=fake)
    one, other = found.comparison.pairs.iloc[0], plain.pairs.iloc[0]
    assert found.comparison.looks == 4
    for end in ("low", "high"):
        half = other[end] - other["difference_months"]
        assert one[end] - one["difference_months"] == pytest.approx(widening(4) * half)
    assert found.comparison.row("b")["sustained_low"] == plain.row("b")["sustained_low"]
    assert plain.looks == 1


@pytest.fixture(scope="module")
def short():
    return {name: load(name).until(30) for name in ("demo_none", "demo_all")}


def test_rows_that_grew_are_those_of_one_big_run_bit_for_bit(short, made_up):
    comparison = settle(
        short, worthwhile=0.01, at_most=40, base=10, seed=3, calibration=made_up.folder
    ).comparison
    assert comparison.replicates > 10
    for name, scenario in short.items():
        whole = simulate(scenario, comparison.replicates, seed=3, vectors=comparison.parameters(name)).runs
        pd.testing.assert_frame_equal(comparison.ensembles[name].runs, whole)
    assert np.shape(comparison.parameters("demo_all"))[0] == comparison.vectors == 2
