"""A film shows what the model did: the same numbers, month by month, and the same network as in an ensemble."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest

import netsustain as ns
from netsustain.app.film import SERIES, film_of
from netsustain.app.luck import one_of, vectors
from netsustain.app.play import PlayError, play_of, staged
from netsustain.app.shots import ABSENT
from netsustain.app.wire import MAGIC, packed
from netsustain.state import Status

BASE = ns.load("demo_none").until(40)


@pytest.fixture(scope="module")
def film():
    return film_of(one_of(BASE, 3), 1, 3)


def test_a_film_is_a_replicate_of_its_ensemble_to_the_last_bit():
    table, _ = vectors(BASE)
    runs = ns.simulate(BASE, 5, seed=1, vectors=table).runs
    for replicate in range(5):
        row = film_of(one_of(BASE, replicate), 1, replicate).run
        assert row["cost_days"] == runs["cost_days"][replicate]
        np.testing.assert_equal(row["end_month"], runs["end_month"][replicate])


def test_members_on_the_stage_are_those_of_the_series(film):
    last = int(film.run["end_month"]) - 1 if np.isfinite(film.run["end_month"]) else film.months
    active = film.series[:last, SERIES.index("active_members")]
    shown = (film.frames.status[1 : last + 1] == Status.ACTIVE).sum(axis=1)
    np.testing.assert_array_equal(shown, active)


def test_ties_lie_between_members_that_are_there(film):
    start = film.frames.tie_start
    assert start[0] == 0
    assert start[-1] == film.frames.tie_a.size
    for month in (0, 1, film.months):
        ties = slice(int(start[month]), int(start[month + 1]))
        ends = np.r_[film.frames.tie_a[ties], film.frames.tie_b[ties]]
        assert (film.frames.status[month, ends] != ABSENT).all()


def test_members_stay_in_their_place_whatever_is_done():
    changed = staged(play_of({"scenario": "x", "levers": {"platform": 1.0}, "replicate": 3}), BASE)
    one, other = film_of(one_of(BASE, 3), 1, 3), film_of(one_of(changed, 3), 1, 3)
    founders = (one.joined == 0).sum()
    np.testing.assert_array_equal(one.place[:founders], other.place[:founders])
    assert ((one.place >= 0) & (one.place <= 1)).all()


def test_what_is_done_at_a_month_leaves_all_months_before_it_as_they_were(film):
    play = play_of({"scenario": "x", "replicate": 3, "events": [{"at": 9, "transfer": {"who": "leaders"}}]})
    other = film_of(one_of(staged(play, BASE), 3), 1, 3)
    np.testing.assert_array_equal(film.series[:8], other.series[:8])
    assert (film.series[8] != other.series[8]).any()
    assert (9, "transfer", -1) in other.happened


def test_what_happened_is_seen_in_the_frames(film):
    for month, what, member in film.happened:
        if what == "went":
            assert film.frames.status[month - 1, member] <= Status.DORMANT
            assert film.frames.status[month, member] == Status.LEFT
        if what == "vacant":
            assert film.frames.post[month, member] & 1
    assert any(what == "new_leader" for _, what, _ in film.happened)


def test_a_film_travels_whole(film):
    sent = packed(film)
    assert sent[:4] == MAGIC
    (length,) = struct.unpack("<I", sent[4:8])
    header = json.loads(sent[8 : 8 + length])
    assert header["names"] == film.names
    for each in header["arrays"]:
        own = getattr(film.frames, each["name"], None)
        own = getattr(film, each["name"]) if own is None else own
        raw = np.frombuffer(sent, each["dtype"], int(np.prod(each["shape"])), 8 + length + each["offset"])
        np.testing.assert_array_equal(raw.reshape(each["shape"]), own)
        assert (8 + length + each["offset"]) % 4 == 0  # a browser reads numbers of four bytes only there


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "play"),
        ({}, "scenario"),
        ({"scenario": "x", "levers": {"platfrm": 1.0}}, "did you mean platform"),
        ({"scenario": "x", "levers": {"platform": 7.0}}, "platform"),
        ({"scenario": "x", "events": [{"at": 3}]}, "no kind of event"),
        ({"scenario": "x", "events": [{"at": 3, "transfer": {"who": "nobody"}}]}, "who"),
        ({"scenario": "x", "events": [{"at": 1, "crisis": {}}] * 61}, "60"),
        ({"scenario": "x", "months": 10**6}, "months"),
        ({"scenario": "x", "shell": "rm"}, "shell"),
        ({"scenario": "x", "replicate": -1}, "replicate"),
    ],
)
def test_a_play_that_cannot_be_is_refused_in_words(data, words):
    with pytest.raises(PlayError, match=words):
        staged(play_of(data), BASE)
