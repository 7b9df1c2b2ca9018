"""Which months a run that ends was alive in: told alike by its row, its months and its curve."""

import pytest
from tests.worlds import NO_LUCK, both, from_tables, schools

from netsustain.ensemble import simulate
from netsustain.health.survival import survival_curve

HORIZON = 12


def team(tmp_path, events):
    """Three schools that work together every month, until something happens; nothing is left to chance."""
    names = [school["name"] for school in schools(3)]
    pairs = [(names[0], names[1]), (names[0], names[2]), (names[1], names[2])]
    ties = [{"source": a, "target": b, "strength": 0.5, "trust": 0.6, "age": 24} for a, b in pairs]
    return from_tables(tmp_path, schools(3), ties, **both(NO_LUCK, {"months": HORIZON, "events": events}))


def only_run(scenario):
    """The row of the one replicate, and its months."""
    result = simulate(scenario, 1, months=True)
    return result.runs.iloc[0], result.months, result.runs


def test_left_alone_they_live_to_the_horizon(tmp_path):
    run, months, _ = only_run(team(tmp_path, []))
    assert (run["ended"], run["live_months"], run["months_sustained"]) == ("alive", HORIZON, HORIZON)
    assert months["alive"].tolist() == [1] * HORIZON


def test_two_are_no_network(tmp_path):
    run, months, _ = only_run(team(tmp_path, [{"at": 4, "leave": {"member": 3}}]))
    assert (run["ended"], run["end_month"], run["confirmed_month"]) == ("dissolved", 4, 9)
    assert (run["live_months"], run["months_sustained"]) == (3, 3)
    assert months["active_members"].tolist()[:3] == [3, 3, 3]


@pytest.mark.parametrize("at", [1, 5, HORIZON])
def test_the_month_of_the_end_is_the_first_that_is_not_alive(tmp_path, at):
    """Whoever leaves in month t is gone in t; an end in the last months is confirmed after the horizon."""
    run, months, runs = only_run(team(tmp_path, [{"at": at, "leave": {"kind": "school", "count": 3}}]))
    assert (run["ended"], run["end_month"], run["confirmed_month"]) == ("dissolved", at, at + 5)
    assert run["months_sustained"] == at - 1
    assert months["alive"].tolist() == [1] * (at - 1) + [0] * (HORIZON - at + 1)
    curve = survival_curve(runs, HORIZON)
    assert curve["alive"].tolist() == [1] * at + [0] * (HORIZON - at + 1), "months 0 to the horizon"
