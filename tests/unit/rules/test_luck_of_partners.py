"""What two partners experience of one month together is drawn apart for each of them."""

import math

import pytest


def learnt(tiny, fixed_luck, *luck):
    """Trust of a in b and of b in a after a month together that both could expect, but for luck."""
    fixed_luck("trust", *luck)
    numbers = {
        "trust_gain": 0.1, "loss_ratio": 3.0, "early_breach": 0.0, "experience_luck": 0.05, "fulfilment_half": 0.2,
        "project_weight": 0.5, "institutional_rate": 0.5, "personal_share": 1.0, "breach_ceiling": 0.8,
        "signing_chance": 0.0, "visit_warmth": 0.0, "feedback_warmth": 0.0, "mediation_effect": 0.0,
        "conflict_rate": 0.0, "conflict_harm": 0.0, "joint_chance": 10.0, "strength_rate": 0.1, "strength_effect": 0.0,
        "at_work": 0.1, "window_month": 10,
    }  # fmt: skip
    member, tie = tiny.members(2, effort=0.6), tiny.ties([(0, 1)], trust=0.625)
    lever = tiny.numbers(relationship_activities=0.0, two_way_feedback=0.0, mediation=0.0)
    network = tiny.network(funded_share=1.0, role_clarity=1.0)
    # Outcome for both: .5 * .5 + .5 * .6 / (.6 + .2) = .625, which is what they trust already.
    tiny.rule("trust").kernel(
        tiny.clock(), tiny.luck, member, tie, tiny.goals(success=0.5), network, lever, tiny.numbers(**numbers)
    )
    return tie.trust_ab[0], tie.trust_ba[0]


@pytest.mark.parametrize(("first", "second"), [(0.9, 0.1), (0.1, 0.9), (0.9, 0.9), (0.5, 0.2)])
def test_each_has_a_word_of_luck_of_its_own(first, second, tiny, fixed_luck):
    def after(u):
        surprise = math.sqrt(12) * 0.05 * (u - 0.5)
        return 0.625 + (0.1 * (1 - 0.625) if surprise >= 0 else 0.3 * 0.625) * surprise

    assert learnt(tiny, fixed_luck, first, second, 0.99, 0.0) == pytest.approx((after(first), after(second)), rel=1e-9)


def test_without_luck_nothing_moves(tiny, fixed_luck):
    assert learnt(tiny, fixed_luck, 0.5, 0.5, 0.99, 0.0) == pytest.approx((0.625, 0.625), rel=1e-12)
