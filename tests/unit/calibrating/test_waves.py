"""The waves and the acceptance on problems whose answer is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from netsustain.exploration.calibration.acceptance import central, choose, identification, within
from netsustain.exploration.calibration.emulation import fit
from netsustain.exploration.calibration.problem import Factors, latin_hypercube
from netsustain.exploration.calibration.scoring import NORMAL_95, Scale, scale_of
from netsustain.exploration.calibration.waves import Draws, Plan, open_draws, run_waves, simulate_draws
from netsustain.exploration.store import Store
from netsustain.validation.pattern import Measured, Target

NAMES = ("first", "second", "idle")


@dataclass(frozen=True)
class Toy:
    """Two targets of three factors: x + y is known to .02, x alone to .2, the third factor does nothing."""

    factors: Factors
    targets: tuple[str, ...] = ("sum", "first")

    def measure(self, values: np.ndarray, seed: int, more: int = 1) -> dict[str, Measured]:
        noise = np.random.default_rng([seed, *(values * 1e9).astype(np.uint64).tolist()]).normal(0.0, 0.01, 2)
        error = 0.01 / np.sqrt(more)
        return {
            "sum": Measured(float(values[0] + values[1] + noise[0]), error),
            "first": Measured(float(values[0] + noise[1]), error),
        }


@pytest.fixture
def toy() -> Toy:
    return Toy(Factors(NAMES, np.array([0.0, 0.0, 5.0]), np.array([1.0, 1.0, 6.0])))


SCALES = (
    Scale("sum", False, 1.0, 0.02, 0.02, 0.0),
    Scale("first", False, 0.4, 0.2, 0.2, 0.0),
)


def test_the_accepted_are_where_the_answer_is_and_an_idle_factor_stays_even(toy, tmp_path: Path):
    plan = Plan(waves=3, draws=400, cutoff=3.0, seed=5)
    store = Store(tmp_path)
    draws, accounts = run_waves(toy, plan, SCALES, store, workers=1)
    assert accounts[0].left == 1.0
    assert accounts[2].left < 0.2
    left = open_draws(draws, accounts, SCALES, plan.cutoff)
    near = left.only(within(left, SCALES, plan.cutoff))
    value, error = simulate_draws(toy, near.unit, 99, "again", store, 1, more=4)
    chosen = choose(Draws(near.wave, near.unit, value, error), SCALES, 3.0, 100, seed=1)
    x, y, idle = toy.factors.values(chosen.draws.unit).T
    # Known by hand: x + y = 1 with sd of about .02, x = .4 with sd .2, on 0 .. 1.
    assert np.std(x + y) == pytest.approx(0.022, abs=0.008)
    assert np.mean(x + y) == pytest.approx(1.0, abs=0.01)
    assert np.mean(x) == pytest.approx(0.42, abs=0.06)
    assert np.corrcoef(x, y)[0, 1] < -0.95
    assert np.mean(idle) == pytest.approx(5.5, abs=0.1)
    found = {row["parameter"]: row for row in identification(NAMES, chosen.draws.unit)}
    assert found["first"]["p"] < 0.01
    assert found["first"]["contraction"] > 0.2
    assert found["idle"]["p"] > 0.01
    assert 0 <= central(chosen) < len(chosen.draws)


def test_a_second_call_runs_nothing_again_and_gives_the_same(toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plan = Plan(waves=2, draws=100, cutoff=3.0, seed=5)
    first, _ = run_waves(toy, plan, SCALES, Store(tmp_path), workers=1)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a stored draw was run again")

    monkeypatch.setattr(Toy, "measure", refuse)
    again, _ = run_waves(toy, plan, SCALES, Store(tmp_path), workers=1)
    assert np.array_equal(first.value, again.value)
    assert np.array_equal(first.unit, again.unit)


def test_nothing_near_is_an_error_that_says_what_to_do(toy):
    far = Draws(np.ones(3), np.zeros((3, 3)), np.full((3, 2), 9.0), np.full((3, 2), 0.01))
    with pytest.raises(ValueError, match="widen the ranges, or draw more"):
        choose(far, SCALES, 3.0, 10, seed=1)


def test_a_better_vector_is_taken_before_a_worse_one_nearly_always():
    # Ten at the answer, ten at three standard deviations: weights 1 and e^-4.5.
    value = np.concatenate([np.full(10, 1.0), np.full(10, 1.06)])
    draws = Draws(np.ones(20), np.random.default_rng(1).random((20, 3)), np.stack([value, np.full(20, 0.4)], 1),
                  np.zeros((20, 2)))  # fmt: skip
    taken = choose(draws, SCALES, 3.1, 10, seed=1).draws.value[:, 0]
    assert (taken == 1.0).sum() >= 9


def test_a_share_is_scored_on_the_log_odds_each_side_by_its_own_width():
    scale = scale_of("K", Target("alive", 0.9, 0.83, 0.94, "share"), discrepancy=0.0)
    at_ends = scale.distances(np.array([0.83, 0.9, 0.94]), np.zeros(3))
    assert at_ends == pytest.approx([-NORMAL_95, 0.0, NORMAL_95])
    doubted = scale_of("K", Target("alive", 0.9, 0.83, 0.94, "share"), discrepancy=1.0)
    assert abs(doubted.distances(np.array([0.83]), np.zeros(1))[0]) < 1.0


def test_a_side_without_a_bound_takes_the_width_of_the_other():
    scale = scale_of("K", Target("lost", 0.9, 0.8, np.inf, "-"), discrepancy=0.0)
    assert scale.above == scale.below == pytest.approx(0.1 / NORMAL_95)


def test_the_emulator_finds_a_product_and_tells_its_own_error():
    unit = latin_hypercube(600, 30, seed=2)
    noise = np.random.default_rng(3).normal(0.0, 0.05, 600)
    value = unit[:, 0] + 2.0 * (unit[:, 1] - 0.5) * (unit[:, 2] - 0.2) + noise
    emulator = fit(unit, value)
    fresh = latin_hypercube(200, 30, seed=4)
    truth = fresh[:, 0] + 2.0 * (fresh[:, 1] - 0.5) * (fresh[:, 2] - 0.2)
    missed = np.std(emulator.predict(fresh) - truth)
    assert missed < 0.08
    assert 0.04 < emulator.error < 0.11


def test_a_hypercube_has_one_point_in_every_slice():
    unit = latin_hypercube(50, 4, seed=1)
    for column in unit.T:
        assert sorted((column * 50).astype(int)) == list(range(50))
