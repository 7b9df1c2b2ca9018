"""Replicate k is the same, bit for bit, alone, stepped through Mesa, in a batch, on any number of threads."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from netsustain import ensemble
from netsustain.ensemble import Ensemble, check_seed, simulate
from netsustain.model import MONTHS_TO_CONFIRM, NetworkModel
from netsustain.scenario import load
from netsustain.state import Ended

pytestmark = pytest.mark.filterwarnings("error")

SEED = 2**63 + 11
"""Both halves of the generator's key are in use."""


@pytest.fixture(scope="module")
def cases(small, lively):
    return {
        "small": small,
        "lively": lively,
        "completed": load("goal_completed").until(36),
        "mergers": load("school_mergers").until(30),
        "never_formed": small.with_(**{"network.recipe.members": 2}),
        "one_month": small.until(1),
    }


@pytest.mark.parametrize("name", ["small", "lively", "completed", "mergers", "never_formed", "one_month"])
def test_a_stepped_run_is_the_replicate_of_the_ensemble(name, cases, same_table):
    found = simulate(cases[name], replicates=6, seed=SEED, months=True)
    for replicate in (0, 5):
        model = NetworkModel(cases[name], rng=SEED, replicate=replicate).run()
        row = model.run_row()
        assert row.name == replicate
        same_table(pd.DataFrame([row]).astype(found.runs.dtypes), found.runs.iloc[[replicate]])
        same_table(model.months(), found.months[found.months["replicate"] == replicate])


def test_the_cases_end_in_every_way(cases):
    ends = {str(end) for case in cases.values() for end in simulate(case, replicates=6, seed=SEED).runs["ended"]}
    assert {"alive", "dissolved", "never_formed"} <= ends


def _by_replicate(found: Ensemble, replicates: list[int]) -> list[pd.DataFrame]:
    return [frame[frame["replicate"].isin(replicates)] for frame in (found.runs, found.months)]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"replicates": 1, "first": 3}, id="alone"),
        pytest.param({"replicates": 4, "first": 1}, id="another batch"),
        pytest.param({"replicates": 8, "workers": 1}, id="one thread"),
        pytest.param({"replicates": 8, "workers": 2}, id="two threads"),
    ],
)
def test_a_batch_changes_nothing(options, lively, same_table, monkeypatch):
    reference = simulate(lively, replicates=8, seed=SEED, months=True)
    for size in (1, 3, 100):
        monkeypatch.setattr(ensemble, "chunks", partial(ensemble.chunks, size=size))
        found = simulate(lively, seed=SEED, months=True, **options)
        monkeypatch.undo()
        here = list(found.runs["replicate"])
        for part, whole in zip(_by_replicate(found, here), _by_replicate(reference, here), strict=True):
            same_table(part, whole)


def test_seeds_and_replicates_are_different_luck(small, bits):
    luck = {bits(NetworkModel(small, rng=seed, replicate=k)) for seed in (1, 2, 2**32 + 1) for k in (0, 1)}
    assert len(luck) == 6


# ---- what a user does beside stepping ---------------------------------------------------------------


def _with_agents_every_month(model):
    while model.running:
        model.agents.shuffle_do("identity")
        model.rng.random(7)
        model.random.random()
        model.step()


def _with_agents_once(model):
    model.step()
    assert len(model.members) > 0
    model.run()


def _by_mesa(model):
    model.run_model()


@pytest.mark.parametrize("use", [_with_agents_every_month, _with_agents_once, _by_mesa])
def test_looking_and_drawing_random_numbers_change_nothing(use, lively, bits):
    plain = NetworkModel(lively, rng=4, replicate=2).run()
    used = NetworkModel(lively, rng=4, replicate=2, agent_reporters={"trust": "trust"})
    use(used)
    assert used.finished
    assert bits(used) == bits(plain)


def test_months_so_far(small, same_table):
    model = NetworkModel(small, rng=3)
    assert len(model.months()) == 0
    for _ in range(5):
        model.step()
    so_far = model.months()
    assert list(so_far["month"]) == [1, 2, 3, 4, 5]
    same_table(so_far, model.run().months().iloc[:5])


# ---- the end ------------------------------------------------------------------------------------------


def test_steps_after_the_end_do_nothing(small, bits):
    model = NetworkModel(small, rng=3).run()
    assert not model.running
    end, collected = bits(model), len(model.datacollector.get_model_vars_dataframe())
    model.step()
    assert bits(model) == end
    assert not model.running
    assert len(model.datacollector.get_model_vars_dataframe()) == collected == model.tick


def test_a_living_network_is_watched_past_the_horizon():
    model = NetworkModel(load("strategies_all").until(3), rng=1).run()
    assert model.ended is Ended.ALIVE
    assert model.tick == 3 + MONTHS_TO_CONFIRM
    assert len(model.months()) == 3


def test_a_network_of_two_never_runs(cases):
    model = NetworkModel(cases["never_formed"])
    assert (model.running, model.tick, model.ended) == (False, 0, Ended.NEVER_FORMED)
    assert model.run_row()["ended"] == "never_formed"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"rng": None}, TypeError),
        ({"rng": 1.5}, TypeError),
        ({"rng": -1}, ValueError),
        ({"rng": 2**64}, ValueError),
        ({"replicate": -1}, ValueError),
        ({"replicate": 2**32}, ValueError),
        ({"replicate": "0"}, TypeError),
    ],
)
def test_luck_must_be_a_whole_number_in_range(arguments, error, small):
    with pytest.raises(error, match="expected a whole number"):
        NetworkModel(small, **arguments)


def test_numpy_whole_numbers_are_whole_numbers(small, bits):
    assert bits(NetworkModel(small, rng=np.int64(5), replicate=np.uint32(1))) == bits(
        NetworkModel(small, rng=check_seed(5), replicate=1)
    )
