"""Every pattern's measure on ensembles made by hand, its answers worked out on paper."""

import numpy as np
import pytest

from netsustain.validation.patterns import k1, k2, k3, k4, k5, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11


def living(*ends, months):
    """Rows of months alive, up to but without the month of the end."""
    return (np.arange(1, months + 1)[None, :] < np.array(ends)[:, None]).astype(float)


def values(measured):
    return {name: each.value for name, each in measured.items()}


def test_k1_counts_at_months_42_and_84(make):
    alive = living(42, 43, 84, 85, 999, 999, 999, 999, 999, 999, months=84)
    money = {"income": 4.0, "own_income": 5.0, "need_days": 20.0}
    found = values(k1.measure({"programme_grant": make(84, 10, alive=alive, **money)}))
    assert found["alive_42"] == 0.9
    assert found["alive_84"] == 0.7
    assert found["hazard"] == pytest.approx(1 - (0.7 / 0.9) ** (1 / 3.5))
    assert found["own_resources"] == pytest.approx(0.45)


def test_k2_leaves_the_working_triangle_out_and_compares_hazards(make):
    left = {"pattern_ties_bridge": 13, "pattern_ties_embedded": 53, "pattern_ties_formal": 93}
    found = values(k2.measure({name: make(12, 4, ties=ties) for name, ties in left.items()}))
    assert found["bridge_left"] == pytest.approx(0.10)
    assert found["embedded_ratio"] == pytest.approx(np.log(0.5) / np.log(0.1))
    assert found["formal_ratio"] == pytest.approx(np.log(0.9) / np.log(0.5))


def test_k2_cannot_compare_what_never_fades(make):
    found = values(k2.measure({name: make(12, 4, ties=103) for name in k2.SETUPS}))
    assert found["bridge_left"] == 1.0
    assert np.isnan(found["embedded_ratio"])


def test_k3_takes_the_first_and_the_tenth_round(make):
    rounds = np.linspace(0.5, 0.05, 10)
    found = values(k3.measure({"contributions_game": make(10, 3, effort=rounds)}))
    assert found == {"round_1": pytest.approx(0.5), "round_10": pytest.approx(0.05)}


def test_k4_is_a_difference_in_log_odds_of_all_rounds(make):
    levels = {"none": 0.4, "face_to_face": 0.86, "written": 0.61, "mixed": 0.81}
    found = values(k4.measure({f"pattern_talk_{name}": make(10, 4, effort=level) for name, level in levels.items()}))
    assert found["face_to_face"] == pytest.approx(2.22, abs=0.005)
    assert found["written"] == pytest.approx(0.85, abs=0.005)
    for target in k4.PATTERN.targets:
        assert target.published == pytest.approx(found[target.name] / 2, abs=0.001)


def test_k5_takes_trust_over_the_year_of_networks_alive(make):
    alive = living(999, 12, months=12)
    trust = np.vstack([np.linspace(0.6, 0.49, 12), np.full(12, 0.9)])
    thai = make(12, 4, alive=alive[[0, 0, 1, 1]], mean_trust=trust[[0, 0, 1, 1]])
    partner = make(3, 4, density=[0.3, 0.9, 0.9], centralisation=[0.7, 0.1, 0.1])
    found = values(k5.measure({"pattern_start_thai": thai, "pattern_start_partner": partner}))
    assert found["trust_start"] == pytest.approx(0.75)
    assert found["trust_year"] == pytest.approx(0.545)
    assert (found["density"], found["centralisation"]) == (pytest.approx(0.3), pytest.approx(0.7))


def test_v1_divides_the_ended_ones(make):
    ended = ["alive", "dissolved", "completed", "dissolved"]
    alive = living(999, 60, 50, 96, months=96)
    found = values(v1.measure({"pattern_grantees": make(96, 4, ended=ended, alive=alive)}))
    assert found == {"sustained": 0.25, "dissolved": pytest.approx(2 / 3)}


