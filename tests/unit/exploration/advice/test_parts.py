"""The parts of an advice, by hand: futures, trimming, timing, dropping."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import netsustain as ns
from netsustain.exploration.advice import cutting, timing
from netsustain.exploration.advice.asking import asked
from netsustain.exploration.advice.gains import difference, kept, odds
from netsustain.exploration.advice.running import Runner, replaced
from netsustain.exploration.advice.timing import LATER, NOW, Start
from netsustain.exploration.advice.trials import OUTCOMES
from netsustain.exploration.advice.trials_of_strength import blows
from netsustain.exploration.advice.trimming import Trimmed, changes, trimmed
from netsustain.exploration.advice.unknown import MONEY, OWN, next_month, world_of
from netsustain.exploration.search.objectives import Runs
from netsustain.exploration.search.price import prices_of
from netsustain.exploration.search.simulated import Simulated


@pytest.fixture(scope="module")
def question():
    return asked(ns.load("demo_none"), 14)


def evaluate_by(question, months):
    """Runs of policies that last as long as a formula says, whatever the future."""

    def evaluate(policies):
        values = np.zeros((len(policies), 4, 1, len(OUTCOMES)))
        values[..., 0] = np.array([months(policy) for policy in policies])[:, None, None]
        return Runs(values, OUTCOMES, np.array([question.prices.planned(policy) for policy in policies]))

    return evaluate


# ---- futures --------------------------------------------------------------------------------------


def test_futures_run_as_the_search_runs_them():
    """The fast way gives the numbers of the plain one, bit for bit."""
    base = ns.load("demo_none").until(36)
    world = world_of(base)
    futures = world.futures("search", 5, 2, seed=9)
    plain = Simulated(world.scenario, world.factors, OUTCOMES, prices_of(base)).in_futures(world.scenario, futures)
    assert np.array_equal(Runner(world, OUTCOMES)(world.scenario, futures), plain, equal_nan=True)


def test_accepted_vectors_come_each_once_before_any_comes_again():
    world = world_of(ns.load("demo_none"))
    assert world.calibration is not None
    number = len(world.calibration)
    drawn = world.futures("tell", number, 1, seed=4).design["conditional_share"]
    assert sorted(drawn) == sorted(world.calibration.values[:, world.calibration.names.index("conditional_share")])
    other = world.futures("tell", number, 1, seed=5).design["conditional_share"]
    assert list(other) != list(drawn)


def test_a_planned_cut_varies_and_one_that_may_come_is_added_last():
    planned, open_ = world_of(ns.load("demo_none")), world_of(ns.load("baseline"))
    assert planned.groups[MONEY] == ("events.1.budget.level",)
    assert planned.cut_month == 25
    assert planned.scenario.events == ns.load("demo_none").events
    assert open_.cut_month == 25, "October 2028, the third fiscal year"
    assert len(open_.scenario.events) == 1
    assert world_of(ns.load("baseline").until(30)).cut_month == 0, "no room left"


def test_what_the_scenario_says_itself_is_known():
    sure = world_of(ns.load("transfer_annual_wave"))
    assert "transfer_probability" not in {factor.name for factor in sure.factors}
    told = ns.load("baseline").with_(uncertain={"levers.newsletter": {"low": 0.1, "high": 0.4}})
    world = world_of(told)
    assert world.groups[OWN] == ("levers.newsletter",)
    assert world.futures("tell", 8, 1, 1).design["levers.newsletter"].between(0.1, 0.4).all()


def test_measured_trust_is_not_uncertain(tmp_path):
    shipped = Path(ns.load("pattern_ties_bridge").network.files.ties)
    text = shipped.with_name("pattern_ties_bridge.yaml").read_text(encoding="utf-8")
    for file in shipped.parent.glob("pattern_ties_bridge_*.csv"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    assert "trust" in world_of(ns.load("baseline")).groups
    assert "trust" in world_of(ns.load(own)).groups
    head, *rows = shipped.read_text(encoding="utf-8").splitlines()
    measured = "\n".join([f"{head},trust", *(f"{row},0.6" for row in rows)])
    (tmp_path / shipped.name).write_text(measured + "\n", encoding="utf-8")
    assert "trust" not in world_of(ns.load(own)).groups


def test_numbers_are_put_in_by_path():
    base = ns.load("demo_none")
    assert replaced(base, ["events", "1", "budget", "level"], 0.75).events[0].budget.level == 0.75
    assert replaced(base, ["network", "initial", "trust"], 0.4).network.initial.trust == 0.4
    assert base.events[0].budget.level == 0.5


@pytest.mark.parametrize(("start", "after", "month"), [("2026-10", 0, 1), ("2026-10", 2, 13), ("2026-05", 0, 6)])
def test_the_next_october(start, after, month):
    assert next_month(start, 10, after) == month


# ---- gains ----------------------------------------------------------------------------------------


def test_natural_frequencies_count_pairs():
    today = np.array([[10.0, 20.0], [30.0, np.nan]])
    found = odds(np.array([[[12.0, 20.0], [25.0, 99.0]]]), today)
    assert (found.longer[0], found.equal[0], found.shorter[0]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_ignorance_widens_what_chance_does_not():
    generator = np.random.default_rng(3)
    luck = generator.normal(0, 1, (1, 80, 4))
    alike = difference(5 + luck, -99, 99, 1)
    unlike = difference(5 + luck + generator.normal(0, 6, (1, 80, 1)), -99, 99, 1)
    assert alike.low[0] > 0
    assert alike.share_positive[0] > 0.99
    assert unlike.low_chance[0] > 0 > unlike.low[0]
    assert 0.7 < unlike.share_positive[0] < 0.9


def test_half_of_a_gain_is_half_of_it():
    whole = np.array([[10.0, 30.0], [20.0, 20.0]])
    found = kept(np.stack([whole, whole / 2]), whole, 1)
    assert found.value == pytest.approx([1.0, 0.5])
    assert found.low == pytest.approx([1.0, 0.5])


# ---- trimming -------------------------------------------------------------------------------------


def test_changes_that_do_nothing_are_taken_back(question):
    policy = question.now | {"platform": 1.0, "newsletter": 0.0, "mediation": 0.4, "governance_mode": "committee"}
    evaluate = evaluate_by(question, lambda each: 50 + 20 * each["platform"] - 5 * each["mediation"])
    found = trimmed(policy, question.now, question.within, evaluate, tolerance=0.5)
    assert changes(found.policy, question.now) == ["platform"]
    assert found.worth == {"platform": pytest.approx(16.0)}


def test_trimming_stays_within_the_budget():
    """Today's way is dearer than the budget: what saves money cannot be taken back."""
    tight = asked(ns.load("demo_none"), 6.0)
    policy = tight.within.cut(tight.now | {"newsletter": 0.0, "meeting_frequency": 0.0})
    found = trimmed(policy, tight.now, tight.within, evaluate_by(tight, lambda _each: 50.0), tolerance=1.0)
    assert tight.prices.planned(found.policy) <= 6.0 + 1e-9


