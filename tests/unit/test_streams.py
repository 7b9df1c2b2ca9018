"""Random numbers: known answers, names, coordinates, ranges and moments."""

import itertools
import re
import sys

import numpy as np
import pytest

from netsustain.kernels import compiled_sources, entry_point
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.storage import RUN_COLUMNS
from netsustain.streams import CANDIDATE, NOBODY, STREAMS, bell, luck_of, philox, uniforms

# Philox4x32-10 of the generator's authors (Random123, kat_vectors): counter, key, answer.
KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]

# Numbers are never reused or changed: a new stream is added at the end, an old one stays even when unused.
GIVEN_OUT = (
    "member_traits", "leader_traits", "leader_moves", "network_size", "generated_ties", "tie_start",
    "core_group", "income", "priority_drift", "project_outcome", "tie_experience", "tie_decay", "exit",
    "tie_formation", "recruitment", "new_goal", "recurrent_event", "event_target", "neighbourhood", "agreement",
)  # fmt: skip


@entry_point
def one_block(words):
    return philox(words[0], words[1], words[2], words[3], words[4], words[5])


@entry_point
def draws(seed, replicate, stream, count):
    """Four uniforms for each of so many entities, and the bell-shaped draw made of them."""
    luck = luck_of(seed, replicate)
    flat, bells = np.empty((count, 4)), np.empty(count)
    for entity in range(count):
        u = uniforms(luck, stream, 7, entity, NOBODY, 0)
        flat[entity, 0], flat[entity, 1], flat[entity, 2], flat[entity, 3] = u
        bells[entity] = bell(u[0], u[1], u[2], u[3])
    return flat, bells


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_known_answers(counter, key, answer, plain):
    words = np.array([*counter, *key], dtype=np.uint64)
    assert one_block(words) == answer
    assert plain("streams").philox(*words) == answer


def test_names_and_numbers_are_unique_and_never_change():
    assert (
        len({stream.name for stream in STREAMS}) == len({stream.number for stream in STREAMS}) == len(STREAMS)
    )
    for number, name in enumerate(GIVEN_OUT, start=1):
        assert STREAMS[number - 1][:2] == (number, name)
    assert all(stream.keyed_by and stream.meaning for stream in STREAMS)


def test_every_stream_is_used():
    """A stream nobody draws from is a mechanism that was lost."""
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in compiled_sources() if path.stem != "streams"
    )
    unused = [stream.name for stream in STREAMS if not re.search(rf"\b{stream.name.upper()}\b", text)]
    assert not unused


def test_uniforms_lie_strictly_between_0_and_1(plain, monkeypatch):
    streams = plain("streams")
    luck = streams.luck_of(np.uint64(1), np.uint64(0))
    for extreme in (np.uint64(0), np.uint64(0xFFFFFFFF)):
        monkeypatch.setattr(streams, "philox", lambda *_, word=extreme: (word,) * 4)
        assert all(0.0 < u < 1.0 for u in streams.uniforms(luck, np.uint64(1), 1, 1, NOBODY, 0))


def test_coordinates_are_packed_without_overlap(plain, monkeypatch):
    """Months up to 1206 (the longest horizon and six more), 256 blocks, every stream: no two counters alike."""
    streams, counters = plain("streams"), []

    def noted(*words):
        counters.append(tuple(map(int, words)))
        return (np.uint64(0),) * 4

    monkeypatch.setattr(streams, "philox", noted)
    luck = streams.luck_of(np.uint64(2**63 + 5), np.uint64(3))
    numbers = [np.uint64(stream.number) for stream in STREAMS] + [np.uint64(2**12 - 1)]
    entities = (0, 1, CANDIDATE | 1206 << 18 | 1)
    places = list(itertools.product(numbers, (0, 1, 255, 256, 1206), entities, (0, 1, NOBODY), (0, 1, 255)))
    for stream, month, entity, other, block in places:
        streams.uniforms(luck, stream, month, entity, other, block)
    assert len(set(counters)) == len(places)
    assert all(0 <= word < 2**32 for counter in counters for word in counter)
    assert {counter[3:] for counter in counters} == {(3, 5, 2**31)}


