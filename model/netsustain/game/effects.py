"""What is compared of people and the model's rules: means, slopes on cues and contrasts, all sums over decisions.

Each effect is a weighted sum of ratios over the rows of the table of decisions: a mean, the slope of a quantity on a
cue within persons (each person's own mean taken out of the cue, so that persons who always give much do not pass for a
reaction), or one of these less another. The rule's side is what the rule would have done from the state people were
in, so the difference of two slopes is the slope of the difference.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netsustain.game.people import PAPER, PERSON, STANDING

Floats = NDArray[np.float64]
WINDOW = 6
"""Months after a shock, and before it, that are held against each other."""
LAST, BEFORE_LAST = 3, 9
"""The last months of the scenario, and those before them."""
VARIES = 0.01
"""Standard deviation within persons from which an answer to a cue is looked at: less tells nothing of a slope."""
HARDLY = 0.05
"""Effort below which somebody hardly gives."""
CUES = {"others_effort": "cooperation", "trust": "trust", "value": "value", "fatigue": "fatigue",
        "fairness": "fairness", "leader_vacant": "vacancy"}  # fmt: skip
"""Cue → effect: how effort answers it."""
QUANTITIES = {
    "effort": ("effort_given", "effort_rule", "0-1"), "left": ("left", "left_rule", "share"),
    "ties_made": ("ties_made", "ties_made_rule", "ties"), "ties_ended": ("ties_ended", "ties_ended_rule", "ties"),
    "takes": ("takes", "takes_rule", "shares"),
}  # fmt: skip
"""Mean of a month → columns of people and of the rule, unit."""


class Part(NamedTuple):
    """A ratio of sums over rows: what multiplies the quantity, and what the sum is divided by."""

    weight: float
    basis: Floats
    below: Floats


class Effect(NamedTuple):
    """A quantity of people and of the rule over the same rows, and the ratios it is made of."""

    key: str
    group: str
    unit: str
    people: Floats
    rule: Floats
    parts: tuple[Part, ...]


def effects_of(rows: pd.DataFrame, shocks: list[tuple[int, str]], horizon: int) -> list[Effect]:
    """Every effect that is looked at, in reading order.

    Parameters
    ----------
    rows
        Months of the table of decisions that people decided, now or before, for organisations that took part.
    shocks
        Month and kind.
    horizon
        Last month of the scenario.
    """
    found = [_mean(rows, name, columns) for name, columns in QUANTITIES.items()]
    given, ruled = rows["effort_given"].to_numpy(), rows["effort_rule"].to_numpy()
    free = rows["effort_room"].to_numpy() > HARDLY
    hardly = ((given <= HARDLY).astype(float), (ruled <= HARDLY).astype(float))
    found.append(Effect("hardly", "", "share", *hardly, (_share(free),)))
    found += [Effect("kind", kind, "0-1", given, ruled, (_share((rows["kind"] == kind).to_numpy()),))
              for kind in sorted(rows["kind"].unique())]  # fmt: skip
    found += [Effect(key, group, "0-1", given, ruled, (_share(one), _share(other, -1.0)))
              for key, group, one, other in _phases(rows, shocks, horizon)]  # fmt: skip
    decided = (rows["decided_by"].isin((PERSON, PAPER)) & (rows["first"] == 1)).to_numpy()
    found += [Effect(key, "", "slope", given, ruled, (_slope(rows, rows[cue].to_numpy(), decided),))
              for cue, key in CUES.items()]  # fmt: skip
    distance = np.abs(given - ruled)
    found.append(Effect("learning", "", "slope", distance, np.zeros(len(rows)),
                        (_slope(rows, rows["turn"].to_numpy(dtype=float), decided),)))  # fmt: skip
    return found


def people_decided(decisions: pd.DataFrame) -> pd.DataFrame:
    """Months of organisations that took part and that a person decided for, in the turn or before."""
    kept = decisions["decided_by"].isin((PERSON, PAPER, STANDING)) & (decisions["took_part"] == 1)
    return decisions[kept].reset_index(drop=True)


def _mean(rows: pd.DataFrame, name: str, columns: tuple[str, str, str]) -> Effect:
    people, rule, unit = columns
    everywhere = _share(np.ones(len(rows), dtype=bool))
    return Effect(name, "", unit, rows[people].to_numpy(dtype=float), rows[rule].to_numpy(dtype=float), (everywhere,))


def _phases(
    rows: pd.DataFrame, shocks: list[tuple[int, str]], horizon: int
) -> list[tuple[str, str, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Months held against other months: key, group, the one, the other."""
    month, last = rows["month"].to_numpy(), int(rows["month"].max()) if len(rows) else 0
    found = [("later", "", month > last / 2, month <= last / 2)]
    for at, kind in shocks:
        after, before = (month >= at) & (month < at + WINDOW), (month < at) & (month >= at - WINDOW)
        found.append(("shock", f"{at}:{kind}", after, before))
    if last == horizon > LAST:
        ends = month > horizon - LAST
        found.append(("end", "", ends, ~ends & (month > horizon - LAST - BEFORE_LAST)))
    seen = rows["revealed"].to_numpy() == 1
    if seen.any() and not seen.all():
        found.append(("revealed", "", seen, ~seen))
    return found


def _share(where: NDArray[np.bool_], weight: float = 1.0) -> Part:
    """The mean over some rows."""
    counted = where.astype(float)
    return Part(weight, counted, counted)


def _slope(rows: pd.DataFrame, cue: Floats, where: NDArray[np.bool_]) -> Part:
    """The slope on a cue within persons, over some rows."""
    known = where & np.isfinite(cue)
    kept = pd.Series(np.where(known, cue, np.nan))
    apart = (kept - kept.groupby(rows["person"]).transform("mean")).fillna(0.0).to_numpy()
    varies = known.any() and float(np.sqrt((apart[known] ** 2).mean())) >= VARIES
    centred = np.where(np.abs(apart) < 1e-12, 0.0, apart) * varies  # rounding leaves a trace of a cue that stands still
    return Part(1.0, centred, centred**2)
