"""When a number hits: bands are widened by two standard errors, lines have to be cleared by them."""

import math

import pytest

from netsustain.validation.pattern import Measured, Target
from netsustain.validation.patterns import CALIBRATED, PATTERNS

BAND = Target("x", 0.5, 0.4, 0.6, "share")
LINE = Target("x", math.nan, 0.0, math.inf, "share", ordinal=True)
BELOW = Target("x", math.nan, -math.inf, 0.5, "share", ordinal=True)


@pytest.mark.parametrize(
    ("target", "value", "error", "hit"),
    [
        (BAND, 0.4, 0.0, True),
        (BAND, 0.39, 0.0, False),
        (BAND, 0.39, 0.005, True),
        (BAND, 0.37, 0.01, False),
        (BAND, 0.63, 0.02, True),
        (LINE, 0.1, 0.04, True),
        (LINE, 0.1, 0.05, False),
        (LINE, -0.1, 0.0, False),
        (LINE, 0.0, 0.0, False),
        (BELOW, 0.4, 0.04, True),
        (BELOW, 0.4, 0.06, False),
        (BAND, math.nan, 0.0, False),
        (BAND, 0.5, math.nan, False),
        (LINE, math.inf, math.nan, False),
    ],
)
def test_a_verdict(target, value, error, hit):
    assert target.holds(Measured(value, error)) is hit


def test_the_band_as_published_is_not_widened():
    assert [BAND.contains(value) for value in (0.4, 0.39, 0.6, 0.61)] == [True, False, True, False]
    assert [LINE.contains(value) for value in (0.01, 0.0, -0.1)] == [True, False, False]
    assert not BAND.contains(math.nan)
    assert not LINE.contains(math.nan)


def test_every_target_of_a_pattern_has_to_be_hit():
    pattern = PATTERNS[2]
    on = {"round_1": Measured(0.55, 0.0), "round_10": Measured(0.1, 0.0)}
    off = on | {"round_10": Measured(0.2, 0.01)}
    assert pattern.hit(on)
    assert not pattern.hit(off)
    assert pattern.contained(on)
    assert not pattern.contained(off)


def test_an_unknown_target_is_named():
    with pytest.raises(KeyError, match="K3 has no target 'round_2'; it has round_1, round_10"):
        PATTERNS[2].target("round_2")


def test_the_patterns_are_all_there_and_in_order():
    assert [each.id for each in PATTERNS] == [*(f"K{n}" for n in range(1, 6)), *(f"V{n}" for n in range(1, 12))]
    assert [each.id for each in CALIBRATED] == ["K1", "K2", "K3", "K4", "K5"]
    assert all(each.role == ("calibrated" if each.id[0] == "K" else "shown") for each in PATTERNS)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: each.id)
def test_bands_are_bands_and_hold_what_was_published(pattern):
    names = [target.name for target in pattern.targets]
    assert len(set(names)) == len(names)
    for target in pattern.targets:
        assert target.low < target.high
        assert not math.isfinite(target.published) or target.low <= target.published <= target.high
        assert not target.ordinal or math.isinf(target.low) or math.isinf(target.high)
        assert not (math.isinf(target.low) and math.isinf(target.high))


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: each.id)
@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_text_a_reader_needs_is_there(pattern, lang):
    for part in ("what", "setup", "note", *(target.name for target in pattern.targets)):
        assert pattern.say(part, lang), part
    assert bool(pattern.built_in[lang]) == (pattern.built != "no")
    assert bool(pattern.say("repair", lang)) == pattern.repaired
