"""Step 10 by hand: leaving, resting, returning, joining; how ties fade and form."""

import math

import numpy as np
import pytest

ACTIVE, DORMANT, LEFT, EXPECTED = range(4)


@pytest.mark.parametrize(
    ("pairs", "formal", "age", "hazard"),
    [
        ([(0, 1)], 0, 0.0, 0.2),  # a bridge
        ([(0, 1), (0, 2), (1, 2)], 0, 0.0, 0.2 * math.exp(-0.5)),  # one common partner
        # Four common partners count as three.
        ([(0, 1)] + [(end, other) for other in range(2, 6) for end in (0, 1)], 0, 0.0, 0.2 * math.exp(-1.5)),
        ([(0, 1), (0, 2), (1, 2)], 1, 0.0, 0.2 * math.exp(-0.5 - 2.0)),  # and an agreement
        ([(0, 1)], 0, 36.0, 0.2 * 4.0**-0.5),  # three years old: (1 + 3)^-1/2
        ([(0, 1), (0, 2), (1, 3)], 0, 0.0, 0.2),  # partners, but none in common
    ],
)
def test_hazard_of_a_tie_without_contact(pairs, formal, age, hazard, tiny):
    tie = tiny.ties(pairs, formal=[formal] + [0] * (len(pairs) - 1), age=age)
    parameter = tiny.numbers(decay_hazard=0.2, embedding=0.5, formality=2.0, decay_ageing=0.5)
    neighbour = tiny.neighbours(6, pairs)
    got = tiny.rule("membership").fading(0, tiny.members(6), tie, neighbour, parameter)
    assert got == pytest.approx(hazard)


def test_only_ties_without_contact_and_of_those_who_left_go(tiny, fixed_luck):
    fixed_luck("membership", 0.19, 0.5, 0.5, 0.5)
    pairs = [(0, 1), (1, 2), (2, 3), (0, 3)]
    # Little trusted, so that contact alone can be what keeps a tie.
    tie = tiny.ties(pairs, contact=[1, 0, 0, 1], formal=[0, 0, 1, 0], trust=0.1)
    member = tiny.members(5, status=[ACTIVE, ACTIVE, ACTIVE, DORMANT, LEFT])
    parameter = tiny.numbers(
        decay_hazard=0.2, embedding=0.0, formality=2.0, decay_ageing=0.0, partner_choice=0.0, newcomer_trust=0.4
    )
    keep = np.ones(4, dtype=bool)
    fade = tiny.rule("membership").fade_ties
    arguments = (tiny.clock(), tiny.luck, member, tie, tiny.neighbours(5, pairs), parameter, 4, keep)
    assert fade(*arguments) == 1
    assert keep.tolist() == [True, False, True, True]
    member.status[0] = LEFT
    keep[:] = True
    assert fade(*arguments) == 3
    assert keep.tolist() == [False, False, True, False]


def test_a_partner_trusted_less_than_a_newcomer_is_dropped_by_choice(tiny, fixed_luck):
    """Chance .2 (1 - lower trust / .4): .1 where one side trusts .2, .05 at .3, none from .4 on; contact or not."""
    pairs = [(0, 1), (1, 2), (2, 3), (0, 3)]
    for luck, kept in ((0.049, [False, False, True, False]), (0.051, [False, True, True, False]), (0.11, [True] * 4)):
        fixed_luck("membership", 0.9, luck, 0.5, 0.5)
        tie = tiny.ties(pairs, contact=[1, 1, 0, 0], trust_ab=[0.9, 0.3, 0.4, 0.2], trust_ba=[0.2, 0.3, 0.9, 0.9])
        parameter = tiny.numbers(
            decay_hazard=0.2, embedding=0.0, formality=2.0, decay_ageing=0.0, partner_choice=0.2, newcomer_trust=0.4
        )
        keep = np.ones(4, dtype=bool)
        dropped = tiny.rule("membership").fade_ties(
            tiny.clock(), tiny.luck, tiny.members(4), tie, tiny.neighbours(4, pairs), parameter, 4, keep
        )
        assert keep.tolist() == kept
        assert dropped == kept.count(False)


