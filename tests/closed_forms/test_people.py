"""Leaders and members, month by month, against what their equations say after any number of months.

Networks of which everything is given and in which nothing but one mechanism moves; exact but for rounding.
"""

import math

import numpy as np
import pytest
from tests.closed_forms.networks import PAID, RING, UNPAID, series
from tests.worlds import schools

# ---- leaders ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("experienced", "training", "pace"), [(0, 0, 1.0), (1, 0, 2.0), (0, 1, 1.5), (1, 1, 3.0)])
def test_a_new_leader_learns_exponentially(experienced, training, pace, still):
    """Competence n months after appointment: 1 - (1 - pace / T)^n, towards 1 - e^(-n pace / T)."""
    scenario = still(
        PAID, {"events": [{"at": 2, "transfer": {"handover": 0}}], "levers": {"leadership_training": training}},
        {"parameters": {"leadership": {"vacancy_mean": 0}}}, {"network.initial": {"leader_experience": experienced}},
    )  # fmt: skip
    (found,) = series(scenario, "leader.competence", months=40)
    n = np.arange(0, 39)
    np.testing.assert_allclose(found[1:], np.repeat(1 - (1 - pace / 12) ** n, 6).reshape(-1, 6), rtol=1e-9, atol=1e-12)
    assert np.abs(found[1:, 0] - (1 - np.exp(-n * pace / 12))).max() < 0.05 * pace


def test_a_successor_gets_ready_exponentially(still):
    (found,) = series(still(PAID, {"levers": {"succession_planning": 0.6}}), "leader.readiness", months=30)
    np.testing.assert_allclose(found[:, 0], 0.6 * (1 - 0.92 ** np.arange(1, 31)), rtol=1e-9)


@pytest.mark.parametrize("months", [0.5, 1, 2.5, 6])
def test_what_a_handover_keeps_and_costs(months, still):
    """Personal trust x kappa(h)^2 where both ends move; its months are paid one by one, h x price for each post."""
    only = {"governance": {"anchoring_rate": 0}, "trust": {"trust_gain": 0}}
    event = {"at": 3, "transfer": {"handover": months}}
    scenario = still(PAID, {"events": [event], "network.initial": {"anchoring": 0}, "parameters": only})
    personal, paid = series(scenario, "tie.personal_ab", "network.handover_days", months=12)
    kappa = 0.1 + (0.65 - 0.1) * (1 - math.exp(-months / 1.5))
    np.testing.assert_allclose(personal[1], 0.5, rtol=1e-12)
    np.testing.assert_allclose(personal[2:], 0.5 * kappa**2, rtol=1e-9)
    assert paid.sum() == pytest.approx(6 * months)
    expected = [6 * max(min(months - k, 1.0), 0.0) for k in range(10)]
    np.testing.assert_allclose(paid[2:, 0], expected, rtol=1e-9, atol=1e-12)


# ---- members ---------------------------------------------------------------------------------------------------


def test_the_warm_start_cools_exponentially(still):
    """Free riders give w e^(-r / tau) in round r, and never less than .02."""
    scenario = still(UNPAID, {"parameters": {"contribution": {"warm_start": 0.4, "warm_months": 3.0}}},
                     members=schools(6, contributor="free_rider"))  # fmt: skip
    (found,) = series(scenario, "member.effort", months=24)
    expected = np.maximum(0.4 * np.exp(-np.arange(24) / 3.0), 0.02)
    np.testing.assert_allclose(found, np.repeat(expected, 6).reshape(-1, 6), rtol=1e-9)


def test_a_belief_follows_what_others_give(still):
    """One conditional co-operator among constant givers: belief - x shrinks by 1 - eta a month."""
    members = schools(6)
    members[0]["contributor"] = "conditional"
    scenario = still(UNPAID, {"parameters": {"contribution": {"steady_contribution": 0.4, "belief_rate": 0.3}}},
                     members=members)  # fmt: skip
    belief, effort = series(scenario, "member.belief", "member.effort", months=24)
    expected = 0.4 + (0.57 - 0.4) * 0.7 ** np.arange(24)
    np.testing.assert_allclose(belief[:, 0], expected, rtol=1e-9)
    np.testing.assert_allclose(effort[:, 0], 0.65 * expected, rtol=1e-9)
    np.testing.assert_allclose(effort[:, 3], 0.4, rtol=1e-12)


