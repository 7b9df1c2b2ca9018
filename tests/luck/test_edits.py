"""Random edits change nothing outside what they reach, and a change outside is noticed."""

from dataclasses import replace

import numpy as np
import pytest
from tests.luck import course as courses
from tests.luck.course import course
from tests.luck.edits import KINDS, edit
from tests.luck.reach import NUMBER, broken

from netsustain import plan as plans
from netsustain import timeline as timelines

FULL, SHORT = 40 * len(KINDS), 4 * len(KINDS)


def found(plain, folder, numbers):
    """Edits that break a claim, and how."""
    told = {number: broken(plain, edit(number, folder), replicate=number % 3) for number in numbers}
    return {number: said[:3] for number, said in told.items() if said}


def test_edits_keep_to_their_reach(plain, tmp_path):
    assert found(plain, tmp_path, range(SHORT)) == {}


@pytest.mark.long
def test_five_hundred_edits_keep_to_their_reach(plain, tmp_path):
    assert FULL >= 500
    assert found(plain, tmp_path, range(SHORT, FULL)) == {}


def test_edits_act(plain, tmp_path):
    """Most edits change something: claims about edits that do nothing would be empty."""
    acting = set()
    for number in range(2 * len(KINDS)):
        made = edit(number, tmp_path)
        one, other = (course(plain, each, 3, 0) for each in (made.before, made.after))
        stages = zip(one.columns, other.columns, strict=True)
        if any(left[name].tobytes() != right[name].tobytes() for left, right in stages for name in left):
            acting.add(made.kind)
    assert acting == {edit(number, tmp_path).kind for number in range(len(KINDS))} - {"rename"}


# ---- planted -----------------------------------------------------------------------------------------------------


def of_kind(kind, folder, least=0):
    """The first edit of a kind that begins late enough."""
    made = (edit(number, folder) for number in range(400))
    return next(each for each in made if each.kind == kind and each.month >= least)


@pytest.fixture
def luck(plain, monkeypatch):
    """Plants another way to number what is drawn."""

    def plant(other):
        plain.driver()
        original = courses.watched

        def watched(model, watch):
            return original(model, lambda place, draw: watch(place, lambda: other(place, draw)))

        monkeypatch.setattr(courses, "watched", watched)

    return plant


def test_one_sequence_for_all_is_noticed(plain, tmp_path, luck):
    """Numbers taken from a shared sequence: whoever comes later has the luck of somebody else."""
    generator = np.random.default_rng(5)
    luck(lambda place, draw: tuple(generator.random(4)))
    assert any("another number" in said for said in broken(plain, of_kind("append", tmp_path)))


def test_luck_that_hangs_on_the_number_of_draws_is_noticed(plain, tmp_path, luck):
    drawn = []

    def shifted(place, draw):
        drawn.append(place)
        return tuple((number + 1e-9 * len(drawn)) % 1.0 for number in draw())

    luck(shifted)
    assert broken(plain, of_kind("event", tmp_path, 3))


def test_an_event_that_acts_a_month_early_is_noticed(plain, tmp_path):
    late = of_kind("event", tmp_path, 4)
    assert broken(plain, late) == []
    assert broken(plain, replace(late, month=late.month + 1))


def test_members_numbered_by_name_are_noticed(plain, tmp_path, monkeypatch):
    original = plans.fill_members

    def by_name(state, members):
        members.whole["number"] = np.argsort(np.argsort(members.names))
        original(state, members)

    renamed = of_kind("rename", tmp_path)
    assert broken(plain, renamed) == []
    monkeypatch.setattr(plans, "fill_members", by_name)
    assert broken(plain, renamed)


def test_events_numbered_by_their_place_in_the_file_are_noticed(plain, tmp_path, monkeypatch):
    """An event more before another would give that one other luck."""
    base = edit(2, tmp_path).before.with_(events=[{"at": 6, "transfer": {"share": 0.5}}], recurrent=[])
    edited = base.with_(events=[{"at": 6, "crisis": {"months": 1}}, *base.resolved()["events"]])
    made = replace(edit(2, tmp_path), before=base, after=edited, month=6, adds=lambda place: False)
    assert broken(plain, made) == []
    monkeypatch.setattr(
        timelines, "_numbered", lambda rows: [row._replace(number=place) for place, row in enumerate(rows)]
    )
    assert any("drawn" in said or "other draws" in said for said in broken(plain, made) + shifted(plain, made))


def shifted(plain, made):
    """Whether whom an event strikes is drawn elsewhere."""
    one, other = (course(plain, each, 3, 0) for each in (made.before, made.after))
    stream = NUMBER["event_target"]
    places = [{place for drawn in each.draws for place in drawn if place.stream == stream} for each in (one, other)]
    return [] if places[0] == places[1] else [f"drawn at other places: {places[0] ^ places[1]}"]
