"""The tables of a game: what was decided, by whom, from what state, and what the rule would have done."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from tests.unit.learning.players import Room, lively

import netsustain as ns
from netsustain.game.columns import TABLES, described
from netsustain.game.cues import cues
from netsustain.game.decisions import GameError
from netsustain.game.recorded import recorded
from netsustain.kernels import kernel_source
from netsustain.messages import LANGUAGES
from netsustain.rules.activity import look_around
from netsustain.state import POSITION


def by_rule(row, given, seen):
    return given


@pytest.fixture(scope="module")
def small() -> Room:
    """Four people, four turns of two months; one away, one silent, one gone before the end."""
    room = Room(4, months=8)
    room.do(room.game.set(months_a_turn=2))
    room.turn(by_rule)
    room.turn(by_rule, away=["P01"], silent=["P02"])
    room.do(room.game.set(revealed=True))
    room.do(room.game.happen({"budget": {"level": 0.5}}))
    room.turn(by_rule)
    room.do(room.game.free(3))
    room.turn(by_rule)
    return room


def test_a_row_stands_for_each_seat_and_month(small):
    found = recorded(small.records).decisions
    assert len(found) == 3 * 8 + 6
    assert not found.duplicated(["row", "month"]).any()
    assert set(found["person"]) == {"P01", "P02", "P03", "P04"}


def test_who_decided_is_told_apart(small):
    found = recorded(small.records).decisions
    second = found[found["turn"] == 2].drop_duplicates("person").set_index("person")["decided_by"]
    assert second.to_dict() == {"P01": "rules", "P02": "standing", "P03": "person", "P04": "person"}
    assert found.loc[found["decided_by"] == "rules", "effort_chosen"].isna().all()
    away = found[found["decided_by"] == "rules"]
    assert (away["effort_given"] == away["effort_rule"]).all()


def test_shocks_and_the_reveal_stand_where_they_happened(small):
    found = recorded(small.records)
    of_month = found.decisions.drop_duplicates("month").set_index("month")
    assert of_month.loc[[4], "shock_months"].isna().all()
    assert of_month.loc[[5, 6, 8], "shock_months"].tolist() == [0, 1, 3]
    assert of_month.loc[[4, 5], "revealed"].tolist() == [0, 1]
    assert found.turns.set_index("turn")["shocks"].to_dict() == {1: "", 2: "", 3: "budget", 4: ""}
    assert found.turns["by_standing"].tolist() == [0, 1, 0, 0]


def test_seconds_run_from_the_opening_of_the_turn_to_the_decision_that_counted():
    room = Room(2, months=2)
    room.do(room.game.decide("P01", 1, "a", {"effort": 0.1}))
    room.clock += 30
    room.do(room.game.decide("P01", 1, "b", {"effort": 0.2}))
    room.do(room.game.play({"P02"}))
    first = recorded(room.records).decisions.iloc[0]
    assert (first["seconds"], first["sent"], first["effort_chosen"]) == (32.0, 2, 0.2)


def test_names_and_tokens_are_in_no_table(small):
    found = recorded(small.records)
    everything = "".join(frame.to_csv() for frame in found.tables.values())
    assert "Somebody" not in everything
    assert "token" not in everything


def columns(state, entity, name):
    kind = next(kind for kind in ("i8", "f8") if name in POSITION[entity, kind])
    return getattr(state, f"{entity}_{kind}")[POSITION[entity, kind][name]]


def test_cues_are_what_the_rule_itself_sees(lively_game):
    before = lively_game.game.network.months[12].before
    members, ties = before.size[:2]
    names = ("status", "effort", "trust", "mutual_trust", "partners")
    member = SimpleNamespace(**{name: columns(before, "member", name)[:members].copy() for name in names})
    tie = SimpleNamespace(**{name: columns(before, "tie", name)[:ties] for name in ("a", "b", "trust_ab", "trust_ba")})
    seen = kernel_source(look_around)(member, tie)
    own = cues(before)
    known = member.partners > 0
    assert known.sum() > 10
    for name, values in (("trust", member.trust), ("mutual_trust", member.mutual_trust), ("others_effort", seen)):
        np.testing.assert_allclose(own[name][known], values[known], rtol=1e-12)
    np.testing.assert_array_equal(own["partners"], member.partners)


def test_askings_refused_and_accepted_are_counted():
    room = Room(3, months=1)
    free = [(a, b) for a in range(3) for b in range(3) if a != b and b not in room.game.network.partners(a)]
    asks, asked = free[0]
    room.do(room.game.decide(f"P{asks + 1:02d}", 1, "a", {"effort": 0.5, "turns_to": asked}))
    room.do(room.game.decide(f"P{asked + 1:02d}", 1, "b", {"effort": 0.5}))
    refused = json.loads(json.dumps(room.records))
    room.do(room.game.play(set()))
    found = recorded(room.records).decisions.set_index("row")
    assert found.loc[asks, ["asked", "asked_person", "asked_made"]].tolist() == [1, 1, 0]
    assert found.loc[asked, ["asked_of_it", "accepted"]].tolist() == [1, 0]

    again = Room(3, months=1)
    again.records, again.game, again.clock = refused, recorded(refused).game, 2000.0
    again.do(again.game.decide(f"P{asked + 1:02d}", 1, "c", {"effort": 0.5, "accepts": [asks]}))
    again.do(again.game.play(set()))
    found = recorded(again.records).decisions.set_index("row")
    assert found.loc[asks, ["asked", "asked_person", "asked_made"]].tolist() == [1, 1, 1]
    assert found.loc[asked, ["asked_of_it", "accepted"]].tolist() == [1, 1]


def test_leaving_keeps_the_effort_of_the_last_month():
    room = Room(2, months=3)
    room.turn(lambda row, given, seen: 0.4, lambda row: {"part": "leave"} if row == 0 else {})
    room.turn(lambda row, given, seen: 0.4, lambda row: {"part": "leave"} if row == 0 else {})
    room.turn(lambda row, given, seen: 0.4)
    found = recorded(room.records).decisions.query("row == 0").set_index("month")
    assert found["left"].tolist() == [1, 0, 0]
    assert found["returned"].tolist() == [0, 0, 1]
    assert found["took_part"].tolist() == [1, 0, 0]
    assert found.loc[1, "effort_given"] == pytest.approx(0.4)
    assert found.loc[2, "effort_given"] == 0.0


def test_every_column_is_described_in_both_languages(lively_game):
    told = described()["tables"]
    assert told.keys() == lively_game.tables.keys() == TABLES.keys()
    for name, frame in lively_game.tables.items():
        assert [column["name"] for column in told[name]["columns"]] == list(frame.columns)
        for column in told[name]["columns"]:
            assert all(column["meaning"][lang] for lang in LANGUAGES)
            assert str(frame[column["name"]].dtype) == column["dtype"]


def test_a_folder_is_loaded_and_a_wrong_one_is_named(small, tmp_path):
    found = ns.load_game(small.saved(tmp_path / "game"))
    pd.testing.assert_frame_equal(found.decisions, recorded(small.records).decisions)
    with pytest.raises(GameError, match=r"journal\.jsonl"):
        ns.load_game(tmp_path)


@pytest.mark.parametrize(("people", "months", "stop"), [(0, 3, 3), (3, 1, 1), (3, 36, 5), (100, 6, 6)])
def test_games_of_every_size_have_tables(people, months, stop):
    members = max(people, 30)
    room = lively(people, months=months, stop=stop, months_a_turn=1, members=members)
    found = recorded(room.records)
    assert len(found.months) == stop
    assert found.decisions["person"].nunique() == people
    assert len(found.comparison) == 0 or people >= 3


def test_months_after_the_end_are_marked_and_not_decided():
    room = Room(8, months=36)
    while not room.game.network.over:
        room.turn(lambda row, given, seen: 0.0, lambda row: {"part": "leave"})
    found = recorded(room.records)
    end = found.months.loc[found.months["ended"] == 1, "month"].min()
    assert end < 36
    assert found.decisions["month"].max() < 36
