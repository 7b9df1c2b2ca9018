"""Events and levers: what is nothing, what is the same said otherwise, and what an event leaves alone."""

import numpy as np
import pytest
from tests.worlds import STILL, World, both, different, from_tables, many, numbers, schools, small

from netsustain.scenario.levers import LEVER_NAMES, Levers
from netsustain.scenario.network import TYPICAL_MIX
from netsustain.scenario.schema import Scenario

BASE = small(8, 20, "demo_all", events=[])
MARKS = ("trigger", "trigger_month")
"""Which event came before the loss of a condition: an event that changes nothing else still is one."""


def after(scenario: Scenario, *events: dict) -> Scenario:
    return scenario.with_(events=list(events))


def assert_same(one: Scenario, other: Scenario, *, but=(), replicates: int = many(4, 2)) -> None:
    assert different(numbers(one, replicates, seed=5), numbers(other, replicates, seed=5), but=but) == []


# ---- an event that is none ---------------------------------------------------------------------------------------

NOTHING = [
    {"transfer": {"share": 0}},
    {"transfer": {"who": "director", "share": 0}},
    {"budget": {"level": 1}},
    {"budget": {"level": 1, "over": 6, "channel": "area_office"}},
    {"grant_end": {"taper": 4}},
    {"leave": {"kind": "university"}},
    {"merger": {"kind": "university"}},
    {"ministry_policy": {}},
    {"scandal": {"severity": 0}},
]
"""Nobody moves, all is paid as before, there is no grant, no university, no shift."""


@pytest.mark.parametrize("event", NOTHING, ids=str)
def test_an_event_that_changes_nothing_changes_nothing(event):
    only_schools = {kind: float(kind == "school") for kind in TYPICAL_MIX}
    schools = BASE.with_(**{"network.recipe.kinds": only_schools})
    assert_same(schools, after(schools, {"at": 7, **event}))


def test_an_event_that_changes_nothing_triggers_nothing():
    weak = small(6, 36, **{"funding.area_office_budget": 0, "events": []})
    assert_same(weak, after(weak, {"at": 2, "transfer": {"share": 0}}), replicates=12)


def test_levers_set_to_what_they_are():
    doses = {name: getattr(BASE.levers, name) for name in LEVER_NAMES}
    plain = {name: dose.name.lower() if hasattr(dose, "name") else dose for name, dose in doses.items()}
    assert_same(BASE, after(BASE, {"at": 5, "set": plain}, {"at": 9, "set": {**plain, "over": 6}}), but=MARKS)


def test_restoring_a_way_to_talk_that_was_never_changed():
    assert_same(BASE, after(BASE, {"at": 5, "communication": {"policy": "restore"}}), but=MARKS)


def test_a_crisis_inside_a_longer_one():
    long = {"at": 4, "crisis": {"months": 8, "urgency": 0.2}}
    assert_same(after(BASE, long), after(BASE, long, {"at": 6, "crisis": {"months": 5, "urgency": 0}}), but=MARKS)


def test_a_member_that_has_left_cannot_leave_again():
    gone = {"at": 4, "leave": {"member": 2}}
    still = BASE.with_(parameters={"membership": {"comeback_rate": 0}})
    assert_same(after(still, gone), after(still, gone, {"at": 6, "leave": {"member": 2}}), but=MARKS)


# ---- the same event said otherwise -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in LEVER_NAMES if name != "core_leaders"])
def test_a_lever_set_in_month_1_is_a_lever_set_from_the_start(name):
    """All but the size of the core group, whose first members are chosen before month 1."""
    dose = {"governance_mode": "committee", "fairness_rule": "need"}.get(name, 1)
    assert getattr(Levers(), name) != dose
    by_event = after(BASE, {"at": 1, "set": {name: dose}})
    assert_same(BASE.with_(levers={name: dose}), by_event, but=MARKS, replicates=2)


def test_a_date_is_a_month():
    """Month 5 of a network that starts in October 2026 is February 2027."""
    happening = {"transfer": {"share": 0.5}}
    assert_same(after(BASE, {"at": 5, **happening}), after(BASE, {"date": "2027-02", **happening}))


def test_at_once_is_over_one_month():
    for event in ({"budget": {"level": 0.3}}, {"set": {"platform": 1}}):
        (kind, content), = event.items()  # fmt: skip
        assert_same(after(BASE, {"at": 6, kind: content}), after(BASE, {"at": 6, kind: {**content, "over": 1}}))


def test_a_gradual_cut_is_its_steps():
    """From 1 to 1/2 over four months: an eighth a month."""
    steps = [{"at": 6 + k, "budget": {"level": 1 - (k + 1) / 8}} for k in range(4)]
    assert_same(after(BASE, {"at": 6, "budget": {"level": 0.5, "over": 4}}), after(BASE, *steps), but=MARKS)


def test_a_cut_of_all_is_a_cut_of_each():
    sources = ("grant", "area_office", "public_private", "community", "human", "technology", "international")
    each = [{"at": 6, "budget": {"level": 0.25, "channel": channel}} for channel in sources]
    assert_same(after(BASE, {"at": 6, "budget": {"level": 0.25}}), after(BASE, *each))


def test_a_blackout_is_every_way_to_talk_at_0():
    silence = dict.fromkeys(
        ("meeting_frequency", "face_to_face_share", "platform", "community_forum", "newsletter", "transparency",
         "two_way_feedback"), 0,
    )  # fmt: skip
    assert_same(after(BASE, {"at": 6, "communication": {"policy": "blackout"}}), after(BASE, {"at": 6, "set": silence}))


