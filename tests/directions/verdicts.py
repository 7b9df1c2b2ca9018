"""From paired differences to signs, and from signs to verdicts."""

from __future__ import annotations

from statistics import NormalDist

from tests.directions.running import Measured

from netsustain.state import column

FALSE_ALARM = 1e-4
"""Chance that an outcome that does not differ is given a sign: of some 450 outcomes, one in 20 tables has one."""
ERRORS = NormalDist().inv_cdf(1.0 - FALSE_ALARM / 2.0)
"""Standard errors a difference must lie from 0 to have a sign."""
SMALL_LEVEL, SMALL_MONTHS, SMALL_SHARE = 0.01, 2.0, 0.02
"""Least difference that matters: of a number between 0 and 1, of months sustained, of any other against its mean."""
MORE, LESS, NOTHING, OPEN = "+", "-", "0", "?"
AS_EXPECTED, OTHERWISE, UNDECIDED, TOLD = "as expected", "found otherwise", "undecided", "told"
LEVELS = ("0-1", "share", "0/1")


def matters(outcome: str, found: Measured) -> float:
    """The least difference of an outcome that would matter to anybody."""
    if outcome == "months_sustained":
        return SMALL_MONTHS
    if outcome.startswith("alive_") or (outcome != "cost_days" and column("network", outcome).unit in LEVELS):
        return SMALL_LEVEL
    return SMALL_SHARE * abs(found.low)


def sign(outcome: str, found: Measured) -> str:
    """``+`` or ``-`` (in brackets when it is surely too small to matter), ``0`` surely too small, ``?`` not told.

    A sign in brackets is a difference that is there and does not matter.
    """
    limit, reach = matters(outcome, found), ERRORS * found.error
    small = abs(found.difference) + reach < limit
    if abs(found.difference) > reach:
        direction = MORE if found.difference > 0 else LESS
        return f"({direction})" if small else direction
    return NOTHING if small or found.difference == found.error == 0.0 else OPEN


def verdict(expected: str, found: str) -> str:
    """How a found sign stands to the expected one."""
    if expected == "depends":
        return TOLD
    if found == OPEN:
        return UNDECIDED
    small, direction = found.startswith("("), found.strip("()")
    if expected == NOTHING:
        return AS_EXPECTED if small or direction == NOTHING else OTHERWISE
    return AS_EXPECTED if direction == expected else OTHERWISE
