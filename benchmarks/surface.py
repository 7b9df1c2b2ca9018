"""How often the intervals of an explore surface cover fresh runs at settings that it has never seen.

    python -m benchmarks.surface [SCENARIO] [--points N] [--replicates N] [--out FILE.json]

Half of the settings are drawn anywhere in the range, half move one to three sliders from the scenario as it is. Every
setting is run with lucks of its own, twice: under the surface's accepted vectors (what the inner interval, chance and
interpolation, is about) and under one accepted vector drawn at random (what the whole interval is about). The
scenario as it is runs beside it on the same luck, for the differences. The fresh means have an error too: both
intervals are widened by it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from netsustain import load
from netsustain.calibration.accepted import Accepted, accepted
from netsustain.exploration.surface.exploring import explore
from netsustain.exploration.surface.levers import Slider
from netsustain.exploration.surface.running import sample
from netsustain.exploration.surface.surface import NORMAL, Estimate, Surface

SEED = 20_001
"""Of settings and lucks: neither is among those of the surface."""
SHOWN = (
    "months_sustained", "sustained_60", "sustained_120", "c1", "c2", "c3", "c4", "c5", "c6", "c7",
    "cost_per_live_month",
)  # fmt: skip


class Hit(NamedTuple):
    """Whether a fresh mean lay inside, and how far off it was."""

    inside: bool
    off: float
    half: float


def settings(sliders: Sequence[Slider], number: int, generator: np.random.Generator) -> np.ndarray:
    """Half of the settings anywhere, half one to three sliders from the scenario's own, (number × sliders)."""
    found = []
    for place in range(number):
        anywhere = np.array([each.snapped(generator.random()) for each in sliders])
        own = np.array([each.own for each in sliders])
        moved = generator.permutation(len(sliders))[: generator.integers(1, 4)]
        kept = np.ones(len(sliders), dtype=bool) if place % 2 else np.isin(np.arange(len(sliders)), moved)
        found.append(np.where(kept, anywhere, own))
    return np.array(found)


def one_vector(calibration: Accepted, place: int) -> Accepted:
    """The calibration with one of its vectors alone."""
    return Accepted(calibration.names, calibration.values[[place]], calibration.account)


def covered(surface: Surface, points: int, replicates: int) -> dict[str, Any]:
    """Shares of fresh means inside the intervals, by outcome."""
    calibration, generator = accepted(), np.random.default_rng(SEED)
    assert calibration is not None, "the intervals' claim is about accepted vectors"
    hits: dict[str, list[Hit]] = {}
    for place, setting in enumerate(settings(surface.sliders, points, generator)):
        both = np.stack([surface.own, setting])
        for kind, vectors in (("all", calibration), ("one", one_vector(calibration, int(generator.integers(156))))):
            number = surface.vectors if kind == "all" else 1
            fresh = sample(
                surface.scenario, surface.sliders, both, replicates=replicates, seed=SEED + 1 + place,
                calibration=vectors, vectors=number,
            )  # fmt: skip
            _judge(hits, surface, setting, fresh.values, inner=kind == "all")
    return {name: _summary(several) for name, several in sorted(hits.items())}


def _judge(
    hits: dict[str, list[Hit]], surface: Surface, setting: np.ndarray, values: np.ndarray, *, inner: bool
) -> None:
    reading, number = surface.at(setting), len(surface.months)
    levels = (reading.months, *reading.curve, *reading.conditions, reading.spent)
    said = dict(zip(surface.outcomes, levels, strict=True))
    kind = "chance and interpolation" if inner else "whole interval"
    for name in SHOWN:
        if name in said:
            fresh = values[1, :, surface.outcomes.index(name)]
            hits.setdefault(f"{kind}: {name}", []).append(_hit(said[name], fresh, inner=inner))
    moved = values[1] - values[0]
    hits.setdefault(f"{kind}: difference in months", []).append(_hit(reading.gain, moved[:, 0], inner=inner))
    hits.setdefault(f"{kind}: difference in share at the end", []).append(
        _hit(reading.gain_at_end, moved[:, number], inner=inner)
    )


def _hit(said: Estimate, fresh: np.ndarray, *, inner: bool) -> Hit:
    low, high = (said.low_chance, said.high_chance) if inner else (said.low, said.high)
    mean, error = float(fresh.mean()), NORMAL * float(fresh.std(ddof=1)) / np.sqrt(len(fresh))
    below, above = np.hypot(said.value - low, error), np.hypot(high - said.value, error)
    return Hit(bool(said.value - below <= mean <= said.value + above), mean - said.value, (high - low) / 2)


def _summary(several: list[Hit]) -> dict[str, float]:
    return {
        "inside": sum(hit.inside for hit in several), "of": len(several),
        "off": float(np.sqrt(np.mean([hit.off**2 for hit in several]))),
        "half_width": float(np.mean([hit.half for hit in several])),
    }  # fmt: skip


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="?", default="demo_none")
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--replicates", type=int, default=320)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    surface = explore(load(asked.scenario))
    found = {
        "scenario": asked.scenario, "points": surface.points, "lucks": surface.lucks, "vectors": surface.vectors,
        "seconds": round(surface.seconds, 1), "degree": surface.fitted.basis.degree,
        "missed": {
            name: {"raw": float(surface.errors.raw[place]), "misfit": float(surface.errors.misfit[place]),
                   "misfit_difference": float(surface.errors.misfit_difference[place]),
                   "spread": float(surface.errors.spread[place])}
            for place, name in enumerate(surface.outcomes) if name in SHOWN
        },
        "covered": covered(surface, asked.points, asked.replicates),
    }  # fmt: skip
    for name, each in found["covered"].items():
        inside = f"{each['inside']:.0f} of {each['of']:.0f}"
        print(f"{name:58} {inside:10} off {each['off']:.3f}  half width {each['half_width']:.3f}")
    if asked.out:
        asked.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
