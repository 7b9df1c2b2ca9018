"""Neighbour lists and what is counted on them, against plain sets of partners."""

import itertools

import numpy as np
import pytest


def random_network(members, share, seed):
    """Pairs a < b in a shuffled order."""
    rng = np.random.default_rng(seed)
    pairs = [pair for pair in itertools.combinations(range(members), 2) if rng.random() < share]
    rng.shuffle(pairs)
    return [(int(a), int(b)) for a, b in pairs]


@pytest.fixture(params=[(1, 0.0), (2, 1.0), (9, 0.3), (30, 0.15), (25, 0.9)], ids=str)
def network(request, plain):
    """Partners as sets, and the lists the model makes of the same ties."""
    members, share = request.param
    pairs = random_network(members, share, seed=members)
    partners = [{a + b - i for a, b in pairs if i in (a, b)} for i in range(members)]
    start = np.zeros(members + 1, dtype="i8")
    other, through = np.zeros(2 * len(pairs), dtype="i8"), np.zeros(2 * len(pairs), dtype="i8")
    a, b = (np.array([pair[end] for pair in pairs], dtype="i8") for end in (0, 1))
    plain("ties").rebuild(a, b, members, len(pairs), start, other, through)
    return pairs, partners, start, other, through


def test_lists_hold_every_partner_in_order_and_the_tie_that_leads_to_it(network):
    pairs, partners, start, other, through = network
    for i, known in enumerate(partners):
        rows = slice(start[i], start[i + 1])
        assert other[rows].tolist() == sorted(known)
        assert all(set(pairs[k]) == {i, j} for j, k in zip(other[rows], through[rows], strict=True))


def test_finding_a_partner(network, plain):
    _, partners, start, other, _ = network
    for i, j in itertools.product(range(len(partners)), repeat=2):
        position = plain("ties").find(i, j, start, other)
        assert (position >= 0) == (j in partners[i])
        assert position < 0 or other[position] == j


def test_common_partners_up_to_a_limit(network, plain):
    pairs, partners, start, other, _ = network
    for (a, b), most in itertools.product(pairs, (1, 3, 99)):
        expected = min(len(partners[a] & partners[b]), most)
        assert plain("ties").common_partners(a, b, most, start, other) == expected


def test_triangles_of_active_members(network, plain):
    pairs, partners, start, other, _ = network
    status = np.arange(len(partners)) % 4 // 3  # every fourth member rests
    active = {i for i in range(len(partners)) if status[i] == 0}
    closed = sum(len(partners[a] & partners[b] & active) for a, b in pairs if {a, b} <= active)
    assert plain("ties").closed_ties(status, len(partners), start, other) == closed


def test_compaction_keeps_the_order(plain):
    whole, real, size = np.arange(12).reshape(2, 6), np.arange(6.0).reshape(1, 6), np.array([9, 5, 1])
    plain("ties").compact(np.array([True, False, True, False, True]), whole, real, size)
    assert size.tolist() == [9, 3, 1]
    assert whole[:, :3].tolist() == [[0, 2, 4], [6, 8, 10]]
    assert real[0, :3].tolist() == [0.0, 2.0, 4.0]


RING, STATUS = np.array([0.8, 0.1, 0.4, 0.6]), np.array([0, 0, 1, 0])


def order_of(plain):
    order = np.zeros(4, dtype="i8")
    plain("ties").sort_ring(RING, order, 4)
    return order


@pytest.mark.parametrize(
    ("point", "not_this", "chosen"),
    [(0.0, -1, 1), (0.1, -1, 1), (0.2, -1, 3), (0.7, -1, 0), (0.9, -1, 1), (0.0, 1, 3), (0.9, 1, 3)],
)
def test_the_next_active_member_on_the_ring(point, not_this, chosen, plain):
    """Places .1 (row 1), .4 (row 2, at rest), .6 (row 3), .8 (row 0), then round to .1 again."""
    order = order_of(plain)
    assert order.tolist() == [1, 2, 3, 0]
    assert plain("ties").ring_neighbour(point, RING, order, 4, STATUS, not_this) == chosen


@pytest.mark.parametrize(("steps", "reached"), [(1, 3), (2, 0), (3, 1), (4, 3)])
def test_walking_along_the_ring_from_a_member(steps, reached, plain):
    """From row 1, over the one at rest; a full round comes back to row 1 itself."""
    order = order_of(plain)
    assert plain("ties").ring_walk(0.1, steps, RING, order, 4, STATUS) == (reached if steps < 4 else -1)


def test_nobody_is_there(plain):
    nobody = np.ones(4, dtype="i8")
    assert plain("ties").ring_neighbour(0.5, RING, order_of(plain), 4, nobody, -1) == -1
