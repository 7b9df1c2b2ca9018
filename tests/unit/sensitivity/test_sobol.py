"""Sobol' indices against models whose indices are known, without noise and with it."""

import itertools

import numpy as np
import pytest

from netsustain.exploration.sensitivity import sobol
from netsustain.exploration.sensitivity.blocks import blocks_of
from netsustain.exploration.sensitivity.designs import Plan, unit_points
from netsustain.exploration.sensitivity.resampling import percentile_interval

from .conftest import LINEAR, SLOPES, VARIANCE


def ishigami(points):
    """Ishigami & Homma 1990, a = 7, b = 0.1."""
    from SALib.test_functions import Ishigami

    return Ishigami.evaluate(np.pi * (2 * points - 1))


def ishigami_indices():
    """Analytic first-order, total-order and second-order (1-2, 1-3, 2-3) indices."""
    a, b = 7.0, 0.1
    whole = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    one, two = 0.5 * (1 + b * np.pi**4 / 5) ** 2 / whole, a**2 / 8 / whole
    both = 8 * b**2 * np.pi**8 / 225 / whole
    return np.array([one, two, 0, one + both, two, both, 0, both, 0])


def g_function(points, a):
    """Sobol' G: Π (|4 x − 2| + a) / (1 + a)."""
    return np.prod((np.abs(4 * points - 2) + a) / (1 + a), axis=1)


def g_indices(a):
    parts = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + parts) - 1
    total = parts * np.prod(1 + parts) / (1 + parts) / whole
    return np.concatenate([parts / whole, total])


def errors(found, truth):
    """How many bootstrapped standard errors each index lies from the truth."""
    spread = found.resampled.indices.std(axis=0)
    return np.abs(found.value.indices - truth) / np.maximum(spread, 1e-9)


def test_ishigami(plan, ran, standard_errors):
    blocks = ran(plan("sobol", 2048, 3, second_order=True), ishigami)
    found = sobol.estimated(blocks, True, seed=1)
    assert (errors(found, ishigami_indices()) < standard_errors).all()
    assert np.abs(found.value.indices - ishigami_indices()).max() < 0.03


def test_sobol_g(plan, ran, standard_errors):
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    found = sobol.estimated(ran(plan("sobol", 4096, 5), lambda points: g_function(points, a)), False, seed=1)
    assert (errors(found, g_indices(a)) < standard_errors).all()
    assert np.abs(found.value.indices - g_indices(a)).max() < 0.03


@pytest.mark.parametrize("function", [ishigami, lambda points: g_function(points, np.array([0.0, 1.0, 9.0]))])
def test_noise_leaves_the_indices_of_the_mean_where_they_are(plan, ran, function, standard_errors):
    """Noise as large as the response itself; the same known indices within their wider errors."""
    layout = plan("sobol", 4096, 3)
    still = sobol.estimated(ran(layout, function), False, seed=1)
    noise = float(np.sqrt(still.value.of_runs))
    noisy = sobol.estimated(ran(layout, function, noise), False, seed=1)
    assert (errors(noisy, still.value.indices) < standard_errors).all()
    assert noisy.value.of_single_runs[-1] == pytest.approx(0.5, abs=0.03)  # half of the variance is luck's


@pytest.mark.parametrize("shared", [False, True])
def test_the_noisy_linear_model_has_its_known_indices(plan, ran, linear, shared, standard_errors):
    found = sobol.estimated(ran(plan("sobol", 4096), linear, 1.0, shared=shared), False, seed=1)
    truth = np.concatenate([LINEAR, LINEAR])
    assert (errors(found, truth) < standard_errors).all()
    chance = 1.0 / (1.0 + VARIANCE)
    assert found.value.of_single_runs[-1] == pytest.approx(chance, abs=0.02)
    main = chance if shared else 0.0  # noise of each run's own does nothing by itself: it interacts with every factor
    assert found.value.of_single_runs[4] == pytest.approx(main, abs=0.02)


def test_the_usual_estimator_is_biased_where_this_one_is_not(plan, ran, linear):
    """SALib's analysis of the means of two lucks takes noise for interaction: total-order 0.3 where there is none."""
    from SALib.analyze import sobol as usual

    layout, own, others = plan("sobol", 1024), [], []
    for seed in range(8):
        blocks = ran(layout, linear, 1.0, seed=seed)
        means = blocks.values.mean(axis=2).ravel()
        found = usual.analyze(layout.problem, means, calc_second_order=False, num_resamples=2, seed=1)
        others.append(found["ST"])
        own.append(sobol.estimated(blocks, False, seed=1).value.indices[4:])
    noise = 0.5 / (VARIANCE + 0.5)  # half of the noise is left in the mean of two lucks
    assert np.mean(others, axis=0)[3] == pytest.approx(noise, abs=0.03)
    assert np.mean(others, axis=0)[2] == pytest.approx((LINEAR[2] * VARIANCE + 0.5) / (VARIANCE + 0.5), abs=0.03)
    assert np.mean(own, axis=0) == pytest.approx(LINEAR, abs=0.03)


