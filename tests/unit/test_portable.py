"""Exponential and logarithm against 50 digits of decimal arithmetic: at most one unit in the last place."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from netsustain.kernels import entry_point
from netsustain.portable import clip, exp, log, logistic, logit, power

DIGITS = 50


@entry_point
def exps(x):
    return np.array([exp(v) for v in x])


@entry_point
def logs(x):
    return np.array([log(v) for v in x])


@entry_point
def logistics(x):
    return np.array([logistic(v) for v in x])


@entry_point
def logits(x):
    return np.array([logit(v) for v in x])


@entry_point
def powers(base, exponent):
    return np.array([power(base[k], exponent[k]) for k in range(base.size)])


@entry_point
def clips(x):
    return np.array([clip(v, -1.0, 2.0) for v in x])


def units_off(got: float, exact: Decimal) -> Fraction:
    """Distance from the exact value in units of the last place."""
    return abs(Fraction(got) - Fraction(exact)) / Fraction(math.ulp(float(exact)))


def wide(rng, count, low, high):
    """Magnitudes spread over powers of ten, of both signs."""
    return 10.0 ** rng.uniform(low, high, count) * rng.choice([-1.0, 1.0], count)


def exp_points():
    rng = np.random.default_rng(1)
    near_powers = math.log(2.0) * (np.arange(-1000, 1000, 37) / 2.0)  # where the rounding of k changes
    return np.concatenate([wide(rng, 600, -18, 2.84), rng.uniform(-700, 700, 600), near_powers, [0.0, -0.0, 1.0]])


def log_points():
    rng = np.random.default_rng(2)
    close_to_1 = 1.0 + wide(rng, 300, -15, -0.5)
    around = np.nextafter([1.0, 1.0, math.sqrt(0.5), math.sqrt(0.5)], [0.0, 2.0, 0.0, 1.0])
    tiny = np.array([2.0**-1022, 5e-324, 2.0**-1040])
    return np.concatenate([10.0 ** rng.uniform(-307, 308, 600), close_to_1, around, tiny, [1.0, 0.5, 2.0]])


@pytest.mark.parametrize(
    ("points", "compiled", "exact"),
    [(exp_points(), exps, Decimal.exp), (log_points(), logs, Decimal.ln)],
    ids=["exp", "log"],
)
def test_within_one_unit_in_the_last_place(points, compiled, exact):
    with localcontext() as context:
        context.prec = DIGITS
        got = compiled(points)
        off = [units_off(float(g), exact(Decimal(float(x)))) for x, g in zip(points, got, strict=True)]
    worst = max(range(len(off)), key=off.__getitem__)
    assert off[worst] <= 1, (points[worst], float(off[worst]))


@pytest.mark.parametrize(
    ("name", "compiled", "points"),
    [("exp", exps, exp_points()), ("log", logs, log_points())],
    ids=["exp", "log"],
)
def test_plain_python_gives_the_same_bits(name, compiled, points, plain):
    """Nothing but + - × ÷ in a fixed order: interpreter and machine code agree on every bit."""
    function = getattr(plain("portable"), name)
    np.testing.assert_array_equal([function(x) for x in points.tolist()], compiled(points))


def test_logistic_and_power_within_a_few_units():
    rng = np.random.default_rng(3)
    x = np.concatenate([wide(rng, 300, -6, 1.5), [0.0]])
    base, exponent = rng.uniform(1e-6, 4.0, 300), rng.uniform(-1.0, 3.0, 300)
    with localcontext() as context:
        context.prec = DIGITS
        for value, got in zip(x, logistics(x), strict=True):
            assert units_off(float(got), 1 / (1 + (-Decimal(float(value))).exp())) <= 4
        for b, e, got in zip(base, exponent, powers(base, exponent), strict=True):
            exact = (Decimal(float(e)) * Decimal(float(b)).ln()).exp()
            # An error of one unit in the exponent e ln b becomes |e ln b| units of the result.
            assert units_off(float(got), exact) <= 4 + 2 * abs(e * math.log(b))


def test_limits():
    assert exps(np.array([0.0, -0.0])).tolist() == [1.0, 1.0]
    assert logs(np.array([1.0])).tolist() == [0.0]
    # Beyond 708 the argument is cut, so that no infinity and no zero comes out.
    huge = exps(np.array([708.0, 709.0, 1e9, math.inf, -708.0, -709.0, -math.inf]))
    assert huge[0] == huge[1] == huge[2] == huge[3] > 1e307
    assert huge[4] == huge[5] == huge[6] > 0.0
    assert logistics(np.array([0.0, 50.0, -800.0])).tolist() == [0.5, 1.0, pytest.approx(0.0, abs=1e-300)]
    assert powers(np.array([0.0, 0.0, 4.0, 7.0]), np.array([2.0, 0.0, 0.5, 0.0])).tolist() == [0.0, 0.0, 2.0, 1.0]
    assert clips(np.array([-5.0, 0.5, 9.0])).tolist() == [-1.0, 0.5, 2.0]


def test_what_is_not_a_number_stays_visible():
    """A NaN must reach the run's row, where it marks the run as failed, and not be cut to a limit."""
    assert np.isnan(logs(np.array([math.nan]))).all()
    assert np.isnan(exps(np.array([math.nan]))).all()
    assert np.isnan(clips(np.array([math.nan]))).all()


@pytest.mark.parametrize("function", [exps, logs, logistics])
def test_monotone(function):
    start = 1e-3 if function is logs else -30.0
    coarse = np.linspace(start, 30.0, 20_001)
    assert (np.diff(function(coarse)) >= 0.0).all()
    # Next-door arguments: one unit in the last place may turn the order, never more.
    fine = 1.3 + np.arange(2000) * math.ulp(1.3)
    steps = np.diff(function(fine))
    assert steps.min() >= -math.ulp(float(function(fine).max()))


def test_logit_undoes_logistic():
    p = np.linspace(0.02, 0.98, 97)
    np.testing.assert_allclose(logistics(logits(p)), p, rtol=1e-14)
