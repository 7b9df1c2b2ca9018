"""Behaviour at its ends: everyone or nobody leaves, gives, trusts, moves or agrees."""

import itertools

import numpy as np
import pytest
from tests.invariants.catalogue import watched
from tests.worlds import NO_LUCK, STILL, both, from_tables, schools, small

from netsustain.state import Ended, Status

RING = [{"source": f"S{i + 1}", "target": f"S{(i + 1) % 6 + 1}", "trust": 0.5, "formal": 0, "age": 0} for i in range(6)]


# ---- membership --------------------------------------------------------------------------------------------------


def test_everyone_leaves():
    """Month 5: nobody is left, no tie, every condition 0; the run has dissolved in month 5, after four months."""
    everybody = [{"at": 5, "leave": {"member": number + 1}} for number in range(10)]
    scenario = small(
        10, 24, "strategies_all", events=everybody,
        parameters={"membership": {"comeback_rate": 0, "exit_rate": 0, "recruit_rate": 0}},
    )  # fmt: skip
    history = watched(scenario, 24)
    assert history[4].net("live") == 1.0
    for now in history[5:]:
        assert now.net("active_members") == 0
        assert now["tie.a"].size == 0
        assert [now.net(f"c{c}") for c in range(1, 8)] == [0.0] * 7
    end = history[-1]
    assert (end.net("ended"), end.net("end_month"), end.net("confirmed_month")) == (Ended.DISSOLVED, 5, 10)
    assert end.net("months_sustained") == 4


def test_nobody_ever_leaves():
    """Exit rate 0: even a network that has died keeps its members."""
    scenario = small(8, 36, parameters={"membership": {"exit_rate": 0, "recruit_rate": 0}})
    for replicate in range(3):
        for now in watched(scenario, 36, replicate=replicate)[1:]:
            assert now.net("left") == 0
            assert (now["member.status"] <= Status.DORMANT).all()


def test_nobody_is_patient():
    """Patience 0: no bad month is needed, so that members leave in month 1 already."""
    scenario = small(30, 3, parameters={"membership": {"patience": 0, "exit_rate": 0.5, "exit_slope": 0}})
    left = [now.net("left") for now in watched(scenario, 3)[1:]]
    assert left[0] > 5


def test_endless_patience_is_nobody_leaving():
    scenario = small(8, 30, parameters={"membership": {"patience": 60, "exit_rate": 0.5}})
    assert sum(now.net("left") for now in watched(scenario, 30)[1:]) == 0


# ---- giving ------------------------------------------------------------------------------------------------------


def test_all_free_riders_give_only_what_the_warm_start_makes_them(tmp_path):
    """Once it has cooled, the least odds there are (.02); no talk or trust adds to them here."""
    scenario = from_tables(tmp_path, schools(6, contributor="free_rider"), RING, **both({"months": 30}, NO_LUCK, STILL))
    history = watched(scenario.with_(parameters={"contribution": {"warm_start": 0.4}}), 30)
    efforts = [now.net("effort") for now in history[1:]]
    assert efforts[0] == pytest.approx(0.4)
    assert np.diff(efforts).max() <= 1e-12
    assert efforts[-1] == pytest.approx(0.02)


def test_free_riders_alone_dissolve():
    edits = [{"member": number + 1, "contributor": "free_rider"} for number in range(8)]
    scenario = small(8, 48, **{"network.members": edits, "parameters": {"membership": {"recruit_rate": 0}}})
    assert watched(scenario, 48)[-1].net("ended") == Ended.DISSOLVED


def test_all_unconditional_give_the_same_whatever_they_see(tmp_path):
    """Their contribution is a constant: what others give and what they expect means nothing."""
    scenario = from_tables(
        tmp_path, schools(6, contributor="other"), RING,
        **both({"months": 24}, NO_LUCK, STILL, {"parameters": {"contribution": {"steady_contribution": 0.5}}}),
    )  # fmt: skip
    for now in watched(scenario, 24)[1:]:
        np.testing.assert_allclose(now["member.effort"], 0.5, rtol=1e-12)


STAYING = {"leadership": {"transfer_probability": 0}}
"""No leader takes trust away."""


# ---- trust -------------------------------------------------------------------------------------------------------


