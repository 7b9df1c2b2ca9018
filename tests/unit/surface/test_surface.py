"""The surface on outcomes that are known: what it must find exactly, and how it says what it cannot know."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netsustain.exploration.surface import fitting
from netsustain.exploration.surface.exploring import explore
from netsustain.exploration.surface.features import BENDS, Basis
from netsustain.exploration.surface.running import NoRunsError, Sampled, curve_months
from netsustain.exploration.surface.surface import Estimate, falling
from netsustain.health.ignorance import components
from netsustain.health.intervals import wilson
from netsustain.health.series import CONDITIONS

FLAT = Basis((0.0, 0.0), (1.0, 1.0), (0.0, 0.0))


def sampled(function, *, points=60, lucks=32, vectors=8, noise=0.0, seed=1):
    """Outcomes that are a function of the setting, plus noise of their own in every run."""
    generator = np.random.default_rng(seed)
    places = np.concatenate([[[0.2, 0.2]], generator.random((points, 2))])
    truth = function(places)[:, None, None]
    values = truth + noise * generator.normal(size=(len(places), lucks, 1))
    vector = np.arange(lucks) % vectors
    return Sampled(places, ("it",), values, vector, vectors, (3,), 0, 0, completes=False)


# ---- values and differences -----------------------------------------------------------------------


def test_an_additive_lever_is_found_and_common_luck_drops_out_of_the_difference(surface):
    own = surface.at(surface.own)
    moved = surface.own.copy()
    moved[0] = 1.0
    reading = surface.at(moved)
    gained = 6 * (1.0 - surface.own[0])
    assert reading.gain.value == pytest.approx(gained, abs=0.05)
    assert reading.gain.low == pytest.approx(gained, abs=0.3)
    assert reading.gain.high == pytest.approx(gained, abs=0.3)
    assert reading.months.high - reading.months.low > 3 * (reading.gain.high - reading.gain.low)
    assert own.months.low < own.months.value < own.months.high


def test_nothing_moved_is_no_difference_and_no_doubt_about_it(surface):
    reading = surface.at(surface.own)
    assert reading.gain.numbers == (0.0,) * 5
    assert reading.gain_at_end.numbers == (0.0,) * 5


def test_the_own_point_says_what_the_scenario_ran(surface):
    assert surface.at(surface.own).months.value == pytest.approx(surface.direct[0], abs=0.05)


def test_a_lever_that_does_nothing_changes_nothing(surface):
    moved = surface.own.copy()
    moved[1] = 1.0
    assert surface.at(moved).gain.value == pytest.approx(0, abs=0.05)


def test_a_setting_outside_its_range_is_refused(surface):
    with pytest.raises(ValueError, match=r"platform: got 1\.5, expected a number from 0 to 1"):
        surface.at(np.array([1.5, *surface.own[1:]]))


@pytest.mark.parametrize("bend", BENDS)
def test_a_bent_scale_goes_from_end_to_end(bend):
    basis = Basis((2.0,), (6.0,), (bend,))
    scaled = basis.scaled(np.array([[2.0], [3.0], [4.0], [6.0]]))[:, 0]
    assert scaled[[0, -1]] == pytest.approx([-1, 1])
    assert np.all(np.diff(scaled) > 0)
    assert (scaled[2] > 1e-9) == (bend > 0)


def test_terms_by_hand():
    basis = dataclasses.replace(FLAT, degree=3)
    assert basis.of(np.array([1.0, 0.25]))[0] == pytest.approx([1, 1, -0.5, 1, -0.5, 0.25, 1, -0.125])
    assert [dataclasses.replace(FLAT, degree=each).terms for each in (1, 2, 3)] == [3, 6, 8]


# ---- how wrong interpolation is -------------------------------------------------------------------


def test_a_quadratic_is_not_missed():
    fitted = fitting.fit(sampled(lambda at: 3 + at[:, 0] - 2 * at[:, 0] * at[:, 1] + at[:, 1] ** 2), FLAT)
    assert fitted.basis.degree >= 2
    assert fitted.errors.misfit[0] < 0.03 * fitted.errors.spread[0]


def test_chance_in_a_point_does_not_count_as_misfit():
    found = fitting.fit(sampled(lambda at: at[:, 0], noise=3.0, points=200), FLAT).errors
    assert found.raw[0] == pytest.approx(3 / np.sqrt(32), rel=0.25)
    assert found.misfit[0] < 0.4 * found.raw[0]


def test_what_no_polynomial_follows_is_owned_up_to():
    rough = sampled(lambda at: 5.0 * (np.sin(25 * at[:, 0]) > 0), points=200)
    fitted = fitting.fit(rough, FLAT)
    fresh = np.random.default_rng(9).random((2000, 2))
    wrong = fitted.basis.of(fresh) @ fitted.coefficients[0] - 5.0 * (np.sin(25 * fresh[:, 0]) > 0)
    assert fitted.errors.misfit[0] == pytest.approx(np.sqrt(np.mean(wrong**2)), rel=0.2)


def test_leaving_one_out_is_leaving_one_out():
    runs = sampled(lambda at: np.exp(at[:, 0]) * at[:, 1], noise=0.5, points=30)
    left = fitting._left_out(fitting.smooth(FLAT, runs.settings).hat, runs.values)[7, :, 0]
    weights = np.ones(31)
    weights[[0, 7]] = fitting.OWN_WEIGHT, 0.0
    terms = FLAT.of(runs.settings)
    pull = np.diag(np.where(np.arange(6) < 3, 1e-9, fitting.PULL))
    weighted = terms.T * weights
    without = np.linalg.solve(weighted @ terms + pull, weighted @ runs.values[..., 0])
    assert left == pytest.approx(runs.values[7, :, 0] - terms[7] @ without)


# ---- chance and ignorance -------------------------------------------------------------------------


def test_the_interval_has_the_parts_of_an_analysis_of_variance(simulated):
    """At any setting the parts are those of the lucks' own surfaces there."""
    fitted, terms = simulated.fitted, np.array([1.0, *np.linspace(-0.5, 0.7, simulated.fitted.basis.terms - 1)])
    generator, lucks = np.random.default_rng(2), 40
    vector = np.arange(lucks) % 8
    each = generator.normal(size=(1, len(terms), lucks)) + generator.normal(size=(1, len(terms), 8))[:, :, vector]
    within, between, a_vector, repeats = fitting._spread(each, vector, 8)
    there = terms @ each[0]
    parts = components(there[:, None], np.ones((lucks, 1)), vector)
    assert terms @ within[0] @ terms == pytest.approx(parts.chance[0])
    assert a_vector == pytest.approx(5)
    assert repeats == pytest.approx(parts.repeats[0])
    surface = dataclasses.replace(
        simulated, vectors=8, fitted=dataclasses.replace(fitted, a_vector=a_vector, repeats=repeats)
    )
    squares = surface._ignorance(
        np.array([terms @ within[0] @ terms]), np.array([terms @ between[0] @ terms])
    )
    assert squares[0] == pytest.approx(surface.freedom() ** 2 * parts.allowed[0] * (1 + repeats), rel=1e-3)


