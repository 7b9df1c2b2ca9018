"""Whatever network people have: written to tables and read again it is the same, in any order of rows."""

import csv
import io
import random

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netsustain.scenario import ScenarioError, load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.tables import network_tables
from netsustain.scenario.tables.fields import ASSUMED_STRENGTH
from netsustain.scenario.tables.text import clean

KINDS = [kind.name.lower() for kind in Kind if kind is not Kind.AREA_OFFICE]
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=' ,;\t"')
NAMES = st.text(LETTERS, min_size=1, max_size=12).map(clean).filter(bool)
SHARES = st.none() | st.floats(0, 1)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def networks(draw):
    """Members (name, number, kind, skill) and directed reports (source, target, trust, strength)."""
    names = draw(st.lists(NAMES, min_size=2, max_size=8, unique=True))
    numbers = draw(st.lists(st.integers(1, 10**9), min_size=len(names), max_size=len(names), unique=True))
    members = [
        (name, number, draw(st.sampled_from(KINDS)), draw(SHARES)) for name, number in zip(names, numbers, strict=True)
    ]
    pairs = [(a, b) for a in names for b in names if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=12, unique=True))
    return members, [(a, b, draw(SHARES), draw(SHARES)) for a, b in chosen]


def table(header, rows, delimiter):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([("" if cell is None else cell) for cell in row] for row in rows)
    return text.getvalue()


def tables(members, ties, delimiter=","):
    return (
        table(("name", "number", "kind", "skill"), members, delimiter),
        table(("source", "target", "trust", "strength"), ties, delimiter),
    )


def read(path):
    return network_tables(load(path))


def known(value):
    return np.nan if value is None else value


@QUIET
@given(network=networks(), delimiter=st.sampled_from(",;\t"))
def test_a_network_comes_back_as_it_was_written(write, network, delimiter):
    rows, reports = network
    members, ties = read(write(*tables(rows, reports, delimiter)))
    rows = sorted(rows, key=lambda row: row[1])
    assert members.names == [row[0] for row in rows]
    np.testing.assert_array_equal(members.whole["number"], [row[1] - 1 for row in rows])
    np.testing.assert_array_equal(members.whole["kind"], [Kind[row[2].upper()] for row in rows])
    np.testing.assert_array_equal(members.real["skill"], [known(row[3]) for row in rows])
    assert expected_ties(rows, reports) == told_ties(ties)


def expected_ties(rows, reports):
    """Ties by their rows: trust both ways and strength, put together one report at a time."""
    place = {row[0]: index for index, row in enumerate(rows)}
    found = {}
    for source, target, trust, strength in reports:
        a, b = sorted((place[source], place[target]))
        tie = found.setdefault((a, b), {"ab": None, "ba": None, "strengths": []})
        tie["ab" if place[source] == a else "ba"] = trust
        if strength is not None:
            tie["strengths"].append(strength)
    return {
        ends: (tie["ab"], tie["ba"], np.mean(tie["strengths"]) if tie["strengths"] else ASSUMED_STRENGTH)
        for ends, tie in sorted(found.items())
    }


def told_ties(ties):
    columns = zip(*(ties[name].tolist() for name in ("a", "b", "trust_ab", "trust_ba", "strength")), strict=True)
    return {
        (a, b): (None if ab != ab else ab, None if ba != ba else ba, strength) for a, b, ab, ba, strength in columns
    }


@QUIET
@given(network=networks(), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing_when_members_are_numbered(write, network, seed):
    first = read(write(*tables(*network)))
    for rows in network:
        random.Random(seed).shuffle(rows)
    second = read(write(*tables(*network)))
    assert first[0].names == second[0].names
    for one, other in zip((*first[0][1:], first[1]), (*second[0][1:], second[1]), strict=True):
        for name in one:
            np.testing.assert_array_equal(one[name], other[name], err_msg=name)


@QUIET
@given(network=networks(), where=st.integers(0, 10**6), what=st.sampled_from(',;"\n\t\r0-x\u0e01'))
def test_a_damaged_table_is_read_or_refused_but_nothing_else(write, network, where, what):
    members, ties = tables(*network)
    both = members + ties
    spot = where % len(both)
    damaged = both[:spot] + what + both[spot + 1 :]
    path = write(damaged[: len(members)], damaged[len(members) :])
    try:
        read(path)
        problems = []
    except ScenarioError as error:
        problems = error.problems
    assert all(problem.line > 0 for problem in problems)
