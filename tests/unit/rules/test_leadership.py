"""Step 2 by hand: transfers, handover, vacancies, seats of the core group."""

import math

import numpy as np
import pytest

OCTOBER = 10


def weights(tiny, **given):
    numbers = {
        "minimum_tenure": 12, "annual_window": 1, "window_month": OCTOBER, "transfer_probability": 1.0,
        "vacancy_mean": 3.0, "vacancy_longest": 12, "learning_months": 10, "championing_spread": 0.0,
        "facilitation_mean": 0.5, "facilitation_spread": 0.0, "facilitation_trained": 0.9, "training_rate": 0.1,
        "readiness_rate": 0.5, "emergence_rate": 0.0, "retained_none": 0.1, "retained_overlap": 0.7,
        "handover_scale": 2.0, "handover_cost": 4.0, "anchoring_retains": 0.5, "core_seat_rate": 0.0,
        "acting_level": 0.2, "personal_share": 0.6,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def levers(tiny, **given):
    doses = {
        "core_leaders": 1,
        "succession_planning": 0.0,
        "handover_months": 0.0,
        "leadership_training": 0.0,
    }
    return tiny.numbers(**{**doses, **given})


def a_month(tiny, leader, tie=None, member=None, network=None, clock=None, doses=None, **parameters):
    """One month of leadership; returns what changed."""
    count = leader.core.size
    member = member or tiny.members(count)
    tie = tie or tiny.ties([])
    network = network or tiny.network(funded_share=1.0, leader_championing=0.6)
    tiny.rule("leadership").kernel(
        clock or tiny.clock(season=OCTOBER), tiny.luck, member, leader, tie, network,
        levers(tiny, **(doses or {})), weights(tiny, **parameters),
    )  # fmt: skip
    return member, leader, tie, network


@pytest.mark.parametrize(("months", "kept"), [(0, 0.1), (2, 0.1 + 0.6 * (1 - math.exp(-1))), (2000, 0.7)])
def test_share_of_personal_trust_that_a_handover_keeps(months, kept, tiny):
    assert tiny.rule("leadership").retained(months, 0.1, 0.7, 2.0) == pytest.approx(kept)


def test_a_transfer_takes_the_personal_part_of_every_tie_of_the_post(tiny):
    leader = tiny.leaders(3, months_in_post=[30, 5, 5])
    tie = tiny.ties([(0, 1), (1, 2)], trust=0.5)
    _, leader, tie, network = a_month(tiny, leader, tie)
    # Only leader 0 has been there for 12 months: kappa = .1 on its tie, in both directions.
    assert tie.personal_ab.tolist() == pytest.approx([0.05, 0.5])
    assert tie.personal_ba.tolist() == pytest.approx([0.05, 0.5])
    assert tie.trust_ab.tolist() == pytest.approx([0.6 * 0.05 + 0.4 * 0.5, 0.5])
    assert network.transfers[0] == 1


def test_both_ends_moving_multiply(tiny):
    leader = tiny.leaders(2, months_in_post=30)
    tie = tiny.ties([(0, 1)], trust=0.5)
    # Anchoring .4 adds .5 * .4 to what is kept: (.1 + .2) squared.
    network = tiny.network(funded_share=1.0, leader_championing=0.6, anchoring=0.4)
    a_month(tiny, leader, tie, network=network)
    assert tie.personal_ab[0] == pytest.approx(0.5 * 0.3 * 0.3)
    assert tie.institutional_ab[0] == 0.5


def test_a_transfer_lifts_nothing_above_a_ceiling(tiny):
    tie = tiny.ties([(0, 1)], trust=0.9, ceiling_ab=0.3)
    a_month(tiny, tiny.leaders(2, months_in_post=[30, 5]), tie)
    assert tie.trust_ab[0] == pytest.approx(0.3)
    assert tie.trust_ba[0] == pytest.approx(0.6 * 0.09 + 0.4 * 0.9)


def test_handover_fills_the_post_at_once_and_costs_days(tiny):
    leader = tiny.leaders(1, months_in_post=30, competence=0.9)
    _, leader, _, network = a_month(tiny, leader, doses={"handover_months": 2.0})
    assert (leader.vacancy[0], leader.months_in_post[0]) == (0.0, 0.0)
    assert leader.competence[0] == pytest.approx(0.5 * (1 - math.exp(-1)))
    # Two months of it: four days in each.
    assert network.handover_days[0] == pytest.approx(4.0)
    assert leader.handover_left[0] == pytest.approx(1.0)


def test_an_unfunded_handover_is_no_handover(tiny):
    network = tiny.network(funded_share=0.0, leader_championing=0.6)
    leader = tiny.leaders(1, months_in_post=30)
    _, _, _, network = a_month(tiny, leader, network=network, doses={"handover_months": 2.0})
    assert network.handover_days[0] == 0.0


def test_a_vacancy_runs_out_month_by_month(tiny, fixed_luck):
    # u = e^-1: -ln u * 3 = 3 months
    fixed_luck("leadership", 0.5, math.exp(-1), 0.5, 0.5)
    leader = tiny.leaders(1, months_in_post=30, core=1)
    _, leader, _, network = a_month(tiny, leader)
    assert (leader.vacancy[0], leader.core[0], network.vacant_share[0]) == (3.0, 0, 1.0)
    assert leader.level[0] == 0.2
    vacancies = []
    for month in range(3, 6):
        a_month(tiny, leader, clock=tiny.clock(month=month))
        vacancies.append(leader.vacancy[0])
    assert vacancies == [2.0, 1.0, 0.0]
    assert (leader.months_in_post[0], leader.appointed_month[0]) == (0.0, 5)


def test_a_ready_successor_shortens_the_vacancy(tiny, fixed_luck):
    fixed_luck("leadership", 0.5, math.exp(-1), 0.5, 0.5)
    leader = tiny.leaders(1, months_in_post=30, readiness=1.0)
    a_month(tiny, leader, doses={"succession_planning": 1.0})
    # 3 months times (1 - .8)
    assert leader.vacancy[0] == 1.0


def test_nobody_moves_outside_the_window_or_before_the_minimum_tenure(tiny):
    for clock, tenure in [(tiny.clock(season=9), 30), (tiny.clock(season=OCTOBER), 10)]:
        leader = tiny.leaders(1, months_in_post=tenure)
        _, leader, _, network = a_month(tiny, leader, clock=clock)
        assert (leader.months_in_post[0], network.transfers[0]) == (tenure + 1, 0)


def test_without_an_annual_window_a_twelfth_moves_each_month(tiny):
    leaves = tiny.rule("leadership").leaves
    parameter = weights(tiny, annual_window=0, transfer_probability=0.24)
    assert leaves(tiny.clock(season=3), 12.0, 0.019, parameter)
    assert not leaves(tiny.clock(season=3), 12.0, 0.021, parameter)
    assert not leaves(tiny.clock(season=3), 11.0, 0.0, parameter)


def test_an_event_moves_a_leader_in_any_month_with_its_own_handover(tiny):
    leader = tiny.leaders(2, months_in_post=3, leaving=[1, 0], handover=[2.0, -1.0])
    tie = tiny.ties([(0, 1)], trust=0.5)
    a_month(tiny, leader, tie, clock=tiny.clock(season=3))
    assert tie.personal_ab[0] == pytest.approx(0.5 * (0.1 + 0.6 * (1 - math.exp(-1))))
    assert leader.leaving.tolist() == [0, 0]


def test_learning_training_and_readiness(tiny):
    leader = tiny.leaders(2, months_in_post=3, competence=0.5, facilitation=0.5, experienced=[0, 1])
    a_month(tiny, leader, clock=tiny.clock(), doses={"leadership_training": 1.0, "succession_planning": 0.8})
    # pace 1 and 2, each 1.5 times with training, over 10 months: .5 + .5 * .15 and .5 + .5 * .3
    assert leader.competence.tolist() == pytest.approx([0.575, 0.65])
    assert leader.facilitation.tolist() == pytest.approx([0.54, 0.54])  # + .1 * (.9 - .5)
    assert leader.readiness.tolist() == pytest.approx([0.4, 0.4])  # + .5 * (.8 - 0)


def test_loss_at_one_exit_is_one_share_of_the_core_group(tiny):
    """With k leaders the network loses 1/k of what a full group does, less what acting leaders do."""
    for k in (1, 2, 4):
        full = tiny.leaders(
            4, core=[1] * k + [0] * (4 - k), competence=1.0, championing=1.0, facilitation=1.0
        )
        network = tiny.network(funded_share=1.0)
        parameter, doses = weights(tiny), levers(tiny, core_leaders=k)
        measure = tiny.rule("leadership").measure
        measure(tiny.members(4), full, network, doses, parameter)
        assert network.leadership[0] == pytest.approx(1.0)
        full.core[0] = 0
        measure(tiny.members(4), full, network, doses, parameter)
        assert network.leadership[0] == pytest.approx(1.0 - 0.8 / k)


def test_a_seat_is_filled_by_the_strongest_and_given_up_by_the_weakest(tiny):
    member = tiny.members(3)
    leader = tiny.leaders(3, championing=[0.2, 0.9, 0.5], competence=1.0)
    network = tiny.network(funded_share=1.0)
    fill = tiny.rule("leadership").fill_core
    doses = {"core_leaders": 2, "succession_planning": 1.0}
    for core in ([0, 1, 0], [0, 1, 1], [0, 1, 1]):  # one seat a month
        fill(tiny.clock(), tiny.luck, member, leader, network, levers(tiny, **doses), weights(tiny))
        assert leader.core.tolist() == core
    doses["core_leaders"] = 1
    fill(tiny.clock(), tiny.luck, member, leader, network, levers(tiny, **doses), weights(tiny))
    assert leader.core.tolist() == [0, 1, 0]


def test_who_left_leaves_the_core_group(tiny):
    leader = tiny.leaders(2, core=1, months_in_post=3)
    member = tiny.members(2, status=[0, 2])
    a_month(tiny, leader, member=member, clock=tiny.clock())
    assert leader.core.tolist() == [1, 0]
    assert np.array_equal(leader.months_in_post, [4.0, 3.0])