def test_trust_0(tmp_path):
    """Nobody trusts: no level above coordination, condition 2 is 0 in month 1 and can only grow by experience."""
    ties = [{**tie, "trust": 0} for tie in RING]
    history = watched(from_tables(tmp_path, schools(6), ties, months=24, parameters=STAYING), 24)
    assert history[1].net("c2") == 0.0
    assert history[1]["member.level"].max() <= 1
    gain, newcomer = history[1].parameter("trust_gain"), history[1].parameter("newcomer_trust")
    for before, after in itertools.pairwise(history):
        assert after["tie.trust_ab"].max(initial=0.0) <= max(before["tie.trust_ab"].max(initial=0.0), newcomer) + gain


def test_trust_1(tmp_path):
    """Full trust is never passed, and falls as soon as experience is less than perfect."""
    ties = [{**tie, "trust": 1} for tie in RING]
    history = watched(from_tables(tmp_path, schools(6), ties, months=24, parameters=STAYING), 24)
    assert (history[0]["tie.trust_ab"] == 1.0).all()
    assert history[1].net("c2") == pytest.approx(1.0)
    for now in history[1:]:
        assert now["tie.trust_ab"].max(initial=0.0) <= 1.0 + 1e-12
    assert history[-1].net("mean_trust") < 1.0


def test_a_scandal_every_month_of_the_worst_kind():
    """Severity 1 of everybody's strongest partner: trust in it is gone, and its ceiling shuts."""
    scenario = small(
        6, 24, recurrent=[{"rate": 12, "scandal": {"severity": 1, "member": 1}}],
        parameters={"membership": {"decay_hazard": 0, "partner_choice": 0, "exit_rate": 0, "formation_rate": 0,
                                   "recruit_rate": 0}},
    )  # fmt: skip
    end = watched(scenario, 24)[-1]
    with_it = end["tie.a"] == 0
    assert with_it.any()
    # What is left is what a month of joint work can build up anew, after the scandal of the month.
    assert (end["tie.personal_ba"][with_it] <= end.parameter("trust_gain")).all()
    assert (end["tie.ceiling_ba"][with_it] < 0.01).all()
    assert (end["tie.ceiling_ab"][with_it] == 1.0).all(), "what it thinks of others has no ceiling"


# ---- leaders -----------------------------------------------------------------------------------------------------


def test_every_leader_is_transferred_every_month():
    """Nobody is ever a month in post: competence 0, the network led at best by its newest, personal trust worn away."""
    scenario = small(
        8, 24, recurrent=[{"rate": 12, "transfer": {"who": "leaders", "handover": 0}}],
        parameters={"leadership": {"vacancy_mean": 0}, "membership": {"exit_rate": 0, "recruit_rate": 0}},
    )  # fmt: skip
    history = watched(scenario, 24)
    for before, after in itertools.pairwise(history):
        assert (after["leader.months_in_post"] == 0).all()
        assert (after["leader.competence"] == 0).all()
        assert after.net("transfers") == before.net("transfers") + 8
        assert after.net("leadership") == 0.0
        assert after.net("vacant_share") == 0.0
    assert history[-1]["tie.personal_ab"].max(initial=0.0) < 0.1


def test_posts_that_stay_vacant_for_years():
    """All leaders go in month 2 and nobody comes for five years: acting leaders only."""
    scenario = small(
        8, 36, events=[{"at": 2, "transfer": {}}],
        parameters={"leadership": {"vacancy_mean": 60, "vacancy_longest": 120, "transfer_probability": 0},
                    "membership": {"exit_rate": 0, "recruit_rate": 0}},
    )  # fmt: skip
    history = watched(scenario, 36)
    assert history[1].net("vacant_share") == 0.0
    for now in history[2:]:
        vacant = now["leader.vacancy"] > 0
        assert now.net("vacant_share") == vacant.mean()
        assert (now["leader.level"][vacant] == now.parameter("acting_level")).all()
    assert history[2].net("vacant_share") >= 0.75
    assert history[2].net("leadership") == history[2].parameter("acting_level")


def test_a_leader_who_learns_everything_in_a_month():
    scenario = small(
        6, 12, events=[{"at": 3, "transfer": {"handover": 0}}],
        parameters={"leadership": {"learning_months": 1, "vacancy_mean": 0, "transfer_probability": 0},
                    "membership": {"recruit_rate": 0}},
    )  # fmt: skip
    history = watched(scenario, 12)
    here = history[3]["member.status"] <= Status.DORMANT
    assert (history[3]["leader.competence"][here] == 0).all()
    assert (history[4]["leader.competence"][history[4]["member.status"] <= Status.DORMANT] == 1).all()


# ---- goals -------------------------------------------------------------------------------------------------------


