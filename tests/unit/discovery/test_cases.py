"""What evidence is: draws, runs of a draw that are alike, halves."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.unit.discovery.worlds import line

from netsustain.exploration.discovery.cases import Cases, design_effect, halves, share_interval
from netsustain.exploration.discovery.form import Event
from netsustain.exploration.discovery.happened import cases_of
from netsustain.health.intervals import wilson


def test_the_share_weighs_draws_by_their_runs():
    assert line([0, 1], [1, 3], [10, 5]).share == pytest.approx(4 / 15)


def test_single_runs_are_independent():
    assert design_effect(line([0, 1, 2], [1, 0, 1])) == 1.0


def test_runs_that_always_agree_count_once():
    """All ten runs of a draw alike: the variance of the share is that of two draws, ten times that of twenty runs."""
    # Two draws of ten: share 1/2, offs ±5, so 2/1 · (25 + 25) / 400 over 0.25 / 20 = 20: ten, and m / (m − 1) = 2.
    assert design_effect(line([0, 1], [10, 0], [10, 10])) == pytest.approx(20.0)


def test_many_draws_of_alike_runs_count_as_draws():
    generator = np.random.default_rng(1)
    happened = generator.random(4000) < 0.3
    effect = design_effect(line(np.arange(4000), 5.0 * happened, [5.0] * 4000))
    assert effect == pytest.approx(5.0, rel=0.001)


def test_runs_that_have_nothing_in_common_count_each():
    generator = np.random.default_rng(2)
    effect = design_effect(line(np.arange(4000), generator.binomial(5, 0.3, 4000), [5.0] * 4000))
    assert effect == pytest.approx(1.0, abs=0.1)


def test_where_all_have_the_event_each_draw_counts_once():
    assert design_effect(line([0, 1, 2], [4, 4, 4], [4, 4, 4])) == 4.0


def test_the_interval_is_wilsons_of_as_many_runs_as_they_are_worth():
    cases = line([0, 1, 2], [1, 0, 1])
    assert share_interval(cases) == pytest.approx([float(end) for end in wilson(2.0, 3.0)])
    assert np.isnan(share_interval(cases.where(np.zeros(3, dtype=bool)))).all()


def test_intervals_of_clustered_runs_cover():
    """Shares of draws from a beta distribution, eight runs each: about 95 % of intervals hold the mean."""
    generator = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        shares = stats.beta.rvs(1.0, 2.0, size=60, random_state=generator)
        low, high = share_interval(line(np.arange(60), generator.binomial(8, shares), [8.0] * 60))
        held += low <= 1 / 3 <= high
    assert 0.92 <= held / 400 <= 0.975


def test_halves_share_nothing_and_hang_on_the_seed():
    first, second = halves(11, 7)
    assert sorted([*first, *second]) == list(range(11))
    assert len(first) == 6
    assert list(halves(11, 7)[0]) == list(first)
    assert any(list(halves(11, seed)[0]) != list(first) for seed in range(8, 12))


def test_what_is_no_case_is_refused():
    with pytest.raises(ValueError, match="draw without runs"):
        line([0, 1], [0, 0], [1, 0])
    with pytest.raises(ValueError, match=r"expected \(draws, factors\)"):
        Cases(np.zeros(3), np.zeros(3), np.ones(3))


# ---- from rows --------------------------------------------------------------------------------------

ROWS = pd.DataFrame({
    "draw": [0, 0, 1, 1, 2, 2],
    "failed": [False, False, False, True, False, False],
    "ended": ["dissolved", "alive", "dissolved", "", "never_formed", "never_formed"],
    "dissolved": [1.0, 0.0, 1.0, np.nan, 0.0, 0.0],
    "months_sustained": [20.0, 120.0, 61.0, np.nan, 0.0, 0.0],
})  # fmt: skip
DESIGN = pd.DataFrame({"a": [0.1, 0.2, 0.3]})


def test_runs_that_failed_or_never_formed_a_network_do_not_count():
    cases, used = cases_of(ROWS, DESIGN, Event())
    assert list(used) == [0, 1]
    assert list(cases.events) == [1.0, 1.0]
    assert list(cases.runs) == [2.0, 1.0]
    assert list(cases.points[:, 0]) == [0.1, 0.2]


def test_an_event_can_be_a_value_beyond_a_limit():
    below, _ = cases_of(ROWS, DESIGN, Event(outcome="months_sustained", below=60))
    above, _ = cases_of(ROWS, DESIGN, Event(outcome="months_sustained", above=60))
    assert list(below.events) == [1.0, 0.0]
    assert list(above.events) == [1.0, 1.0]
