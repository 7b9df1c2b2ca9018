"""SALib's other analyzers with their level of chance, and the designs of all methods."""

import warnings

import numpy as np
import pytest

from netsustain.exploration.sensitivity import given
from netsustain.exploration.sensitivity.designs import METHODS, Plan, library_seed, sequences, unit_points

from .conftest import LINEAR, VARIANCE
from .test_sobol import ishigami


def analysed(plan, response, noise=0.0, seed=2):
    points = unit_points(plan)
    values = response(points) + noise * np.random.default_rng(seed).normal(size=len(points))
    return given.analysed(plan, points, values)


@pytest.mark.parametrize("method", METHODS)
def test_a_design_lies_in_the_unit_cube_in_whole_blocks_and_comes_again(plan, method):
    layout = plan(method, max(METHODS[method].fewest, 16), 3, seed=0)  # which SALib would take for no seed
    points = unit_points(layout)
    assert points.shape == (layout.rows, 3)
    assert layout.rows % layout.block == 0
    assert ((points >= 0) & (points <= 1)).all()
    assert np.array_equal(points, unit_points(layout))
    assert not np.array_equal(points, unit_points(plan(method, layout.samples, 3, seed=1)))


def test_seeds_of_libraries_are_never_none_to_them():
    assert all(1 <= library_seed(seed) < 2**32 for seed in (0, 1, 2**64 - 1))
    assert library_seed(0) != library_seed(1) != library_seed(0, 1)


def test_base_samples_are_whole_sequences():
    assert sequences(1024) == (1, 1024)
    assert sequences(5120) == (5, 1024)
    assert sequences(48) == (3, 16)


def test_a_sobol_block_is_one_base_sample(plan):
    layout = plan("sobol", 24, 3, second_order=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # scipy warns of sequences that are not balanced
        rows = unit_points(layout).reshape(24, layout.block, 3)
    for factor in range(3):
        mixed, back = rows[:, 1 + factor], rows[:, 4 + factor]
        others = [column for column in range(3) if column != factor]
        assert np.array_equal(mixed[:, factor], rows[:, -1, factor])
        assert np.array_equal(mixed[:, others], rows[:, 0][:, others])
        assert np.array_equal(back[:, factor], rows[:, 0, factor])
        assert np.array_equal(back[:, others], rows[:, -1][:, others])


def test_fast_finds_ishigamis_indices(plan):
    found = analysed(plan("fast", 513, 3), ishigami)
    assert found.value[:, 0] == pytest.approx([0.3139, 0.4424, 0], abs=0.03)
    assert found.value[:, 1] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.05)


@pytest.mark.parametrize("method", ["rbd_fast", "delta"])
def test_first_order_indices_of_the_linear_model(plan, linear, method):
    found = analysed(plan(method, 1000), linear)
    column = {"rbd_fast": 0, "delta": 1}[method]
    assert found.value[:, column] == pytest.approx(LINEAR, abs=0.1)


@pytest.mark.parametrize("method", ["rbd_fast", "pawn", "delta", "rsa", "discrepancy"])
def test_factors_stand_above_the_level_of_chance_and_the_idle_one_does_not(plan, linear, method):
    found = analysed(plan(method, 600), linear, noise=0.3)
    index = found.value[:, 0]
    assert (index[1:3] > found.floor[0]).all()
    assert index[3] < found.floor[0] * 1.25
    assert index[2] == index.max()
    assert (found.low <= found.value).all()
    assert (found.value <= found.high).all()


@pytest.mark.parametrize("method", ["rbd_fast", "pawn", "rsa", "discrepancy"])
def test_nothing_stands_much_above_the_level_of_chance_when_all_is_chance(plan, method):
    over = 0
    for seed in range(6):
        found = analysed(plan(method, 200, 2, seed=seed), lambda points: 0 * points[:, 0], noise=1.0, seed=seed)
        over += int((found.value[:, 0] > found.floor[0]).sum())
    assert over <= 4  # twelve, each with chance 1/20


def test_the_share_left_to_chance_is_told():
    generator = np.random.default_rng(1)
    signal = generator.normal(size=(4000, 1))
    assert given.noise_share(signal + generator.normal(size=(4000, 2))) == pytest.approx(0.5 / 1.5, abs=0.03)
    assert given.noise_share(np.tile(signal, (1, 2))) == 0.0
    assert np.isnan(given.noise_share(np.ones((5, 2))))


def test_the_global_generator_and_the_look_of_warnings_are_left_alone(plan, linear):
    state, look = np.random.get_state()[1].copy(), warnings.formatwarning  # noqa: NPY002
    analysed(plan("delta", 120), linear)
    assert np.array_equal(state, np.random.get_state()[1])  # noqa: NPY002
    assert warnings.formatwarning is look


def test_chance_is_in_what_the_analyzers_are_given(plan, linear):
    """The same noise that Sobol' indices of two lucks are free of lowers what rbd_fast finds, as the share says."""
    found = analysed(plan("rbd_fast", 2000), linear, noise=np.sqrt(VARIANCE))
    assert found.value[:, 0] == pytest.approx(LINEAR / 2, abs=0.05)


def test_groups_are_the_parts_of_a_plan():
    layout = Plan("morris", 4, ("a", "b", "a"), 1)
    assert layout.parts == ("a", "b")
    assert layout.group_numbers.tolist() == [0, 1, 0]
    assert layout.block == 3