def test_a_crisis_in_two_parts_is_one_crisis():
    whole = {"at": 4, "crisis": {"months": 6, "urgency": 0}}
    parts = [{"at": at, "crisis": {"months": 3, "urgency": 0}} for at in (4, 7)]
    assert_same(after(BASE, whole), after(BASE, *parts), but=MARKS)


def test_a_grant_that_is_ended_is_a_grant_of_that_length():
    granted = {"funding": {"grants": [{"amount": 12, "from": 1, "to": 20}]}}
    shorter = {"funding": {"grants": [{"amount": 12, "from": 1, "to": 9}]}}
    assert_same(after(BASE.with_(**granted), {"at": 10, "grant_end": {}}), BASE.with_(**shorter), but=MARKS)


def test_a_level_of_all_budgets_is_a_cut_in_month_1():
    assert_same(
        BASE.with_(**{"funding.budget_level": 0.5}), after(BASE, {"at": 1, "budget": {"level": 0.5}}), but=MARKS
    )


def test_an_event_of_certain_rate_is_an_event_every_month():
    """Month 1 is October: even months of the calendar are odd months of the run."""
    listed = [{"at": month, "set": {"platform": 0.5 * (month % 2 == 0)}} for month in range(1, 21)]
    certain = [
        {"rate": 6, "season": [2, 4, 6, 8, 10, 12], "set": {"platform": 0}},
        {"rate": 6, "season": [1, 3, 5, 7, 9, 11], "set": {"platform": 0.5}},
    ]
    one, other = numbers(after(BASE, *listed), 2, seed=5), numbers(BASE.with_(recurrent=certain), 2, seed=5)
    for name in one.months:
        np.testing.assert_array_equal(one.months[name], other.months[name], err_msg=name)


# ---- what the order of events decides ----------------------------------------------------------------------------

APART = (
    {"at": 4, "budget": {"level": 0.5, "over": 3}},
    {"at": 6, "set": {"platform": 1}},
    {"at": 8, "crisis": {"months": 3}},
    {"at": 9, "ministry_policy": {"shift": -0.2, "rigidity": 0.3}},
    {"at": 11, "transfer": {"who": "director"}},
    {"at": 13, "relaunch": {}},
)
"""Events of different months that leave nothing to chance."""


def test_events_in_another_order_of_the_file():
    assert_same(after(BASE, *APART), after(BASE, *reversed(APART)))


def test_an_event_added_before_another_leaves_whom_that_one_strikes():
    strike = {"at": 9, "transfer": {"share": 0.5}}
    harmless = {"at": 18, "budget": {"level": 1}}
    assert_same(after(BASE, strike), after(BASE, harmless, strike), but=MARKS)


# ---- what comes later leaves alone what came before --------------------------------------------------------------

LATER = [
    {"join": {"kind": "school"}}, {"join": {"kind": "private", "ties": 5, "size": 3}}, {"leave": {"member": 2}},
    {"leave": {"kind": "school", "count": 3}}, {"scandal": {}}, {"crisis": {}}, {"relaunch": {}}, {"need_ended": {}},
    {"goal_reached": {"goal": 1}}, {"grant_end": {}}, {"ministry_policy": {"shift": 0.3, "steering": 1}},
    {"communication": {"policy": "blackout"}},
]  # fmt: skip
"""Kinds of events beside those of ``tests/unit/test_common_random_numbers.py``."""


@pytest.mark.parametrize("event", LATER, ids=lambda event: f"{next(iter(event))}-{len(str(event))}")
def test_an_event_of_month_15_leaves_the_14_months_before_it(event):
    granted = BASE.with_(funding={"grants": [{"amount": 5, "from": 1, "to": 20}]})
    one, other = (
        numbers(granted, many(12, 4), seed=5).months,
        numbers(after(granted, {"at": 15, **event}), many(12, 4), seed=5).months,
    )
    for name in one:
        assert (one[name][:, :14] == other[name][:, :14]).all(), name
    later = [name for name in one if (one[name][:, 14:] != other[name][:, 14:]).any()]
    assert later or "need_ended" in event, "and it acts"


FOUNDERS = 8


def test_a_newcomer_changes_nobodys_luck(tmp_path):
    """Members without ties, each left to its own luck: who joins in month 6 moves no founder and no leader."""
    lonely = both(
        STILL, {"months": 30, "parameters": {"membership": {"exit_rate": 0, "recruit_rate": 0, "formation_rate": 0}}}
    )
    alone = from_tables(tmp_path, schools(FOUNDERS), **lonely)
    joined = after(alone, {"at": 6, "join": {"kind": "school", "ties": 0}})
    own = [f"leader.{name}" for name in ("appointed_month", "vacancy", "competence", "championing", "facilitation")]
    own += [f"member.{name}" for name in ("priority", "reciprocity", "ring", "contributor")]
    moved = 0
    for one, two in zip(World(alone).months(30), World(joined).months(30), strict=True):
        moved = one.net("transfers")
        for name in own:
            np.testing.assert_array_equal(one[name], two[name][:FOUNDERS], err_msg=f"{name} in month {one.month}")
    assert two.net("active_members") == FOUNDERS + 1
    assert moved >= 3


def test_a_need_that_ends_changes_how_an_end_is_called():
    one, other = (
        numbers(scenario, many(12, 4), seed=5) for scenario in (BASE, after(BASE, {"at": 1, "need_ended": {}}))
    )
    assert (one.months["need"] == 1)[one.months["live"] == 1].all()
    assert (other.months["need"] == 0).all()
