"""The rule by hand: better, worse, no difference that matters, and why it cannot be told."""

import math

import numpy as np
import pytest

from netsustain.exploration.decision.verdicts import (
    BETTER,
    CANNOT_TELL,
    CHANCE,
    NO_DIFFERENCE,
    NOTHING,
    PARAMETERS,
    WORSE,
    Gain,
    WorthwhileError,
    verdict_of,
    worthwhile_months,
)
from netsustain.health.ignorance import components, left_by_endless


def _by_chance(value, half):
    return Gain(value, value - half, value + half, value - half, value + half)


@pytest.mark.parametrize(
    ("gain", "verdict"),
    [
        (_by_chance(10, 3), BETTER), (_by_chance(-10, 3), WORSE), (_by_chance(1, 3), NO_DIFFERENCE),
        (_by_chance(3, 2), NO_DIFFERENCE),  # surely above 0, and surely less than what matters
        (_by_chance(5, 2), BETTER),  # surely above 0, perhaps more than what matters
        (_by_chance(3, 8), CANNOT_TELL),
        (_by_chance(6, 6), CANNOT_TELL),  # an end at 0 is not beyond it
        (_by_chance(0, 6), CANNOT_TELL),  # an end at the edge is not inside
    ],
)  # fmt: skip
def test_verdicts(gain, verdict):
    assert verdict_of(gain, 6, 200).verdict == verdict


def test_runs_needed_by_hand():
    """Half-width 8 from 200 runs, 3 months gained: 0 is left out when it is below 3, the band of 6 when below 3 too."""
    found = verdict_of(_by_chance(3, 8), 6, 200)
    assert (found.verdict, found.reason) == (CANNOT_TELL, CHANCE)
    assert found.needed == math.ceil(200 * (8 / 3) ** 2)
    assert found.open
    # Nearer to the band's middle, the band is reached first: room 5 instead of 1.
    assert verdict_of(_by_chance(1, 8), 6, 200).needed == 512  # 200 (8/5)²


def test_what_endless_runs_leave_is_no_matter_of_chance():
    """Half-width 10 of which 6 stay: 8 = √(100 − 36) shrinks. At 9 months 0 is left out once √(64 n/N + 36) < 9."""
    gain = Gain(9, -1, 19, 1, 17, unknown=6, unknown_least=2)
    found = verdict_of(gain, 6, 100)
    assert (found.reason, found.needed) == (CHANCE, math.ceil(100 * 64 / (81 - 36)))
    stays = verdict_of(Gain(5, -5, 15, -3, 13, unknown=6, unknown_least=2), 6, 100)
    assert (stays.verdict, stays.reason, stays.needed) == (CANNOT_TELL, PARAMETERS, math.inf)
    assert stays.open  # by estimate only: the least that may stay, 2, would not forbid an answer
    surely = verdict_of(Gain(5, -8, 18, 3, 7, unknown=12, unknown_least=8), 6, 100)
    assert (surely.reason, surely.final, surely.open) == (PARAMETERS, True, False)


def test_it_is_only_final_if_no_place_in_the_interval_of_chance_would_be_answered():
    open_ends = Gain(5, -8, 18, -1, 11, unknown=12, unknown_least=8)
    assert not verdict_of(open_ends, 6, 100).final  # at 11 it would be better
    narrow = Gain(0, -9, 9, -5, 5, unknown=7, unknown_least=5.5)
    assert not verdict_of(narrow, 6, 100).final  # at 0 it would be no difference: 5.5 < 6
    assert verdict_of(Gain(0, -9, 9, -5, 5, unknown=7, unknown_least=6.5), 6, 100).final


def test_without_runs_that_count_nothing_can_be_told():
    found = verdict_of(Gain(math.nan, math.nan, math.nan, math.nan, math.nan), 6, 0)
    assert (found.verdict, found.reason, found.open) == (CANNOT_TELL, NOTHING, False)


def test_what_is_worthwhile():
    assert worthwhile_months(120) == pytest.approx(6)
    assert worthwhile_months(120, 2.5) == 2.5
    for wrong in (0, -1, 120, 500):
        with pytest.raises(WorthwhileError, match=r"type --worthwhile 6"):
            worthwhile_months(120, wrong)


def test_what_endless_runs_leave_is_found():
    """50 vectors × 40 runs, between them a standard deviation of 5: t(49) · 5 · √(1 + 1/50) = 10.1."""
    generator = np.random.default_rng(4)
    vector = np.arange(2000) % 50
    values = generator.normal(0, 5, (50, 300))[vector] + generator.normal(0, 20, (2000, 300))
    estimate, least = left_by_endless(components(values, np.ones_like(values), vector))
    assert np.median(estimate) == pytest.approx(2.0096 * 5 * np.sqrt(1.02), rel=0.05)
    assert (least <= estimate).all()
    # A lower 95 % bound: of 300 samples about 285 lie below the truth (standard error 4).
    assert 265 <= (least < 2.0096 * 5 * np.sqrt(1.02)).sum() <= 299


def test_no_more_is_left_where_there_is_no_ignorance():
    values = np.random.default_rng(5).normal(0, 20, (400, 200))
    _, least = left_by_endless(components(values, np.ones_like(values), np.arange(400) % 50))
    assert (least == 0).mean() > 0.9
