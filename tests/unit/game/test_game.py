"""A game is its records: moves check, records do, and a journal read again takes the same course."""

from __future__ import annotations

import json

import pytest

import netsustain as ns
from netsustain.game.decisions import GameError
from netsustain.game.game import Game, opening, replayed
from netsustain.game.names import name_of

SCENARIO = ns.load("game").with_(**{"network.recipe.members": 8}).until(12)


class Recorded:
    """A game whose records are kept as a journal would keep them."""

    def __init__(self) -> None:
        self.records = [opening(SCENARIO, 1, 0)]
        self.game = Game(json.loads(json.dumps(self.records[0])))

    def do(self, record):
        if record is not None:
            self.game.apply(record)
            if record["do"] == "play":
                record["digest"] = self.game.digest()
            self.records.append(json.loads(json.dumps(record)))
        return record

    def play(self, **efforts):
        for person, effort in efforts.items():
            self.do(self.game.decide(person, self.game.turn, f"{self.game.turn}-{person}", {"effort": effort}))
        self.do(self.game.play(set()))


@pytest.fixture
def begun():
    found = Recorded()
    for number in range(3):
        found.do(found.game.join(f"person {number}", f"token{number}"))
        found.do(found.game.sit(f"P{number + 1:02d}", number))
    found.do(found.game.start())
    return found


def refused(code, move, *given):
    with pytest.raises(GameError) as error:
        move(*given)
    assert error.value.code == code


def test_a_journal_read_again_is_the_same_game(begun):
    begun.play(P01=0.8, P02=0.1)
    begun.do(begun.game.happen({"transfer": {"who": "director"}}))
    begun.do(begun.game.set(months_a_turn=3, revealed=True))
    begun.play(P01=0.5)
    again = replayed(iter(begun.records))
    assert again.digest() == begun.game.digest()
    assert (again.turn, again.network.month, again.seats) == (3, 4, begun.game.seats)
    assert again.people["P02"].standing == begun.game.people["P02"].standing


def test_a_journal_of_another_course_is_refused(begun):
    begun.play(P01=0.8)
    begun.records[-1]["decisions"]["0"]["effort"] = 0.7
    refused("journal", replayed, iter(begun.records))


def test_a_decision_stands_until_it_is_changed_and_the_model_plays_for_those_away(begun):
    begun.play(P01=0.9)
    assert begun.game.turns[0].by == {0: "person"}
    assert begun.game.play(set())["by"] == {"0": "standing"}
    assert begun.game.play({"P01"})["by"] == {}
    begun.do(begun.game.decide("P01", 2, "x", {"effort": 0.2}))
    assert begun.game.play({"P01"})["by"] == {"0": "person"}, "who decided and then lost the connection has decided"


def test_a_tie_is_ended_once_and_the_rest_of_a_decision_stands(begun):
    partner = next(iter(begun.game.network.partners(0)))
    begun.do(begun.game.decide("P01", 1, "a", {"effort": 0.5, "lets_go": partner, "takes": 1}))
    begun.play()
    assert partner not in begun.game.network.partners(0)
    standing = begun.game.people["P01"].standing
    assert (standing.effort, standing.takes, standing.lets_go) == (0.5, 1, None)


def test_the_same_decision_counts_once_and_a_late_one_is_refused(begun):
    assert begun.do(begun.game.decide("P01", 1, "a", {"effort": 0.5})) is not None
    assert begun.game.decide("P01", 1, "a", {"effort": 0.5}) is None
    begun.play()
    refused("turn", begun.game.decide, "P01", 1, "b", {"effort": 0.5})


def test_seats_are_for_one_each(begun):
    refused("taken", begun.game.sit, "P01", 1)
    refused("seat", begun.game.sit, "P01", 99)
    begun.do(begun.game.sit("P01", 5))
    assert begun.game.seats == {5: "P01", 1: "P02", 2: "P03"}
    begun.do(begun.game.stand("P01"))
    refused("no_seat", begun.game.decide, "P01", 1, "c", {"effort": 0.5})


def test_somebody_on_paper_is_never_away(begun):
    begun.do(begun.game.seat(6, "Grandmother"))
    begun.do(begun.game.decide_for(6, 1, "slip", {"effort": 0.4}))
    begun.play()
    assert begun.game.turns[0].by == {6: "paper"}
    assert begun.game.play({"P04"})["by"] == {"6": "standing"}
    refused("no_seat", begun.game.decide_for, 7, 2, "other", {"effort": 0.4})


def test_moves_out_of_time_are_refused():
    game = Recorded().game
    refused("closed", game.play, set())
    refused("closed", game.finish)
    refused("last_month", game.happen, {"crisis": {"months": 3}})
    game.apply(game.start())
    refused("begun", game.start)
    game.apply(game.set(months_a_turn=12))
    game.apply(game.play(set()))
    refused("last_month", game.play, set())
    game.apply(game.finish())
    assert game.phase == "debrief"
    assert game.revealed


@pytest.mark.parametrize("wrong", [
    {"months_a_turn": 0}, {"months_a_turn": 13}, {"months_a_turn": True}, {"locked": 1}, {"round": 3}, {"round": 0},
    {"deadline": "soon"}, {"phase": "debrief"}, {"turn": 4},
])  # fmt: skip
def test_settings_that_are_none_are_refused(begun, wrong):
    with pytest.raises(GameError) as error:
        begun.game.set(**wrong)
    assert error.value.code == "setting"


@pytest.mark.parametrize("wrong", [
    {}, {"effort": 1.1}, {"effort": -0.1}, {"effort": "0.5"}, {"effort": True}, {"effort": float("nan")},
    {"effort": 0.5, "takes": 3}, {"effort": 0.5, "part": "rest"}, {"effort": 0.5, "turns_to": 0},
    {"effort": 0.5, "turns_to": 99}, {"effort": 0.5, "lets_go": 7.5}, {"effort": 0.5, "more": 1}, [], "x", None,
])  # fmt: skip
def test_decisions_that_are_none_are_refused(begun, wrong):
    with pytest.raises(GameError) as error:
        begun.game.decide("P01", 1, "w", wrong)
    assert error.value.code in ("decision", "partner")


@pytest.mark.parametrize(("given", "kept"), [("  Somchai \n", "Somchai"), ("สมชาย", "สมชาย"), ("e\u0301", "é")])
def test_a_name_is_one_plain_line(given, kept):
    assert name_of(given) == kept


@pytest.mark.parametrize("wrong", ["", "   ", "\u200b", "x" * 41])
def test_a_name_that_is_none_is_refused(wrong):
    refused("name", name_of, wrong)
