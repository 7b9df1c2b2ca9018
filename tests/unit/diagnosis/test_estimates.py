"""Means, ratios and their intervals, worked out by hand."""

import numpy as np
import pytest
from scipy.stats import t as student

from netsustain.diagnosis.agreement import OTHERS, agreement, icc, shown_kinds, size_of
from netsustain.diagnosis.estimates import Ratios, means

ORGANISATION = np.array([0, 0, 1, 1, 2, 2])
SCORES = np.array([[1.0], [3.0], [3.0], [3.0], [4.0], [4.0]])


def test_a_mean_and_its_clustered_interval_by_hand():
    (found,) = means(SCORES, ORGANISATION).estimates((1, 5))
    # Mean 3; pulls (y - 3) / 6: organisations sum to -2/6, 0, 2/6; variance 3/2 x 8/36 = 1/3.
    half = student.ppf(0.975, 2) / np.sqrt(3)
    assert found.value == pytest.approx(3)
    assert (found.low, found.high) == pytest.approx((max(3 - half, 1), min(3 + half, 5)))
    assert (found.respondents, found.organisations) == (6, 3)


def test_colleagues_who_answer_alike_widen_the_interval():
    alone = means(SCORES, np.arange(6)).contrast(np.array([1.0]))
    together = means(SCORES, ORGANISATION).contrast(np.array([1.0]))
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


def test_pni_by_hand():
    current, desired = np.array([2.0, 2, 4, 4, 3, 3]), np.array([4.0, 4, 4, 4, 4, 4])
    found = Ratios((desired - current)[:, None], current[:, None], ORGANISATION)
    # Sum of desired 24, of current 18: 6/18. Pulls ((d - c) - c/3) / 18: -> organisations 8/3, -8/3, 0 over 18.
    (estimate,) = found.estimates((-0.8, 4))
    error = np.sqrt(3 / 2 * 2 * (8 / 3 / 18) ** 2)
    assert estimate.value == pytest.approx(1 / 3)
    assert estimate.high - estimate.value == pytest.approx(student.ppf(0.975, 2) * error)


def test_resamples_have_the_variance_of_the_interval():
    generator = np.random.default_rng(3)
    organisation = np.repeat(np.arange(8), 5)
    scores = generator.normal(3, 1, (40, 1)) + generator.normal(0, 0.5, 8)[organisation][:, None]
    found = means(scores, organisation)
    (estimate,) = found.estimates((-np.inf, np.inf))
    error = (estimate.high - estimate.value) / student.ppf(0.975, 7)
    assert found.resampled(1).std() == pytest.approx(error, rel=0.05)


def test_shifting_the_scale_moves_means_and_leaves_widths_and_agreement():
    before, after = (means(SCORES + shift, ORGANISATION).contrast(np.array([1.0])) for shift in (0.0, 2.0))
    assert after.value == pytest.approx(before.value + 2)
    assert after.high - after.low == pytest.approx(before.high - before.low)
    assert agreement(SCORES + 2, 7) == pytest.approx(agreement(SCORES, 7))


@pytest.mark.parametrize(
    ("scores", "organisation", "shown"),
    [
        (SCORES[:4], ORGANISATION[:4], False),  # four respondents are not shown at all
        (np.full((6, 1), 3.0), ORGANISATION, True),  # no spread: no interval
        (SCORES, np.array([0, 0, 0, 1, 1, 1]), True),  # two organisations: no interval
    ],
)
def test_what_cannot_be_told_is_not_told(scores, organisation, shown):
    (found,) = means(scores, organisation).estimates((1, 5))
    assert np.isfinite(found.value) == shown
    assert not found.told


def test_a_difference_from_one_organisation_has_no_interval():
    one = np.where(np.arange(30) < 6, 3.0 + np.arange(30) % 2, np.nan)
    rest = np.where(np.arange(30) >= 6, 2.0 + np.arange(30) % 3, np.nan)
    organisation = np.where(np.arange(30) < 6, 0, np.arange(30))
    found = means(np.stack([one, rest], axis=1), organisation).contrast(np.array([1.0, -1.0]))
    assert np.isfinite(found.value)
    assert not found.told


# ---- agreement ------------------------------------------------------------------------------------


def test_agreement_by_hand():
    assert agreement(np.full((6, 2), 4.0), 5) == 1
    # Half 1, half 5: variance 16 x 3/2 / 5 = 4.8; 1 - 4.8 / 2.
    assert agreement(np.array([[1.0], [1], [1], [5], [5], [5]]), 5) == pytest.approx(-1.4)
    # More items of the same spread leave it where it is, unlike rwg(J).
    assert agreement(np.repeat(SCORES, 4, axis=1), 5) == pytest.approx(agreement(SCORES, 5))


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.95, "very_strong"), (0.8, "strong"), (0.6, "moderate"), (0.4, "weak"), (0.1, "lacking"), (-1, "lacking")],
)
def test_agreement_in_words(value, word):
    assert size_of(value) == word


def test_icc_by_hand():
    # Organisations of two: means 2, 3, 4; between 2 x (1 + 0 + 1) / 2 = 2; within 2 / 3.
    assert icc(SCORES[:, 0], ORGANISATION) == pytest.approx((2 - 2 / 3) / (2 + 2 / 3))
    assert np.isnan(icc(SCORES[:, 0], np.arange(6)))


@pytest.mark.parametrize(
    ("kinds", "shown", "pooled"),
    [
        (["school"] * 6 + ["private"] * 5, {"school", "private"}, ()),
        (["school"] * 6 + ["private"] * 3 + ["parents"] * 3, {"school", OTHERS}, ("parents", "private")),
        # Three of one kind could be worked out from the rest: the smaller of the large kinds joins them.
        (["school"] * 9 + ["private"] * 6 + ["parents"] * 3, {"school", OTHERS}, ("parents", "private")),
        (["school"] * 9 + ["parents"] * 3, {""}, ("parents", "school")),
    ],
)
def test_no_group_under_five_can_be_told_or_worked_out(kinds, shown, pooled):
    found, together = shown_kinds(tuple(kinds))
    assert set(found) == shown
    assert together == pooled
    counts = {kind: found.count(kind) for kind in set(found) - {""}}
    assert all(count >= 5 for count in counts.values())