def test_what_a_factor_does_together_with_luck_counts_in_single_runs_alone(plan, ran):
    """f = x0 + (x1 − ½) z with z = ± 1 by luck: x1 does nothing on average and interacts with luck."""
    layout = plan("sobol", 4096, 2)
    signs = np.where(np.random.default_rng(1).random((4096, 1, 2)) < 0.5, -1.0, 1.0)
    points = unit_points(layout).reshape(-1, layout.block, 2)
    values = points[:, :, :1] + (points[:, :, 1:] - 0.5) * signs
    found = sobol.estimated(blocks_of(values.reshape(-1, 2), layout.block), False, seed=1).value
    assert found.indices == pytest.approx([1, 0, 1, 0], abs=0.03)
    first, total = np.split(found.of_single_runs, 2)  # x0, x1, luck; both parts have variance 1/12
    assert first == pytest.approx([0.5, 0, 0], abs=0.03)
    assert total == pytest.approx([0.5, 0.5, 0.5], abs=0.03)


def test_groups_are_moved_together(ran, linear, standard_errors):
    layout = Plan("sobol", 2048, ("pair", "alone", "pair", "none"), 1)
    found = sobol.estimated(ran(layout, linear, 0.5), False, seed=1)
    truth = np.array([LINEAR[0] + LINEAR[2], LINEAR[1], 0.0])
    assert layout.parts == ("pair", "alone", "none")
    assert (errors(found, np.concatenate([truth, truth])) < standard_errors).all()


def test_intervals_cover_the_truth_as_often_as_they_say(plan, ran, linear):
    """95 % intervals of 60 noisy experiments: of 480, a twentieth or so miss (they hang together, so not exactly)."""
    truth, covered = np.concatenate([LINEAR, LINEAR]), 0
    for seed in range(60):
        blocks = ran(plan("sobol", 128, seed=seed), linear, 1.0, seed=seed)
        low, high = percentile_interval(sobol.estimated(blocks, False, seed=seed).resampled.indices)
        covered += int(((low <= truth) & (truth <= high)).sum())
    assert 0.91 <= covered / 480 <= 0.985


def test_more_lucks_serve_as_well(plan, ran, linear, standard_errors):
    found = sobol.estimated(ran(plan("sobol", 1024), linear, 1.0, lucks=5), False, seed=1)
    assert (errors(found, np.concatenate([LINEAR, LINEAR])) < standard_errors).all()


def test_a_large_level_costs_no_digits(plan, ran, linear):
    here = sobol.estimated(ran(plan("sobol", 64), linear), False, seed=1)
    there = sobol.estimated(ran(plan("sobol", 64), lambda points: 1e7 + linear(points)), False, seed=1)
    assert there.value.indices == pytest.approx(here.value.indices, abs=1e-6)
    assert there.value.mean == pytest.approx(1e7 + SLOPES.sum() / 2, abs=0.1)


@pytest.mark.parametrize("second_order", [False, True])
@pytest.mark.parametrize("level", [0.0, 5.0])
def test_parts_of_variance_are_unbiased_even_of_few_blocks(standard_errors, level, second_order):
    """Three random blocks, 4,000 times: y = level + 2 x0 + 2 x1 + 0 x2 + ½ z, x0 and x1 with variance 1/3 in y."""
    generator = np.random.default_rng(5)
    found = []
    for _ in range(4000):
        (a0, b0), (a1, b1) = generator.random((2, 2, 3))
        back = [a0 + b1, b0 + a1, b0 + b1] if second_order else []
        rows = np.stack([a0 + a1, b0 + a1, a0 + b1, a0 + a1, *back, b0 + b1], axis=1)  # A, AB, BA, B
        values = level + 2 * rows[:, :, None] + 0.5 * generator.normal(size=(*rows.shape, 2))
        blocks = blocks_of(values.reshape(-1, 2), rows.shape[1])
        own = sobol.estimated(blocks, second_order, seed=1, resamples=1).value
        found.append([own.of_means, own.of_runs, *own.first, *own.total, *own.closed])
    error = np.std(found, axis=0) / np.sqrt(len(found))
    both = [2 / 3, 1 / 3, 1 / 3] if second_order else []
    truth = np.array([2 / 3, 2 / 3 + 1 / 4, 1 / 3, 1 / 3, 0, 1 / 3, 1 / 3, 0, *both])
    assert (np.abs(np.mean(found, axis=0) - truth) < standard_errors * error).all()


def test_the_mean_that_is_taken_away_is_that_of_other_blocks(standard_errors):
    """One factor, three blocks, y = 2 x + ½ z: less the mean of all blocks, V_0 would come out a ninth too small."""
    generator = np.random.default_rng(5)
    found = []
    for _ in range(4000):
        a, b = generator.random((2, 3))
        values = 2 * np.stack([a, b, b], axis=1)[:, :, None] + 0.5 * generator.normal(size=(3, 3, 2))
        found.append(sobol.estimated(blocks_of(values.reshape(-1, 2), 3), False, seed=1, resamples=1).value.first[0])
    assert abs(np.mean(found) - 1 / 3) < standard_errors * np.std(found) / np.sqrt(len(found))


def test_no_variance_gives_no_index_and_no_zero(plan, ran):
    found = sobol.estimated(ran(plan("sobol", 16, 2), lambda points: 3 + 0 * points[:, 0]), False, seed=1)
    assert np.isnan(found.value.indices).all()
    assert np.isnan(found.value.of_single_runs).all()


def test_pairs_are_in_the_order_of_the_second_order_indices():
    assert sobol.pairs(3) == list(itertools.combinations(range(3), 2))
    assert sobol.rows_a_block(3, second_order=False) == 5
    assert sobol.rows_a_block(3, second_order=True) == 8
