"""PRIM on worlds worked out by hand, planted boxes, and pure noise."""

import numpy as np
import pytest
from scipy import stats
from tests.unit.discovery.worlds import line, noise_only, planted

from netsustain.exploration.discovery.box import LOWER, UPPER, Box, measures
from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.peeling import Move, pastes, peel
from netsustain.exploration.discovery.prim import Rules, find_box, find_boxes, pasted, peeled
from netsustain.exploration.discovery.regions import regions
from netsustain.exploration.discovery.reproducible import reproduced
from netsustain.exploration.discovery.significance import at_least, quasi_ps, without_luck

ANYWHERE = Box.everything(1)


# ---- by hand ----------------------------------------------------------------------------------------


def test_a_slice_is_cut_where_the_event_is_rarest():
    """Ten draws, the event in the upper five: a tenth of nine gaps ends midway between the first and the second."""
    cases = line(range(10), [0] * 5 + [1] * 5)
    assert peel(ANYWHERE, cases, 0.1, 1) == Move(0, LOWER, 0.5)


def test_the_whole_way_by_hand():
    """Five draws at 0.2 each: 1/2, 5/8 and so on, until only events are left."""
    steps = peeled(line(range(8), [0, 0, 0, 0, 1, 1, 1, 1]), Rules(alpha=0.1, least_mass=0.1))
    densities = [measures(step.box, line(range(8), [0, 0, 0, 0, 1, 1, 1, 1])).density for step in steps]
    assert densities == pytest.approx([4 / 8, 4 / 7, 4 / 6, 4 / 5, 1.0])
    assert [step.box.limits[LOWER, 0] for step in steps[1:]] == [0.5, 1.5, 2.5, 3.5]


def test_a_factor_of_whole_numbers_loses_a_whole_value_at_a_time():
    cases = line([1, 1, 1, 2, 2, 3, 3, 3], [0, 0, 0, 1, 1, 1, 1, 1])
    assert peel(ANYWHERE, cases, 0.05, 1) == Move(0, LOWER, 1.5)


def test_no_slice_leaves_fewer_runs_than_wanted():
    assert peel(ANYWHERE, line(range(4), [0, 0, 1, 1]), 0.1, 4) is None
    assert peel(ANYWHERE, line([2, 2, 2], [0, 1, 1]), 0.1, 1) is None


def test_a_thick_slice_has_no_advantage():
    """Cutting one run gains (7/9 − 7/10) / 1; cutting five gains more in all, but (5/5 − 7/10) / 5 a run."""
    points = np.column_stack([np.arange(10.0), [0] * 5 + [1] * 5])
    cases = Cases(points, np.array([0, 1, 1, 0, 0, 1, 1, 1, 1, 1.0]), np.ones(10))
    assert peel(Box.everything(2), cases, 0.05, 1) == Move(0, LOWER, 0.5)


def test_ties_go_to_what_is_restricted_already():
    points = np.column_stack([np.arange(6.0), np.arange(6.0)])
    cases = Cases(points, np.array([0, 0, 0, 1, 1, 1.0]), np.ones(6))
    assert peel(Box.everything(2), cases, 0.1, 1) == Move(0, LOWER, 0.5)
    assert peel(Box.everything(2).moved(1, LOWER, 0.5), cases, 0.1, 1) == Move(1, LOWER, 1.5)


def test_runs_weigh_not_draws():
    """The draw at 0 has one run of five without the event; that at 5 has none of one."""
    cases = line(range(6), [4, 0, 1, 1, 1, 0], [5, 1, 1, 1, 1, 1])
    assert peel(ANYWHERE, cases, 0.1, 1).side == UPPER


def test_a_paste_lets_the_nearest_draws_back_in():
    cases = line(range(10), [0] * 5 + [1] * 5)
    tight = ANYWHERE.moved(0, LOWER, 6.5)
    assert pastes(tight, cases, 0.1) == [Move(0, LOWER, 5.5)]
    assert [step.box.limits[LOWER, 0] for step in pasted(tight, cases, Rules(alpha=0.1))] == [5.5, 4.5]


def test_a_paste_of_all_that_is_left_frees_the_factor():
    cases = line([0, 1, 2, 3], [1, 1, 1, 1])
    assert pastes(ANYWHERE.moved(0, UPPER, 2.5), cases, 0.5) == [Move(0, UPPER, np.inf)]


def test_measures_by_hand():
    box = ANYWHERE.moved(0, LOWER, 1.5)
    found = measures(box, line(range(5), [2, 0, 1, 2, 2], [2, 2, 2, 2, 2]))
    assert (found.density, found.coverage, found.mass, found.draws) == (5 / 6, 5 / 7, 0.6, 3)
    assert found.strength == pytest.approx(np.sqrt(0.6) * (5 / 6 - 0.7) / np.sqrt(0.7 * 0.3))


# ---- significance -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("events", "runs", "share"), [(3, 10, 0.2), (10, 10, 0.5), (1, 7, 0.9)])
def test_the_tail_is_binomial(events, runs, share):
    assert at_least(events, runs, share) == pytest.approx(stats.binom.sf(events - 1, runs, share), rel=1e-10)


def test_a_quasi_p_value_by_hand():
    """Inside: 4 of 4. Without the restriction: 4 of 8. So (1/2)⁴."""
    box = ANYWHERE.moved(0, LOWER, 3.5)
    assert quasi_ps(box, line(range(8), [0] * 4 + [1] * 4)) == pytest.approx({0: 1 / 16})


