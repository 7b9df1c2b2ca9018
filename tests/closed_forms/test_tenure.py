"""Transfers, tenures and vacancies against the renewal processes they are; fixed seeds.

``standard_errors`` is how far a mean may lie from what is expected (see ``FALSE_ALARM`` in ``tests/conftest.py``).
Without a compiler fewer replicates are run, and means are allowed to lie as much further.
"""

import math

import numpy as np
import pytest
from tests.closed_forms.networks import share
from tests.worlds import World, many, small

POSTS = 20


def moving(minimum, vacancy, chance=0.25, **leadership):
    """Twenty posts without a tie, whose leaders move by the annual window alone; month 1 is the window."""
    return small(
        POSTS, 60, **{"network.recipe": {"mean_degree": 0, "hub_share": 0}},
        parameters={
            "leadership": {"minimum_tenure": minimum, "vacancy_mean": vacancy, "transfer_probability": chance,
                           "vacancy_longest": 60, **leadership},
            "membership": {"exit_rate": 0, "recruit_rate": 0, "dormant_below": 0, "formation_rate": 0},
        },
    )  # fmt: skip


def missed(minimum, vacancy):
    """Windows a post misses on average after it changed hands: those before eligibility, and one for a vacancy."""
    years = int((minimum + 11) / 12)
    return max(years - 1, 0) + (math.exp(-0.5 / vacancy) if vacancy > 0 else 0.0)


@pytest.mark.parametrize(("minimum", "vacancy"), [(12, 0), (12, 3), (24, 0), (36, 2)])
def test_turnover_under_annual_windows(minimum, vacancy, standard_errors):
    """A post changes hands every P + 1/p years on average, where P is the number of windows missed.

    With 12 months' eligibility and short vacancies that is some 20 % a year for p = .25 (evidence K6).
    """
    scenario, rate = moving(minimum, vacancy), 1.0 / (missed(minimum, vacancy) + 4.0)
    replicates = many(200, 6)
    years = np.zeros((replicates, 4))
    for replicate in range(replicates):
        transfers = [now.net("transfers") for now in World(scenario, replicate=replicate).months(48)]
        years[replicate] = np.diff([0, *transfers[11::12]])
    # Posts are independent, and at most one leader of a post moves a year.
    error = math.sqrt(rate * (1 - rate) / (POSTS * replicates))
    for year in range(1, 4):
        assert abs(years[:, year].mean() / POSTS - rate) < standard_errors * error, f"year {year + 1}"


def test_tenure_under_annual_windows_is_geometric(near):
    """Without vacancies: of those in post, p (1 - p)^k survived k windows, at the start as after years."""
    scenario = moving(12, 0)
    for month, replicates in ((0, many(100, 60)), (48, many(100, 6))):
        tenures = tenures_after(scenario, month, replicates)
        for k in (0, 1, 2, 4):
            share(near, f"{k} windows survived, month {month}", np.round((tenures - 11.5) / 12) == k, 0.25 * 0.75**k)


def tenures_after(scenario, month, replicates):
    """Months in post of all leaders after so many months."""
    tenures = []
    for replicate in range(replicates):
        world = World(scenario, replicate=replicate)
        for _ in range(month):
            world.step()
        tenures.append(world.now()["leader.months_in_post"])
    return np.concatenate(tenures)


def test_tenure_with_two_years_of_eligibility_after_years(near):
    """Nobody moves at the first window: 1/(1 + 1/p) = .2 survived none, .2 one, and .2 (1 - p)^(k - 1) k."""
    tenures = tenures_after(moving(24, 0), 72, many(100, 5))
    for k, expected in enumerate((0.2, 0.2, 0.15, 0.1125)):
        share(near, f"{k} windows survived", np.round((tenures - 11.5) / 12) == k, expected)


def test_tenure_with_two_years_of_eligibility_at_the_start(near):
    tenures = tenures_after(moving(24, 0), 0, 100)
    for k, expected in enumerate((0.2, 0.2, 0.15, 0.1125)):
        share(near, f"{k} windows survived", np.round((tenures - 11.5) / 12) == k, expected)


