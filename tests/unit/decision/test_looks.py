"""Looking more than once: the bounds, and how often the rule is wrong."""

import numpy as np
import pytest
from scipy.stats import binomtest, norm

from netsustain.exploration.decision.looks import CRITICAL, MOST_LOOKS, totals, widening
from netsustain.exploration.decision.verdicts import CANNOT_TELL, NO_DIFFERENCE, Gain, verdict_of
from netsustain.exploration.summaries import Part
from netsustain.health.ignorance import components, left_by_endless, plain, widened
from netsustain.health.intervals import Resamples

FALSE_ALARM = 1e-4
"""Chance that a statistical test here fails although the code is right (fixed seeds: it passes for good)."""
WORTHWHILE = 6.0


def test_runs_double_up_to_the_most():
    assert totals(200, 1600) == [200, 400, 800, 1600]
    assert totals(200, 500) == [200, 400, 500]
    assert totals(200, 50) == [50]
    assert len(totals(1, 10**9)) == MOST_LOOKS
    assert totals(1, 10**9)[-1] == 10**9


@pytest.mark.parametrize("looks", range(1, MOST_LOOKS + 1))
def test_bounds_hold_at_every_look(looks):
    """The chance to stay inside, integrated look by look (each is √½ of the last one and new luck)."""
    bound = CRITICAL[looks - 1]
    place = np.linspace(-bound, bound, 1201)
    weight = np.full(len(place), place[1] - place[0])
    weight[[0, -1]] /= 2
    step = norm.pdf((place[None, :] - np.sqrt(0.5) * place[:, None]) / np.sqrt(0.5)) / np.sqrt(0.5)
    density = norm.pdf(place)
    for _ in range(looks - 1):
        density = (density * weight) @ step
    assert (density * weight).sum() == pytest.approx(0.95, abs=2e-4)
    assert widening(looks) == pytest.approx(bound / 1.96)


# ---- how often the rule is wrong ------------------------------------------------------------------


def stopped(experiments, seed, *, mean=0.0, luck=30.0, ignorance=0.0, vectors=0, planned=(200, 400, 800), wider=True):
    """Made-up comparisons that grow until they are settled: verdicts, intervals and runs at the last look of each.

    Differences are normal: ``mean``, what a vector adds (standard deviation ``ignorance``), and ``luck``. The truth is
    that of one more vector.
    """
    generator = np.random.default_rng(seed)
    added = generator.normal(0, ignorance, (max(vectors, 1), experiments))
    truth = mean + generator.normal(0, ignorance, experiments)
    most = planned[-1]
    vector = np.arange(most) % max(vectors, 1)
    values = mean + added[vector] + generator.normal(0, luck, (most, experiments))
    found = [None] * experiments
    for number in planned:
        gains = _gains(values[:number], vector[:number] if vectors else None, len(planned) if wider else 1)
        for place, gain in enumerate(gains):
            if found[place] is None or found[place][0].open:
                found[place] = (verdict_of(gain, WORTHWHILE, number), gain, number)
    return truth, found


def _gains(values, vector, looks):
    part = Part(values, np.ones_like(values), widening=widening(looks))
    estimates = part.widened(Resamples(len(values), 1, 1000).ratios(part.numerator, part.denominator))
    if vector is None:
        whole, left = plain(estimates), np.zeros((2, values.shape[1]))
    else:
        split = components(part.numerator, part.denominator, vector)
        whole, left = widened(estimates, split, -np.inf, np.inf), left_by_endless(split)
    columns = (whole.value, whole.low, whole.high, whole.low_chance, whole.high_chance, *left)
    return [Gain(*(float(number) for number in row)) for row in zip(*columns, strict=True)]


def wrong(truth, found):
    """Verdicts that the truth belies."""
    said = {
        "better": lambda true: true <= 0, "worse": lambda true: true >= 0,
        NO_DIFFERENCE: lambda true: abs(true) >= WORTHWHILE, CANNOT_TELL: lambda true: False,
    }  # fmt: skip
    return sum(said[verdict.verdict](true) for true, (verdict, _, _) in zip(truth, found, strict=True))


def covered(truth, found):
    """Intervals at the last look that hold the truth."""
    return sum(gain.low <= true <= gain.high for true, (_, gain, _) in zip(truth, found, strict=True))


def test_intervals_cover_whenever_one_stops():
    """With luck alone; careless ones, no wider for the looks, cover less."""
    truth, found = stopped(400, 1, mean=4.0)
    held = covered(truth, found)
    assert binomtest(held, 400, 0.94, alternative="less").pvalue > FALSE_ALARM, held
    assert held > covered(*stopped(400, 1, mean=4.0, wider=False))


@pytest.mark.parametrize(("ignorance", "mean"), [(0.0, 0.0), (3.0, 0.0), (12.0, 0.0), (3.0, 6.0)])
def test_at_most_one_verdict_in_twenty_is_wrong(ignorance, mean):
    truth, found = stopped(200, 2, mean=mean, ignorance=ignorance, vectors=50)
    false = wrong(truth, found)
    assert binomtest(false, 200, 0.05, alternative="greater").pvalue > FALSE_ALARM, false


def test_a_difference_of_nothing_is_rarely_called_one_however_often_one_looks():
    """The wrong calls are at most 5 %; as many looks with careless intervals make clearly more."""
    truth, found = stopped(500, 3, planned=(50, 100, 200, 400), luck=60.0)
    careless = stopped(500, 3, planned=(50, 100, 200, 400), luck=60.0, wider=False)
    false, often = wrong(truth, found), wrong(*careless)
    assert binomtest(false, 500, 0.05, alternative="greater").pvalue > FALSE_ALARM
    assert often > 1.5 * false
