"""Step 8 by hand: how one tie's trust moves."""

import math

import pytest


def weights(tiny, **given):
    """A gain of .1, losses three times as heavy, no extra loss on young ties, no noise."""
    numbers = {
        "trust_gain": 0.1, "loss_ratio": 3.0, "early_breach": 0.0, "experience_luck": 0.0,
        "fulfilment_half": 0.2, "project_weight": 0.5, "institutional_rate": 0.5, "personal_share": 0.6,
        "breach_ceiling": 0.8, "signing_chance": 0.0, "visit_warmth": 0.1, "feedback_warmth": 0.0,
        "mediation_effect": 0.5, "conflict_rate": 0.0, "conflict_harm": 0.4, "joint_chance": 10.0,
        "strength_rate": 0.1, "strength_effect": 0.0, "at_work": 0.1, "window_month": 10,
    }  # fmt: skip
    return tiny.numbers(**{**numbers, **given})


def a_month(tiny, *, trust=0.5, effort=(0.2, 0.6), success=0.5, activities=0.0, mediation=0.0, member=None,
            network=None, clock=None, tie=None, **parameters):  # fmt: skip
    """One month of two members at work on one goal."""
    member = member or tiny.members(2, effort=effort)
    tie = tie or tiny.ties([(0, 1)], trust=trust)
    network = network or tiny.network(funded_share=1.0, role_clarity=1.0)
    lever = tiny.numbers(relationship_activities=activities, two_way_feedback=0.0, mediation=mediation)
    tiny.rule("trust").kernel(
        clock or tiny.clock(), tiny.luck, member, tie, tiny.goals(success=success), network, lever,
        weights(tiny, **parameters),
    )  # fmt: skip
    return tie, network


def test_a_good_and_a_bad_surprise(tiny):
    tie, _ = a_month(tiny)
    # b gives .6: outcome for a = .5 * .5 + .5 * .6 / (.6 + .2) = .625, d = +.125
    #   personal .5 + .1 * .5 * .125 = .50625; institutional at half the pace .503125
    assert tie.personal_ab[0] == pytest.approx(0.50625)
    assert tie.institutional_ab[0] == pytest.approx(0.503125)
    assert tie.trust_ab[0] == pytest.approx(0.6 * 0.50625 + 0.4 * 0.503125)
    # a gives .2: outcome for b = .25 + .5 * .2 / .4 = .5, no surprise
    assert tie.trust_ba[0] == pytest.approx(0.5)
    assert (tie.joint[0], tie.contact[0], tie.unused[0], tie.age[0]) == (1, 1, 0, 1.0)


def test_both_directions_learn_alike(tiny):
    ways = ("personal", "institutional", "trust", "ceiling")
    for trust in (0.3, 0.8):  # a gain and a loss
        one, _ = a_month(tiny, trust=trust, effort=(0.2, 0.6))
        other, _ = a_month(tiny, trust=trust, effort=(0.6, 0.2))
        for way in ways:
            assert getattr(one, f"{way}_ab")[0] == getattr(other, f"{way}_ba")[0]
            assert getattr(one, f"{way}_ba")[0] == getattr(other, f"{way}_ab")[0]


def test_losses_weigh_more_than_gains_and_most_on_a_young_tie(tiny):
    # From .8 the same outcome .625 is d = -.175: loss .3 * .8 * .175 = .042
    tie, _ = a_month(tiny, trust=0.8, effort=(0.6, 0.6))
    assert tie.personal_ab[0] == pytest.approx(0.8 - 0.042)
    # psi = 1 and an age of 1 month (this one) after the meeting: the loss is 1 + e^(-1/6) times as large
    new = tiny.ties([(0, 1)], trust=0.8, youth=1.0)
    young, _ = a_month(tiny, tie=new, effort=(0.6, 0.6), early_breach=1.0)
    assert young.personal_ab[0] == pytest.approx(0.8 - 0.042 * (1 + math.exp(-1 / 6)))


def test_trust_stays_where_the_outcome_is(tiny):
    """The surprise is against the own trust, so a steady partner keeps the trust it deserves (K5)."""
    tie, _ = a_month(tiny, trust=0.625, effort=(0.6, 0.6))
    assert tie.trust_ab[0] == pytest.approx(0.625)


def test_visits_make_experience_better_as_far_as_they_are_funded(tiny):
    full, _ = a_month(tiny, activities=1.0)
    # outcome .625 + .1: d = .225
    assert full.personal_ab[0] == pytest.approx(0.5 + 0.1 * 0.5 * 0.225)
    network = tiny.network(funded_share=0.5, role_clarity=1.0)
    half, _ = a_month(tiny, activities=1.0, network=network)
    assert half.personal_ab[0] == pytest.approx(0.5 + 0.1 * 0.5 * 0.175)


def test_conflict_and_mediation(tiny):
    member = tiny.members(2, effort=0.6, priority=[0.2, 0.6])
    network = tiny.network(funded_share=1.0, role_clarity=0.5)
    # risk = 1 * (.3 + .4 + .5) > 1: certain. Full mediation takes half of the harm .4 away: outcome .625 - .2
    tie, network = a_month(tiny, member=member, network=network, conflict_rate=1.0, mediation=1.0)
    assert tie.personal_ab[0] == pytest.approx(0.5 - 0.3 * 0.5 * 0.075)
    assert network.conflicts[0] == pytest.approx(0.5)


def test_without_contact_nothing_is_learnt_and_the_tie_gets_idle(tiny):
    member = tiny.members(2, effort=0.05)  # below at_work, and nothing is heard
    tie, network = a_month(tiny, member=member, tie=tiny.ties([(0, 1)], trust=0.5, idle=2, unused=7))
    assert (tie.contact[0], tie.joint[0], tie.idle[0], tie.unused[0]) == (0, 0, 3, 8)
    assert tie.trust_ab[0] == 0.5
    assert network.conflicts[0] == 0.0


def test_different_goals_are_no_joint_work_but_talk_is_contact(tiny):
    member = tiny.members(2, effort=0.6, project=[0, 1], face_to_face=1.0)
    tie, _ = a_month(tiny, member=member)
    assert (tie.contact[0], tie.joint[0]) == (1, 0)


def test_credit_grabbing_leaves_a_ceiling_for_ever(tiny):
    member = tiny.members(2, effort=0.05, grabbed=[0.0, 0.5])
    tie, _ = a_month(tiny, member=member)
    # a's trust in b: personal halves to .25, institutional falls by a quarter to .375; ceiling .8 * .5
    assert tie.trust_ab[0] == pytest.approx(0.6 * 0.25 + 0.4 * 0.375)
    assert tie.ceiling_ab[0] == pytest.approx(0.4)
    assert (tie.trust_ba[0], tie.ceiling_ba[0]) == (0.5, 1.0)
    # However good the years that follow, it never rises above the ceiling.
    member.grabbed[:], member.effort[:] = 0.0, 0.9
    for _ in range(200):
        tie, _ = a_month(tiny, member=member, tie=tie, success=1.0)
    assert tie.trust_ab[0] == pytest.approx(0.4)
    assert tie.trust_ba[0] > 0.8


@pytest.mark.parametrize(("season", "signed"), [(10, 1), (11, 0)])
def test_agreements_are_signed_once_a_year(season, signed, tiny):
    network = tiny.network(funded_share=1.0, role_clarity=1.0, agreement=1.0)
    tie, _ = a_month(tiny, network=network, clock=tiny.clock(season=season), signing_chance=1.0)
    assert tie.formal[0] == signed
