"""A handover takes its days in the months in which it happens, to the last part of a month."""

import pytest

OCTOBER = 10


def a_month(tiny, leader, member, clock):
    """One month of leadership in which only events move leaders; returns the days that handovers took."""
    parameter = tiny.numbers(
        minimum_tenure=12, annual_window=1, window_month=OCTOBER, transfer_probability=0.0, vacancy_mean=3.0,
        vacancy_longest=12, learning_months=10, championing_spread=0.0, facilitation_mean=0.5, facilitation_spread=0.0,
        facilitation_trained=0.9, training_rate=0.1, readiness_rate=0.5, emergence_rate=0.0, retained_none=0.1,
        retained_overlap=0.7, handover_scale=2.0, handover_cost=4.0, anchoring_retains=0.5, core_seat_rate=0.0,
        acting_level=0.2, personal_share=0.6,
    )  # fmt: skip
    lever = tiny.numbers(core_leaders=1, succession_planning=0.0, handover_months=0.0, leadership_training=0.0)
    network = tiny.network(funded_share=1.0, leader_championing=0.6)
    tiny.rule("leadership").kernel(clock, tiny.luck, member, leader, tiny.ties([]), network, lever, parameter)
    return network.handover_days[0]


@pytest.mark.parametrize(
    ("ordered", "days"),
    [(2.5, [4.0, 4.0, 2.0, 0.0]), (1.0, [4.0, 0.0, 0.0, 0.0]), (0.5, [2.0, 0.0, 0.0, 0.0]), (0.0, [0.0] * 4)],
)
def test_days_come_month_by_month(ordered, days, tiny):
    member = tiny.members(2)
    leader = tiny.leaders(2, months_in_post=30, leaving=[1, 0], handover=[ordered, -1.0])
    taken = [a_month(tiny, leader, member, tiny.clock(month=month, season=3)) for month in range(2, 6)]
    assert taken == pytest.approx(days)


def test_two_handovers_under_way_take_days_together(tiny):
    member = tiny.members(3)
    leader = tiny.leaders(3, handover_left=[2.0, 0.5, 0.0])
    taken = [a_month(tiny, leader, member, tiny.clock(month=month)) for month in (2, 3, 4)]
    assert taken == pytest.approx([6.0, 4.0, 0.0])