def test_runs_that_always_agree_are_no_evidence_of_their_own():
    box = ANYWHERE.moved(0, LOWER, 3.5)
    single = line(range(8), [0] * 4 + [1] * 4)
    alike = line(range(8), [0] * 4 + [9] * 4, [9.0] * 8)
    assert quasi_ps(box, alike)[0] >= quasi_ps(box, single)[0]


def test_a_restriction_that_does_nothing_is_dropped():
    cases = planted()
    box = Box.everything(8).moved(0, LOWER, 0.6).moved(1, UPPER, 0.5).moved(5, UPPER, 0.9)
    assert without_luck(box, cases, 0.05).restricted == (0, 1)


# ---- planted boxes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_planted_box_is_found_in_single_runs(seed):
    box = find_box(planted(seed=seed), Rules()).box
    assert box.edges == ((0, LOWER), (1, UPPER), (2, LOWER))
    assert box.limits[LOWER, 0] == pytest.approx(0.6, abs=0.05)
    assert box.limits[UPPER, 1] == pytest.approx(0.5, abs=0.05)
    assert box.limits[LOWER, 2] == 1.5


def test_two_planted_boxes_are_found_one_after_the_other():
    generator = np.random.default_rng(8)
    points = generator.random((4000, 4))
    one, other = points[:, 0] > 0.75, (points[:, 1] > 0.6) & (points[:, 2] < 0.5)
    happened = generator.random(4000) < np.where(one, 0.95, np.where(other, 0.8, 0.1))
    cases = Cases(points, happened.astype(float), np.ones(4000))
    first, second = list(find_boxes(cases, Rules(boxes=2)))
    assert first.box.edges == ((0, LOWER),)
    assert first.box.limits[LOWER, 0] == pytest.approx(0.75, abs=0.03)
    assert second.box.edges == ((1, LOWER), (2, UPPER))
    np.testing.assert_allclose([second.box.limits[LOWER, 1], second.box.limits[UPPER, 2]], [0.6, 0.5], atol=0.05)


def test_a_wanted_density_gives_the_largest_box_that_has_it():
    cases = planted(inside=0.95)
    wide = measures(find_box(cases, Rules(density=0.4)).box, cases)
    narrow = measures(find_box(cases, Rules(density=0.9)).box, cases)
    assert wide.density >= 0.4
    assert narrow.density >= 0.9
    assert wide.coverage > narrow.coverage + 0.2


def test_shares_of_runs_are_the_same_as_the_runs():
    """A draw of four runs, or four draws at the same point: the same box."""
    cases = planted(draws=500, runs=4)
    points = np.repeat(cases.points, 4, axis=0)
    events = (np.tile(np.arange(4), 500) < np.repeat(cases.events, 4)).astype(float)
    apart = Cases(points, events, np.ones(2000))
    for one, other in zip(peeled(cases, Rules())[:15], peeled(apart, Rules())[:15], strict=True):
        first, second = measures(one.box, cases), measures(other.box, apart)
        assert first.density == pytest.approx(second.density, abs=0.02)


def test_the_same_cases_give_the_same_boxes():
    first, second = (find_box(planted(), Rules()) for _ in range(2))
    np.testing.assert_array_equal(first.box.limits, second.box.limits)
    assert len(first.steps) == len(second.steps)


def test_the_order_of_draws_does_not_matter():
    cases = planted()
    order = np.random.default_rng(1).permutation(len(cases))
    np.testing.assert_array_equal(find_box(cases, Rules()).box.limits, find_box(cases.where(order), Rules()).box.limits)


def test_an_event_that_always_or_never_happens_has_no_box():
    for happened in (0, 1):
        assert list(find_boxes(line(range(50), [happened] * 50), Rules())) == []


# ---- out of sample ----------------------------------------------------------------------------------


def test_a_planted_box_holds_on_draws_held_out():
    first, *_ = regions(planted(draws=3000), Rules(), seed=1)
    assert first.holds
    assert first.low <= first.held.density <= first.high
    assert first.held.density == pytest.approx(0.8, abs=0.1)
    assert all(p < 0.05 for _, p in first.factor_p.values())


def test_nothing_holds_in_pure_noise():
    """Forty worlds of noise: boxes hold in about one of twenty, though the search flatters all."""
    found = [regions(noise_only(draws=400, seed=seed), Rules(), seed=1) for seed in range(40)]
    held = sum(any(region.holds for region in each) for each in found)
    assert held <= 6  # binomial(40, 0.05) exceeds 6 with chance 0.002; seeds are fixed
    flattered = [region for each in found for region in each if region.box.restricted]
    if flattered:
        assert np.mean([region.searched.density - region.held.density for region in flattered]) > 0.05


def test_other_draws_would_give_the_planted_box_again():
    shares = reproduced(planted(draws=3000, inside=0.95), Rules(), seed=1, times=8)
    assert shares[LOWER, 0] >= 0.75
    assert shares[UPPER, 1] >= 0.75
    assert shares[LOWER, 2] >= 0.75
    assert shares[:, 3:].max() <= 0.25


def test_a_box_that_is_denser_by_chance_does_not_hold():
    """With no condition dropped every search of noise ends in a box; half of them are denser held out by chance."""
    rules = Rules(level=np.inf, boxes=1)
    found = [regions(noise_only(draws=300, seed=seed), rules, seed=1)[0] for seed in range(40)]
    assert all(region.box.restricted for region in found)
    assert sum(region.held.density > region.base for region in found) > 10
    assert sum(region.holds for region in found) <= 6
