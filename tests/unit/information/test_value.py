"""Values of information that have a closed form: two options, normal net benefits, the unit normal loss integral.

Of two options whose difference is N(m, s²) before knowing, knowing it is worth s φ(m/s) + m Φ(m/s) − max(m, 0)
(Raiffa & Schlaifer 1961): everything has s² = a² + b² + c², a single factor its own part of it.
"""

import numpy as np
import pytest
from scipy.stats import norm, qmc

from netsustain.exploration.information.noise import noise_floor
from netsustain.exploration.information.switching import curves, switches, switching_values
from netsustain.exploration.information.value import Knowing, best_on_average, perfect

MEAN, PARTS, LUCK = 0.2, np.array([1.0, 0.6, 0.0]), 3.0


def unit_loss(mean: float, deviation: float) -> float:
    """The closed form."""
    return deviation * norm.pdf(mean / deviation) + mean * norm.cdf(mean / deviation) - max(mean, 0.0)


def world(draws: int, lucks: int, seed: int = 1):
    """Points (draws × 3), and the benefits of two options (draws × lucks × 2) with common and own luck."""
    generator = np.random.default_rng(seed)
    points = qmc.LatinHypercube(3, rng=generator).random(draws)
    gain = MEAN + norm.ppf(points) @ PARTS
    common = generator.normal(scale=5.0, size=(draws, lucks))
    own = generator.normal(scale=LUCK, size=(draws, lucks))
    return points, np.stack([common, common + gain[:, None] + own], axis=2)


def paired(benefits):
    """Means of the draws, over the first option run by run."""
    return (benefits - benefits[:, :, [0]]).mean(axis=1)


# ---- closed forms -----------------------------------------------------------------------------------


def test_a_single_factor_is_worth_what_the_loss_integral_says():
    points, benefits = world(5_000, 80)
    means = paired(benefits)
    for place in (0, 1):
        found = Knowing(points[:, [place]], 1).worth(means)
        assert found.value == pytest.approx(unit_loss(MEAN, PARTS[place]), abs=1e-2)


def test_two_factors_together():
    points, benefits = world(3_000, 80)
    found = Knowing(points[:, :2], 1).worth(paired(benefits))
    assert found.value == pytest.approx(unit_loss(MEAN, np.hypot(1.0, 0.6)), abs=1e-2)


def test_everything_is_worth_what_the_loss_integral_says_though_luck_hides_it():
    _, benefits = world(10_000, 20)
    over = benefits - benefits[:, :, [0]]
    truth = unit_loss(MEAN, np.hypot(1.0, 0.6))
    found = perfect(over, 1)
    assert found.value == pytest.approx(truth, abs=1e-2)
    assert found.upper > truth + 0.05  # the largest of noisy means flatters
    assert found.lower < truth - 0.05
    assert found.low <= truth <= found.high


def test_without_luck_everything_is_known_exactly():
    points = (np.arange(20_000) + 0.5) / 20_000
    gain = norm.ppf(points) + MEAN
    benefits = np.repeat(np.stack([0 * gain, gain], axis=1)[:, None, :], 3, axis=1)
    found = perfect(benefits, 1)
    assert found.value == pytest.approx(unit_loss(MEAN, 1.0), abs=1e-3)
    assert found.upper == pytest.approx(found.value)
    assert found.lower == pytest.approx(found.value)


def test_three_options_by_hand():
    """Uniform x: the options bring 0.4, x and 1 − x; knowing x brings E max(x, 1 − x) = 3/4 instead of 1/2."""
    points = ((np.arange(4000) + 0.5) / 4000)[:, None]
    benefits = np.hstack([np.full_like(points, 0.4), points, 1 - points])
    assert Knowing(points, 1).worth(benefits).value == pytest.approx(0.25, abs=1e-3)


# ---- what must hold ---------------------------------------------------------------------------------


def test_intervals_cover_the_closed_form():
    truth = [unit_loss(MEAN, 1.0), unit_loss(MEAN, 0.6)]
    inside = np.zeros(2)
    for seed in range(40):
        generator = np.random.default_rng(seed)
        points = generator.random((400, 2))
        gain = MEAN + norm.ppf(points) @ PARTS[:2] + generator.normal(scale=0.5, size=400)
        means = np.stack([0 * gain, gain], axis=1)
        for place in (0, 1):
            found = Knowing(points[:, [place]], 1).worth(means)
            inside[place] += found.low <= truth[place] <= found.high
    assert (inside >= 34).all()  # binomial(40, 0.95) is below 34 with chance 0.003; seeds are fixed