# ---- timing ---------------------------------------------------------------------------------------


def test_a_later_start_is_today_until_then(question):
    base = ns.load("demo_none")
    mix = Trimmed(question.now | {"platform": 1.0, "newsletter": 0.0}, {"platform": 9.0, "newsletter": 0.1})
    later = timing.timed(base, mix, question.now, Start(LATER, 12), question.prices)
    assert later.levers == base.levers
    assert (later.events[-1].at, later.events[-1].set.doses) == (12, {"platform": 1.0, "newsletter": 0.0})
    now = timing.timed(base, mix, question.now, Start(NOW, 1), question.prices)
    assert (now.levers.platform, now.levers.newsletter, now.events) == (1.0, 0.0, base.events)


def test_the_useful_half_comes_first(question):
    """The forum brings most and costs as much as the platform; together they cost twice half of what both add."""
    policy = question.now | {"platform": 0.8, "community_forum": 0.6, "newsletter": 0.4}
    mix = Trimmed(policy, {"platform": 1.0, "community_forum": 12.0, "newsletter": 0.0})
    half = timing.useful_half(mix, question.now, question.prices)
    assert half[0] == "community_forum"
    assert "platform" not in half


def ways(kept_):
    months = [1, 4, 7, 12][: len(kept_)]
    return pd.DataFrame({"way": [NOW, LATER, LATER, LATER][: len(kept_)], "month": months, "kept": kept_})


@pytest.mark.parametrize(
    ("kept_", "month"),
    [([1, 0.9, 0.85, 0.5], 7), ([1, 0.7, 0.9, 0.9], 1), ([1, 1, 1, 1], 12), ([np.nan] * 4, None)],
)  # fmt: skip
def test_by_when_it_must_have_begun(kept_, month):
    assert timing.at_the_latest(ways(kept_)) == month


def test_starts_lie_around_october_and_within_half_of_the_horizon():
    months = [each.month for each in timing.starts(ns.load("demo_none")) if each.way == LATER]
    assert months == [4, 7, 12, 14, 25, 49]
    assert all(each.month <= 12 for each in timing.starts(ns.load("baseline").until(24)))


# ---- blows and cuts -------------------------------------------------------------------------------


def test_the_director_leaves_where_there_is_one():
    assert list(blows(ns.load("demo_none"))) == ["director", "budget"]
    assert blows(ns.load("demo_none").until(16)) == {}


def test_what_brings_least_for_its_cost_goes_first(question):
    policy = question.within.cut(question.now | {"platform": 1.0, "newsletter": 1.0, "community_forum": 1.0})
    worth = {"platform": 20.0, "community_forum": 20.0}
    evaluate = evaluate_by(question, lambda each: 40 + sum(size * each[lever] for lever, size in worth.items()))
    found = cutting.dropping(policy, question.within, evaluate)
    assert found is not None
    assert not {"platform", "community_forum"} & set(found.order[:2])
    assert found.days <= 0.8 * question.prices.planned(policy) + 1e-9