def test_goals_that_are_nothing_to_do():
    """Workload 1: all met in month 1, nothing left to work on, completed in month 1; no failure."""
    goals = [{"position": 0.4, "workload": 1}, {"position": 0.6, "workload": 1}]
    scenario = small(
        10, 24, "strategies_all",
        **both({"network": {"goals": goals}}, {"parameters": {"governance": {"adopt_rate": 0, "close_rate": 0}}}),
    )  # fmt: skip
    history = watched(scenario, 24)
    assert (history[1]["goal.met_month"] == 1).all()
    assert all(now.net("live") == 0.0 for now in history[1:])
    assert all(now.net("effort") == 0.0 for now in history[2:])
    end = history[-1]
    assert (end.net("ended"), end.net("end_month"), end.net("cause")) == (Ended.COMPLETED, 1, 8)
    assert end.net("months_sustained") == 24
    assert end.net("progress") == 1.0


def test_a_network_that_never_runs_out_of_goals():
    """One goal of a day's work, adopted anew whenever it is met: it is met again and again, and no end is a failure."""
    scenario = small(
        10, 30, "strategies_all",
        **both({"network": {"goals": [{"position": 0.5, "workload": 1}]}},
               {"parameters": {"governance": {"adopt_rate": 1, "close_rate": 0}}}),
    )  # fmt: skip
    history = watched(scenario, 36)
    adopted = [now for now in history[1:] if now["goal.met_month"][0] == 0]
    assert adopted
    assert all(now["goal.original"][0] == 2 for now in adopted)
    assert len({now["goal.met_month"][0] for now in history[1:]} - {0}) >= 2
    assert history[1].net("originals_met") == 1
    assert history[-1].net("ended") in (Ended.ALIVE, Ended.COMPLETED)


def test_eight_goals_divide_the_members():
    goals = [{"position": round(0.06 + 0.125 * g, 3)} for g in range(8)]
    history = watched(small(16, 24, "strategies_all", network={"goals": goals}), 24)
    for now in history[1:]:
        assert now["goal.people"].sum() <= now.net("active_members") + now.net("left")
        at_work = now["member.project"][now["member.status"] == Status.ACTIVE]
        assert ((at_work >= 0) & (at_work < 8)).all()
    assert len(set(history[-1]["member.project"])) > 1


@pytest.mark.parametrize("members", [8, 4])
def test_without_a_need_no_end_is_a_failure(members):
    """The need ends in month 1: the network may go on, but whatever ends it, it was completed."""
    scenario = small(members, 60, events=[{"at": 1, "need_ended": {}}], **{"funding.area_office_budget": 0})
    ends = set()
    for replicate in range(4):
        history = watched(scenario, 66, replicate=replicate)
        assert all(now.net("need") == 0.0 for now in history[1:])
        end = history[-1]
        ends.add(end.net("ended"))
        if end.net("ended") == Ended.COMPLETED:
            assert end.net("cause") == 9
            assert end.net("months_sustained") == 60
    assert ends <= {Ended.COMPLETED, Ended.ALIVE}
    assert Ended.COMPLETED in ends


def test_confidence_0_and_1(tmp_path):
    """Nobody listens to anybody who differs, or to everybody: the spread of priorities stays, or shrinks."""
    members = schools(6)
    for row, priority in zip(members, (0.1, 0.3, 0.5, 0.6, 0.8, 0.9), strict=True):
        row["priority"] = priority
    spreads = {}
    for confidence in (0, 1):
        changes = both(
            {"months": 24}, NO_LUCK, STILL, {"parameters": {"vision": {"confidence": confidence, "vision_pull": 0.5}}},
            {"levers": {"meeting_frequency": 2, "relationship_activities": 1}, "funding": {"area_office_budget": 0},
             "network": {"goals": [{"position": 0.5}]}},
        )  # fmt: skip
        changes["funding"]["grants"] = [{"amount": 500, "from": 1, "to": 24}]
        history = watched(from_tables(tmp_path / str(confidence), members, RING, **changes), 24)
        spreads[confidence] = [np.ptp(now["member.priority"]) for now in history]
    np.testing.assert_allclose(spreads[0], 0.8, rtol=1e-12)
    assert np.diff(spreads[1]).max() <= 1e-12
    assert spreads[1][-1] < 0.1


def test_priorities_that_jump_anywhere_stay_on_the_axis():
    for now in watched(small(8, 18, parameters={"vision": {"priority_drift": 1}}), 18)[1:]:
        assert ((now["member.priority"] >= 0) & (now["member.priority"] <= 1)).all()