def weights(tiny, **given):
    numbers = {
        "dormant_below": 0.06, "return_rate": 0.0, "comeback_rate": 0.0, "patience": 3, "exit_rate": 0.5,
        "exit_slope": 0.0, "alone_benefit": 1.0,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def a_month(tiny, member, network=None, **parameters):
    network = network or tiny.network(reputation=1.0)
    rule = tiny.rule("membership")
    rule.exits(tiny.clock(), tiny.luck, member, network, weights(tiny, **parameters), member.status.size)
    return member, network


def test_feeling(tiny):
    # value + (trust - .5) + (norm - .5) - fatigue; without partners trust counts as .3
    member = tiny.members(2, value=0.2, trust=0.6, fatigue=0.1, partners=[1.0, 0.0])
    feeling = tiny.rule("membership").feeling
    assert feeling(0, member, 0.8) == pytest.approx(0.2 + 0.1 + 0.3 - 0.1)
    assert feeling(1, member, 0.8) == pytest.approx(0.2 - 0.2 + 0.3 - 0.1)


def test_patience_of_three_bad_months(tiny, fixed_luck):
    # Slope 0: once patience is over the chance is 2 * .5 * 1/2 = .5, and this member's luck .4 is below it.
    fixed_luck("membership", 0.4, 0.9, 0.9, 0.9)
    member = tiny.members(1, value=-0.3, trust=0.5, partners=1.0, effort=0.3, effort_1=0.3, effort_2=0.3)
    bad = []
    for _ in range(3):
        _, network = a_month(tiny, member)
        bad.append((int(member.bad_months[0]), int(member.status[0])))
    # norm 1: u = -.3 + 0 + .5 > 0, so nothing is bad yet
    assert bad == [(0, ACTIVE)] * 3
    member.value[0] = -0.6
    bad = []
    for _ in range(3):
        _, network = a_month(tiny, member)
        bad.append((int(member.bad_months[0]), int(member.status[0])))
    assert bad == [(1, ACTIVE), (2, ACTIVE), (0, LEFT)]
    assert (network.left[0], member.effort[0], member.effort_2[0]) == (1.0, 0.0, 0.0)


def test_one_good_month_begins_the_count_anew(tiny, fixed_luck):
    fixed_luck("membership", 0.4, 0.9, 0.9, 0.9)
    member = tiny.members(1, value=0.0, trust=0.5, partners=1.0, effort=0.3, effort_1=0.3, bad_months=2)
    a_month(tiny, member)
    assert (member.bad_months[0], member.status[0]) == (0, ACTIVE)


def test_the_worse_it_feels_the_more_leave(tiny, fixed_luck):
    # u = -1 and slope 2: 2 * .2 * logistic(2) = .352; u = -.1: 2 * .2 * logistic(.2) = .220
    for luck, left in [(0.34, [True, False]), (0.36, [False, False]), (0.21, [True, True])]:
        fixed_luck("membership", luck, 0.9, 0.9, 0.9)
        member = tiny.members(
            2,
            value=[-1.5, -0.6],
            trust=0.5,
            partners=1.0,
            bad_months=9,
            effort=0.3,
            effort_1=0.3,
            effort_2=0.3,
        )
        a_month(tiny, member, exit_rate=0.2, exit_slope=2.0)
        assert (member.status == LEFT).tolist() == left


def test_who_gave_hardly_anything_for_three_months_rests(tiny):
    # Means .05, .07 and, for one that joined two months ago, .05
    member = tiny.members(
        3, effort=[0.0, 0.06, 0.0], effort_1=[0.05, 0.07, 0.05], effort_2=[0.1, 0.08, 0.1], value=1.0,
        rounds=[3.0, 3.0, 2.0],
    )  # fmt: skip
    a_month(tiny, member)
    assert member.status.tolist() == [DORMANT, ACTIVE, ACTIVE]


def test_a_member_at_rest_returns_when_it_hears_and_is_not_tired(tiny, fixed_luck):
    # Chance 1 * informed .8 * norm .75 * (1 - fatigue .5) = .3
    for luck, status in [(0.29, ACTIVE), (0.31, DORMANT)]:
        fixed_luck("membership", 0.9, luck, 0.9, 0.9)
        member = tiny.members(
            4, status=[DORMANT, 0, 0, 0], value=1.0, informed=0.8, fatigue=0.5, effort=[0, 0.5, 0.5, 0.5]
        )
        a_month(tiny, member, return_rate=1.0)
        assert member.status[0] == status


def test_members_that_left_come_back_by_standing_and_norm(tiny, fixed_luck):
    # .9 * norm 2/3 * reputation .5 = .3; the one that is only expected is no part of the norm
    for luck, joined in [(0.29, 1.0), (0.31, 0.0)]:
        fixed_luck("membership", 0.9, 0.9, luck, 0.9)
        member = tiny.members(4, status=[LEFT, 0, 0, EXPECTED], bad_months=1, value=1.0, effort=0.5, alone=0.7)
        _, network = a_month(tiny, member, network=tiny.network(reputation=0.5), comeback_rate=0.9)
        assert network.joined[0] == joined
        assert member.status[3] == EXPECTED
        assert member.reference[0] == (0.7 if joined else 0.0)


def test_new_ties_close_triangles_or_go_to_a_place_on_the_ring(tiny, fixed_luck):
    pairs = [(0, 1), (1, 2)]
    for closure, partner in [(1.0, 2), (0.0, 3)]:
        # Luck: turns to somebody (0 < chance), u[1] decides between closure and ring; u[2] = u[3] = .7
        fixed_luck("membership", 0.0, 0.5, 0.7, 0.7)
        member = tiny.members(4, effort=[0.5, 0.0, 0.0, 0.0], trust=[0.6, 0.2, 0.2, 0.8])
        tie = tiny.ties(pairs, room=10, trust=0.5)
        size = np.array([4, 2, 1])
        parameter = tiny.numbers(
            degree_limit=10, formation_rate=1.0, closure_share=closure, newcomer_trust=0.4
        )
        made = tiny.rule("membership").form_ties(
            tiny.clock(), tiny.luck, member, tie, tiny.network(funded_share=1.0), tiny.neighbours(4, pairs), parameter,
            size, 4,
        )
        assert made == 1
        assert (tie.a[2], tie.b[2], size[1]) == (0, partner, 3)
        # Half the own mean trust, half that in a newcomer: (.6 + .4) / 2 and (.2 or .8 + .4) / 2
        assert (tie.trust_ab[2], tie.trust_ba[2]) == pytest.approx((0.5, 0.3 if partner == 2 else 0.6))


def test_two_that_turn_to_each_other_make_one_tie(tiny, monkeypatch):
    rule = tiny.rule("membership")
    monkeypatch.setattr(rule, "uniforms", lambda *_: (0.0, 0.9, 0.5, 0.5))
    monkeypatch.setattr(rule, "partner_for", lambda i, *_: 1 - i)
    member = tiny.members(2, effort=0.5)
    tie, size = tiny.ties([], room=4), np.array([2, 0, 1])
    parameter = tiny.numbers(degree_limit=10, formation_rate=1.0, closure_share=0.0, newcomer_trust=0.4)
    network = tiny.network(funded_share=1.0)
    made = rule.form_ties(tiny.clock(), tiny.luck, member, tie, network, tiny.neighbours(2, []), parameter, size, 2)
    assert (made, size[1]) == (1, 1)


def test_joint_work_that_nobody_convenes_brings_no_new_partners(tiny, fixed_luck):
    """Chance: rate x (talk + effort x funded share) = .5 x (.2 + .6 x funded)."""
    for funded, luck, made in ((1.0, 0.39, 1), (1.0, 0.41, 0), (0.5, 0.24, 1), (0.5, 0.26, 0), (0.0, 0.11, 0)):
        fixed_luck("membership", luck, 0.9, 0.5, 0.5)
        member = tiny.members(2, effort=[0.6, 0.0], written=[0.2, 0.0], ring=[0.1, 0.5])
        tie, size = tiny.ties([], room=4), np.array([2, 0, 1])
        parameter = tiny.numbers(degree_limit=10, formation_rate=0.5, closure_share=0.0, newcomer_trust=0.4)
        found = tiny.rule("membership").form_ties(
            tiny.clock(), tiny.luck, member, tie, tiny.network(funded_share=funded), tiny.neighbours(2, []), parameter,
            size, 2,
        )  # fmt: skip
        assert found == made


def test_candidates_join_by_standing_and_room(tiny, fixed_luck):
    rule = tiny.rule("membership")
    fixed_luck("membership", 0.0, 0.3, 0.3, 0.3)
    draws = {
        "championing_spread": 0.1,
        "facilitation_mean": 0.5,
        "facilitation_spread": 0.1,
        "learning_months": 12.0,
    }
    contributors = {"conditional_share": 0.5, "free_rider_share": 0.3, "hump_share": 0.1}
    parameter = tiny.numbers(
        growth_limit=2.0, recruit_rate=1.0, newcomer_trust=0.4, onboarding_trust=0.2, alone_benefit=1.0,
        reciprocity=0.6, reciprocity_spread=0.1, belief_start=0.5, belief_spread=0.1, **draws, **contributors,
    )  # fmt: skip
    member, leader = tiny.members(4, room=8), tiny.leaders(4, room=8)
    tie, size = tiny.ties([], room=20), np.array([4, 0, 1])
    network = tiny.network(founders=4, reputation=1.0, funded_share=1.0, resources_factor=1.0)
    joined = rule.recruit(
        tiny.clock(month=5),
        tiny.luck,
        member,
        leader,
        tie,
        network,
        tiny.numbers(onboarding=1.0),
        parameter,
        size,
    )
    # Both candidates of month 5 knock; with full onboarding each gets 2 + 3 ties if it finds so many partners.
    assert (joined, network.joined[0], size[0]) == (2, 2.0, 6)
    assert member.number[4:6].tolist() == [0x40000000 | 5 << 18, 0x40000000 | 5 << 18 | 1]
    assert member.joined_month[4:6].tolist() == [5, 5]
    ends = np.stack([tie.a[: size[1]], tie.b[: size[1]]])
    assert (ends[0] < ends[1]).all()
    assert len(set(map(tuple, ends.T))) == size[1] >= 4
    # Trust of a newcomer .4 + .2 of onboarding.
    assert tie.trust_ab[: size[1]].tolist() == pytest.approx([0.6] * int(size[1]))
    # At twice the founders nobody more joins; and a network of two recruits nobody.
    clock, lever = tiny.clock(), tiny.numbers(onboarding=1.0)
    full = tiny.network(founders=3, reputation=1.0, funded_share=1.0)
    assert rule.recruit(clock, tiny.luck, member, leader, tie, full, lever, parameter, size) == 0
    few, two = tiny.members(2, room=4), np.array([2, 0, 1])
    assert rule.recruit(clock, tiny.luck, few, leader, tie, network, lever, parameter, two) == 0
