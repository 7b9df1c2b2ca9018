"""People against the rules: nothing where there is nothing, and what was planted where something was."""

import numpy as np
import pytest
from tests.unit.learning.players import Room, lively

from netsustain.game.effects import CUES, effects_of, people_decided
from netsustain.game.learning import LEAST, comparison_of
from netsustain.game.recorded import recorded
from netsustain.state import POSITION

EFFORT = POSITION["member", "f8"]["effort"]
SHIFT, SLOPE, MIDDLE = -0.04, 0.1, 0.55


def by_effect(found):
    return found.comparison.set_index("effect")


def test_players_who_follow_the_rule_differ_by_exactly_nothing():
    room = Room(20, months=36)
    while not room.game.network.over:
        if room.game.network.month == 12:
            room.do(room.game.happen({"budget": {"level": 0.5}}))
        room.turn(lambda row, given, seen: given)
    found = recorded(room.records).comparison
    told = found[(found["shown"] == 1) & (found["unit"].isin(["0-1", "slope"]))]
    assert {"effort", "later", "shock", "cooperation", "trust", "value", "learning"} <= set(told["effect"])
    assert (told["difference"] == 0.0).all()
    assert (told["clear"] == 0).all()
    assert (told.loc[told["effect"] == "effort", ["people", "rule"]] > 0.05).all(axis=None)


def planted(seed, people=10, months=12):
    """People who add to the rule a shift and an answer to others' effort, each their own, and some noise.

    Only organisations take part whose effort by the rules stays clear of 0 and of the staff-days that meetings leave:
    at these walls what is added would be cut off. None where the network has too few.
    """
    luck = np.random.default_rng(seed)
    probe = Room(0, months=months, seed=seed)
    probe.game.network.advance({}, months)
    course = np.stack([state.member_f8[EFFORT, :30] for state in probe.game.network.states[1:]])
    fit = np.flatnonzero((course.min(axis=0) > 0.15) & (course.max(axis=0) < 0.72))
    if fit.size < people:
        return None
    rows = [int(row) for row in luck.permutation(fit)[:people]]
    shift, slope = luck.normal(SHIFT, 0.02, people), luck.normal(SLOPE, 0.05, people)
    place = {row: number for number, row in enumerate(rows)}

    def effort(row, given, seen):
        others = seen["others_effort"][row]
        answer = slope[place[row]] * (others - MIDDLE) if np.isfinite(others) else 0.0
        return given + shift[place[row]] + answer + luck.normal(0, 0.015)

    room = Room(people, months=months, seed=seed, rows=rows)
    while not room.game.network.over:
        room.turn(effort)
    return recorded(room.records)


@pytest.mark.slow
def test_what_was_planted_is_recovered_as_often_as_intervals_say():
    hits = {"effort": [], "cooperation": []}
    errors = []
    for seed in range(1, 91):
        if (found := planted(seed)) is None:
            continue
        rows, effects = people_decided(found.decisions), by_effect(found)
        truth = {"effort": SHIFT + SLOPE * (rows["others_effort"] - MIDDLE).mean(), "cooperation": SLOPE}
        for name, true in truth.items():
            row = effects.loc[name]
            hits[name].append(row["low"] <= true <= row["high"])
        errors.append(effects.loc["cooperation", "difference"] - SLOPE)
    number = len(errors)
    assert number >= 60
    # 95 % of so many games, four standard errors to either side.
    spread = 4 * np.sqrt(0.95 * 0.05 / number)
    for name, held in hits.items():
        assert abs(np.mean(held) - 0.95) <= spread, name
    assert abs(np.mean(errors)) <= 4 * np.std(errors) / np.sqrt(number)


def test_a_clear_deviation_is_called_clear_and_in_the_right_direction():
    room = Room(16, months=12, seed=2)
    while not room.game.network.over:
        room.turn(lambda row, given, seen: given - 0.1 - 0.005 * row, lambda row: {"takes": row % 2})
    found = by_effect(recorded(room.records))
    effort = found.loc["effort"]
    assert effort["clear"] == 1
    assert effort["low_all"] <= effort["low"] <= effort["difference"] <= effort["high"] <= effort["high_all"] < 0
    assert effort["people"] - effort["rule"] == pytest.approx(effort["difference"])
    assert found.loc["takes", "difference"] == pytest.approx(0.5, abs=0.01)


def test_effects_of_too_few_persons_have_no_numbers():
    found = recorded(lively(LEAST - 1, months=12, stop=12).records).comparison
    assert len(found) > 10
    assert (found["shown"] == 0).all()
    assert found[["people", "rule", "difference", "low", "high", "low_all", "high_all"]].isna().all(axis=None)
    enough = recorded(lively(LEAST, months=12, stop=12).records).comparison
    assert enough["shown"].any()
    assert (enough.loc[enough["shown"] == 1, "persons"] >= LEAST).all()
    assert enough.loc[enough["shown"] == 0, "difference"].isna().all()


def test_the_wider_interval_allows_for_every_effect_looked_at(lively_game):
    shown = lively_game.comparison.query("shown == 1").dropna(subset=["low"])
    plain, wide = (shown[f"high{name}"] - shown[f"low{name}"] for name in ("", "_all"))
    assert (wide > 1.2 * plain).all()
    clear = ((shown["low_all"] > 0) | (shown["high_all"] < 0)).astype(int)
    assert (shown["clear"] == clear).all()


def test_slopes_are_within_persons_and_not_between_them(lively_game):
    # Somebody who always gives more and always sees more would pass for an answer, were persons thrown together.
    rows = people_decided(lively_game.decisions)
    lifted = rows.assign(effort_given=rows["effort_given"] + rows["person"].str[1:].astype(int))
    decided = (rows["decided_by"] == "person") & (rows["first"] == 1)
    slopes = {}
    for name, frame in (("plain", rows), ("lifted", lifted)):
        found = {effect.key: effect for effect in effects_of(frame, [], 36)}
        part = found["cooperation"].parts[0]
        slopes[name] = (part.basis * found["cooperation"].people).sum() / part.below.sum()
    assert slopes["lifted"] == pytest.approx(slopes["plain"])
    centred = rows[decided].groupby("person")["others_effort"].transform(lambda values: values - values.mean())
    by_hand = (centred * rows.loc[decided, "effort_given"]).sum() / (centred**2).sum()
    assert slopes["plain"] == pytest.approx(by_hand)


def test_a_cue_that_hardly_varies_is_not_looked_at():
    room = Room(12, months=6)
    while not room.game.network.over:
        room.turn(lambda row, given, seen: given - 0.02 * (row % 3))
    found = recorded(room.records)
    still = [cue for cue in CUES if found.decisions.groupby("person")[cue].std().max() < 0.005]
    assert "fatigue" in still
    assert found.comparison.set_index("effect").loc["fatigue", "persons"] == 0


def test_nobody_gives_an_empty_comparison():
    room = Room(0, months=2)
    room.turn(lambda row, given, seen: given)
    assert recorded(room.records).comparison.empty
    assert comparison_of(recorded(room.records).decisions, [], 2).empty
