"""The account of a calibration: everything a reader needs to judge the accepted vectors, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from netsustain.calibration.coverage import coverage_of
from netsustain.exploration.calibration.acceptance import IDENTIFIED_BELOW, Chosen, identification
from netsustain.exploration.calibration.moves import Plan, Population
from netsustain.exploration.calibration.problem import Problem
from netsustain.exploration.calibration.scoring import Scale
from netsustain.validation.pattern import Pattern, Target


def finite(number: float) -> float | None:
    """A number JSON can hold; None for NaN and infinity."""
    return float(number) if np.isfinite(number) else None


def account_of(
    problem: Problem, plan: Plan, cutoff: float, scales: Sequence[Scale], population: Population,
    counts: dict[str, int], chosen: Chosen, seeds: dict[str, int], digest: str, survival_setups: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """What goes into ``calibration.json``.

    Parameters
    ----------
    counts
        Different draws in the last population, and those of them within the cut-off on fresh seeds.
    survival_setups
        Set-ups in which networks live and may end: they say which networks are covered.
    """
    found = identification(problem.factors.names, population.near.unit)
    parameters = chosen.draws.unit
    values = problem.factors.values(parameters)
    return {
        "schema": 1,
        "targets": _targets(problem, scales, chosen),
        "setups": list(problem.scenarios),
        "ranges": {
            name: [float(low), float(high)]
            for name, low, high in zip(problem.factors.names, problem.factors.low, problem.factors.high, strict=True)
        },
        "accepted_ranges": {
            name: [float(end) for end in np.quantile(values[:, column], [0.05, 0.95])]
            for column, name in enumerate(problem.factors.names)
        },
        "draws": plan.simulated,
        "waves": 1 + len(population.steps),
        "counts": counts,
        "acceptance_share": counts["within"] / plan.simulated,
        "accepted": len(parameters),
        "cutoff": cutoff,
        "moves": [{"tolerance": each.tolerance, "left": each.left, "held": each.held} for each in population.steps],
        "seeds": seeds,
        "digest": digest,
        "identification": found,
        "identified_on": {"draws": len(population.near), "tolerance": plan.tolerances[0]},
        "not_identified": [row["parameter"] for row in found if float(row["p"]) >= IDENTIFIED_BELOW],
        "coverage": coverage_of([problem.scenarios[name] for name in survival_setups]),
    }


def _targets(problem: Problem, scales: Sequence[Scale], chosen: Chosen) -> list[dict[str, Any]]:
    pairs: list[tuple[Pattern, Target]] = [(each, target) for each in problem.patterns for target in each.targets]
    return [
        {
            "id": pattern.id, "name": target.name, "what": pattern.what, "source": pattern.source, "unit": target.unit,
            "published": finite(target.published), "low": finite(target.low), "high": finite(target.high),
            "discrepancy": finite(scale.discrepancy),
            "accepted_mean": finite(float(np.nanmean(chosen.draws.value[:, column]))),
            "accepted_low": finite(float(np.nanquantile(chosen.draws.value[:, column], 0.05))),
            "accepted_high": finite(float(np.nanquantile(chosen.draws.value[:, column], 0.95))),
        }
        for column, ((pattern, target), scale) in enumerate(zip(pairs, scales, strict=True))
    ]  # fmt: skip
