"""Step 3 by hand: grants, shortfall, reserve, surplus, own mobilisation."""

import numpy as np
import pytest

from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES


def income(tiny, month, *grants, ended=0, taper=0):
    network = tiny.network(grant_end_month=ended, grant_taper=taper)
    return tiny.rule("resources").grant_income(month, tiny.timeline(grants=list(grants)), network)


def test_a_grant_pays_from_its_first_to_its_last_month_and_no_longer(tiny):
    grant = [20.0, 1, 36, 0]
    assert [income(tiny, month, grant) for month in (1, 36, 37, 84)] == [20.0, 20.0, 0.0, 0.0]
    later = [5.0, 13, 24, 0]
    assert [income(tiny, month, grant, later) for month in (12, 13, 24, 25)] == [20.0, 25.0, 25.0, 20.0]


def test_a_taper_falls_in_equal_steps_to_nothing(tiny):
    # Three months of taper: 3/4, 2/4, 1/4 of the amount, then nothing.
    grant = [20.0, 1, 36, 3]
    assert [income(tiny, month, grant) for month in range(36, 41)] == [20.0, 15.0, 10.0, 5.0, 0.0]


def test_an_event_ends_every_grant_in_its_month(tiny):
    first, second = [20.0, 1, 36, 0], [8.0, 1, 12, 0]
    assert [income(tiny, month, first, second, ended=10) for month in (9, 10, 11)] == [28.0, 0.0, 0.0]
    # With a taper of one month: half, then nothing.
    assert [income(tiny, month, first, ended=10, taper=1) for month in (9, 10, 11)] == [20.0, 10.0, 0.0]
    # A grant that was over by then stays over, and one that had not begun never begins.
    assert income(tiny, 20, second, ended=20, taper=5) == 0.0
    assert [income(tiny, month, [8.0, 30, 40, 0], ended=10, taper=36) for month in (10, 30, 35)] == [
        0.0,
        0.0,
        0.0,
    ]


@pytest.mark.parametrize(
    ("available", "reserve", "paid", "after", "projects", "lapsed"),
    [
        # The need is 10 throughout; a reserve plan of 1/2; at most 2 months of need in reserve; room for 5.
        (6.0, 0.0, 6.0, 0.0, 0.0, 0.0),  # shortfall, nothing to bridge it
        (6.0, 3.0, 9.0, 0.0, 0.0, 0.0),  # partly bridged
        (6.0, 9.0, 10.0, 5.0, 0.0, 0.0),  # bridged
        (10.0, 3.0, 10.0, 3.0, 0.0, 0.0),  # to the point
        (16.0, 0.0, 10.0, 3.0, 3.0, 0.0),  # surplus 6: half saved, half into projects
        (16.0, 19.0, 10.0, 20.0, 5.0, 0.0),  # the reserve takes 1 more, projects the rest
        (30.0, 19.0, 10.0, 20.0, 5.0, 14.0),  # surplus 20: 1 saved, 5 into projects, 14 lapse
        (16.0, 25.0, 10.0, 25.0, 5.0, 1.0),  # a reserve above its limit is kept, not filled
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    ],
)
def test_settling_a_month(available, reserve, paid, after, projects, lapsed, tiny):
    network = tiny.network(reserve=reserve)
    parameter = tiny.numbers(reserve_longest=2.0, project_room=0.5)
    lever = tiny.numbers(reserve_plan=0.5)
    assert tiny.rule("resources").settle(available, 10.0, network, lever, parameter) == paid
    assert (network.reserve[0], network.project_days[0], network.lapsed_days[0]) == (after, projects, lapsed)


