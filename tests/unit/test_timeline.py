"""From a scenario's words to the numbers that rules read: months, rows, levels, counted as the file counts them."""

import math

import numpy as np
import pytest

from netsustain.plan import compile_scenario
from netsustain.rules import events as codes
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.state import POSITION, Source

MEMBERS = 6


def compiled(**changes):
    return compile_scenario(load("baseline").with_(**{"network.recipe.members": MEMBERS}, **changes))


def row_of(event, **changes):
    """Whole numbers by their columns' names, and real numbers, of the one row that an event makes."""
    timeline = compiled(events=[{"at": 5, **event}], **changes).plan.timeline
    (whole,), (real,) = timeline.whole, timeline.real
    names = ("MONTH", "KIND", "WHO", "KINDS", "TARGET", "OVER", "COUNT", "SEASONS", "NUMBER")
    return {name.lower(): int(whole[getattr(codes, name)]) for name in names}, real.tolist()


@pytest.mark.parametrize("goal", [1, 2])
def test_goals_are_counted_from_one_in_a_file_and_from_none_in_the_model(goal):
    two = {"network.goals": [{"position": 0.4}, {"position": 0.6}]}
    assert row_of({"goal_reached": {"goal": goal}}, **two)[0]["target"] == goal - 1


@pytest.mark.parametrize(("member", "row"), [(1, 0), (MEMBERS, MEMBERS - 1), ("M2", 1)])
def test_a_member_that_is_named_is_the_one_that_is_meant(member, row):
    assert row_of({"leave": {"member": member}})[0]["target"] == row
    assert row_of({"scandal": {"member": member}})[0]["target"] == row


def test_an_edited_member_is_the_one_that_is_named():
    state = compiled(**{"network.members": [{"member": 2, "size": 3.0}]}).template
    size = state.member_f8[POSITION["member", "f8"]["size"], :MEMBERS]
    assert size[1] == 3.0
    assert np.isnan(np.delete(size, 1)).all(), "the others are drawn"


def test_a_grant_keeps_its_months():
    grants = [{"amount": 7, "from": 2, "to": 9, "taper": 4}, {"amount": 1, "from": 5, "to": 6}]
    timeline = compiled(funding={"grants": grants}).plan.timeline
    assert timeline.grants.tolist() == [[7, 2, 9, 4], [1, 5, 6, 0]]


def test_a_date_is_counted_from_the_month_of_the_start():
    timeline = compiled(start="2027-04", events=[{"date": "2027-06", "relaunch": {}}]).plan.timeline
    assert timeline.whole[0, codes.MONTH] == 3
    assert compiled(start="2027-04").clock.season == 4


def test_numbers_of_events_arrive_where_rules_look_for_them():
    whole, real = row_of({"transfer": {"who": "core", "share": 0.5, "kinds": ["school"], "handover": 2}})
    assert (whole["month"], whole["kind"], whole["who"]) == (5, codes.TRANSFER, codes.CORE)
    assert whole["kinds"] == 1 << Kind.SCHOOL
    assert real[:2] == [0.5, 2.0]
    assert row_of({"transfer": {}})[1][1] == -1.0, "as the lever says"
    whole, real = row_of({"budget": {"level": 0.3, "over": 6, "channel": "area_office"}})
    assert (whole["target"], whole["over"], real[0]) == (Source.AREA_OFFICE, 6, 0.3)
    whole, real = row_of({"ministry_policy": {"shift": 0.2, "rigidity": 0.4}})
    assert real[:3] == [0.2, 0.4, -1.0]
    whole, real = row_of({"merger": {"kind": "parents", "count": 2}})
    assert (whole["kinds"], whole["count"]) == (1 << Kind.PARENTS, 2)


def test_a_lever_is_set_by_its_own_row():
    timeline = compiled(events=[{"at": 5, "set": {"platform": 0.4, "newsletter": 0.7, "over": 3}}]).plan.timeline
    assert timeline.whole[:, codes.TARGET].tolist() == [LEVER_NAMES.index("platform"), LEVER_NAMES.index("newsletter")]
    assert timeline.real[:, 0].tolist() == [0.4, 0.7]
    assert timeline.whole[:, codes.OVER].tolist() == [3, 3]


def test_a_recurrent_event_has_no_month_but_seasons_and_a_rate():
    made = compiled(recurrent=[{"rate": 0.5, "season": [1, 10], "crisis": {"months": 2}}]).plan.timeline
    assert made.whole[0, codes.MONTH] == 0
    assert made.whole[0, codes.SEASONS] == 1 << 1 | 1 << 10
    assert made.real[0, codes.RATE] == 0.5


def test_a_yearly_discount_is_taken_by_twelfths():
    assert compiled(discount=0.12).clock.discount == pytest.approx(1 / 1.01, rel=1e-15)
    assert compiled(discount=0).clock.discount == 1.0


def test_a_member_that_joins_has_what_is_known_of_it_and_nothing_else():
    made = compiled(events=[{"at": 5, "join": {"kind": "parents", "skill": 0.9, "ties": 3}}])
    state, timeline = made.template, made.plan.timeline
    assert timeline.whole[0, codes.TARGET] == MEMBERS, "the row after the last"
    assert timeline.whole[0, codes.COUNT] == 3
    real = {name: state.member_f8[POSITION["member", "f8"][name], MEMBERS] for name in ("skill", "size", "priority")}
    assert real["skill"] == 0.9
    assert math.isnan(real["size"])
    assert math.isnan(real["priority"])
