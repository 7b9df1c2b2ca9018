"""What to drop first when the budget is cut by a fifth, and what that costs against cutting everything evenly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from netsustain.exploration.advice.gains import MONTHS, Gain
from netsustain.exploration.advice.trimming import Evaluated
from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.objectives import estimates
from netsustain.exploration.search.price import ROUNDING, Prices, Within

CUT = 0.2
WORTH_SAVING = 0.02
"""Levers that save less than this share of a mix's cost are not worth a word."""
FIRST = 4
"""Levers named at most."""


@dataclass(frozen=True)
class Dropping:
    """A mix cut down by a fifth."""

    order: list[str]
    """Levers to give up, the first first."""
    chosen: Policy
    even: Policy
    """Every priced dose cut by the same share instead."""
    days: float
    """What the chosen one costs."""
    enough: bool
    """Whether that is a fifth less; False where governing alone takes more."""


def dropping(policy: Policy, within: Within, evaluate: Evaluated) -> Dropping | None:
    """Which doses to give up first; None where none of them costs anything worth saving.

    Doses are given up in the order of the months lost for each staff-day saved, the fewest first, until a fifth of
    the mix's cost is saved; the last one only as far as it has to be.
    """
    prices, limit = within.prices, (1 - CUT) * within.prices.planned(policy)
    lowered = _lowered(policy, within)
    if not lowered:
        return None
    runs = evaluate([policy, *lowered.values()])
    months = estimates((MONTHS,), runs)[:, 0]
    saved = {lever: prices.planned(policy) - prices.planned(each) for lever, each in lowered.items()}
    price = {lever: (months[0] - lost) / saved[lever] for lever, lost in zip(lowered, months[1:], strict=True)}
    order, cut = [], dict(policy)
    for lever in sorted(price, key=lambda each: price[each]):
        if prices.planned(cut) <= limit + ROUNDING:
            break
        cut = _as_far(cut, lever, within, limit)
        order.append(lever)
    if prices.planned(cut) > limit + ROUNDING:
        cut = within.cut(cut, limit)
    return Dropping(order, cut, within.cut(policy, limit), prices.planned(cut),
                    prices.planned(cut) <= limit + ROUNDING)  # fmt: skip


def _lowered(policy: Policy, within: Within) -> dict[str, Policy]:
    """Lever → the policy without it, for each dose that costs something worth saving."""
    cost, found = within.prices.planned(policy), {}
    for each in within.decisions:
        if each.choices or float(policy[each.lever]) <= each.low:
            continue
        without = {**policy, each.lever: each.low}
        if cost - within.prices.planned(without) >= WORTH_SAVING * cost:
            found[each.lever] = without
    return found


def _as_far(policy: Policy, lever: str, within: Within, limit: float) -> Policy:
    """The policy with a lever at its lowest, or at the highest step that is enough."""
    decision = next(each for each in within.decisions if each.lever == lever)
    without = {**policy, lever: decision.low}
    if within.prices.planned(without) > limit + ROUNDING:
        return without
    full, least = within.prices.planned(policy), within.prices.planned(without)
    share = (limit - least) / (full - least)
    dose = decision.below(decision.low + share * (float(policy[lever]) - decision.low))
    return _fitting({**policy, lever: dose}, without, within.prices, limit)


def _fitting(policy: Policy, otherwise: Policy, prices: Prices, limit: float) -> Policy:
    """The first if it keeps to the limit (a cost may not be linear), else the second."""
    return policy if prices.planned(policy) <= limit + ROUNDING else otherwise


def row(letter: str, found: Dropping, kept: Gain, even: Gain, apart: Gain, names: Sequence[str]) -> pd.DataFrame:
    """One row: what the cut mix still gains on today's way, what an even cut does, and their difference."""
    return pd.DataFrame([{
        "letter": letter, "drop": ", ".join(names), "days": found.days,
        "gain": kept.value[0], "gain_low": kept.low[0], "gain_high": kept.high[0],
        "even": even.value[0], "even_low": even.low[0], "even_high": even.high[0],
        "better": apart.value[0], "better_low": apart.low_chance[0], "better_high": apart.high_chance[0],
    }])  # fmt: skip
