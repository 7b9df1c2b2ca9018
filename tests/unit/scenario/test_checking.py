"""Every fault of a file is told at once, in the order of the file; none that only follows from another."""

import pytest

from netsustain.scenario import ScenarioError, load

MANY = """schema: 1
titel: {en: Try, th: ลอง}
question: {en: What if?}
sources: [A-S1, A-S9]
months: 60
network:
  recipe: {members: -1}
  goals:
    - breadth: 2
    - {}
levers:
  platform: 5
  platform: 6
discount: .nan
events:
  - at: 5
  - at: 61
    relaunch:
  - at: 3
    goal_reached: {goal: 7}
uncertain:
  levers.nothing: {low: 0, high: 1}
"""


def told(path):
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return [(problem.line, problem.where) for problem in caught.value.problems]


def test_everything_at_once_in_order(write):
    assert told(write(MANY, before="")) == [
        (1, "title"),
        (2, "titel"),
        (3, "question.th"),
        (4, "sources.2"),
        (7, "network.recipe.members"),
        (9, "network.goals.1.breadth"),
        (13, "levers.platform"),
        (13, "levers.platform"),
        (14, "discount"),
        (16, "events.1"),
        (17, "events.2.at"),
        (22, "uncertain.levers.nothing"),
    ]


def test_faults_that_only_follow_are_not_told(write):
    """With months refused nobody knows whether month 200 is too late."""
    assert told(write("months: none\nevents:\n  - {at: 200, relaunch: }\n")) == [(7, "months")]


def test_items_keep_their_number_when_others_are_faulty(write):
    wrong = "  - {at: 1}\n  - {at: 2, relaunch: }\n  - {at: 900, relaunch: }\n  - {at: 901, relaunch: }\n"
    assert told(write("events:\n" + wrong)) == [(8, "events.1"), (10, "events.3.at"), (11, "events.4.at")]
