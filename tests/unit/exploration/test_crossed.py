"""Chance and ignorance in a crossed layout: every draw under the same vectors."""

from dataclasses import replace

import numpy as np
import pytest

from netsustain.exploration.crossed import Crossed, widened
from netsustain.exploration.ignorance import widest_told
from netsustain.exploration.kinds import replicates
from netsustain.exploration.moments import Measured, Moments

OUTCOMES = ("live_months",)


def layout(draw, vector, rest=0.0):
    """(draws × vectors) of the two effects and a rest, as rows by draw and replicate."""
    return (np.asarray(draw)[:, None] + np.asarray(vector)[None, :] + rest).reshape(-1, 1)


def summed(rows, vector, parts=1):
    """The sums over rows that come in so many parts."""
    found = Crossed.empty(1, np.asarray(vector), rows.shape[1])
    for part in np.array_split(rows, parts):
        found.add(0, part)
    return found


def test_a_layout_by_hand():
    """Three draws under three vectors; rows of the rest add up to 0 over draws and over vectors.

    Vectors' means are -2, 0 and 2, so the mean square of vectors is 3 · 8 / 2 = 12; the rest's is 12 / 4 = 3. Between
    vectors there are (12 - 3) / 3 = 3, where draws that differ by tens add nothing.
    """
    rest = np.array([[1.0, -1.0, 0.0], [-2.0, 1.0, 1.0], [1.0, 0.0, -1.0]])
    assert (rest**2).sum() == 10
    rest *= np.sqrt(1.2)
    parts = summed(layout([10, 20, 60], [-2, 0, 2], rest), [0, 1, 2]).parts(0)
    assert parts.ignorance[0] == pytest.approx(3)
    assert parts.chance[0] == pytest.approx(3)
    assert parts.vectors[0] == 3
    assert parts.repeats[0] == pytest.approx(1 / 3)
    assert parts.means[:, 0] == pytest.approx([-2, 0, 2])
    assert parts.allowed[0] > parts.ignorance[0], "three vectors and few draws rule out little"


def test_draws_alone_are_no_ignorance_and_vectors_alone_are():
    draws = summed(layout([10, 20, 60], [0, 0, 0]), [0, 1, 2]).parts(0)
    assert (draws.ignorance[0], draws.allowed[0]) == (0, 0)
    vectors = summed(layout([5, 5, 5], [0, 3, 9]), [0, 1, 2]).parts(0)
    assert vectors.ignorance[0] == pytest.approx(np.var([0, 3, 9], ddof=1))
    assert vectors.chance[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("parts", [1, 7, 60])
def test_it_does_not_matter_in_how_many_parts_rows_come(parts):
    rows = layout(np.arange(20), [0, 1, 4], np.random.default_rng(1).normal(0, 1, (20, 3)))
    whole, pieces = summed(rows, [0, 1, 2]).parts(0), summed(rows, [0, 1, 2], parts).parts(0)
    for name in ("ignorance", "chance", "allowed"):
        assert getattr(pieces, name) == pytest.approx(getattr(whole, name))


@pytest.mark.parametrize(("vectors", "each", "missing"), [(20, 1, 0.0), (8, 3, 0.0), (20, 1, 0.1)])
def test_known_components_are_found_again(vectors, each, missing):
    """Draws of variance 9, vectors 4, rest 1, luck 2 a replicate: over many layouts the estimates average to these."""
    generator = np.random.default_rng(4)
    number, vector = 400, np.tile(np.arange(vectors), each)
    crossed = Crossed.empty(1, vector, number)
    draw, own = generator.normal(0, 3, (30, 1, number)), generator.normal(0, 2, (1, vectors, number))
    rest = generator.normal(0, 1, (30, vectors, number))
    values = (draw + own + rest)[:, vector] + generator.normal(0, np.sqrt(2), (30, len(vector), number))
    values[generator.random(values.shape) < missing] = np.nan
    crossed.add(0, values.reshape(-1, number))
    parts = crossed.parts(0)
    assert parts.ignorance.mean() == pytest.approx(4, rel=0.06)
    assert parts.chance.mean() == pytest.approx(1 + 2 / each, rel=0.06)


def measured(rows, vector, draws):
    """One scenario's sums, as an experiment makes them."""
    shape = (1, draws, rows.shape[1])
    values, crossed = Moments.empty(shape), Crossed.empty(1, np.asarray(vector), rows.shape[1])
    values.add(0, np.repeat(np.arange(draws), len(vector)), rows)
    crossed.add(0, rows)
    names = tuple(f"live_{place}" for place in range(rows.shape[1]))
    return Measured(("a",), names, values, Moments.empty(shape), np.zeros(shape[:2]), (crossed, crossed))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6])
