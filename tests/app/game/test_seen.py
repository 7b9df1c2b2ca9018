"""Figures of a measured room, on hand-made phones: delays by the clock; a journal that lacks or doubles something."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from netsustain.game.game import Game, opening
from netsustain.scenario.reader import load

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def seen(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import seen

    return seen


@pytest.fixture
def journal(tmp_path):
    """Two people decide once each: lines 7 and 8."""
    game = Game(opening(load("game").with_(**{"network.recipe.members": 4, "months": 3}), 1, 0))
    course = [game.opened]
    for move in (
        lambda: game.join("one", "a"), lambda: game.join("two", "b"), lambda: game.sit("P01", 0),
        lambda: game.sit("P02", 1), game.start, lambda: game.decide("P01", 1, "0-0", {"effort": 0.5}),
        lambda: game.decide("P02", 1, "1-0", {"effort": 0.5}),
    ):  # fmt: skip
        course.append(move())
        game.apply(course[-1])
    path = tmp_path / "journal.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in course), encoding="utf-8")
    return path


def phone(number, *, pulses, records, decided, connections=((0.0, None),), broken=()):
    return {
        "number": number, "code": f"P0{number + 1}", "pulses": pulses, "records": records, "turns": [], "back": [],
        "connections": list(connections), "broken": list(broken), "decided": decided,
    }  # fmt: skip


def one(**changed):
    return phone(0, **{"pulses": [1.0, 2.0, 3.0], "records": [6, 7, 8],
                       "decided": {"0-0": {"sent": 1.5, "done": 2.1, "offline": False}}} | changed)  # fmt: skip


def two(**changed):
    return phone(1, **{"pulses": [1.1, 2.4, 3.2], "records": [6, 7, 8],
                       "decided": {"1-0": {"sent": 2.5, "done": 3.1, "offline": False}}} | changed)  # fmt: skip


def test_a_decision_is_known_when_the_last_phone_has_it(seen, journal):
    assert seen.delays(journal, [one(), two()], (0.0, 9.0)) == pytest.approx([2.4 - 1.5, 3.2 - 2.5])
    assert seen.delays(journal, [one(), two()], (2.2, 9.0)) == pytest.approx([3.2 - 2.5])


def test_a_phone_that_never_hears_of_it_makes_it_infinite(seen, journal):
    deaf = two(pulses=[1.1, 2.4], records=[6, 7])
    assert list(seen.delays(journal, [one(), deaf], (0.0, 9.0))) == [pytest.approx(0.9), math.inf]
    cut = two(pulses=[1.1, 2.4], records=[6, 7], connections=[(0.0, 2.6)], broken=[(2.6, "closed")])
    assert list(seen.delays(journal, [one(), cut], (0.0, 9.0))) == [pytest.approx(0.9), math.inf]


def test_a_phone_that_goes_by_its_own_will_is_waited_for_no_more(seen, journal):
    gone = two(pulses=[1.1], records=[6], connections=[(0.0, 1.6)], decided={})
    assert seen.delays(journal, [one(), gone], (0.0, 9.0)) == pytest.approx([2.0 - 1.5])


def test_a_break_that_nobody_made_is_unexpected(seen):
    broken = one(broken=[(2.0, "closed"), (5.0, "closed")])
    assert len(seen.unexpected([broken], [(4.9, 6.0)])) == 1


def test_a_sound_journal_is_sound(seen, journal):
    found = seen.proof(journal, [one(), two()], {0: 0, 1: 1})
    assert found.sound
    assert found.acknowledged == 2


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda lines: lines[:-1], "lost"),
        (lambda lines: [*lines, lines[-1]], "doubled"),
        (lambda lines: [line for line in lines if '"sit"' not in line or "P02" not in line][:-1], "seats_lost"),
    ],
)
def test_what_a_journal_lacks_or_doubles_is_counted(seen, journal, change, fault):
    lines = journal.read_text(encoding="utf-8").splitlines()
    journal.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    found = seen.proof(journal, [one(), two()], {0: 0, 1: 1})
    assert getattr(found, fault) == 1
    assert not found.sound


def test_a_refused_decision_that_stands_is_counted(seen, journal):
    refused = two(decided={"1-0": {"sent": 2.5, "refused": 3.1, "code": "disk", "offline": False}})
    found = seen.proof(journal, [one(), refused], {0: 0, 1: 1})
    assert (found.refused_but_standing, found.sound) == (1, False)
    assert seen.refused([refused], "disk") == 1
