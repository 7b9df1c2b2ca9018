"""What a seat's page is told, held against the states of the game it is told from."""

from __future__ import annotations

import numpy as np
import pytest

from netsustain.app.game.views import Views
from netsustain.commands.game import one_luck
from netsustain.game.game import Game, opening
from netsustain.scenario.reader import load
from netsustain.state import POSITION, Ended, Status

MEMBERS = 12
MEMBER = POSITION["member", "f8"]


@pytest.fixture(scope="module")
def scenario():
    return one_luck(load("game").with_(**{"network.recipe.members": MEMBERS}), 1)


@pytest.fixture
def game(scenario):
    """A game that has begun, with somebody (P01) at organisation 3."""
    game = Game(opening(scenario, 1, 0))
    _join(game, 3)
    game.apply(game.start())
    return game


def _join(game: Game, row: int | None = None) -> str:
    record = game.join("Nok", f"digest {len(game.people)}")
    game.apply(record)
    if row is not None:
        game.apply(game.sit(record["person"], row))
    return record["person"]


def _decide(game: Game, person: str = "P01", **decision) -> None:
    game.apply(game.decide(person, game.turn, f"{person} {game.turn}", {"effort": 0.6, **decision}))


def _play(game: Game, turns: int = 1, away: tuple[str, ...] = ()) -> None:
    for _ in range(turns):
        game.apply(game.play(set(away)))


def _seat(game: Game, person: str = "P01") -> dict:
    return Views(game).person(person)["seat"]


def test_seats_say_what_an_organisation_is_like(game):
    seats = {seat["row"]: seat for seat in Views(game).seats}
    for row in range(MEMBERS):
        real = game.network.state.member_f8[:, row]
        assert seats[row]["days"] == pytest.approx(real[MEMBER["own_resources"]], abs=1e-4)
        assert seats[row]["remoteness"] == pytest.approx(real[MEMBER["remoteness"]], abs=1e-4)
        assert seats[row]["ties"] == len(game.network.partners(row)) > 0


def test_history_says_who_decided_in_each_month(game):
    _play(game)
    _decide(game)
    _play(game)
    _play(game)
    _play(game, away=("P01",))
    other = _join(game)
    game.apply(game.stand("P01"))
    game.apply(game.sit(other, 3))
    _decide(game, other)
    _play(game)
    assert _seat(game, other)["history"]["by"] == ["rules", "other", "other", "rules", "person"]
    game.apply(game.finish())
    assert Views(game).person("P01")["seat"]["history"]["by"] == ["rules", "person", "standing", "rules", "other"]


def test_a_turn_of_three_months_is_three_months_of_history(game):
    game.apply(game.set(months_a_turn=3))
    _decide(game)
    _play(game)
    history = _seat(game)["history"]
    assert history["by"] == ["person"] * 3
    assert {len(course) for course in history.values() if course is not None} == {3}
    assert Views(game).room["played"] == 3


def test_ahead_adds_up_what_working_together_brought_beyond_working_alone(game):
    _decide(game)
    _play(game, 4)
    total = 0.0
    for state in game.network.states[1:]:
        total += state.member_f8[MEMBER["benefit"], 3] - state.member_f8[MEMBER["alone"], 3]
    seat = _seat(game)
    assert seat["ahead"] == seat["history"]["ahead"][-1] == pytest.approx(total, abs=1e-3) != 0.0


def test_the_rule_is_shown_once_it_is_revealed(game):
    _decide(game)
    _play(game, 2)
    assert (_seat(game)["rule"], _seat(game)["history"]["rule"]) == (None, None)
    game.apply(game.set(revealed=True))
    ruled = [month.ruled.member_f8[MEMBER["effort"], 3] for month in game.network.months]
    assert _seat(game)["history"]["rule"] == pytest.approx(ruled, abs=1e-4)
    assert _seat(game)["rule"] == pytest.approx(ruled[-1], abs=1e-4) != pytest.approx(0.6, abs=1e-3)


def test_who_is_outside_has_no_benefit_no_trust_and_no_rule_to_be_held_against(game):
    game.apply(game.set(revealed=True))
    _decide(game)
    _play(game)
    inside = _seat(game)
    _decide(game, part="leave")
    _play(game, 2)
    seat = _seat(game)
    assert seat["status"] == "left"
    assert (seat["rule"], seat["trusted"]) == (None, None)
    assert seat["history"]["benefit"] == [inside["benefit"], None, None]
    assert seat["history"]["rule"][1:] == [None, None]
    assert seat["history"]["trusted"][1:] == [None, None]
    assert seat["ahead"] == inside["ahead"]


def test_partners_won_and_lost(game):
    before = game.network.partners(3)
    asked = next(row for row in range(MEMBERS) if row not in before | {3})
    _decide(game, turns_to=asked, lets_go=min(before))
    _play(game)
    seat = _seat(game)
    assert asked in seat["won"]
    assert min(before) in seat["lost"]
    assert {each["row"] for each in seat["partners"]} == (before - set(seat["lost"])) | set(seat["won"])


def test_history_stops_when_the_network_has_ended(game):
    people = ["P01", *(_join(game, row) for row in range(MEMBERS) if row != 3)]
    for person in people:
        _decide(game, person, part="stay" if person == "P01" else "leave")
    game.apply(game.set(revealed=True))
    while game.network.ended == Ended.ALIVE:
        _play(game)
    lived = game.network.month
    at_the_end = _seat(game)
    _play(game, 3)
    seat = _seat(game)
    assert game.network.month == lived + 3
    assert len(seat["history"]["effort"]) == len(seat["history"]["by"]) == lived
    assert seat["ahead"] == at_the_end["ahead"]
    assert seat["rule"] is None
    assert 0 < Views(game).room["end_month"] <= lived


def test_who_sat_at_a_merged_organisation_is_told_so(game):
    for row in range(MEMBERS):
        if row != 3:
            _join(game, row)
    game.apply(game.happen({"merger": {"kind": "school", "count": 1}}))
    sat = dict(game.seats)
    _play(game)
    (row,) = np.flatnonzero(game.network.state.member_i8[POSITION["member", "i8"]["status"]] == Status.MERGED)
    told = Views(game).person(sat[row])
    assert (told["row"], told["seat"]) == (None, None)
    assert told["last"] == {"row": row, "name": game.network.name(row), "merged": True}
    assert Views(game).room["merged"] == {str(row): game.network.name(row)}
    others = (Views(game).person(person) for person in sat.values() if person != sat[row])
    assert not any(other["last"]["merged"] for other in others)


def test_the_debrief_tells_the_last_seat_of_who_has_none(game):
    _decide(game)
    _play(game)
    game.apply(game.stand("P01"))
    newcomer = _join(game)
    assert Views(game).person("P01")["seat"] is None
    game.apply(game.finish())
    views = Views(game)
    assert views.person("P01")["seat"]["history"]["by"] == ["person"]
    assert views.person(newcomer)["seat"] is None
    assert views.person(newcomer)["last"] is None


def test_a_tie_is_agreed_once_both_have_said_so(game):
    asked = next(row for row in range(MEMBERS) if row not in game.network.partners(3) | {3})
    other = _join(game, asked)
    _decide(game, turns_to=asked)
    assert _seat(game)["agreed"] == []
    assert _seat(game, other)["asking"] == [3]
    _decide(game, other, accepts=[3])
    assert _seat(game)["agreed"] == [asked]
    assert _seat(game, other)["agreed"] == [3]
    _play(game)
    assert asked in game.network.partners(3)