def test_seeds_and_replicates_of_64_and_32_bits_are_kept_apart(plain):
    luck_of_plain = plain("streams").luck_of
    lucks = {
        tuple(map(int, luck_of_plain(np.uint64(s), np.uint64(r))))
        for s in (0, 1, 2**32, 2**64 - 1)
        for r in (0, 1)
    }
    assert len(lucks) == 8


def test_no_coordinate_serves_two_purposes(plain, monkeypatch):
    """The same four numbers for two things would tie together what has nothing to do with each other."""
    driver = plain.driver()
    scenario = load("school_mergers").with_(
        **{"network.recipe.members": 8, "funding.area_office_budget": 40}, months=40,
        levers={"written_agreement": 1, "onboarding": 1},
        parameters={"membership": {"recruit_rate": 1.0, "exit_rate": 0, "dormant_below": 0}},
        events=[{"at": 3, "transfer": {"who": "leaders", "share": 0.3}}, {"at": 4, "leave": {"kind": "school"}},
                {"at": 5, "join": {"kind": "school"}}],
    )  # fmt: skip
    purposes: dict[tuple, set] = {}
    original = plain("streams").uniforms

    def watched(luck, stream, month, entity, other, block):
        caller = sys._getframe(1)
        place = (int(stream), month, entity, other, block)
        purposes.setdefault(place, set()).add((caller.f_code.co_filename, caller.f_lineno))
        return original(luck, stream, month, entity, other, block)

    users = [module for module in plain._modules.values() if getattr(module, "uniforms", None) is original]
    for module in users:
        monkeypatch.setattr(module, "uniforms", watched)
    runs, months = np.zeros((1, len(RUN_COLUMNS))), np.zeros((1, 0, 0))
    driver.ensemble(
        *compile_scenario(scenario)[:3], np.uint64(1), np.zeros(1, "u8"), np.zeros((0, 0)), runs, months
    )
    assert len(users) >= 10
    assert len(purposes) > 1000
    shared = {place: callers for place, callers in purposes.items() if len(callers) > 1}
    assert not shared


def test_moments_of_the_draws(standard_errors, plain):
    n = 200_000
    flat, bells = draws(np.uint64(11), np.uint64(0), np.uint64(9), n)
    # Uniform: mean 1/2, variance 1/12. Sum of four, standardised: mean 0, variance 1, fourth moment 3 - 6/20.
    assert abs(flat.mean() - 0.5) < standard_errors * (1 / 12 / (4 * n)) ** 0.5
    assert abs(bells.mean()) < standard_errors * n**-0.5
    assert abs((bells**2).mean() - 1.0) < standard_errors * ((2.7 - 1.0) / n) ** 0.5
    assert abs((bells**3).mean()) < standard_errors * (12.0 / n) ** 0.5
    assert np.abs(bells).max() <= 2 * 3**0.5
    # Exactly: four ones lie 2 above the mean of a sum whose variance is 4/12.
    assert plain("streams").bell(1.0, 1.0, 1.0, 1.0) == pytest.approx(2 * 3**0.5, rel=1e-15)
    assert plain("streams").bell(0.5, 0.5, 0.5, 0.5) == 0.0
    # Numbers of one block, of neighbours and of other streams go their own ways.
    other = draws(np.uint64(11), np.uint64(0), np.uint64(10), n)[0]
    for a, b in [(flat[:, 0], flat[:, 1]), (flat[:-1, 0], flat[1:, 0]), (flat[:, 0], other[:, 0])]:
        assert abs(np.corrcoef(a, b)[0, 1]) < standard_errors * n**-0.5


def test_another_replicate_or_seed_has_other_luck():
    base = draws(np.uint64(1), np.uint64(0), np.uint64(1), 10)[0]
    for seed, replicate in [(1, 1), (2, 0), (1 + 2**32, 0)]:
        assert not (draws(np.uint64(seed), np.uint64(replicate), np.uint64(1), 10)[0] == base).any()
    np.testing.assert_array_equal(draws(np.uint64(1), np.uint64(0), np.uint64(1), 10)[0], base)
