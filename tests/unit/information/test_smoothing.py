"""Smoothing splines on functions that are known."""

import numpy as np
import pytest

from netsustain.exploration.information.smoothing import Smoother


def _points(number, factors=1, seed=1):
    return np.random.default_rng(seed).random((number, factors))


def test_straight_lines_are_told_exactly():
    points = _points(80, 2)
    line = (3 + 2 * points[:, 0] - 5 * points[:, 1])[:, None]
    fitted = Smoother.at(points).fit(line)
    np.testing.assert_allclose(fitted.at_points, line, atol=1e-8)
    np.testing.assert_allclose(fitted.at(np.array([[0.0, 0.0], [1.0, 1.0]])).ravel(), [3.0, 0.0], atol=1e-7)


def test_a_curve_without_noise_is_followed():
    points = _points(200)
    fitted = Smoother.at(points).fit(np.sin(6 * points))
    grid = np.linspace(0.02, 0.98, 40)[:, None]
    np.testing.assert_allclose(fitted.at(grid), np.sin(6 * grid), atol=5e-3)


def test_a_product_of_two_factors_is_followed():
    points = _points(400, 2)
    product = ((points[:, 0] - 0.5) * (points[:, 1] - 0.5))[:, None]
    grid = _points(50, 2, seed=2)
    told = Smoother.at(points).fit(product).at(grid)
    np.testing.assert_allclose(told[:, 0], (grid[:, 0] - 0.5) * (grid[:, 1] - 0.5), atol=5e-3)


def test_noise_is_averaged_out():
    generator = np.random.default_rng(3)
    points = _points(1000)
    truth = np.sin(5 * points)
    fitted = Smoother.at(points).fit(truth + generator.normal(size=truth.shape)).at_points
    assert np.sqrt(((fitted - truth) ** 2).mean()) < 0.12  # a parametric fit of five numbers has about 0.07


def test_every_column_has_a_penalty_of_its_own():
    points = _points(300)
    noise = np.random.default_rng(4).normal(size=(300, 1))
    wavy = np.sin(12 * points)
    both = Smoother.at(points).fit(np.hstack([wavy, noise])).at_points
    np.testing.assert_allclose(both[:, :1], Smoother.at(points).fit(wavy).at_points, atol=1e-12)
    assert both[:, 1].std() < 0.35


def test_values_at_the_points_are_those_told_there():
    points = _points(60, 3)
    fitted = Smoother.at(points).fit(np.random.default_rng(5).normal(size=(60, 2)))
    np.testing.assert_allclose(fitted.at(points), fitted.at_points, atol=1e-7)


def test_a_factor_of_two_values_gives_two_means():
    points = np.repeat([0.0, 1.0], 30)[:, None]
    values = np.where(points > 0, 4.0, 1.0) + np.tile([-0.5, 0.5], 30)[:, None]
    assert np.unique(Smoother.at(points).fit(values).at_points.round(6)) == pytest.approx([1.0, 4.0])
