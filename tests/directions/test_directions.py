"""What changes in which direction: the table is complete, its signs hold, and a change of the model shows."""

from __future__ import annotations

import math

import pytest
from tests.directions.expectations import explanation, explanations, pairs
from tests.directions.found import REPLICATES, Found, measure, read
from tests.directions.page import COMMAND, PAGE, lines, page
from tests.directions.running import OUTCOMES, sides
from tests.directions.verdicts import ERRORS, LESS, MORE, OTHERWISE, matters, sign, verdict

from netsustain.scenario.levers import LEVER_NAMES

TABLE = pairs()
FEW = 56
"""Replicates of the short form."""
PARAMETERS_AT_LEAST = 40
HEADLINES = ("months_sustained", "alive_84", "mean_trust", "effort", "cost_days", "self_reliance")


# ---- the table ---------------------------------------------------------------------------------------------------


def test_every_lever_and_enough_parameters_have_an_expected_direction():
    subjects = {pair.subject for pair in TABLE}
    assert {f"levers.{name}" for name in LEVER_NAMES} <= subjects
    assert sum(pair.is_parameter for pair in {pair.subject: pair for pair in TABLE}.values()) >= PARAMETERS_AT_LEAST


@pytest.mark.parametrize("lever", LEVER_NAMES)
def test_every_headline_outcome_is_expected_of_every_lever(lever):
    said = {outcome for pair in TABLE if pair.subject == f"levers.{lever}" for outcome in pair.expected}
    assert set(HEADLINES) <= said


def test_outcomes_exist_and_settings_are_valid():
    for pair in TABLE:
        assert set(pair.expected) <= set(OUTCOMES), pair.name
        assert pair.sources, pair.name
        assert pair.first != pair.second, pair.name
        sides(pair)


def test_what_was_found_otherwise_is_explained_and_nothing_else_is():
    otherwise = {(row.pair.name, row.outcome) for row in lines() if row.verdict == OTHERWISE}
    said = explanations()
    assert [key for key in otherwise if not explanation(said, *key)] == []
    unused = [name for name in said if name != "any" and name not in {pair for pair, _ in otherwise}]
    assert unused == []


def test_the_page_says_what_was_found():
    assert PAGE.read_text(encoding="utf-8") == page(lines()), f"{PAGE.name} is stale, type {COMMAND} --page"


# ---- signs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ("+", "+", "as expected"), ("+", "(+)", "as expected"), ("+", "-", "found otherwise"),
        ("+", "0", "found otherwise"), ("-", "?", "undecided"), ("0", "(+)", "as expected"),
        ("0", "+", "found otherwise"), ("depends", "-", "told"),
    ],
)  # fmt: skip
def test_verdicts(expected, found, said):
    assert verdict(expected, found) == said


def directed(row: Found) -> float:
    """Standard errors that a difference found in full lies from 0."""
    return row.measured.difference / row.measured.error if row.measured.error > 0 else 0.0


def surely_told(row: Found) -> bool:
    """Whether even the short form must tell this sign: it misses it with the false-alarm chance."""
    return row.sign in (MORE, LESS) and abs(directed(row)) * math.sqrt(FEW / REPLICATES) > 2 * ERRORS


def contradictions(short: list[Found], full: dict[tuple[str, str], Found]) -> list[str]:
    """Outcomes whose short form denies what the full form found."""
    wrong = []
    for row in short:
        before = full[row.pair, row.outcome]
        reach = ERRORS * math.hypot(row.measured.error, before.measured.error)
        moved = abs(row.measured.difference - before.measured.difference)
        beyond = moved > reach + matters(row.outcome, before.measured)
        lost = surely_told(before) and row.sign.strip("()") != before.sign
        if beyond or lost:
            numbers = f"{before.measured.difference:+.3g} in full, {row.measured.difference:+.3g} now"
            wrong.append(f"{row.pair}: {row.outcome}: {before.sign} became {row.sign} ({numbers})")
    return wrong


def test_signs_hold_in_the_short_form():
    full = read()
    assert sum(surely_told(row) for row in full.values()) > len(full) / 5
    wrong = contradictions(measure(TABLE, FEW), full)
    assert wrong == [], f"the model changed; look at each, then type {COMMAND}:\n" + "\n".join(wrong)


@pytest.mark.long
def test_signs_are_those_found():
    full = read()
    now = measure(TABLE)
    wrong = [f"{row.pair}: {row.outcome}: {full[row.pair, row.outcome].sign} became {row.sign}" for row in now
             if row.sign != full[row.pair, row.outcome].sign]  # fmt: skip
    assert wrong == [], f"the model changed; look at each, then type {COMMAND}:\n" + "\n".join(wrong)


def test_a_sign_needs_more_than_luck():
    quiet = read()["levers.handover_months (quiet)", "months_sustained"].measured
    assert sign("months_sustained", quiet) == "0"
    assert sign("months_sustained", quiet._replace(difference=10.0, error=2.0)) == "+"
    assert sign("months_sustained", quiet._replace(difference=10.0, error=4.0)) == "?"
    assert sign("months_sustained", quiet._replace(difference=-0.5, error=0.01)) == "(-)"
