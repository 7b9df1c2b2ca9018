"""Pickled and copied models go on identically; models side by side do not touch each other."""

import copy
import pickle
import subprocess
import sys

import pytest

from netsustain.agents import MemberOrganisation
from netsustain.model import NetworkModel

pytestmark = pytest.mark.filterwarnings("error")


def _pickled(model):
    return pickle.loads(pickle.dumps(model))


@pytest.mark.parametrize("duplicate", [_pickled, copy.deepcopy])
@pytest.mark.parametrize("month", [0, 1, 7, 13, 40])
@pytest.mark.parametrize("looked", [True, False], ids=["with agents", "without agents"])
def test_a_copy_goes_on_identically(duplicate, month, looked, lively, bits, same_table):
    model = NetworkModel(lively, rng=4, agent_reporters={"trust": "trust"} if looked else None)
    for _ in range(month):
        model.step()
        if looked:
            model.agents  # looking makes them
    twin = duplicate(model)
    assert (twin.tick, twin.steps, twin.running) == (model.tick, model.steps, model.running)
    assert twin.population.built == model.population.built
    for each in (model, twin):
        each.run()
    assert bits(twin) == bits(model)
    same_table(twin.months(), model.months())
    assert twin.agents.get("unique_id") == model.agents.get("unique_id")
    tables = [each.datacollector.get_model_vars_dataframe() for each in (twin, model)]
    same_table(*tables)
    assert len(tables[0]) == model.tick


@pytest.mark.parametrize("duplicate", [_pickled, copy.deepcopy])
def test_a_copy_shares_nothing(duplicate, half_way, bits):
    assert len(half_way.agents) > 0
    before, twin = bits(half_way), duplicate(half_way)
    originals = set(half_way.agents)
    for member in twin.members:
        assert member.model is twin
        assert member not in originals
        assert member.leader.member is member
        assert all(other.model is twin for other in member.neighbours)
    twin.members.set("trust", 0.125)
    twin.members.do("remove")
    twin.run()
    assert bits(half_way) == before
    assert half_way.tick == 7
    assert set(half_way.agents) == originals


def test_agents_keep_what_users_hang_on_them(half_way):
    first = next(iter(half_way.members))
    first.mood = "curious"
    assert next(iter(_pickled(half_way).members)).mood == "curious"


def test_pickling_an_agent_brings_its_model(half_way, bits):
    member = pickle.loads(pickle.dumps(next(iter(half_way.members))))
    assert isinstance(member, MemberOrganisation)
    assert bits(member.model) == bits(half_way)
    member.model.step()
    half_way.step()
    assert bits(member.model) == bits(half_way)


CONTINUE = """
import hashlib, pickle, sys
model = pickle.load(sys.stdin.buffer).run()
print(model.tick, hashlib.sha256(model.state.member_f8.tobytes()).hexdigest())
"""


def test_another_process_goes_on_identically(half_way):
    import hashlib

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CONTINUE], input=pickle.dumps(half_way), capture_output=True, check=True
    )
    half_way.run()
    expected = hashlib.sha256(half_way.state.member_f8.tobytes()).hexdigest()
    assert done.stdout.decode().split() == [str(half_way.tick), expected]


def test_two_models_side_by_side(lively, small, bits):
    alone = [NetworkModel(lively, rng=4).run(), NetworkModel(small, rng=5, replicate=1).run()]
    together = [NetworkModel(lively, rng=4), NetworkModel(small, rng=5, replicate=1)]
    for _ in range(40):
        for model in together:
            model.step()
            assert all(agent.model is model for agent in model.agents)
    assert [bits(model) for model in together] == [bits(model) for model in alone]


def test_a_scenario_is_not_changed_by_its_runs(lively, bits):
    first = bits(NetworkModel(lively, rng=4))
    model = NetworkModel(lively, rng=4)
    model.members.set("trust", 0.0)
    model.run()
    assert bits(NetworkModel(lively, rng=4)) == first