def test_the_interval_holds_the_mean_under_one_more_vector(share):
    """The true parameters are one more such vector: the mean over endless draws under it lies inside in 95 of 100."""
    generator, number = np.random.default_rng(8), 3000
    spread = np.sqrt(share)
    draw, own = generator.normal(0, 1, (16, 1, number)), spread * generator.normal(0, 1, (1, 20, number))
    rest = np.sqrt(1 - share) * generator.normal(0, 1, (16, 20, number))
    found = measured((draw + own + rest).reshape(-1, number), np.arange(20), 16).mean(0)
    truth = spread * generator.normal(0, 1, number)
    covered = ((found.low <= truth) & (truth <= found.high)).mean()
    assert covered > 0.94
    by_chance = ((found.low_chance <= truth) & (truth <= found.high_chance)).mean()
    assert by_chance == pytest.approx(0.95, abs=0.015) if share == 0 else by_chance < 0.9
    assert (found.ignorance >= 0).all()
    if share == 0.6:
        assert covered == pytest.approx(0.95, abs=0.015)
        assert found.ignorance.mean() > 0.5


def test_intervals_end_where_nothing_is_possible():
    parts = summed(layout([0.4, 0.5, 0.6], [-0.3, 0, 0.3], 0.01), [0, 1, 2]).parts(0)
    value, low, high = (np.array([number]) for number in (0.5, 0.45, 0.55))
    assert widened(value, low, high, parts, ("alive",), 60, difference=False) == (0, 1)
    least, most = widened(value, low, high, parts, ("alive",), 60, difference=True)
    assert -1 <= least[0] < 0 < most[0] == 1
    assert 1 < widened(value, low, high, parts, ("months_sustained",), 60, difference=False)[1] < 60
    assert widened(value + 59, low + 59, high + 59, parts, ("months_sustained",), 60, difference=False)[1] == 60


def test_the_sentence_says_which_share_is_which():
    generator = np.random.default_rng(3)
    rows = layout(generator.normal(40, 1, 12), generator.normal(0, 6, 10), generator.normal(0, 1, (12, 10)))
    found = replace(measured(rows, np.arange(10), 12), outcomes=("months_sustained",))
    table = replicates.summary(found)
    (said,) = widest_told(table, "months_sustained", found.vectors)
    assert said.key == "answer_width_mean"
    assert said.values["vectors"] == 10
    chance, ignorance = (said.values[part].value for part in ("chance", "ignorance"))
    assert chance + ignorance == pytest.approx(1)
    row = table.iloc[0]
    assert chance == pytest.approx((row["high_chance"] - row["low_chance"]) / (row["high"] - row["low"]))
    assert ignorance > 0.5
    assert widest_told(table, "months_sustained", 0) == ()


def test_the_spread_over_draws_is_that_of_draws():
    """Vectors that differ a lot are the same in every draw, and must not hide that draws differ too."""
    generator = np.random.default_rng(6)
    rows = layout(generator.normal(0, 2, 600), generator.normal(0, 9, 10), generator.normal(0, 3, (600, 10)))
    found = measured(rows, np.arange(10), 600)
    assert found.mean(0).by_draw[0] == pytest.approx(2, abs=0.2)
