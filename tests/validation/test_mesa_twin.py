"""The model written a second time, agent by agent and from ``docs/model.md`` alone, gives the same trajectories."""

import ast
from pathlib import Path

import pytest
from benchmarks.mesa_twin import __main__ as program
from benchmarks.mesa_twin import compare, corners, drawn
from benchmarks.mesa_twin.philox import philox
from benchmarks.mesa_twin.steps import trust

from netsustain.scenario import load

MONTHS = 24
BLACK_BOX = {"__main__.py", "compare.py", "speed.py", "states.py"}
"""Files that run the compiled model to compare with it."""


def test_the_twin_shares_no_rule_with_the_model():
    for path in Path(trust.__file__).parents[1].rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        shared = {module for module in modules if module.startswith("netsustain")}
        if path.name not in BLACK_BOX:
            assert all(module.startswith("netsustain.scenario") for module in shared), path


def test_known_answers_of_the_generator():
    assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    counter = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
    assert philox(counter, (0xA4093822, 0x299F31D0)) == (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)


def same(findings):
    """Nothing differs, and there was something to compare; what differs first is in the message."""
    assert findings.agree, findings.first[:5]
    assert findings.values > 0


@pytest.mark.parametrize("name", ["strategies_all", "programme_grant", "school_mergers"])
def test_reported_months_and_runs_are_the_same(name):
    same(compare.reported(load(name).until(MONTHS), seed=5, replicates=1))


def test_the_network_and_every_organisation_leader_and_tie_are_the_same():
    same(compare.entities(load("newcomers").until(MONTHS), seed=5, replicate=1))


def test_a_corner_of_every_step_is_the_same():
    same(compare.entities(drawn.scenario(7, MONTHS), seed=8, replicate=0))


def test_what_differs_is_found_where_it_begins(monkeypatch):
    monkeypatch.setattr(trust, "ONE_MONTH_OLDER", trust.ONE_MONTH_OLDER * (1.0 - 1e-6))
    found = compare.entities(load("baseline").until(6), seed=5, replicate=0)
    assert not found.agree
    assert found.first[0].month == 1
    assert {one.column for one in found.first} >= {"tie.youth", "tie.trust_ab"}
    assert "tie.joint" not in {one.column for one in found.first}


def test_an_unequal_word_or_count_is_no_small_difference():
    assert not compare.Findings().add([compare.Compared(0, "runs.cause", "c1", "c2")]).agree
    assert not compare.Findings().add([compare.Compared(3, "member.status", 1.0, 1.0 + 1e-12)]).agree
    assert compare.Findings().add([compare.Compared(3, "member.trust", 0.5, 0.5 + 1e-12)]).agree


# ---- in full ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", program.SCENARIOS)
def test_five_years_are_the_same(name):
    setting = load(name)
    setting = setting.until(min(60, setting.months))
    for seed in (1, 2):
        same(compare.reported(setting, seed, replicates=2))


@pytest.mark.slow
def test_an_imported_network_is_the_same():
    same(compare.reported(program.imported(program.EXAMPLE).until(60), seed=1, replicates=3))


@pytest.mark.slow
@pytest.mark.parametrize("name", corners.CORNERS)
def test_corners_of_the_description_are_the_same(name):
    setting = corners.scenario(name, 30)
    same(compare.reported(setting, seed=11, replicates=2))
    same(compare.entities(setting, seed=11, replicate=1))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(40))
def test_scenarios_drawn_at_random_are_the_same(number):
    same(compare.reported(drawn.scenario(number, 60), seed=number + 1, replicates=1))
