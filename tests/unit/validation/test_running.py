"""Runs taken apart by vector, what scenarios say kept, chance and ignorance told apart, prior draws counted."""

import math
from dataclasses import replace

import numpy as np
import pytest

from netsustain.scenario import load
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.validation.apart import between_rounds, between_vectors
from netsustain.validation.ensembles import by_vector, rows_of, sound, with_said
from netsustain.validation.measures import grid, mean
from netsustain.validation.pattern import Measured, Pattern, Target
from netsustain.validation.patterns import PATTERNS, k3
from netsustain.validation.prior import FACTS, Prior, drawn_parameters, prior_points
from netsustain.validation.run import validate

LEVEL = Pattern(
    id="X1", role="shown", source="", setups=("one",), targets=(Target("level", 0.5, 0.4, 0.6, "0-1"),),
    measure=lambda ensembles: {"level": mean(grid(ensembles["one"], "effort")[:, 0])},
)  # fmt: skip


@pytest.mark.parametrize("name", sorted({name for pattern in PATTERNS for name in pattern.setups}))
def test_every_set_up_is_shipped_and_cites_its_pattern(name):
    scenario = load(name)
    cited = [pattern.id for pattern in PATTERNS if name in pattern.setups]
    assert any(each in scenario.sources for each in cited), cited


def test_k2s_tables_hold_the_ties_that_are_counted():
    from netsustain.scenario.tables import network_tables
    from netsustain.validation.patterns import k2

    for name in k2.SETUPS:
        _, ties = network_tables(load(name))
        idle = ties["a"] >= k2.CORE_TIES
        assert (idle.sum(), (~idle).sum()) == (k2.TIES, k2.CORE_TIES)
        assert set(ties["formal"][idle]) == {int(name.endswith("formal"))}


def test_rows_keep_their_months(make):
    ensemble = rows_of(make(2, 3, effort=[[1, 2], [3, 4], [5, 6]]), np.array([2, 0]))
    assert ensemble.replicates == 2
    assert ensemble.runs["replicate"].tolist() == [2, 0]
    assert grid(ensemble, "effort").tolist() == [[5, 6], [1, 2]]


def test_a_replicate_that_failed_anywhere_is_left_out_everywhere(make):
    one, other = make(1, 4), make(1, 4)
    other.runs.loc[2, "failed"] = True
    kept = sound({"one": one, "other": other})
    assert kept.tolist() == [0, 1, 3]
    assert [rows.tolist() for rows in by_vector({"one": one}, kept, 2)] == [[0], [1, 3]]


def test_what_a_scenario_says_wins_over_a_draw():
    names = ("value_effect", "belief_rate", "exit_rate")
    columns = [PARAMETER_NAMES.index(name) for name in names]
    vectors = with_said(load("pattern_talk_written"), columns, np.array([[1.1, 0.3, 0.02], [1.2, 0.4, 0.03]]))
    found = dict(zip(names, vectors[:, columns].T.tolist(), strict=True))
    # The closed group says the first and the last, one file up.
    assert found == {"value_effect": [0, 0], "belief_rate": [0.3, 0.4], "exit_rate": [0, 0]}
    other = load("pattern_grantees").parameters
    assert vectors[0, PARAMETER_NAMES.index("warm_start")] == other.contribution.warm_start


def test_between_vectors_finds_the_spread_that_was_put_in(make):
    vectors, each = 60, 20
    generator = np.random.default_rng(3)
    level = generator.normal(0.5, 0.1, vectors)
    luck = generator.normal(0.0, 0.2, (vectors * each, 1))
    replicates = np.arange(vectors * each)
    ensembles = {"one": make(1, vectors * each, effort=level[replicates % vectors][:, None] + luck)}
    ignorance = between_vectors(LEVEL, ensembles, replicates, vectors)["level"]
    assert ignorance == pytest.approx(0.1, rel=0.25)
    chance = between_rounds(LEVEL, ensembles, replicates, vectors)["level"]
    assert chance == pytest.approx(0.2 / np.sqrt(len(replicates)), rel=0.4)
    assert chance < LEVEL.measure(ensembles)["level"].error


def test_no_spread_between_vectors_is_none(make):
    luck = np.random.default_rng(4).normal(0.5, 0.2, (1200, 1))
    ensembles = {"one": make(1, 1200, effort=luck)}
    assert between_vectors(LEVEL, ensembles, np.arange(1200), 60)["level"] < 0.03


def test_no_luck_is_no_chance(make):
    ensembles = {"one": make(1, 40, effort=(np.arange(40) % 4)[:, None])}
    assert between_rounds(LEVEL, ensembles, np.arange(40), 4)["level"] == pytest.approx(0.0)
    assert between_vectors(LEVEL, ensembles, np.arange(40), 4)["level"] == pytest.approx(np.std(range(4), ddof=1))


def test_what_cannot_be_told_apart_is_not(make):
    ensembles = {"one": make(1, 8, effort=0.5)}
    assert math.isnan(between_vectors(LEVEL, ensembles, np.arange(8), 1)["level"])
    assert math.isnan(between_rounds(LEVEL, ensembles, np.arange(8), 4)["level"])
    assert math.isnan(between_rounds(LEVEL, ensembles, np.arange(8), 0)["level"])


def test_prior_draws_lie_in_their_ranges_and_are_the_same_each_time():
    spans = drawn_parameters()
    assert len(spans) > 100
    assert not {PARAMETER_NAMES[place] for place in spans} & set(FACTS)
    points = prior_points(16)
    low, high = np.array(list(spans.values())).T
    assert ((points >= low) & (points <= high)).all()
    slices = np.floor((points - low) / (high - low) * 16).astype(int)
    assert all(sorted(column) == list(range(16)) for column in slices.T)
    assert (points == prior_points(16)).all()


def test_prior_rates_count_draws_in_the_band_and_in_the_widened_band():
    measured = {"level": [Measured(0.5, 0.1), Measured(0.7, 0.1), Measured(0.9, 0.1), Measured(math.nan, math.nan)]}
    prior = Prior(LEVEL, 10, measured)
    assert (prior.draws, prior.hit_rate, prior.widened_hit_rate) == (4, 0.25, 0.5)
    assert prior.target_rate("level") == 0.25


def test_a_pattern_is_run_measured_and_judged():
    done = []
    validation = validate(
        replicates=6, patterns=(k3.PATTERN,), prior=(3, 4), progress=lambda made, of: done.append((made, of))
    )
    (outcome,) = validation.outcomes
    assert done[-1] == (18, 18)
    assert (outcome.replicates, outcome.failed, outcome.prior.draws) == (6, 0, 3)
    assert 0.3 < outcome.found[0].measured.value < 0.8
    assert validation.to_json("en")["patterns"][0]["id"] == "K3"
    again = validate(replicates=6, patterns=(k3.PATTERN,), prior=(3, 4), workers=1)
    assert again.outcomes[0].found == outcome.found or math.isnan(outcome.found[0].ignorance)
    assert again.outcomes[0].prior.measured == outcome.prior.measured


def test_runs_that_fail_are_told_and_do_not_count(monkeypatch):
    from netsustain.validation import ensembles

    simulate = ensembles.simulate

    def failing(*arguments, **options):
        made = simulate(*arguments, **options)
        made.runs.loc[0, "failed"] = True
        return replace(made)

    monkeypatch.setattr(ensembles, "simulate", failing)
    validation = validate(replicates=6, patterns=(k3.PATTERN,), prior=(2, 4))
    assert validation.outcomes[0].failed == 1
