"""Options over futures, by hand."""

import numpy as np
import pytest

from netsustain.exploration.decision.frequencies import hundred, longest, paired
from netsustain.exploration.decision.futures import AS_IT_IS, Future
from netsustain.exploration.decision.growing import settle
from netsustain.exploration.decision.judged import judged
from netsustain.exploration.decision.worlds import Worlds, in_worlds

TEXT = {"en": "m", "th": "ม"}


def _worlds(means, spread=0.0, replicates=40, vector=None, counted=None):
    """Months of (futures × options) with a luck that all share."""
    means = np.array(means, dtype=float)
    luck = np.random.default_rng(1).normal(0, 1, (replicates, 1, 1)) * spread
    months = means + luck
    seen = np.ones_like(months) if counted is None else counted
    names = tuple("abcdef"[: means.shape[1]])
    return Worlds(names, (AS_IT_IS, "f", "g")[: len(means)], months * seen, seen, vector, 120, 1)


def test_regret_by_hand():
    tables = judged(_worlds([[50, 60, 55], [50, 30, 45]]))
    table = tables["futures"].set_index(["future", "scenario"])
    assert table["regret"].to_list() == [10, 0, 5, 0, 20, 5]
    assert table.loc[("f", "b"), "gain"] == pytest.approx(-20)
    own = tables["options"].set_index("scenario")
    assert own["regret"].to_list() == [5, 10, 5]
    assert own["regret_worst"].to_list() == [10, 20, 5]
    assert own["regret_future"].to_list() == [AS_IT_IS, "f", AS_IT_IS]
    assert own["worst"].to_list() == [50, 30, 45]
    assert own["worst_future"].to_list() == [AS_IT_IS, "f", "f"]


def test_criteria_by_hand():
    """Means 50, 45, 50.5; worst 50, 30, 46; largest regret 10, 20, 5."""
    criteria = judged(_worlds([[50, 60, 55], [50, 30, 46]]))["criteria"].set_index("criterion")
    assert criteria["scenario"].to_dict() == {"mean": "c", "worst": "a", "regret_worst": "c"}
    assert (criteria["chosen"] == 1).all()
    assert (criteria["next"] == "").all()


def test_flips_are_against_things_as_they_are():
    flips = judged(_worlds([[50, 60, 55], [50, 30, 45], [10, 20, 15]]))["flips"]
    assert flips["scenario"].to_list() == ["b", "a", "b"]
    assert flips["flips"].to_list() == [False, True, False]
    assert flips["sure"].iloc[1] == 1
    assert flips["ahead"].to_list() == [0, 20, 0]


def test_a_choice_that_is_luck_is_unsure():
    generator = np.random.default_rng(2)
    months = 60 + generator.normal(0, 10, (60, 1, 2))
    worlds = Worlds(("a", "b"), (AS_IT_IS,), months, np.ones_like(months), None, 120, 1)
    table = judged(worlds)["criteria"].set_index("criterion")
    assert 0.02 < table.loc["mean", "chosen"] < 0.98
    assert table.loc["mean", "chosen"] + table.loc["mean", "next_chosen"] == pytest.approx(1)


def test_ignorance_makes_choices_less_sure():
    """b gains 4 months, ± 15 by vector: chance alone would be sure of it."""
    generator = np.random.default_rng(3)
    vector = np.arange(200) % 50
    added = generator.normal(0, 15, 50)
    gain = 4 + (added - added.mean())[vector] + generator.normal(0, 2, 200)
    months = np.stack([np.full(200, 60.0), 60 + gain], axis=1)[:, None, :]
    worlds = [Worlds(("a", "b"), (AS_IT_IS,), months, np.ones_like(months), each, 120, 1) for each in (None, vector)]
    sure = [judged(each)["criteria"]["chosen"].iloc[0] for each in worlds]
    assert sure[0] > 0.9
    assert sure[1] < 0.75


def test_runs_that_do_not_count_are_left_out_of_pairs():
    counted = np.ones((4, 1, 2))
    counted[0, 0, 1] = 0
    months = np.array([[[10, 90]], [[10, 20]], [[10, 10]], [[10, 5]]], dtype=float) * counted
    tables = judged(Worlds(("a", "b"), (AS_IT_IS,), months, counted, None, 120, 1))
    row = tables["futures"].iloc[1]
    assert (row["longer"], row["same"], row["shorter"]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert row["months"] == pytest.approx(35 / 3)


def test_things_as_they_are_are_not_run_again(named, made_up_runs):
    """And futures meet the same lucks: a change that does nothing to these networks changes no number."""
    fake, names = made_up_runs({"a": 0, "b": 12.0}), named("ab")
    comparison = settle(
        names, worthwhile=6, at_most=400, seed=2, parameters="default", simulate=fake
    ).comparison
    fake.calls.clear()
    future = Future(title=TEXT, sources=("A-H1",), budgets=0.5)
    worlds = in_worlds(comparison, {"f": future}, replicates=50, simulate=fake)
    assert fake.calls == [("a", 0, 50, False), ("b", 0, 50, False)]
    assert worlds.futures == (AS_IT_IS, "f")
    np.testing.assert_array_equal(worlds.months[:, 0], worlds.months[:, 1])


@pytest.mark.parametrize(
    ("shares", "counts"),
    [
        ((0.5, 0.25, 0.25), (50, 25, 25)), ((1 / 3, 1 / 3, 1 / 3), (34, 33, 33)), ((0.999, 0.0005, 0.0005), (98, 1, 1)),
        ((1.0, 0.0, 0.0), (100, 0, 0)), ((0.615, 0.27, 0.115), (62, 27, 11)), ((0.004, 0.996), (1, 99)),
    ],
)  # fmt: skip
def test_natural_frequencies_add_up(shares, counts):
    assert sum(hundred(shares)) == 100
    assert sorted(hundred(shares)) == sorted(counts)
    assert all(count > 0 for share, count in zip(shares, hundred(shares), strict=True) if share > 0)


def test_frequencies_of_parts_that_are_no_whole_are_refused():
    with pytest.raises(ValueError, match="sum to 1"):
        hundred((0.5, 0.4))


def test_pairs_and_the_longest():
    assert paired(np.array([3.0, 2, 1, 1]), np.array([2.0, 2, 2, 2])) == (0.25, 0.25, 0.5)
    np.testing.assert_allclose(longest(np.array([[1.0, 2], [2, 2], [3, 1]])), [2 / 3, 2 / 3])
