"""The timeline: months and dates, what happens, and its names."""

import pytest

from netsustain.scenario import ScenarioError, load
from netsustain.scenario.events import EVENT_KINDS, Event
from netsustain.scenario.happenings import Channel, Policy, Who
from netsustain.scenario.kinds import Kind
from netsustain.scenario.values import months_from

ONE_OF_EACH = {
    "transfer": {"who": "core", "share": 0.5, "kinds": ("school",), "handover": 2},
    "budget": {"level": 0.5, "over": 6, "channel": "technology"},
    "grant_end": {"taper": 3},
    "communication": {"policy": "blackout"},
    "set": {"platform": 1, "governance_mode": "shared", "over": 3},
    "join": {"kind": "parents", "name": "PTA", "ties": 4},
    "leave": {"member": "PTA"},
    "scandal": {},
    "crisis": {"months": 9},
    "goal_reached": {"goal": 1},
    "need_ended": {},
    "relaunch": None,
    "merger": {"count": 2},
    "ministry_policy": {"shift": -0.2, "steering": 0.9},
}


@pytest.mark.parametrize(
    ("date", "month"),
    [("2026-10", 1), ("2026-12", 3), ("2027-01", 4), ("2027-10", 13), ("2026-09", 0), ("2025-10", -11)],
)
def test_month_numbers(date, month):
    assert months_from("2026-10", date) == month
    assert Event(date=date, relaunch={}).month("2026-10") == month


def test_one_of_each_kind():
    assert set(ONE_OF_EACH) == set(EVENT_KINDS)
    for number, (kind, said) in enumerate(ONE_OF_EACH.items(), start=1):
        event = Event.model_validate({"at": number, kind: said})
        assert event.kind == kind
        assert event.month("2026-10") == number
        assert event.label_en
        assert event.label_th != event.label_en


def test_what_is_said_arrives_typed():
    def action(kind):
        return Event.model_validate({"at": 1, kind: ONE_OF_EACH[kind]}).action

    assert (action("transfer").who, action("transfer").kinds) == (Who.CORE, (Kind.SCHOOL,))
    assert action("budget").channel is Channel.TECHNOLOGY
    assert action("communication").policy is Policy.BLACKOUT
    assert action("set").doses == {"platform": 1.0, "governance_mode": 1.0}
    assert action("set").over == 3
    assert action("merger").kind is Kind.SCHOOL


def test_the_last_month_is_inside_and_the_next_is_not(write):
    assert load(write("months: 12\nevents: [{at: 12, relaunch: }, {date: 2027-09, relaunch: }]\n"))
    with pytest.raises(ScenarioError):
        load(write("months: 12\nevents: [{date: 2027-10, relaunch: }]\n"))
