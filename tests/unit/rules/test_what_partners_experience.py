"""A month that two partners spend together, seen from each side: the other's effort, luck of its own, conflict."""

import math

import pytest

EXPECTED = 0.625
"""Half of a success of .5, and half of a partner's effort of .6 as it is felt: .5 * .5 + .5 * .6 / (.6 + .2)."""


def learnt(tiny, *, effort=(0.6, 0.6), trust=EXPECTED, mediation=0.0, **parameters):
    """Trust of a in b and of b in a after a month of work together."""
    numbers = {
        "trust_gain": 0.1, "loss_ratio": 3.0, "early_breach": 0.0, "experience_luck": 0.0, "fulfilment_half": 0.2,
        "project_weight": 0.5, "institutional_rate": 0.5, "personal_share": 1.0, "breach_ceiling": 0.8,
        "signing_chance": 0.0, "visit_warmth": 0.0, "feedback_warmth": 0.0, "mediation_effect": 0.5,
        "conflict_rate": 0.0, "conflict_harm": 0.4, "joint_chance": 10.0, "strength_rate": 0.1, "strength_effect": 0.0,
        "at_work": 0.1, "window_month": 10,
    }  # fmt: skip
    member, tie = tiny.members(2, effort=effort), tiny.ties([(0, 1)], trust=trust)
    lever = tiny.numbers(relationship_activities=0.0, two_way_feedback=0.0, mediation=mediation)
    tiny.rule("trust").kernel(
        tiny.clock(), tiny.luck, member, tie, tiny.goals(success=0.5),
        tiny.network(funded_share=1.0, role_clarity=1.0), lever, tiny.numbers(**{**numbers, **parameters}),
    )  # fmt: skip
    return tie.trust_ab[0], tie.trust_ba[0]


def moved(trust, surprise):
    """A gain of .1 of what is missing, a loss of .3 of what is there."""
    return trust + (0.1 * (1.0 - trust) if surprise >= 0.0 else 0.3 * trust) * surprise


def test_what_is_expected_moves_nothing(tiny):
    assert learnt(tiny) == pytest.approx((EXPECTED, EXPECTED), rel=1e-12)


@pytest.mark.parametrize(("mine", "other"), [(0.2, 0.6), (0.6, 0.2), (0.9, 0.3)])
def test_each_judges_by_what_the_other_gives(mine, other, tiny):
    got = learnt(tiny, effort=(mine, other), trust=0.5)
    surprise = [0.25 + 0.5 * effort / (effort + 0.2) - 0.5 for effort in (other, mine)]
    assert got == pytest.approx(tuple(moved(0.5, each) for each in surprise), rel=1e-12)


@pytest.mark.parametrize(("first", "second"), [(0.9, 0.1), (0.1, 0.9), (0.9, 0.9), (0.5, 0.2)])
def test_each_has_a_word_of_luck_of_its_own(first, second, tiny, fixed_luck):
    fixed_luck("trust", first, second, 0.99, 0.0)
    expected = tuple(moved(EXPECTED, math.sqrt(12) * 0.05 * (u - 0.5)) for u in (first, second))
    assert learnt(tiny, experience_luck=0.05) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("mediation", "harm"), [(0.0, 0.4), (0.5, 0.3), (1.0, 0.2)])
def test_mediation_takes_harm_out_of_a_conflict(mediation, harm, tiny, fixed_luck):
    fixed_luck("trust", 0.5, 0.5, 0.0, 0.0)
    expected = moved(EXPECTED, -harm)
    assert learnt(tiny, mediation=mediation, conflict_rate=1.0) == pytest.approx((expected, expected), rel=1e-12)
