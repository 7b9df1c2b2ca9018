"""Which tests exercise each concept of the source documents: the last column of docs/concepts.md.

A line is ``concept | file::test``, as many lines a concept as it has tests; a file is one of :data:`FILES`.
``test_concepts.py`` holds that every concept is here, that every test is there, and that each one handles something
that carries its concept.
"""

from __future__ import annotations

RULES = "tests/unit/rules"
FILES = {
    "activity": f"{RULES}/test_activity.py",
    "events": f"{RULES}/test_events.py",
    "health": f"{RULES}/test_health.py",
    "leadership": f"{RULES}/test_leadership.py",
    "membership": f"{RULES}/test_membership.py",
    "resources": f"{RULES}/test_resources.py",
    "sharing": f"{RULES}/test_sharing_and_value.py",
    "between": f"{RULES}/test_steps_between.py",
    "trust": f"{RULES}/test_trust.py",
    "ties": "tests/unit/test_ties.py",
    "survival": "tests/unit/test_survival.py",
    "luck": "tests/unit/test_common_random_numbers.py",
    "concepts": f"{RULES}/test_concept_mechanisms.py",
    "smoke": "tests/validation/test_smoke.py",
}

TABLE = """
A-S1 | leadership::test_loss_at_one_exit_is_one_share_of_the_core_group
A-S1 | leadership::test_learning_training_and_readiness
A-S2 | between::test_meetings_reach_the_near_and_the_platform_those_with_access
A-S2 | activity::test_a_dashboard_shows_the_mean_of_all_as_far_as_it_is_funded
A-S3 | trust::test_visits_make_experience_better_as_far_as_they_are_funded
A-S3 | concepts::test_onboarding_gives_newcomers_more_ties_and_more_trust
A-S4 | sharing::test_ten_units_by_four_rules
A-S4 | between::test_a_review_every_six_months_loosens_what_got_stuck
A-S4 | trust::test_conflict_and_mediation
A-S5 | resources::test_a_channel_builds_up_with_fundraising
A-S5 | resources::test_settling_a_month
A-S5 | resources::test_concentration_and_self_reliance
A-C1 | health::test_seven_conditions_of_a_month
A-C1 | concepts::test_shared_and_clear_goals_raise_effort
A-C1 | between::test_priorities_move_by_what_is_known_and_members_work_on_the_nearest_open_goal
A-C2 | health::test_seven_conditions_of_a_month
A-C2 | trust::test_a_good_and_a_bad_surprise
A-C3 | health::test_seven_conditions_of_a_month
A-C3 | between::test_modes_fit_by_size_trust_and_consensus
A-C4 | health::test_seven_conditions_of_a_month
A-C4 | between::test_doses_together_are_at_most_1
A-C5 | health::test_seven_conditions_of_a_month
A-C5 | resources::test_a_month_of_four_members_that_falls_short
A-C6 | health::test_seven_conditions_of_a_month
A-C6 | sharing::test_value_against_working_alone_and_what_one_is_used_to
A-C6 | membership::test_the_worse_it_feels_the_more_leave
A-C7 | health::test_seven_conditions_of_a_month
A-C7 | between::test_a_review_every_six_months_loosens_what_got_stuck
A-R1 | concepts::test_the_area_office_starts_in_the_core_group_and_tied_to_many
A-R2 | resources::test_the_area_office_pays_only_while_it_takes_part
A-R3 | resources::test_the_area_office_pays_only_while_it_takes_part
A-R4 | concepts::test_the_area_office_starts_in_the_core_group_and_tied_to_many
A-R4 | trust::test_visits_make_experience_better_as_far_as_they_are_funded
A-R5 | between::test_a_review_every_six_months_loosens_what_got_stuck
A-R6 | concepts::test_monitoring_slows_rigidity_and_keeps_up_the_plan
A-H1 | leadership::test_a_transfer_takes_the_personal_part_of_every_tie_of_the_post
A-H1 | events::test_whose_leaders_are_transferred
A-H2 | events::test_a_cut_at_once_or_over_months_of_one_source_or_all
A-H2 | resources::test_an_event_ends_every_grant_in_its_month
A-H3 | activity::test_four_members_and_their_first_two_months
A-H3 | trust::test_losses_weigh_more_than_gains_and_most_on_a_young_tie
A-H4 | trust::test_conflict_and_mediation
A-H4 | between::test_only_partners_within_the_bound_of_confidence_pull
A-H5 | events::test_the_ministry_moves_public_bodies_only
A-H5 | between::test_a_review_every_six_months_loosens_what_got_stuck
A-H6 | leadership::test_learning_training_and_readiness
A-H6 | activity::test_projects_of_a_goal
A-H7 | activity::test_projects_of_a_goal
A-H7 | between::test_formal_processes_fade_as_far_as_nobody_pays
A-M | resources::test_a_month_of_four_members_that_falls_short
A-M | concepts::test_kinds_come_in_the_proportions_of_the_recipe
A-D | health::test_the_cause_is_what_fell_first_and_stayed_down_and_its_trigger_what_struck_before
A-N1 | concepts::test_kinds_come_in_the_proportions_of_the_recipe
A-N1 | health::test_members_that_never_took_part_are_no_loss
A-N2 | health::test_structure_of_four
A-N2 | membership::test_new_ties_close_triangles_or_go_to_a_place_on_the_ring
A-N3 | between::test_priorities_move_by_what_is_known_and_members_work_on_the_nearest_open_goal
A-N4 | activity::test_projects_of_a_goal
A-N5 | sharing::test_a_month_of_two_members
A-B1 | sharing::test_ten_units_by_four_rules
A-B2 | sharing::test_a_month_of_two_members
A-B3 | concepts::test_clusters_develop_the_weak_more
A-B4 | resources::test_concentration_and_self_reliance
A-B4 | leadership::test_loss_at_one_exit_is_one_share_of_the_core_group
A-B5 | sharing::test_a_month_of_two_members
A-B6 | concepts::test_a_forum_reaches_the_community_more_than_schools
A-T1 | concepts::test_benefit_grows_with_ties_up_to_a_cap
A-T1 | health::test_structure_of_four
A-T2 | between::test_modes_fit_by_size_trust_and_consensus
A-T3 | trust::test_conflict_and_mediation
A-T3 | sharing::test_a_month_of_two_members
A-G | activity::test_steering_induces_effort_while_the_director_is_there_and_lowers_own_motivation
A-X | sharing::test_a_month_of_two_members
B-K1 | between::test_meetings_reach_the_near_and_the_platform_those_with_access
B-K1 | resources::test_travel_is_paid_for_meetings_face_to_face_but_not_in_a_crisis
B-K2 | between::test_meetings_reach_the_near_and_the_platform_those_with_access
B-K2 | between::test_a_crisis_moves_every_meeting_online_month_by_month
B-K3 | concepts::test_a_forum_reaches_the_community_more_than_schools
B-K3 | resources::test_overhead_of_the_four_modes_of_governance
B-F1 | concepts::test_channels_together_reach_further_than_any_alone
B-F2 | between::test_meetings_reach_the_near_and_the_platform_those_with_access
B-F3 | between::test_modes_fit_by_size_trust_and_consensus
B-F4 | activity::test_a_dashboard_shows_the_mean_of_all_as_far_as_it_is_funded
B-F5 | concepts::test_clusters_develop_the_weak_more
B-F6 | concepts::test_broad_goals_are_less_clear
B-F6 | activity::test_steering_induces_effort_while_the_director_is_there_and_lowers_own_motivation
B-W1 | activity::test_a_finished_goal_is_met_in_its_month_and_a_standing_one_never
B-W2 | concepts::test_monitoring_slows_rigidity_and_keeps_up_the_plan
B-W3 | concepts::test_kinds_come_in_the_proportions_of_the_recipe
B-W4 | concepts::test_monitoring_slows_rigidity_and_keeps_up_the_plan
B-O | concepts::test_the_outcome_index_follows_success_delivery_and_training
B-O | activity::test_projects_of_a_goal
B-P1 | resources::test_overhead_of_the_four_modes_of_governance
B-P1 | between::test_modes_fit_by_size_trust_and_consensus
B-P2 | concepts::test_clusters_develop_the_weak_more
B-P3 | activity::test_a_dashboard_shows_the_mean_of_all_as_far_as_it_is_funded
C-P | events::test_the_need_ends
C-P | health::test_completed_or_dissolved
C-N1 | concepts::test_forms_differ_in_their_first_ties
C-N2 | concepts::test_forms_differ_in_their_first_ties
C-N3 | concepts::test_forms_differ_in_their_first_ties
C-B1 | sharing::test_a_month_of_two_members
C-B2 | sharing::test_a_month_of_two_members
C-B3 | sharing::test_a_month_of_two_members
C-B4 | trust::test_a_good_and_a_bad_surprise
C-B5 | concepts::test_benefit_grows_with_ties_up_to_a_cap
C-B6 | concepts::test_benefit_grows_with_ties_up_to_a_cap
C-B7 | concepts::test_benefit_grows_with_ties_up_to_a_cap
C-B8 | sharing::test_a_month_of_two_members
C-I | luck::test_candidates_are_the_same_organisations_whatever_the_policy
C-I | concepts::test_newcomers_come_in_the_kinds_of_a_typical_network
C-W1 | between::test_a_review_every_six_months_loosens_what_got_stuck
C-W2 | between::test_a_goal_drifts_towards_its_strongest_member_unless_all_are_heard
C-W3 | concepts::test_broad_goals_are_less_clear
C-W4 | trust::test_conflict_and_mediation
C-W5 | sharing::test_one_that_captures_takes_its_part_first
C-F1 | concepts::test_shared_and_clear_goals_raise_effort
C-F2 | activity::test_steering_induces_effort_while_the_director_is_there_and_lowers_own_motivation
C-F3 | membership::test_new_ties_close_triangles_or_go_to_a_place_on_the_ring
C-F3 | membership::test_the_worse_it_feels_the_more_leave
C-F4 | leadership::test_loss_at_one_exit_is_one_share_of_the_core_group
C-F5 | leadership::test_a_transfer_takes_the_personal_part_of_every_tie_of_the_post
C-G1 | concepts::test_broad_goals_are_less_clear
C-G2 | sharing::test_ten_units_by_four_rules
C-G3 | activity::test_projects_of_a_goal
C-G4 | trust::test_conflict_and_mediation
C-G5 | between::test_a_review_every_six_months_loosens_what_got_stuck
C-G6 | activity::test_projects_of_a_goal
C-E1 | events::test_a_relaunch_calls_back_who_rests_and_starts_warm_again
C-E1 | activity::test_urgency_fades_towards_its_floor_and_rises_with_a_success
C-E2 | leadership::test_a_seat_is_filled_by_the_strongest_and_given_up_by_the_weakest
C-E3 | concepts::test_broad_goals_are_less_clear
C-E4 | between::test_priorities_move_by_what_is_known_and_members_work_on_the_nearest_open_goal
C-E5 | trust::test_conflict_and_mediation
C-E6 | activity::test_a_finished_goal_is_met_in_its_month_and_a_standing_one_never
C-E7 | between::test_when_all_goals_are_met_the_members_decide
C-E7 | leadership::test_learning_training_and_readiness
C-E8 | concepts::test_anchoring_grows_with_success_and_keeps_personal_trust
C-O1 | sharing::test_fatigue
C-O2 | activity::test_projects_of_a_goal
C-O3 | membership::test_who_gave_hardly_anything_for_three_months_rests
C-O4 | concepts::test_anchoring_grows_with_success_and_keeps_personal_trust
C-O5 | trust::test_credit_grabbing_leaves_a_ceiling_for_ever
C-O5 | events::test_a_scandal_is_of_its_month_and_of_the_strongest_unless_named
C-O6 | activity::test_urgency_fades_towards_its_floor_and_rises_with_a_success
C-O7 | leadership::test_loss_at_one_exit_is_one_share_of_the_core_group
C-O7 | leadership::test_learning_training_and_readiness
C-O8 | concepts::test_broad_goals_are_less_clear
C-O9 | between::test_priorities_move_by_what_is_known_and_members_work_on_the_nearest_open_goal
C-A | trust::test_agreements_are_signed_once_a_year
C-A | between::test_formal_processes_fade_as_far_as_nobody_pays
D-V | activity::test_steering_induces_effort_while_the_director_is_there_and_lowers_own_motivation
D-Q1 | health::test_costs_and_discounted_value
D-Q2 | sharing::test_ten_units_by_four_rules
D-Q2 | sharing::test_inequity_aversion_of_a_chain_of_three
D-Q3 | sharing::test_a_month_of_two_members
D-Q4 | concepts::test_clusters_develop_the_weak_more
D-R1 | concepts::test_each_channel_depends_on_what_it_lives_on
D-R1 | resources::test_a_channel_builds_up_with_fundraising
D-R2 | concepts::test_each_channel_depends_on_what_it_lives_on
D-R3 | concepts::test_each_channel_depends_on_what_it_lives_on
D-R4 | concepts::test_each_channel_depends_on_what_it_lives_on
D-R5 | concepts::test_each_channel_depends_on_what_it_lives_on
E-L1 | health::test_levels_go_up_at_the_threshold_and_down_below_it
E-L2 | health::test_levels_go_up_at_the_threshold_and_down_below_it
E-L3 | health::test_levels_go_up_at_the_threshold_and_down_below_it
E-L4 | health::test_levels_go_up_at_the_threshold_and_down_below_it
E-W | between::test_a_newsletter_informs_and_is_not_two_way
E-K1 | activity::test_four_members_and_their_first_two_months
E-K2 | membership::test_only_ties_without_contact_and_of_those_who_left_go
E-K3 | sharing::test_a_month_of_two_members
E-K4 | resources::test_a_month_of_four_members_that_falls_short
E-K5 | membership::test_a_member_at_rest_returns_when_it_hears_and_is_not_tired
E-K6 | leadership::test_a_ready_successor_shortens_the_vacancy
E-T1 | between::test_priorities_move_by_what_is_known_and_members_work_on_the_nearest_open_goal
E-T2 | between::test_only_partners_within_the_bound_of_confidence_pull
E-T3 | activity::test_projects_of_a_goal
E-T4 | between::test_doses_together_are_at_most_1
E-T5 | between::test_meetings_reach_the_near_and_the_platform_those_with_access
E-T6 | leadership::test_a_transfer_takes_the_personal_part_of_every_tie_of_the_post
E-T7 | concepts::test_clusters_develop_the_weak_more
E-T8 | leadership::test_a_transfer_takes_the_personal_part_of_every_tie_of_the_post
E-T9 | concepts::test_onboarding_gives_newcomers_more_ties_and_more_trust
E-T9 | membership::test_candidates_join_by_standing_and_room
E-T10 | concepts::test_a_forum_reaches_the_community_more_than_schools
E-T11 | between::test_meetings_reach_the_near_and_the_platform_those_with_access
"""


def tests_of() -> dict[str, tuple[str, ...]]:
    """Node IDs of the tests of each concept. Raises KeyError for a file that is not among :data:`FILES`."""
    found: dict[str, tuple[str, ...]] = {}
    for line in TABLE.strip().splitlines():
        concept, test = line.split(" | ")
        file, name = test.split("::")
        found[concept] = (*found.get(concept, ()), f"{FILES[file]}::{name}")
    return found