def test_without_a_calibration_there_is_chance_alone(surface):
    alone = dataclasses.replace(surface, vectors=0)
    months = alone.at(alone.own).months
    assert (months.low, months.high) == (months.low_chance, months.high_chance)
    assert surface.at(surface.own).months.high >= surface.at(surface.own).months.high_chance


# ---- what is possible -----------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_shares_lie_between_none_and_all_and_never_rise(simulated, shares):
    setting = np.array([each.snapped(share) for each, share in zip(simulated.sliders, shares, strict=True)])
    reading = simulated.at(setting)
    table = np.array([each.numbers for each in reading.curve])
    assert table.min() >= 0
    assert table.max() <= 1
    assert np.all(np.diff(table, axis=0) <= 0)
    assert 0 <= reading.months.low <= reading.months.value <= reading.months.high <= simulated.horizon
    assert all(0 <= each.low <= each.value <= each.high <= 1 for each in reading.conditions)


def test_networks_that_all_end_alike_prove_no_certainty(surface):
    """In the third month all 40 networks live: Wilson's interval of 40 of 40 begins at .912."""
    alive = surface.at(surface.own).curve[0]
    assert alive.value == pytest.approx(1, abs=1e-6)
    assert alive.low_chance == pytest.approx(wilson(40, 40)[0], abs=0.01)


def test_a_curve_that_rises_by_error_is_held_down():
    ups = [Estimate(value, value - 0.1, value + 0.1, value, value) for value in (0.9, 0.5, 0.7, 0.4)]
    assert [each.value for each in falling(ups)] == [0.9, 0.5, 0.5, 0.4]


def test_the_curve_holds_every_third_month_and_the_last():
    assert curve_months(12) == (3, 6, 9, 12)
    assert curve_months(10) == (3, 6, 9, 10)
    assert curve_months(1) == (1,)


# ---- runs that do not count -----------------------------------------------------------------------


def _table(ended):
    ends = np.array(ended)
    return pd.DataFrame(
        {"months_sustained": 10.0, "ended": ends, "end_month": 11.0, "failed": False, "cost_per_live_month": 1.0}
        | dict.fromkeys(CONDITIONS, 0.5)
    )


def test_a_luck_without_a_network_somewhere_is_left_out_everywhere(scenario):
    def run(chosen, *, replicates, **_):
        first = "never_formed" if chosen.levers.platform > 0.5 else "dissolved"
        return _table([first] + ["dissolved"] * (replicates - 1))

    found = explore(scenario, levers=["platform"], replicates=12, run=run)
    assert (found.lucks, found.dropped) == (11, 1)


def test_no_network_at_all_is_an_error_that_says_so(scenario):
    with pytest.raises(NoRunsError, match="fewer than 2 networks"):
        explore(scenario, levers=["platform"], replicates=8, run=lambda *_, **__: _table(["never_formed"] * 8))