@pytest.mark.parametrize("load", [0.3, 0.6, 0.8])
def test_fatigue_ends_where_strain_and_rest_meet(load, still):
    """F -> a max(load - capacity, 0) / r, by 1 - r a month."""
    scenario = still(
        UNPAID, {"parameters": {"contribution": {"steady_contribution": load},
                                "value": {"fatigue_gain": 0.2, "fatigue_recovery": 0.1}}},
    )  # fmt: skip
    (found,) = series(scenario, "member.fatigue", months=40)
    fixed = 0.2 * max(load - 0.42, 0.0) / 0.1
    expected = fixed * (1 - 0.9 ** np.arange(1, 41))
    np.testing.assert_allclose(found, np.repeat(expected, 6).reshape(-1, 6), rtol=1e-9, atol=1e-12)


def test_what_is_told_is_known_exponentially(still):
    """Informed: d + (.4 - d) .7^t for a constant dose d of being told."""
    (found,) = series(still(PAID, {"levers": {"newsletter": 1}}), "member.informed", months=24)
    np.testing.assert_allclose(found[:, 0], 0.35 + 0.05 * 0.7 ** np.arange(1, 25), rtol=1e-9)


def test_skills_grow_exponentially_to_1(still):
    (found,) = series(still(PAID, {"levers": {"capacity_building": 1}}), "member.skill", months=24)
    np.testing.assert_allclose(found[:, 0], 1 - 0.5 * (1 - 0.015) ** np.arange(1, 25), rtol=1e-9)


def test_two_who_listen_to_each_other_meet_half_way(still):
    """Fully informed and within the bound: the gap shrinks by 1 - 2 mu i(t) a month, the middle stays."""
    members = schools(6)
    members[0]["priority"], members[1]["priority"] = 0.4, 0.6
    told = {"levers": {"meeting_frequency": 4, "face_to_face_share": 1, "relationship_activities": 1},
            "parameters": {"vision": {"vision_pull": 0.2}, "communication": {"visit_dose": 1}},
            "network": {"goals": [{"position": 0.5}]}}  # fmt: skip
    scenario = still(PAID, told, members=members, ties=[RING[0]])
    priority, informed = series(scenario, "member.priority", "member.informed", months=24)
    t = np.arange(1, 25)
    np.testing.assert_allclose(informed[:, 0], 1 - 0.6 * 0.7**t, rtol=1e-9)
    gap = 0.2 * np.cumprod(1 - 2 * 0.2 * (1 - 0.6 * 0.7**t))
    np.testing.assert_allclose(priority[:, 1] - priority[:, 0], gap, rtol=1e-9)
    np.testing.assert_allclose(priority[:, 1] + priority[:, 0], 1.0, rtol=1e-12)


def test_two_beyond_their_bound_never_meet(still):
    members = schools(6)
    members[0]["priority"], members[1]["priority"] = 0.1, 0.41
    told = {"levers": {"meeting_frequency": 4, "face_to_face_share": 1, "relationship_activities": 1},
            "parameters": {"vision": {"vision_pull": 0.5, "confidence": 0.3},
                           "communication": {"visit_dose": 1}}}  # fmt: skip
    (priority,) = series(still(PAID, told, members=members, ties=[RING[0]]), "member.priority", months=24)
    np.testing.assert_array_equal(priority[:, :2], np.tile([0.1, 0.41], (24, 1)))


def test_a_constant_benefit_is_valued_by_its_fixed_point(still):
    """Reference and value of a benefit x: ref = x + (alone - x) q^t; value follows (x - ref)^.88 with the same q."""
    scenario = still(UNPAID, {"parameters": {"value": {"value_months": 4, "alone_weight": 1, "unfairness_cost": 0},
                                             "sharing": {"tangible_benefit": 0, "intangible_benefit": 0}}})  # fmt: skip
    value, reference, benefit = series(scenario, "member.value", "member.reference", "member.benefit", months=30)
    x, q, t = benefit[0, 0], 0.75, np.arange(1, 31)
    alone = 0.5
    np.testing.assert_allclose(benefit[:, 0], x, rtol=1e-9)
    assert x == pytest.approx(-0.49 * 0.48), "effort that brings nothing"
    np.testing.assert_allclose(reference[:, 0], x + (alone - x) * q**t, rtol=1e-9)
    felt = max(-2.0 * (alone - x) ** 0.88, -1.0)
    assert felt == -1.0, "a loss of more than can be felt"
    np.testing.assert_allclose(value[:, 0], felt * (1 - q**t), rtol=1e-9)