def test_v2_is_what_is_left_of_the_funded_level(make):
    levels = {name: np.full(80, start) for name, start in (("plan", 0.9), ("training", 0.8), ("delivery", 1.0))}
    for name, end in (("plan", 0.54), ("training", 0.6), ("delivery", 0.92)):
        levels[name][79] = end
    alive = living(999, 999, 80, months=80)
    found = values(v2.measure({"pattern_after_support": make(80, 3, alive=alive, **levels)}))
    assert found["plan"] == pytest.approx(0.6)
    assert found["training"] == pytest.approx(0.75)
    assert found["delivery"] == pytest.approx(0.92)
    assert found["plan_first"] == pytest.approx(0.15)
    assert found["delivery_last"] == pytest.approx(0.17)


def test_v3_compares_the_same_networks(make):
    low = make(96, 4, alive=living(999, 50, 50, 50, months=96))
    high = make(96, 4, alive=living(999, 999, 999, 50, months=96))
    found = v3.measure({"pattern_experience_lowest": low, "pattern_experience_highest": high})
    assert values(found) == {"lowest": 0.25, "highest": 0.75, "difference": 0.5}
    assert found["difference"].error == pytest.approx(np.std([0, 1, 1, 0], ddof=1) / 2)


def test_v4_leaves_out_networks_that_ended_under_the_grant(make):
    def population(fates, share):
        return make(96, 3, alive=living(*fates, months=96), active_share=share)

    found = values(
        v4.measure(
            {
                "pattern_sources_two": population((30, 60, 60), 0.6),
                "pattern_grantees": population((30, 60, 999), 0.7),
                "pattern_sources_four": population((30, 60, 999), 0.7),
                "pattern_sources_five": population((30, 999, 999), 0.8),
            }
        )
    )
    assert found["sources"] == pytest.approx((3 + 4 + 5 + 5) / 4 - (2 + 2 + 3 + 4) / 4)
    assert found["active_share"] == pytest.approx((0.7 + 0.7 + 0.8 + 0.8) / 4 - (0.6 + 0.6 + 0.7 + 0.7) / 4)


def test_v5_compares_with_the_twin_that_lost_nobody(make):
    alive = living(999, 999, 13, 999, months=24)
    stays = make(24, 4, alive=alive, live_members=10.0 * alive)
    half = np.array([[4.0], [6.0], [0.0], [4.9]]) * np.ones(24)
    found = values(
        v5.measure(
            {
                "pattern_key_player_stays": stays,
                "pattern_key_player_leaves": make(24, 4, alive=alive, live_members=half * alive),
                "pattern_shared_lead_stays": stays,
                "pattern_shared_lead_leaves": make(24, 4, alive=alive, live_members=6.0 * alive),
            }
        )
    )
    assert found["one_leader"] == pytest.approx(2 / 3)
    assert found["fewer"] == pytest.approx(2 / 3)


def dipping(lost):
    """Effort of a network that loses so much from month 25 on."""
    effort = np.full(84, 0.5)
    effort[24 : 24 + len(lost)] -= lost
    return effort


def test_v6_measures_depth_length_and_return_of_the_dip(make):
    slow = np.r_[np.full(12, 0.2), np.linspace(0.2, 0.0, 15)[1:], np.zeros(34)]
    fast = np.r_[np.full(6, 0.2), np.zeros(54)]
    stays = make(84, 8, effort=0.5)
    found = values(
        v6.measure(
            {
                "pattern_leader_stays": stays,
                "pattern_leader_changes": make(84, 8, effort=dipping(slow)),
                "pattern_experienced_stays": stays,
                "pattern_experienced_succeeds": make(84, 8, effort=dipping(fast)),
            }
        )
    )
    assert found["dip"] == pytest.approx(0.2, abs=0.002)
    assert found["months"] == 22.0
    assert found["left"] == pytest.approx(0.0)
    assert found["saved"] == 15.0


