"""Fresh runs: what is left of a front that luck has flattered, intervals that cover, and how much was too good."""

import numpy as np
import pytest

from netsustain.exploration.search.algorithm import Plan
from netsustain.exploration.search.confirm import confirmed, resamples, shortfalls, too_good
from netsustain.exploration.search.judge import Problem, judged
from netsustain.exploration.search.objectives import PLANNED, Objective, Runs

LIFE, COST = Objective("months_sustained", 1), Objective(PLANNED, -1)


def noisy(generator, truth, futures, replicates=2, luck=6.0, shared=10.0):
    """Policies of known means in futures that are kinder or harder to all of them alike."""
    truth = np.asarray(truth, dtype=float)
    kind = generator.normal(0, shared, (1, futures, 1))
    values = truth[:, None, None] + kind + generator.normal(0, luck, (len(truth), futures, replicates))
    return Runs(values[..., None], ("months_sustained",), np.arange(len(truth), dtype=float))


def all_of(runs):
    return np.ones(len(runs.planned), dtype=bool)


def test_intervals_cover_the_truth():
    generator, covered = np.random.default_rng(1), []
    for trial in range(60):
        runs = noisy(generator, [50.0, 60.0, 70.0], 60)
        found = confirmed((LIFE, COST), runs, all_of(runs), seed=trial + 1).objectives
        covered.append((found.low[:, 0] <= [50, 60, 70]) & (found.high[:, 0] >= [50, 60, 70]))
    # 60 independent trials (policies of one share their futures): 95 ± 4 in 100.
    assert np.mean(covered) > 0.85


def test_differences_are_paired_by_future():
    runs = noisy(np.random.default_rng(2), [50.0, 55.0], 60, luck=1.0, shared=30.0)
    found = confirmed((LIFE, COST), runs, all_of(runs), seed=1)
    alone = found.objectives.high[0, 0] - found.objectives.low[0, 0]
    short = shortfalls(found, 0, of=1, aim=1)
    assert short.low[0] < 5 < short.high[0]
    assert short.high[0] - short.low[0] < alone / 5
    assert (short.value[1], short.low[1], short.high[1]) == (0, 0, 0)


def test_the_front_and_how_surely_policies_are_on_it():
    runs = noisy(np.random.default_rng(3), [50.0, 80.0, 60.0, 80.5], 80, luck=4.0)
    eligible = np.array([True, True, True, True])
    found = confirmed((LIFE, COST), runs, eligible, seed=1)
    # The third costs more than the second and does far worse; the fourth costs more and is better by a hair.
    assert found.on_front[:3].tolist() == [True, True, False]
    assert found.stays[:3].tolist() == [1, 1, 0]
    assert 0.2 < found.stays[3] < 1
    without = confirmed((LIFE, COST), runs, np.array([True, False, True, True]), seed=1)
    assert without.on_front.tolist() == [True, False, True, True]  # what may not be chosen dominates nothing


def test_resamples_are_of_whole_futures_and_of_vectors_apart():
    plain = Runs(np.zeros((1, 5, 3, 1)), ("months_sustained",), np.zeros(1))
    for weights in resamples(plain, 1, 10):
        assert weights.shape == (10, 5, 3)
        assert (weights == weights[:, :, :1]).all()
        assert (weights[:, :, 0].sum(axis=1) == 5).all()
    crossed = Runs(plain.values, plain.outcomes, plain.planned, crossed=True)
    (weights,) = resamples(crossed, 1, 10)
    assert not (weights == weights[:, :, :1]).all()
    assert (weights.sum(axis=(1, 2)) == 15).all()


def test_what_was_selected_was_too_good_and_what_was_not_was_not():
    """Forty policies of the same worth: the ten that looked best are too good by what luck gave them."""
    generator = np.random.default_rng(4)
    searched, fresh = noisy(generator, [60.0] * 40, 20), noisy(generator, [60.0] * 40, 200)
    seen = searched.of("months_sustained").mean(axis=(1, 2))
    selected = seen >= np.sort(seen)[-10]
    gap = too_good((LIFE, COST), searched, fresh, selected, seed=1)
    # Means have luck of 6/√40 ≈ 0.95; the top quarter of forty normal numbers lies 1.2 above their mean, and the rest
    # 0.4 below: a lead of about 1.6 standard deviations that is not there.
    assert gap.value[0] == pytest.approx(1.6 * 0.95, abs=0.5)
    assert gap.low[0] > 0
    assert (gap.value[1], gap.low[1], gap.high[1]) == (0, 0, 0)
    blind = too_good((LIFE, COST), searched, fresh, np.arange(40) < 10, seed=1)
    assert blind.low[0] < 0 < blind.high[0]


def test_a_search_on_luck_is_seen_through(within, formula, futures):
    """No lever does anything: a front of costs that rise with 'life' is luck, and fresh runs say so."""
    pytest.importorskip("pymoo")
    evaluate = formula({"months_sustained": lambda policy: 60.0}, luck=10.0)
    blind = {f"blind {number}": {"platform": number / 13, "community_forum": 0.333} for number in range(12)}
    problem = Problem(
        within(), (LIFE, COST), Plan(16, 10, seed=3), futures(8, 2), futures(60, 4, seed=9, name="confirm"), blind,
        now={"platform": 0.0, "community_forum": 0.0},
    )  # fmt: skip
    found = judged(problem, evaluate)
    best = found.searched[: found.of_search, 0].max()
    assert best > 64
    assert abs(found.confirmed.objectives.value[found.names["longest"], 0] - 60) < 2.5
    assert found.too_good.low[0] > 0
    assert found.confirmed.on_front[: found.of_search].sum() < found.of_search


def test_named_policies_of_a_known_problem(within, formula, futures):
    """Life rises up to a dose of 0.4 and not beyond: that is enough, and the budget is not used up."""
    pytest.importorskip("pymoo")
    evaluate = formula({"months_sustained": lambda policy: 100 * min(policy["platform"], 0.4)}, luck=0.5)
    problem = Problem(
        within(9.0), (LIFE, COST), Plan(24, 40, seed=1, stall=40), futures(8, 4), futures(60, 4, 9, "confirm"),
        {"now": {}, "dear": {"platform": 1.0, "community_forum": 0.5}},
        now={"platform": 0.0, "community_forum": 0.0}, worthwhile=2.0,
    )  # fmt: skip
    found = judged(problem, evaluate)
    assert found.planned[found.names["cheapest"]] == 0
    enough = found.names.get("enough", found.names["longest"])
    assert 3.7 <= found.planned[enough] <= 4.1
    assert found.eligible.tolist()[-2:] == [True, False]
    assert not found.confirmed.on_front[-1]
    names = [name for name, _ in evaluate.asked]
    assert names.count("confirm") == 1
    assert names[-1] == "confirm"
    assert set(found.names) <= {"cheapest", "knee", "enough", "robust", "longest", "another"}
