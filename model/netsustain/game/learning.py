"""Where people differ from the model's behavioural rules: estimates with intervals that take persons as the units.

A person's months are alike, so persons are what was drawn (:mod:`netsustain.diagnosis.estimates`: clusters, Student's
t). An effect that fewer than :data:`LEAST` persons stand behind is not shown. It is called clear only if its interval,
widened for all effects looked at (Bonferroni), leaves out 0. Intervals are for other persons like these in this very
game; they say nothing of other games, since everybody here shares one network and one luck.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.diagnosis.estimates import Estimate, Ratios
from netsustain.diagnosis.survey import ENOUGH
from netsustain.game.columns import table_of
from netsustain.game.effects import Effect, effects_of, people_decided

LEAST = 8
"""Persons behind an effect that is shown: with fewer, intervals clustered by person hold too seldom."""
NAN = float("nan")


def comparison_of(decisions: pd.DataFrame, shocks: list[tuple[int, str]], horizon: int) -> pd.DataFrame:
    """The table of people against the rules; effects without enough persons are there without numbers.

    Parameters
    ----------
    decisions
        The table of decisions.
    shocks
        Month and kind of what happened to the network.
    horizon
        Last month of the scenario.
    """
    rows = people_decided(decisions)
    if rows.empty:
        return table_of("comparison", [])
    persons = pd.factorize(rows["person"], sort=True)[0].astype(np.int64)
    effects = effects_of(rows, shocks, horizon)
    shown = [_persons(effect, persons) >= LEAST and not _lays_bare(effect, persons) for effect in effects]
    return table_of("comparison", [_row(effect, persons, max(sum(shown), 1), shown=each)
                                   for effect, each in zip(effects, shown, strict=True)])  # fmt: skip


def _persons(effect: Effect, persons: np.ndarray) -> int:
    """Persons behind the part of an effect that has fewest."""
    return min(len(np.unique(persons[part.below != 0])) for part in effect.parts)


def _lays_bare(effect: Effect, persons: np.ndarray) -> bool:
    """Whether a kind leaves so few others that their mean could be worked out from that of all."""
    others = len(np.unique(persons[effect.parts[0].below == 0]))
    return effect.key == "kind" and 0 < others < ENOUGH


def _row(effect: Effect, persons: np.ndarray, looked_at: int, *, shown: bool) -> dict[str, Any]:
    counted = {"persons": _persons(effect, persons), "rows": int(sum((part.below != 0).sum() for part in effect.parts))}
    named = {"effect": effect.key, "group": effect.group, "unit": effect.unit}
    if not shown:
        return {**named, **dict.fromkeys(("people", "rule", "difference", "low", "high", "low_all", "high_all"), NAN),
                "clear": 0, "shown": 0, **counted}  # fmt: skip
    people, rule = (_value(effect, side, persons) for side in (effect.people, effect.rule))
    plain, wide = (_estimate(effect, effect.people - effect.rule, persons, each) for each in (1, looked_at))
    return {
        **named, "people": people, "rule": rule, "difference": plain.value, "low": plain.low, "high": plain.high,
        "low_all": wide.low, "high_all": wide.high, "clear": int(wide.told and not wide.low <= 0.0 <= wide.high),
        "shown": 1, **counted,
    }  # fmt: skip


def _estimate(effect: Effect, quantity: np.ndarray, persons: np.ndarray, looked_at: int) -> Estimate:
    above = np.stack([part.basis * quantity for part in effect.parts], axis=1)
    below = np.stack([part.below for part in effect.parts], axis=1)
    weights = np.array([part.weight for part in effect.parts])
    return Ratios(above, below, persons).contrast(weights, comparisons=looked_at)


def _value(effect: Effect, quantity: np.ndarray, persons: np.ndarray) -> float:
    return _estimate(effect, quantity, persons, 1).value