def test_v6_does_not_count_the_ended(make):
    alive = living(999, 30, months=84)
    changes = make(84, 2, alive=alive, effort=np.where(alive > 0, 0.4, 0.0))
    lost, both = v6.losses(make(84, 2, effort=0.5), changes)
    assert v6.curve(lost, both) == pytest.approx(np.full(60, 0.1))
    assert v6.duration(v6.curve(lost, both)) == 60.0
    assert np.isnan(v6.duration(np.zeros(60)))


def test_v7_is_a_rise_and_a_fall_of_the_same_networks(make):
    shape = np.r_[0.1, np.full(35, 0.4), np.full(36, 0.3)]
    alive = living(999, 999, 40, months=72)
    ensemble = make(72, 3, alive=alive, density=shape, transitivity=shape * [[1], [1], [9]])
    found = values(v7.measure({"pattern_life_course": ensemble}))
    assert found["density_rise"] == found["transitivity_rise"] == pytest.approx(0.3)
    assert found["density_fall"] == found["transitivity_fall"] == pytest.approx(0.1)


def test_v8_counts_networks_above_the_median_of_all(make):
    levels = {"money": (9, 8), "administration": (7, 6), "neither": (5, 1), "unstable": (2, 3), "dispersed": (10, 0)}
    found = values(
        v8.measure(
            {
                f"pattern_route_{name}": make(48, 2, outcome_index=np.array(each)[:, None] * np.ones(48))
                for name, each in levels.items()
            }
        )
    )
    assert found == {"money": 1.0, "administration": 1.0, "neither_less": 1.0, "unstable_less": 1.0}


def test_v9_compares_rounds_one_and_ten(make):
    fixed = make(10, 4, effort=np.linspace(0.5, 0.1, 10))
    rewiring = make(10, 4, effort=np.linspace(0.5, 0.45, 10))
    found = values(v9.measure({"pattern_partners_fixed": fixed, "pattern_partners_rewiring": rewiring}))
    assert found["fixed_kept"] == pytest.approx(0.2)
    assert found["rewiring_kept"] == pytest.approx(0.9)
    assert found["difference"] == pytest.approx(0.35)


def test_v10_compares_the_young_with_the_old(make):
    # Half end in two years; then all go on. With a grant, none ends at all.
    alone = make(72, 40, alive=living(*[20] * 20, *[999] * 20, months=72))
    found = values(v10.measure({"pattern_volunteers": alone, "pattern_volunteers_funded": make(72, 40)}))
    yearly = 1 - np.sqrt(0.5)
    assert found["gradient"] == pytest.approx(yearly)
    assert found["left_by_grant"] == pytest.approx(-0.25 * yearly)


def test_v11_counts_time_a_member_and_months_under_the_same_luck(make):
    def case(meeting, need, ended=999, effort=0.3):
        return make(
            120, 3, alive=living(ended, ended, ended, months=120), active_members=10.0, meeting_days=meeting,
            need_days=need, effort=effort,
        )  # fmt: skip

    found = values(
        v11.measure(
            {
                "case_nakhon_pathom": case(30, 10, 61),
                "case_chiang_mai": case(10, 12, 51, effort=0.4),
                "case_suphan_buri": case(20, 25, 41),
                "mix": case(15, 15, 101),
                "pattern_platform_off": case(5, 5, effort=0.3),
                "pattern_platform_near": case(5, 5, effort=0.6),
                "pattern_platform_near_off": case(5, 5, effort=0.35),
            }
        )
    )
    assert found["time_platform"] == pytest.approx(2.0)
    assert found["time_committee"] == pytest.approx(1.0)
    assert found["coordination_in_person"] == pytest.approx(1.5)
    assert found["coordination_platform"] == pytest.approx(1.3)
    assert found["access"] == pytest.approx(0.25 - 0.1)
    assert (found["mix_in_person"], found["mix_platform"], found["mix_committee"]) == (40, 50, 60)
