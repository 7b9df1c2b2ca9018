"""Which kinds of network live, without and with the programme, and when they end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from netsustain.exploration.clusters import Estimated, ratio_of_sums
from netsustain.exploration.programmes.form import WITH, WITHOUT
from netsustain.exploration.programmes.results import Results, mean_known
from netsustain.health.intervals import LEVEL, Floats

ALL = "all"
GROUP = "group"
THIRDS = ("low", "middle", "high")
FEWEST = 9
"""Networks below which thirds are not told."""
_PARTS = ("value", "low", "high")


def kinds(results: Results) -> Iterator[tuple[str, str, np.ndarray]]:
    """Kinds of network: what they are told apart by, which, and the networks that are of the kind."""
    networks = results.networks
    yield ALL, ALL, np.ones(len(networks), dtype=bool)
    groups = dict.fromkeys(networks[GROUP])
    if len(groups) > 1:
        for group in groups:
            yield GROUP, str(group), (networks[GROUP] == group).to_numpy()
    for trait in results.traits if len(networks) >= FEWEST else ():
        yield from ((trait, third, inside) for third, inside in thirds(networks[trait].to_numpy(dtype=float)))


def thirds(levels: Floats) -> list[tuple[str, np.ndarray]]:
    """Thirds by level; equal levels stay together, so there may be fewer than three."""
    place = np.searchsorted(np.quantile(levels, (1 / 3, 2 / 3)), levels, side="left")
    return [(third, place == number) for number, third in enumerate(THIRDS) if (place == number).any()]


def by_kind(results: Results) -> pd.DataFrame:
    """One row a kind: share alive without and with the programme, gains and extra cost, each with its interval.

    ``from`` and ``to`` are the ends of the trait in a third (NaN elsewhere).
    """
    without, with_it = results.mean("alive")
    measures = {
        WITHOUT: without, WITH: with_it, "alive_gain": with_it - without, "gain": results.gain, "cost": results.cost,
    }  # fmt: skip
    rows = []
    for by, kind, chosen in kinds(results):
        levels = results.networks.loc[chosen, by] if by in results.traits else pd.Series([np.nan])
        row: dict[str, object] = {
            "by": by, "kind": kind, "from": levels.min(), "to": levels.max(), "networks": int(chosen.sum()),
        }  # fmt: skip
        for name, values in measures.items():
            found = results.over(values, chosen)
            row |= _written(name, _as_shares(found) if name in (WITHOUT, WITH) else found)
        rows.append(row)
    return pd.DataFrame(rows)


def contrasts(results: Results) -> pd.DataFrame:
    """How much kinds that are told apart by the same trait or group differ, two by two.

    One row a pair and ``measure`` (``gain`` in the headline outcome, or share alive ``without`` the programme): in
    ``more`` it is ``difference`` larger than in ``less`` (never negative) with its interval. ``sure`` keeps its sign in
    an interval widened for the number of pairs (Bonferroni).
    """
    pairs = list(_pairs(results))
    strict = 1 - (1 - LEVEL) / max(len(pairs), 1)
    rows = []
    for measure, values in (("gain", results.gain), (WITHOUT, results.mean("alive")[0])):
        for by, (one, first), (other, second) in pairs:
            # Paired by future: what a future does to both kinds alike falls out of the difference.
            apart = mean_known(values[:, first]) - mean_known(values[:, second])
            plain, wide = (results.over(apart[:, None], None, level) for level in (LEVEL, strict))
            found = {"sure": bool(wide.low > 0 or wide.high < 0)}
            rows.append({"measure": measure, "by": by, **_turned(one, other, plain), **found})
    return pd.DataFrame(rows, columns=["measure", "by", "more", "less", "difference", "low", "high", "sure"])


def _turned(one: str, other: str, found: Estimated) -> dict[str, object]:
    """A contrast written so that its difference is not negative."""
    value, low, high = map(float, found)
    if value < 0:
        return {"more": other, "less": one, "difference": -value, "low": -high, "high": -low}
    return {"more": one, "less": other, "difference": value, "low": low, "high": high}


def _pairs(results: Results) -> Iterator[tuple[str, tuple[str, np.ndarray], tuple[str, np.ndarray]]]:
    found: dict[str, list[tuple[str, np.ndarray]]] = {}
    for by, kind, chosen in kinds(results):
        found.setdefault(by, []).append((kind, chosen))
    for by, own in found.items():
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                yield by, one, other


def survival(results: Results, months: int) -> pd.DataFrame:
    """Share alive at the end of each month by scenario, over all networks and by group, with its interval."""
    month = np.arange(months + 1)
    frames = []
    for by, kind, chosen in kinds(results):
        if by not in (ALL, GROUP):
            continue
        for scenario, ends in zip((WITHOUT, WITH), results.values["end_month"], strict=True):
            found = _alive(results, ends[:, chosen], month)
            table = {"by": by, "kind": kind, "scenario": scenario, "month": month}
            frames.append(pd.DataFrame(table | dict(zip(("alive", "low", "high"), found, strict=True))))
    return pd.concat(frames, ignore_index=True)


def _alive(results: Results, ends: Floats, month: np.ndarray) -> Estimated:
    """Share of runs that end after each month, futures being independent."""
    flat = ends.reshape(len(ends), -1)
    known = ~np.isnan(flat)
    alive = np.stack([(np.where(known, flat, -np.inf) > each).sum(axis=1) for each in month], axis=1)
    of = np.repeat(known.sum(axis=1)[:, None].astype(float), len(month), axis=1)
    return _as_shares(ratio_of_sums(alive.astype(float), of))


def _as_shares(found: Estimated) -> Estimated:
    """The interval of a share cut off where no share can be."""
    return Estimated(found.value, np.clip(found.low, 0, 1), np.clip(found.high, 0, 1))


def _written(name: str, found: Estimated) -> dict[str, float]:
    return {name if part == "value" else f"{name}_{part}": float(getattr(found, part)) for part in _PARTS}
