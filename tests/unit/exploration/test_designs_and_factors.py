"""What is varied, from where to where, and how the draws cover it."""

import numpy as np
import pytest

from netsustain.exploration import outcomes
from netsustain.exploration.designs import METHODS, unit_points
from netsustain.exploration.factors import FactorError, factor_of
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.scenario import load
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.paths import number_at


@pytest.fixture(scope="module")
def scenario():
    return load("demo_none")


# ---- designs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_design_is_its_seed(method):
    points = unit_points(method, 50, 3, 1)
    assert points.shape == (50, 3)
    assert ((points >= 0) & (points < 1)).all()
    np.testing.assert_array_equal(points, unit_points(method, 50, 3, 1))
    assert (points != unit_points(method, 50, 3, 2)).any()


def test_a_latin_hypercube_has_one_draw_in_every_slice():
    points = unit_points("latin_hypercube", 40, 4, 3)
    for factor in range(4):
        assert sorted(np.floor(points[:, factor] * 40).astype(int)) == list(range(40))


# ---- factors --------------------------------------------------------------------------------------


def test_a_parameter_has_its_plausible_range(scenario):
    factor = factor_of("personal_share", None, [scenario])
    assert (factor.low, factor.high, factor.whole) == (0.3, 0.9, False)
    assert PARAMETER_NAMES[factor.parameter] == "personal_share"
    assert factor.values(np.array([0.0, 0.5, 1.0])).tolist() == pytest.approx([0.3, 0.6, 0.9])


def test_a_path_to_a_parameter_is_that_parameter(scenario):
    by_path = factor_of("parameters.trust.personal_share", (0.4, 0.5), [scenario])
    assert by_path.parameter == factor_of("personal_share", None, [scenario]).parameter
    assert by_path.name == "parameters.trust.personal_share"


@pytest.mark.parametrize(
    "path", ["levers.meeting_frequency", "network.initial.trust", "staff_day_price", "events.1.budget.level"]
)
def test_any_number_of_a_scenario_is_reached_by_its_path(scenario, path):
    factor = factor_of(path, (0.4, 0.5) if path != "staff_day_price" else None, [scenario])
    assert factor.parameter is None
    drawn = float(factor.values(np.array([0.25]))[0])
    assert number_at(scenario.with_(**{factor.path: drawn}), path).value == drawn


def test_whole_numbers_are_drawn_whole_and_alike_often(scenario):
    factor = factor_of("levers.core_leaders", (1, 3), [scenario])
    values, counts = np.unique(factor.values(np.linspace(0, 1, 301)), return_counts=True)
    assert values.tolist() == [1, 2, 3]
    assert counts.min() >= 100
    assert factor_of("months", (60, 120), [scenario]).whole
    assert factor_of("annual_window", None, [scenario]).whole


@pytest.mark.parametrize(
    ("name", "span", "part", "words"),
    [
        ("personal_share", (0.5, 1.5), "to", "got 1.5, expected a number from 0 to 1"),
        ("personal_share", (-1, 0.5), "from", "got -1, expected a number from 0 to 1"),
        ("platform", None, "[key]", "type levers.platform"),
        ("levers.governance_mode", (0, 3), "[key]", "write a scenario for each choice"),
        ("months", None, "", "got no range"),
        ("nothing.of.the.kind", None, "[key]", "leads to no number in demo_none"),
    ],
)
def test_what_cannot_be_varied_is_told(scenario, name, span, part, words):
    with pytest.raises(FactorError) as caught:
        factor_of(name, span, [scenario])
    assert caught.value.part == part
    assert words in str(caught.value)


def test_every_scenario_must_have_the_number(scenario):
    with pytest.raises(FactorError, match="in baseline"):
        factor_of("events.1.budget.level", (0.2, 0.8), [scenario, load("baseline")])


# ---- outcomes -------------------------------------------------------------------------------------


def test_every_column_of_the_runs_is_an_outcome(scenario):
    """A new column of the runs table is one line in outcomes.py."""
    from netsustain.ensemble import simulate

    runs = simulate(scenario.until(6), 2, seed=1).runs
    derived = {"alive", "dissolved", "completed", "cost"}
    assert set(OUTCOMES) - derived == set(runs.columns) - {"replicate", "failed", "failure"}
    for name, outcome in OUTCOMES.items():
        if name not in derived:
            assert outcome.text == (runs[name].dtype.kind not in "iuf"), name


def test_no_parameter_has_the_name_of_another_column():
    assert not {*OUTCOMES, "scenario", "draw", "replicate", "failed", "failure"} & set(PARAMETER_NAMES)
    assert set(outcomes.DEFAULT) <= set(OUTCOMES)


def test_every_number_has_a_name_for_readers():
    from netsustain.messages import LANGUAGES, has, section_texts

    for lang in LANGUAGES:
        for name in outcomes.numbers_of(tuple(OUTCOMES)):
            assert has(f"conditions.{name}") or f"outcome_{name}" in section_texts("experiment", lang), name
