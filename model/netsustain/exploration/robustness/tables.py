"""Tables of how scenarios do over futures, in the outcome's own direction and units."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.exploration.robustness.assess import Assessed
from netsustain.exploration.robustness.blurred import Blurred
from netsustain.exploration.robustness.measures import CRITERIA

TURNED = ("mean", "worst", "low_few", "hurwicz", "signal_to_noise")
"""Measures in the outcome's own direction; the others are shares, or losses, whatever the direction."""


def robustness(names: tuple[str, ...], outcome: str, sign: int, seen: Blurred, found: Assessed) -> pd.DataFrame:
    """One row a scenario: each measure with its interval.

    ``regret_raw`` and ``regret_split`` are mean regrets without correction: too large and too small on average
    (:meth:`Blurred.regret_bounds`).
    """
    columns: dict[str, object] = {"scenario": list(names), "outcome": outcome}
    for name in found.value:
        ends = [sign * each[name] if name in TURNED else each[name] for each in (found.value, found.low, found.high)]
        value, low, high = ends
        columns[name] = value
        columns[f"{name}_low"], columns[f"{name}_high"] = np.fmin(low, high), np.fmax(low, high)
    columns["regret_split"], columns["regret_raw"] = seen.regret_bounds()
    return pd.DataFrame(columns)


def criteria(names: tuple[str, ...], found: Assessed) -> pd.DataFrame:
    """One row a criterion: what it chooses and how surely, and what comes next, empty where nothing else is chosen."""
    rows = []
    for name in CRITERIA:
        sure = np.nan_to_num(found.chosen[name], nan=0.0)
        first, second = np.argsort(-sure, kind="stable")[:2]
        other = names[second] if sure[second] > 0 else ""
        rows.append((name, names[first], sure[first], other, sure[second]))
    return pd.DataFrame(rows, columns=["criterion", "scenario", "chosen", "next", "next_chosen"])


def choices(names: tuple[str, ...], found: Assessed) -> pd.DataFrame:
    """How surely each criterion chooses each scenario: a row a pair."""
    rows = [(name, scenario, found.chosen[name][place]) for name in CRITERIA for place, scenario in enumerate(names)]
    return pd.DataFrame(rows, columns=["criterion", "scenario", "chosen"])


def good_enough(names: tuple[str, ...], sign: int, found: Assessed) -> pd.DataFrame:
    """Share of futures in which each scenario is good enough, by what would be good enough: a row a pair."""
    thresholds = sign * found.thresholds
    frames = [
        pd.DataFrame({"scenario": name, "threshold": thresholds, "share": found.curve[:, place],
                      "low": found.curve_low[:, place], "high": found.curve_high[:, place]})
        for place, name in enumerate(names)
    ]  # fmt: skip
    return pd.concat(frames, ignore_index=True).sort_values(["scenario", "threshold"], kind="stable", ignore_index=True)