def test_tenures_at_the_start_are_those_of_any_september():
    """Month 1 is October, the window; months in post at the end of a September are 11, 23, 35, ..."""
    scenario = moving(12, 0)
    assert set(tenures_after(scenario, 60, 2) % 12) == {11.0}
    assert set(tenures_after(scenario, 0, 2) % 12) == {11.0}


def test_an_appointment_is_dated_as_long_ago_as_the_leader_is_in_post():
    """At the start as after years: month of appointment + months in post = this month."""
    world = World(moving(12, 0))
    for month in (0, 13):
        while world.month < month:
            world.step()
        now = world.now()
        np.testing.assert_array_equal(now["leader.appointed_month"] + now["leader.months_in_post"], month)


def test_a_vacancy_costs_a_year_of_eligibility(near):
    """Where all move as soon as they may, posts filled at once turn over every year and others every second.

    So just before a window the former are 11 months in post, a share q / (q + 2 (1 - q)) of all, q = 1 - e^(-.5/mean).
    """
    filled = 1.0 - math.exp(-0.5 / 3.0)
    in_post = tenures_after(moving(12, 3, chance=1.0), 0, many(100, 60))
    share(near, "moves again at once", in_post == 11, filled / (filled + 2.0 * (1.0 - filled)))
    assert (in_post < 23).all()


def test_a_vacancy_is_under_way_at_the_start_as_often_as_after_years(near):
    """Half a year after the window, with vacancies of up to 11 months."""
    scenario = moving(12, 8, vacancy_longest=11).with_(start="2027-04")
    for month in (0, 48):
        vacant = []
        for replicate in range(many(200, 20)):
            world = World(scenario, replicate=replicate)
            while world.month < month:
                world.step()
            vacant.append(world.now()["leader.vacancy"] > 0)
        # A post changes hands at 1 / (missed + 1/p) of the windows; in March, 5 months on, v > 5 is still vacant.
        expected = math.exp(-5.5 / 8.0) / (missed(12, 8) + 4.0)
        share(near, f"vacant in month {month}", np.concatenate(vacant), expected)


@pytest.mark.parametrize("month", [0, 60])
def test_tenures_where_leaders_move_in_any_month(month, near):
    """Waiting, vacant and eligible posts in the shares of the renewal process: M - 1, E[vacancy], 12 / p."""
    scenario = moving(12, 4, annual_window=0, vacancy_longest=24)
    posts = []
    for replicate in range(many(200, 10)):
        world = World(scenario, replicate=replicate)
        while world.month < month:
            world.step()
        posts.append(np.stack([world.now()["leader.vacancy"], world.now()["leader.months_in_post"]]))
    vacancy, tenure = np.concatenate(posts, axis=1)
    vacant = np.exp(-(np.arange(1, 25) - 0.5) / 4.0).sum()
    cycle = vacant + 11 + 48
    share(near, "vacant", vacancy > 0, vacant / cycle)
    share(near, "not yet eligible", (vacancy == 0) & (tenure < 11), 11 / cycle)
    share(near, "five years or more", (vacancy == 0) & (tenure >= 60), 48 * (1 - 1 / 48) ** 49 / cycle)


@pytest.mark.parametrize("mean", [3.0, 8.0])
def test_vacant_posts_are_turnover_times_the_length_of_a_vacancy(mean, standard_errors):
    """Share of posts vacant, averaged over whole years: rate x E[vacancy] / 12.

    A vacancy lasts -ln(u) x mean months, rounded, and here less than a year, so that it costs one window at most.
    A mean of 3 months leaves 5 % of the posts vacant (evidence K6).
    """
    longest = 11
    scenario = moving(12, mean, vacancy_longest=longest)
    rate = 1.0 / (missed(12, mean) + 4.0)
    expected = rate * np.exp(-(np.arange(1, longest + 1) - 0.5) / mean).sum() / 12
    shares = []
    for replicate in range(many(150, 12)):
        history = [now["leader.vacancy"] > 0 for now in World(scenario, replicate=replicate).months(48)]
        shares.append(np.mean(history))
    error = np.std(shares, ddof=1) / math.sqrt(len(shares))
    assert abs(np.mean(shares) - expected) < standard_errors * error
