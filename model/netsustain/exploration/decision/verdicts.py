"""What a comparison answers about an option: better, worse, no difference that matters, or that it cannot be told.

An interval [low, high] of months gained holds luck and what is not known of the parameters (docs/decisions/0010), and
is wide enough for repeated looks (:mod:`netsustain.exploration.decision.looks`). With w months the least that is
worthwhile:

    no difference   −w < low and high < w
    better          low > 0, else
    worse           high < 0, else
    cannot tell.

Runs take away luck but not ignorance. Endless runs would leave an interval of half-width u = t τ √(1 + Σn²/N²). So
where the answer is open two reasons are told apart. *Parameters*: with the difference anywhere in its interval of
luck, and u no less than the least that the runs allow (the lower 95 % bound of τ, by the F distribution of the ratio
of mean squares), endless runs would leave the answer open. *Chance*: more runs may settle it. H² = half-width² − u²
is what shrinks; with N in place of n runs half-widths become √(H² n/N + u²), which must be below the distance to 0,
or to the nearer edge of the band. The N at which it is tells how many runs it would take, if the estimates stay as
they are; where there is none, the reason is the parameters too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

BETTER, WORSE, NO_DIFFERENCE, CANNOT_TELL = "better", "worse", "no_difference", "cannot_tell"
VERDICTS = (BETTER, WORSE, NO_DIFFERENCE, CANNOT_TELL)
CHANCE, PARAMETERS, NOTHING = "chance", "parameters", "nothing"
"""Why it cannot be told: too few runs, parameters not known, or no run of the option counts."""
SHARE_WORTHWHILE = 0.05
"""Share of the horizon below which a gain does not matter, unless it is said (assumed): over ten years half a school
year, less than a term and the time it takes to prepare one, so nobody could plan for it."""


@dataclass(frozen=True)
class Gain:
    """Months gained over the reference, and what is known of their uncertainty."""

    value: float
    low: float
    high: float
    low_chance: float
    high_chance: float
    unknown: float = 0.0
    """Half-width that endless runs would leave, by estimate."""
    unknown_least: float = 0.0
    """The least that it may be, as far as these runs tell."""


@dataclass(frozen=True)
class Verdict:
    """The answer about one option.

    Attributes
    ----------
    verdict
        One of ``VERDICTS``.
    reason
        Why it cannot be told: ``CHANCE``, ``PARAMETERS`` or ``NOTHING``; empty where it can.
    needed
        Runs of each option that would settle it, if estimates stay as they are; infinite where none would, NaN where it
        is settled.
    final
        Whether more runs are known not to change that it is open.
    """

    verdict: str
    reason: str = ""
    needed: float = math.nan
    final: bool = False

    @property
    def open(self) -> bool:
        """Whether more runs may settle it."""
        return self.verdict == CANNOT_TELL and not self.final


def worthwhile_months(horizon: int, said: float | None = None) -> float:
    """The least gain that matters: what is said, or a share of the horizon.

    Raises
    ------
    WorthwhileError
        If it is not above 0 and below the horizon.
    """
    found = SHARE_WORTHWHILE * horizon if said is None else float(said)
    if not 0 < found < horizon:
        ask = f"worthwhile: got {found:g} months, expected more than 0 and fewer than the {horizon} compared"
        raise WorthwhileError(f"{ask}, type --worthwhile {max(1.0, SHARE_WORTHWHILE * horizon):g}")
    return found


class WorthwhileError(ValueError):
    """No such gain can be worthwhile; says what to type."""


def verdict_of(gain: Gain, worthwhile: float, replicates: int) -> Verdict:
    """The answer about an option from so many runs of it."""
    if not (math.isfinite(gain.value) and math.isfinite(gain.low) and math.isfinite(gain.high)):
        return Verdict(CANNOT_TELL, NOTHING, math.inf, final=True)
    if -worthwhile < gain.low and gain.high < worthwhile:
        return Verdict(NO_DIFFERENCE)
    if gain.low > 0 or gain.high < 0:
        return Verdict(BETTER if gain.low > 0 else WORSE)
    if _stays_open(gain, worthwhile):
        return Verdict(CANNOT_TELL, PARAMETERS, math.inf, final=True)
    needed = _needed(gain, worthwhile, replicates)
    return Verdict(CANNOT_TELL, CHANCE if math.isfinite(needed) else PARAMETERS, needed)


def _stays_open(gain: Gain, worthwhile: float) -> bool:
    """Whether endless runs would leave it open wherever in its interval of luck the difference is."""
    u = gain.unknown_least
    nearest = 0.0 if gain.low_chance <= 0 <= gain.high_chance else min(abs(gain.low_chance), abs(gain.high_chance))
    return gain.high_chance <= u and gain.low_chance >= -u and nearest + u >= worthwhile


def _needed(gain: Gain, worthwhile: float, replicates: int) -> float:
    """Runs at which it would be settled; infinite where no number would."""
    below, above, u = gain.value - gain.low, gain.high - gain.value, gain.unknown
    towards_nothing = below if gain.value > 0 else above
    ways = (
        (towards_nothing, abs(gain.value)),
        (max(below, above), worthwhile - abs(gain.value)),
    )
    return min(_runs(half, room, u, replicates) for half, room in ways)


def _runs(half: float, room: float, unknown: float, replicates: int) -> float:
    if room <= unknown:
        return math.inf
    shrinks = max(half**2 - unknown**2, 0.0)
    return max(replicates + 1.0, math.ceil(replicates * shrinks / (room**2 - unknown**2)))


def gain_of(pair: Any) -> Gain:
    """Months that option ``b`` gains over ``a``, the reference, from a row of a comparison's pairs."""
    return Gain(
        -pair.difference_months, -pair.high, -pair.low, -pair.high_chance, -pair.low_chance,
        pair.unknown, pair.unknown_least,
    )  # fmt: skip


def verdicts(pairs: pd.DataFrame, reference: str, worthwhile: float) -> dict[str, Verdict]:
    """The answer about each option against the reference, in the order of the pairs."""
    own = pairs[pairs["a"] == reference] if len(pairs) else pairs
    return {str(pair.b): verdict_of(gain_of(pair), worthwhile, int(pair.n)) for pair in own.itertuples(index=False)}
