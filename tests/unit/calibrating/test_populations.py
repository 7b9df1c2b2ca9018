"""The populations and the acceptance on problems whose answer is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from netsustain.exploration.calibration.acceptance import choose, distinct, identification
from netsustain.exploration.calibration.draws import Draws, Laboratory
from netsustain.exploration.calibration.moves import Plan, fitting_population, proposed
from netsustain.exploration.calibration.problem import Factors
from netsustain.exploration.calibration.scoring import NORMAL_95, Scale, scale_of
from netsustain.exploration.designs import latin_hypercube
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


PLAN = Plan(first=300, tolerances=(6.0, 3.0, 2.0), population=200, rounds=(4, 4, 8), seed=5)


def laboratory(toy: Toy, folder: Path) -> Laboratory:
    return Laboratory(toy, Store(folder), workers=1)  # type: ignore[arg-type]


def test_the_accepted_fill_the_region_that_fits_and_an_idle_factor_stays_even(toy, tmp_path: Path):
    place = laboratory(toy, tmp_path)
    found = fitting_population(place, SCALES, PLAN)
    population, steps = found.draws, found.steps
    assert [step.tolerance for step in steps] == [6.0, 3.0, 2.0]
    assert all(0.1 < step.held < 0.9 for step in steps)
    assert population.worst(SCALES).max() <= 2.0
    rescored = place.simulate(distinct(population).unit, 99, "again", more=4)
    chosen = choose(rescored, SCALES, 3.0, 150, seed=1)
    assert np.abs(chosen.distances).max() <= 3.0
    x, y, idle = toy.factors.values(chosen.draws.unit).T
    # By hand: x + y evenly within about 2 x .022 of 1, x evenly over 0 .. .8.
    assert np.mean(x + y) == pytest.approx(1.0, abs=0.01)
    assert np.std(x + y) == pytest.approx(0.045 / np.sqrt(3.0), abs=0.008)
    assert np.mean(x) == pytest.approx(0.4, abs=0.06)
    assert np.std(x) == pytest.approx(0.8 / np.sqrt(12.0), abs=0.04)
    assert np.mean(idle) == pytest.approx(5.5, abs=0.1)
    said = {row["parameter"]: row for row in identification(NAMES, chosen.draws.unit)}
    assert said["first"]["p"] < 0.01
    assert said["idle"]["p"] > 0.01


def test_a_second_call_runs_nothing_again_and_gives_the_same(toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plan = replace(PLAN, first=100, population=40, rounds=(2, 2, 2))
    first = fitting_population(laboratory(toy, tmp_path), SCALES, plan).draws

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a stored draw was run again")

    monkeypatch.setattr(Toy, "measure", refuse)
    again = fitting_population(laboratory(toy, tmp_path), SCALES, plan).draws
    assert np.array_equal(first.value, again.value)
    assert np.array_equal(first.unit, again.unit)


def test_nothing_near_is_an_error_that_says_what_to_do(toy):
    far = Draws(np.zeros((3, 3)), np.full((3, 2), 9.0), np.full((3, 2), 0.01))
    with pytest.raises(ValueError, match="on fresh seeds: draw more"):
        choose(far, SCALES, 3.0, 10, seed=1)


def test_a_move_goes_as_often_there_as_back():
    luck = np.random.default_rng(1)
    unit = 0.4 + 0.1 * luck.random((400, 3))
    step = np.concatenate([proposed(unit, luck) - unit for _ in range(50)])
    near = step[(step != 0.0) & (np.abs(step) < 0.3)]  # a difference of two others, not a value drawn anew
    assert np.mean(near) == pytest.approx(0.0, abs=4.0 * np.std(near) / np.sqrt(len(near)) + 0.005)
    assert (step != 0.0).any(axis=1).mean() > 0.98  # two others may be one and the same
    edge = proposed(luck.random((400, 3)), luck)
    assert ((edge >= 0.0) & (edge <= 1.0)).all()


def test_a_share_is_scored_on_the_log_odds_each_side_by_its_own_width():
    scale = scale_of("K", Target("alive", 0.9, 0.83, 0.94, "share"), discrepancy=0.0)
    at_ends = scale.distances(np.array([0.83, 0.9, 0.94]), np.zeros(3))
    assert at_ends == pytest.approx([-NORMAL_95, 0.0, NORMAL_95])
    doubted = scale_of("K", Target("alive", 0.9, 0.83, 0.94, "share"), discrepancy=1.0)
    assert abs(doubted.distances(np.array([0.83]), np.zeros(1))[0]) < 1.0


def test_a_share_of_one_is_far_from_the_middle_however_large_its_error():
    """Own resources of .43 are published: what pays all, or more than all, of the need does not pass as uncertain.

    An error of a hundredth at .99 is (log-odds of .999 less log-odds of .98) / 2 = 1.5 on the scale, not 1.0 / 0.
    """
    scale = scale_of("K1", Target("own_resources", 0.425, 0.40, 0.45, "share"), discrepancy=0.1)
    for value, error in ((0.99, 0.01), (1.0, 0.01), (1.04, 0.03), (0.999, 0.05)):
        assert scale.distances(np.array([value]), np.array([error]))[0] > 3.0, (value, error)
    assert scale.transformed_error(np.array([0.99]), np.array([0.01]))[0] == pytest.approx(
        0.5 * (np.log(0.999 / 0.001) - np.log(0.98 / 0.02))
    )
    # Where the scale is nearly straight it is the slope.
    assert scale.transformed_error(np.array([0.5]), np.array([0.01]))[0] == pytest.approx(0.04, rel=1e-3)


def test_a_side_without_a_bound_takes_the_width_of_the_other():
    scale = scale_of("K", Target("lost", 0.9, 0.8, np.inf, "-"), discrepancy=0.0)
    assert scale.above == scale.below == pytest.approx(0.1 / NORMAL_95)


def test_a_hypercube_has_one_point_in_every_slice():
    unit = latin_hypercube(50, 4, seed=1)
    for column in unit.T:
        assert sorted((column * 50).astype(int)) == list(range(50))
