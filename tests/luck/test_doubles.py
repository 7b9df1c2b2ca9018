"""No random number serves two purposes, and the detector notices when one does."""

import inspect
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest
from tests.luck.doubles import doubles, draws_of, scenario_of, shipped, shortened

from netsustain.scenario import load

SHORT = 6
"""Months of the short form; ``python -m tests.luck doubles`` runs every scenario to its horizon."""
BUSY = load("demo_all").until(6).with_(**{"network.recipe.members": 8})


@pytest.mark.parametrize("name", shipped())
def test_no_number_serves_two_purposes(name, plain):
    draws = draws_of(plain, scenario_of(name, SHORT))
    assert len(draws.places) > 200
    assert doubles(draws) == []


def test_shortened_scenarios_keep_their_events():
    scenario = load("double_shock")
    short = shortened(scenario, SHORT)
    assert [event.kind for event in short.events] == [event.kind for event in scenario.events]
    assert all(event.month(short.start) <= SHORT for event in short.events)


# ---- planted -----------------------------------------------------------------------------------------------------


@pytest.fixture
def rewritten(plain, tmp_path):
    """Plants a change in the text of a module of the plain model."""
    plain.driver()
    kept = [(home, dict(vars(home))) for home in plain._modules.values()]

    def change(module, old, new):
        home, path = plain(module), tmp_path / f"{module}.py"
        before, text = dict(vars(home)), Path(home.__file__).read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        with plain._in_place():
            SourceFileLoader(home.__name__, str(path)).exec_module(home)
        # What other modules took over by name.
        new = {id(value): vars(home)[name] for name, value in before.items() if inspect.isfunction(value)}
        for user in plain._modules.values():
            vars(user).update({name: new[id(value)] for name, value in vars(user).items() if id(value) in new})

    yield change
    for home, names in kept:
        vars(home).clear()
        vars(home).update(names)


def test_a_stream_taken_for_another_is_noticed(plain, monkeypatch):
    plain.driver()
    monkeypatch.setattr(plain("rules.vision"), "PRIORITY_DRIFT", plain("streams").EXIT)
    found = doubles(draws_of(plain, BUSY))
    assert {each.stream for each in found} == {"exit"}
    (twice,) = (each for each in found if each.how == "drawn by two")
    assert {purpose.file for purpose in twice.purposes} == {"vision.py", "membership.py"}


def test_a_block_that_is_taken_is_noticed_behind_a_helper(plain, rewritten):
    """Size and own resources by the same four numbers: both are drawn by one line of a helper."""
    rewritten("traits", "MEMBER_TRAITS, number, 4", "MEMBER_TRAITS, number, 2")
    found = doubles(draws_of(plain, BUSY))
    assert ("drawn by two", "member_traits") in {(each.how, each.stream) for each in found}


def test_one_of_four_numbers_used_twice_is_noticed(plain, rewritten):
    """Resting and leaving by the same number."""
    rewritten("rules.membership", "norm, u[1]", "norm, u[0]")
    found = doubles(draws_of(plain, BUSY.with_(months=24)))
    assert {(each.how, each.stream) for each in found} == {("read by two", "exit")}


def test_a_rule_that_forgets_who_it_is_about_is_noticed(plain, rewritten):
    rewritten("rules.vision", "member.number[i], NOBODY", "0, NOBODY")
    (found,) = doubles(draws_of(plain, BUSY))
    assert (found.how, found.stream) == ("drawn twice", "priority_drift")
