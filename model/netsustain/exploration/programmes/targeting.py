"""Whom to support when the budget reaches only some, judged on futures that had no say in the choice.

Networks are ranked by what the programme is expected to gain in them (or to gain for its cost). Half of the futures
choose the order, the other half tell what it brings, then the other way round: judged on the futures that chose it,
any order would look better than it is (the winner's curse). The curve is that of uplift models: the share of the
total gain that goes to the share of networks supported (Radcliffe 2007, *Using control groups to target on predicted
lift*); drawing lots gives the diagonal.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from netsustain.exploration.clusters import Estimated, ratio_less_ratio, ratio_of_sums
from netsustain.exploration.programmes.results import Results, mean_known
from netsustain.health.intervals import Floats

RULES = ("gain_per_day", "gain", "own")
"""Gain expected of the network's kind for each staff-day; the gain itself; the mean gain of the network itself."""
STEPS = 20
ROWS_A_TERM = 10
"""Networks for each term of the regression that predicts a gain from traits."""
LEAST_COST = 0.05
"""Share of the mean extra cost below which a cost counts as that much: almost free is not endlessly good."""


class Curve(NamedTuple):
    """A targeting curve, a number for each number of networks supported."""

    supported: np.ndarray
    """Networks supported, 0 .. all."""
    gain: Estimated
    """Share of the total gain."""
    cost: Estimated
    """Share of the total extra cost."""
    over_cost: Estimated
    """Share of the gain less share of the cost: what choosing brings beyond spending as much by lot."""
    over_lots: Estimated
    """Gain a network of all, over drawing lots for the same number."""
    mean_over_lots: Estimated
    """The same, averaged over all numbers supported (a Qini coefficient): one number."""


def curve(results: Results, rule: str, counts: np.ndarray) -> Curve:
    """What an order chosen on one half of the futures brings in the other half, and the other way round.

    Parameters
    ----------
    rule
        One of ``RULES``.
    counts
        Numbers of networks supported at which the curve is told.
    """
    gains, costs = np.nan_to_num(results.gain), np.nan_to_num(results.cost)
    above = np.zeros((results.futures, len(counts)))
    spent = np.zeros_like(above)
    for chooses, judges in halves(results.futures):
        order = np.argsort(-scores(results, rule, chooses), kind="stable")
        above[judges], spent[judges] = (_sums(values[judges][:, order], counts) for values in (gains, costs))
    whole, paid = gains.sum(axis=1, keepdims=True), costs.sum(axis=1, keepdims=True)
    networks = gains.shape[1]
    extra = (above - counts / networks * whole) / networks
    ones = np.ones_like(extra)
    whole, paid = (np.broadcast_to(total, above.shape) for total in (whole, paid))
    return Curve(
        counts,
        ratio_of_sums(above, whole),
        ratio_of_sums(spent, paid),
        ratio_less_ratio((above, whole), (spent, paid)),
        ratio_of_sums(extra, ones),
        Estimated(*(part[0] for part in ratio_of_sums(extra.mean(axis=1, keepdims=True), ones[:, :1]))),
    )


def halves(futures: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Futures that choose and futures that judge: every other one, both ways round."""
    even = np.arange(futures) % 2 == 0
    return [(even, ~even), (~even, even)]


def steps(networks: int, reach: float) -> np.ndarray:
    """Numbers of networks supported: none, all, twentieths in between, and the number that the budget reaches."""
    return np.unique([*np.round(np.linspace(0, networks, STEPS + 1)).astype(int), reached(networks, reach)])


def reached(networks: int, reach: float) -> int:
    """Networks that the budget reaches: one at least."""
    return max(1, round(networks * reach))


def _sums(values: Floats, counts: np.ndarray) -> Floats:
    """Sums of the first so many columns."""
    cumulative = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    return cumulative[:, counts]


# ---- the order ------------------------------------------------------------------------------------


def scores(results: Results, rule: str, futures: np.ndarray) -> Floats:
    """How much speaks for supporting each network, from some of the futures; more is better."""
    gain = mean_known(results.gain[futures], axis=0)
    if rule == "own":
        return gain
    expected = predicted(results, gain)
    if rule == "gain":
        return expected
    return per_day(expected, predicted(results, mean_known(results.cost[futures], axis=0)))


def per_day(gain: Floats, cost: Floats) -> Floats:
    """Gain for each staff-day; networks without an expected gain come last, by how much they would lose."""
    least = LEAST_COST * max(float(np.mean(np.abs(cost))), 1e-9)
    return np.where(gain > 0, gain / np.maximum(cost, least), gain)


def predicted(results: Results, values: Floats) -> Floats:
    """What is expected of a network of these traits and this group: least squares over all networks.

    Networks of the same traits differ by luck alone, so what others of the kind did says more of the next future than
    what this one did. Terms: groups, traits, their squares, and their products where there are networks enough.
    """
    terms = _terms(results)
    known = np.isfinite(values)
    fitted, *_ = np.linalg.lstsq(terms[known], values[known], rcond=1e-10)
    return np.asarray(terms @ fitted)


def _terms(results: Results) -> Floats:
    """(networks × terms), traits scaled to mean 0 and deviation 1; one trait or group that never varies adds none."""
    networks = results.networks
    groups = [(networks["group"] == group).to_numpy(float) for group in dict.fromkeys(networks["group"])]
    columns = [networks[trait].to_numpy(dtype=float) for trait in results.traits]
    scaled = [(column - column.mean()) / column.std() for column in columns if np.ptp(column) > 0]
    plain = groups + scaled
    squares = [column**2 for column in scaled]
    products = [one * other for place, one in enumerate(scaled) for other in scaled[place + 1 :]]
    for terms in (plain + squares + products, plain + squares, plain):
        if len(terms) * ROWS_A_TERM <= len(networks):
            return np.stack(terms, axis=1)
    return np.stack(groups, axis=1)


# ---- tables ---------------------------------------------------------------------------------------


def curves(results: Results, reach: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The curves of all rules, a row a rule and number supported; and of each rule its mean advantage over lots."""
    networks = len(results.networks)
    counts = steps(networks, reach)
    frames, rows = [], []
    for rule in RULES:
        found = curve(results, rule, counts)
        table: dict[str, object] = {"rule": rule, "supported": counts, "share": counts / networks}
        for name in ("gain", "cost", "over_cost", "over_lots"):
            part = getattr(found, name)
            table |= {name: part.value, f"{name}_low": part.low, f"{name}_high": part.high}
        frames.append(pd.DataFrame(table))
        mean = found.mean_over_lots
        rows.append({"rule": rule, "over_lots": float(mean.value), "low": float(mean.low), "high": float(mean.high)})
    return pd.concat(frames, ignore_index=True), pd.DataFrame(rows)


def ranking(results: Results) -> pd.DataFrame:
    """Every network by the gain a staff-day expected of its kind from all futures, the first to support on top.

    ``gain`` is its own mean with its interval, ``expected`` that of its kind, ``cost`` the extra cost expected.
    """
    everything = np.ones(results.futures, dtype=bool)
    places = np.arange(len(results.networks))
    own = [results.over(results.gain, places == place) for place in places]
    table = results.networks.assign(
        gain=[float(each.value) for each in own], gain_low=[float(each.low) for each in own],
        gain_high=[float(each.high) for each in own], expected=scores(results, "gain", everything),
        cost=predicted(results, mean_known(results.cost, axis=0)),
    )  # fmt: skip
    table["gain_per_day"] = per_day(table["expected"].to_numpy(), table["cost"].to_numpy())
    table = table.sort_values("gain_per_day", ascending=False, kind="stable", ignore_index=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    return table
