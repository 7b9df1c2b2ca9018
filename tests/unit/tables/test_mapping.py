"""What a scenario says about its tables, and whom its edits and events name: told at its place there."""

import pytest

from netsustain.scenario import ScenarioError, load
from netsustain.scenario.tables import network_tables

from .conftest import MEMBERS

FAULTS = {
    "column_absent": (
        "    columns: {members: {kind: knd}}\n",
        "mine.yaml:9:31: network.files.columns.members.kind: got the column 'knd', which members.csv does "
        "not have, expected one of name, kind (did you mean kind?)",
    ),
    "column_twice": (
        "    columns: {ties: {strength: weight}}\n",
        "mine.yaml:9:32: network.files.columns.ties.strength: got the column 'weight', which ties.csv has 2 "
        "times, expected it once",
    ),
    "scale_flat": (
        "    scales: {trust: [2, 2]}\n",
        "mine.yaml:9:21: network.files.scales.trust: got 2 twice, expected two different numbers",
    ),
}
WEIGHTS = "source,target,weight,weight\nOffice,North,0.5,0.5\n"


@pytest.mark.parametrize("name", FAULTS)
def test_descriptions_that_do_not_fit(told, name):
    files, expected = FAULTS[name]
    (found,) = told(MEMBERS, WEIGHTS, files)
    assert found.replace("./", "").startswith(expected)


REFERENCES = {
    "edit_by_name": (
        "  members: [{member: Nroth, size: 2}]\n",
        "mine.yaml:9:22: network.members.1.member: got the member 'Nroth', expected one of the members table "
        "(did you mean North?)",
    ),
    "edit_by_number": (
        "  members: [{member: 5, size: 2}]\n",
        "mine.yaml:9:22: network.members.1.member: got the member 5, expected a row number from 1 to 4",
    ),
    "event": (
        "events: [{at: 1, leave: {member: Nroth}}]\n",
        "mine.yaml:9:34: events.1.leave.member: got the member 'Nroth', expected one of the members table",
    ),
    "joins_under_a_name_that_is_taken": (
        "events: [{at: 1, join: {kind: school, name: North}}]\n",
        "mine.yaml:9:45: events.1.join.name: got 'North', which is in the members table",
    ),
    "edit_of_one_who_joins_later": (
        "  members: [{member: New, size: 2}]\nevents: [{at: 1, join: {kind: school, name: New}}]\n",
        "mine.yaml:9:22: network.members.1.member: got the member 'New', expected one of the members",
    ),
    "second_area_office": (
        "  members: [{member: North, kind: area_office}]\n",
        "mine.yaml:9:35: network.members.1.kind: got a second area_office, expected one",
    ),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_members_that_are_not_there(told, name):
    after, expected = REFERENCES[name]
    (found,) = told(after=after)
    assert found.startswith(expected)


def test_members_that_are_there(write):
    after = """  members:
    - {member: Office, kind: government}
    - {member: 2, kind: area_office}
events:
  - {at: 1, join: {kind: school, name: New}}
  - {at: 2, leave: {member: New}}
  - {at: 3, leave: {member: 5}}
  - {at: 4, scandal: {member: Shop}}
"""
    assert load(write(after=after)).network.files is not None


def test_a_place_in_the_table_is_no_number_of_its_own(told):
    numbered = "name,number\nOffice,1\nNorth,20\n"
    (found,) = told(numbered, None, after="  members: [{member: 2, size: 2}]\n")
    assert found.endswith("got the member 2, but the table has numbers of its own, expected the member's name")


def test_a_scenario_made_in_python_is_told_the_same(write, tmp_path):
    scenario = load(write())
    with pytest.raises(ScenarioError, match=r"members\.1\.member: got the member 'Nroth'"):
        network_tables(scenario.with_(network={"members": [{"member": "Nroth", "size": 2}]}))
    (tmp_path / "ties.csv").unlink()
    with pytest.raises(ScenarioError, match=r"ties\.csv:1:1: cannot be read: No such file"):
        network_tables(scenario)