def test_errors_upward_and_downward_enclose_the_truth_on_average():
    upper, lower = [], []
    for seed in range(30):
        points, benefits = world(200, 2, seed)
        found = Knowing(points[:, [0]], 1).worth(paired(benefits))
        upper.append(found.upper)
        lower.append(found.lower)
    truth = unit_loss(MEAN, 1.0)
    assert np.mean(lower) < truth < np.mean(upper)
    assert (np.mean(lower) + np.mean(upper)) / 2 == pytest.approx(truth, abs=0.03)


def test_no_factor_is_worth_more_than_two_and_they_no_more_than_everything():
    points, benefits = world(4000, 10)
    means = paired(benefits)
    one = Knowing(points[:, [1]], 1).worth(means).value
    two = Knowing(points[:, :2], 1).worth(means).value
    assert one < two <= perfect(benefits - benefits[:, :, [0]], 1).value + 0.02


def test_values_of_many_tables_are_those_of_each():
    points, benefits = world(150, 3)
    means = paired(benefits)
    tables = np.stack([means, means[::-1]], axis=2)
    knowing = Knowing(points[:, [0]], 1)
    singly = [knowing.worth(tables[:, :, each]).value for each in (0, 1)]
    assert knowing.values(tables) == pytest.approx(singly)


def test_the_same_seed_gives_the_same_bits():
    points, benefits = world(150, 4)
    one, other = (Knowing(points[:, :2], 3).worth(paired(benefits)) for _ in range(2))
    assert one == other
    assert perfect(benefits, 3) == perfect(benefits, 3)


def test_one_luck_cannot_tell_knowledge_from_luck():
    with pytest.raises(ValueError, match="got 1 luck a draw, expected two or more"):
        perfect(np.zeros((5, 1, 2)), 1)


def test_the_best_on_average():
    assert best_on_average(np.array([[0.0, 1.0, 1.0], [0.0, 1.0, 1.0]])) == 1


# ---- the noise floor --------------------------------------------------------------------------------


def test_a_worthless_factor_stays_below_the_floor_and_a_worthy_one_passes_it():
    points, benefits = world(400, 4)
    means = paired(benefits)
    pieces = [Knowing(points[:, [place]], 1) for place in range(3)]
    values = np.array([piece.worth(means).value for piece in pieces])
    floor = noise_floor(pieces, means, values, 1)
    assert values[0] > floor.floor
    assert floor.p[0] == pytest.approx(1 / 200)
    assert floor.p[2] > 0.05


def test_few_worlds_without_any_value_pass_the_floor():
    """Two equal options, six factors that tell nothing: some factor passes in about 5 % of worlds."""
    passed = 0
    for seed in range(40):
        generator = np.random.default_rng(seed)
        points, gain = generator.random((60, 6)), generator.normal(size=60)
        means = np.stack([0 * gain, gain], axis=1)
        pieces = [Knowing(points[:, [place]], 1) for place in range(6)]
        values = np.array([piece.worth(means).value for piece in pieces])
        passed += noise_floor(pieces, means, values, 1).p.min() <= 0.05
    assert passed <= 6


# ---- switching values -------------------------------------------------------------------------------


def test_where_two_lines_cross():
    grid = np.linspace(0, 1, 201)
    assert switches(np.stack([0.37 + 0 * grid, grid], axis=1)) == [(pytest.approx(0.37), 0, 1)]
    assert switches(np.stack([2 + 0 * grid, grid], axis=1)) == []


def test_a_switching_value_lies_in_its_interval():
    points, benefits = world(1000, 10)
    table = switching_values(points[:, 0], paired(benefits), 1)
    truth = norm.cdf(-MEAN)
    row = table.iloc[0]
    assert len(table) == 1
    assert (row["below"], row["above"], row["seen"]) == (0, 1, 1.0)
    assert row["low"] < truth < row["high"]
    assert row["at"] == pytest.approx(truth, abs=0.05)


def test_curves_are_expected_benefits():
    points, benefits = world(4000, 10)
    lines = curves(Knowing(points[:, [0]], 1), paired(benefits))
    inner = slice(20, 181)
    np.testing.assert_allclose(lines[inner, 1], MEAN + norm.ppf(np.linspace(0, 1, 201)[inner]), atol=0.15)