def weights(tiny, **given):
    numbers = {
        "overhead_lead": 4.0, "overhead_lead_member": 1.0, "overhead_pair": 0.5, "overhead_committee": 3.0,
        "overhead_committee_member": 2.0, "overhead_centre": 7.0, "overhead_centre_member": 0.5,
        "core_pair": 0.5, "travel_days": 0.0, "review_days": 4.0, "own_share": 0.25, "crowding_out": 0.0,
        "fundraising_ramp": 10.0, "income_volatility": 0.0, "international_chance": 0.5,
        "volume_public_private": 20.0, "volume_community": 20.0, "volume_human": 20.0, "volume_technology": 20.0,
        "volume_international": 20.0, "reserve_longest": 6.0, "project_room": 1.0,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def a_month(tiny, *, grants=(), area_office=0.0, network=None, doses=None, members=None, channel=None, month=1,
            **parameters):  # fmt: skip
    """Four members (an area office and three schools) with 10 days each, of which they gave .4 last month."""
    member = members or tiny.members(4, kind=[0, 1, 1, 1], own_resources=10.0, effort=0.4)
    channel = channel or tiny.channels(level=1.0, level_target=1.0)
    channel.planned[6] = area_office
    network = network or tiny.network(funded_share=1.0)
    given = dict.fromkeys(LEVER_NAMES, 0.0) | {"core_leaders": 1.0, **(doses or {})}
    timeline = tiny.timeline(grants=list(grants))
    vector = np.array([given[name] for name in LEVER_NAMES])
    tiny.rule("resources").kernel(
        tiny.clock(month=month), tiny.luck, member, channel, network, tiny.numbers(**given),
        weights(tiny, **parameters), timeline, vector,
    )  # fmt: skip
    return network, channel


def test_a_month_of_four_members_that_falls_short(tiny):
    network, _ = a_month(tiny, area_office=1.0)
    # need: lead organisation 4 + 4 members = 8; own: a quarter of 4 * 10 * .4 = 4; area office 1
    assert network.need_days[0] == pytest.approx(8.0)
    assert network.own_income[0] == pytest.approx(4.0)
    assert network.income[0] == pytest.approx(1.0)
    assert network.funded_share[0] == pytest.approx(5 / 8)


@pytest.mark.parametrize(("mode", "need"), [(0, 4 + 4), (1, 0.5 * 6), (2, 3 + 8), (3, 7 + 2)])
def test_overhead_of_the_four_modes_of_governance(mode, need, tiny):
    network, _ = a_month(tiny, doses={"governance_mode": mode})
    assert network.need_days[0] == pytest.approx(need)


def test_what_is_done_must_be_paid(tiny):
    base = a_month(tiny)[0].need_days[0]
    # 3 core leaders are 3 pairs; a review every 6 months costs 4 / 6 a month
    assert a_month(tiny, doses={"core_leaders": 3})[0].need_days[0] == pytest.approx(base + 1.5)
    assert a_month(tiny, doses={"review_every": 6})[0].need_days[0] == pytest.approx(base + 4 / 6)
    cost = LEVER_COSTS["platform"]
    network, _ = a_month(tiny, doses={"platform": 0.5})
    # Money is paid from the same pool at the price of a staff-day (1000 here).
    days = 0.5 * (cost.days + 4 * cost.days_per_member + cost.money / 1000)
    assert network.need_days[0] == pytest.approx(base + days)
    assert network.money[0] == pytest.approx(0.5 * cost.money * network.funded_share[0])


def test_travel_is_paid_for_meetings_face_to_face_but_not_in_a_crisis(tiny):
    member = tiny.members(4, kind=[0, 1, 1, 1], own_resources=10.0, remoteness=[0, 0, 0.5, 1.0])
    doses = {"meeting_frequency": 2.0, "face_to_face_share": 0.5}
    needs = [
        a_month(
            tiny, members=member, doses=doses, travel_days=days, network=tiny.network(crisis_months=crisis)
        )
        for days, crisis in [(0.0, 0), (0.4, 0), (0.4, 1)]
    ]
    free, paid, crisis = [network.need_days[0] for network, _ in needs]
    assert paid - free == pytest.approx(0.4 * 2.0 * 0.5 * 1.5)
    assert crisis == pytest.approx(free)


@pytest.mark.parametrize(
    ("grant", "short", "lent"),
    [
        (0.0, 9.0, 4.0),  # a quarter of the 16 days they give
        (0.0, 3.0, 3.0),  # no more than what is short
        (10.0, 9.0, 2.0),  # a grant of 10 crowds out a fifth of itself
        (30.0, 9.0, 0.0),  # never less than nothing
        (0.0, -5.0, 0.0),  # a surplus needs no loan
    ],
)
def test_members_lend_what_is_short_less_what_a_grant_crowds_out(grant, short, lent, tiny):
    parameter = tiny.numbers(own_share=0.25, crowding_out=0.2)
    assert tiny.rule("resources").lent(16.0, grant, short, parameter) == pytest.approx(lent)


def test_a_cut_is_at_once_or_step_by_step(tiny):
    channel = tiny.channels(level=1.0, level_target=0.4, level_step=0.2)
    levels = [a_month(tiny, area_office=10.0, channel=channel)[0].income[0] for _ in range(4)]
    assert levels == pytest.approx([8.0, 6.0, 4.0, 4.0])


def test_the_area_office_pays_only_while_it_takes_part(tiny):
    member = tiny.members(4, kind=[0, 1, 1, 1], status=[2, 0, 0, 0], own_resources=10.0, effort=0.4)
    assert a_month(tiny, area_office=10.0, members=member)[0].income[0] == 0.0


def test_a_channel_builds_up_with_fundraising(tiny):
    network = tiny.network(funded_share=1.0, reputation=0.5)
    network, channel = a_month(tiny, network=network, doses={"fundraising_public_private": 1.0})
    # stock 0 + (1 - 0) / 10; volume 20 * reputation .5 for 20 members, so 4 / 20 of that; no volatility
    assert channel.stock[1] == pytest.approx(0.1)
    assert channel.income[1] == pytest.approx(0.1 * 20 * 0.5 * 4 / 20)
    # An unfunded network raises no funds.
    _, idle = a_month(tiny, network=tiny.network(reputation=0.5), doses={"fundraising_public_private": 1.0})
    assert idle.stock[1] == 0.0


def test_concentration_and_self_reliance(tiny):
    # A year's income of 6 from the grant, 2 from the community, 2 of the members' own: (36 + 4 + 4) / 100
    channel = tiny.channels(income_year=[6, 0, 2, 0, 0, 0, 0])
    assert tiny.rule("resources").concentration(channel, 2.0) == pytest.approx((0.44, 0.4))
    assert tiny.rule("resources").concentration(tiny.channels(), 0.0) == (1.0, 0.0)


def test_without_members_nothing_is_needed_and_income_lapses(tiny):
    member = tiny.members(4, status=2, own_resources=10.0)
    network, _ = a_month(tiny, members=member, grants=[[10, 1, 36, 0]])
    assert (network.need_days[0], network.lapsed_days[0], network.funded_share[0]) == (0.0, 10.0, 1.0)
