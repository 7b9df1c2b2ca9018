"""What is measured of the luck of runs, question by question, as plain data."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import PlainModel
from tests.luck.doubles import doubles, draws_of, scenario_of, shipped
from tests.luck.edits import KINDS, edit
from tests.luck.generators import WEAK, model
from tests.luck.judging import judged, ringing
from tests.luck.nothing import columns_that_differ, differences, nothings
from tests.luck.reach import broken

from netsustain.exploration.comparison import compare
from netsustain.scenario import load

Figures = dict[str, Any]


class Sizes(NamedTuple):
    """How much is looked at."""

    replicates: int
    """Of each change that changes nothing, and of each pair of scenarios."""
    edits: int
    months: int | None
    """Months of each shipped scenario; None: to its horizon."""
    lucks: int
    """Replicates of each shipped scenario."""
    draws: int
    """Draws of each order of coordinates, four words each."""
    weak: int
    """The same for each weak generator."""


FULL = Sizes(1000, 40 * len(KINDS), None, 1, 1 << 18, 1 << 14)
QUICK = Sizes(100, 2 * len(KINDS), 6, 1, 1 << 14, 1 << 12)

PAIRS = (
    ("transfer_director_sudden", "transfer_director_handover"), ("budget_cut_sudden", "budget_cut_gradual"),
    ("communication_blackout", "communication_hybrid"), ("governance_lead", "governance_shared"),
    ("baseline", "strategy_leadership"), ("baseline", "strategies_all"), ("demo_none", "demo_all"),
)  # fmt: skip
"""Shipped scenarios that are compared, from small changes to large ones."""


def nothing(sizes: Sizes) -> Figures:
    """Changes that change nothing, each over all replicates."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="luck.") as folder:
        for each in nothings(Path(folder)):
            columns = columns_that_differ(each, sizes.replicates)
            rows.append({"name": each.name, "columns": columns, "said": differences(each, sizes.replicates, "default")})
    return {"replicates": sizes.replicates, "rows": rows}


def edits(sizes: Sizes) -> Figures:
    """Random edits by kind, and those that broke a claim."""
    plain, kinds, faults = PlainModel(), Counter[str](), {}
    with tempfile.TemporaryDirectory(prefix="luck.") as folder:
        for number in range(sizes.edits):
            made = edit(number, Path(folder))
            kinds[made.kind] += 1
            if said := broken(plain, made, replicate=number % 3):
                faults[number] = said[:3]
    return {"edits": sizes.edits, "kinds": dict(kinds), "faults": faults}


def double_use(sizes: Sizes) -> Figures:
    """Numbers that serve two purposes, in every shipped scenario."""
    plain, found, places = PlainModel(), {}, 0
    for name in shipped():
        draws = draws_of(plain, scenario_of(name, sizes.months), range(sizes.lucks))
        places += len(draws.places)
        if said := doubles(draws):
            found[name] = [str(each) for each in said]
    return {"scenarios": len(shipped()), "lucks": sizes.lucks, "months": sizes.months, "draws": places, "found": found}


def generator(sizes: Sizes) -> Figures:
    """The model's generator and the weak ones under the battery."""
    own = judged(model, sizes.draws)
    weak = []
    for name, each in WEAK.items():
        verdicts = judged(each, sizes.weak)
        rings = ringing(verdicts)
        weak.append({
            "name": name, "rings": len(rings), "judged": len(verdicts),
            "tests": [test for test, _ in Counter(ring.test for ring in rings).most_common(3)],
            "orders": [order for order, _ in Counter(ring.order for ring in rings).most_common(2)],
        })  # fmt: skip
    smallest = min(own, key=lambda verdict: verdict.p)
    return {
        "draws": sizes.draws, "weak_draws": sizes.weak, "judged": len(own),
        "rings": [str(ring) for ring in ringing(own)],
        "orders": len({verdict.order for verdict in own}), "tests": len({verdict.test for verdict in own}),
        "smallest": smallest._asdict(), "weak": weak,
    }  # fmt: skip


def pairing(sizes: Sizes) -> Figures:
    """What the same luck takes off the variance of differences between shipped scenarios."""
    rows = []
    for names in PAIRS:
        found = compare({name: load(name) for name in names}, replicates=sizes.replicates, seed=1, parameters="default")
        pair = found.pairs.iloc[0]
        rows.append({"a": names[0], "b": names[1], "saved": pair["variance_reduction"], "ties": pair["p_tie"]})
    return {"replicates": sizes.replicates, "rows": rows}


QUESTIONS: dict[str, Callable[[Sizes], Figures]] = {
    "nothing": nothing, "edits": edits, "doubles": double_use, "generator": generator, "pairing": pairing,
}  # fmt: skip


def measure(name: str, sizes: Sizes) -> Figures:
    """The answer to a question, with the processor time it took [s]."""
    began = time.process_time()
    return QUESTIONS[name](sizes) | {"seconds": time.process_time() - began}


def faults(name: str, found: Figures) -> list[str]:
    """What is not as it should be."""
    if name == "nothing":
        return [row["name"] for row in found["rows"] if row["columns"] or row["said"]]
    if name == "edits":
        return [f"edit {number}: {said[0]}" for number, said in found["faults"].items()]
    if name == "doubles":
        return [f"{scenario}: {said[0]}" for scenario, said in found["found"].items()]
    if name == "generator":
        return [*found["rings"], *(f"not caught: {row['name']}" for row in found["weak"] if not row["rings"])]
    return []
