"""Pieces of random scenarios and edits, each made from a number alone: members, ties, doses, values, events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from tests.worlds import STILL, both, from_tables

from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_NAMES, FairnessRule, GovernanceMode, lever_field
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES, Parameters
from netsustain.scenario.paths import bounds_of
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario

MONTHS = 9
MEMBERS = 8
OFFICE, *OTHERS = ("area_office", "school", "university", "community", "private", "government", "school")
CHOICES = {"governance_mode": GovernanceMode, "fairness_rule": FairnessRule}
SHARES = ("conditional_share", "free_rider_share", "hump_share")
"""Together one whole: changed by nobody."""

ALONE: dict[str, Any] = both(STILL, {"parameters": {
    "membership": {"exit_rate": 0, "recruit_rate": 0, "formation_rate": 0, "embedding": 0},
    "trust": {"project_weight": 0, "conflict_rate": 0}, "leadership": {"anchoring_retains": 0},
}})  # fmt: skip
"""Nothing of the network decides about a member or a tie: what happens to it is its own luck."""


class Maker:
    """Makes the pieces of the edit of a number."""

    def __init__(self, number: int, folder: Path) -> None:
        self.folder = folder / str(number)
        self.rng = np.random.default_rng([number, 20])

    def one_of(self, values: Any) -> Any:
        """Any of them, each as likely."""
        return list(values)[int(self.rng.integers(len(values)))]

    # ---- scenarios ----------------------------------------------------------------------------------

    def base(self) -> Scenario:
        """A small lively network that begins in any month of the year, drawn or from tables."""
        said: dict[str, Any] = {
            "months": MONTHS, "start": f"2026-{self.rng.integers(1, 13):02d}", "events": self.some_events(2),
            "recurrent": self.rng.integers(2) * [{"rate": 1.5, **self.happening()}],
            "parameters": {"membership": {"recruit_rate": 0.6, "formation_rate": 0.2}},
        }  # fmt: skip
        if self.rng.random() < 0.5:
            return self.tables("before", self.rows(), self.ties(), **said)
        name = self.one_of(("demo_all", "baseline", "strategies_all"))
        recipe = {"network.recipe.members": MEMBERS, "network.recipe.mean_degree": 4}
        return load(name).until(1).with_(**recipe).with_(**said)

    def tables(self, name: str, rows: list[dict[str, Any]], ties: list[tuple[int, int]], **said: Any) -> Scenario:
        """A network of tables."""
        told = [{"source": rows[a]["name"], "target": rows[b]["name"]} for a, b in ties]
        return from_tables(self.folder / name, rows, told, **said)

    def rows(self, **known: Any) -> list[dict[str, Any]]:
        """Members of which the name and the kind are known, and what is told."""
        kinds = [OFFICE, *(self.one_of(OTHERS) for _ in range(MEMBERS - 1))]
        return [{"name": f"M{k + 1}", "kind": kind, **known} for k, kind in enumerate(kinds)]

    def ties(self) -> list[tuple[int, int]]:
        """Pairs of rows: a path over the first members, and some more."""
        pairs = {(k, k + 1) for k in range(MEMBERS // 2)} | {self.pair() for _ in range(5)}
        return sorted(pairs)

    def pair(self) -> tuple[int, int]:
        """Two rows."""
        one, other = sorted(self.rng.choice(MEMBERS, 2, replace=False).tolist())
        return int(one), int(other)

    # ---- pieces -------------------------------------------------------------------------------------

    def within(self, low: float, high: float) -> float:
        """A number between two, the ends more often than by chance."""
        return float(self.one_of((low, high))) if self.rng.random() < 0.2 else float(self.rng.uniform(low, high))

    def doses(self, most: int) -> dict[str, Any]:
        """New doses of a few levers."""
        names = self.rng.choice(LEVER_NAMES, int(self.rng.integers(1, most + 1)), replace=False).tolist()
        return {name: self.dose(name) for name in names}

    def dose(self, name: str) -> Any:
        """Any dose of a lever."""
        if name in CHOICES:
            return self.one_of([choice.name.lower() for choice in CHOICES[name]])
        return self.within(*bounds_of(lever_field(name)))

    def parameters(self) -> dict[str, dict[str, float]]:
        """New values of a few parameters, where they are thought possible."""
        told: dict[str, dict[str, float]] = {}
        free = [name for name in PARAMETER_NAMES if name not in SHARES]
        for name in self.rng.choice(free, int(self.rng.integers(1, 5)), replace=False).tolist():
            group = PARAMETER_GROUP[name]
            quantity = quantity_of(type(getattr(Parameters(), group)).model_fields[name])
            told.setdefault(group, {})[name] = self.within(*quantity.plausible)
        return told

    def among(self, events: list[dict[str, Any]], event: dict[str, Any]) -> list[dict[str, Any]]:
        """The events and one more, anywhere in the file, but after those of its month.

        Before one of its own kind it would take over that one's number, and a month's events act in order.
        """
        alike = [place for place, other in enumerate(events) if other.get("at") == event.get("at")]
        place = 1 + alike[-1] if alike else int(self.rng.integers(len(events) + 1))
        return [*events[:place], event, *events[place:]]

    def some_events(self, most: int) -> list[dict[str, Any]]:
        """A few events of the scenario itself."""
        return [self.event(int(self.rng.integers(1, MONTHS + 1))) for _ in range(self.rng.integers(most + 1))]

    def event(self, month: int) -> dict[str, Any]:
        """Anything that can happen, in a month."""
        return {"at": month, **self.happening()}

    def happening(self) -> dict[str, Any]:
        """Anything that can happen but a join, which makes an expected member of the start."""
        share, school = round(self.within(0, 1), 3), {"kind": "school"}
        return dict(self.one_of((
            {"transfer": {"who": self.one_of(("leaders", "director", "core")), "share": share}},
            {"budget": {"level": 2 * share, "over": int(self.rng.integers(4))}},
            {"grant_end": {}}, {"set": self.doses(3)}, {"leave": {**school, "count": 2}},
            {"leave": {"member": int(self.rng.integers(1, MEMBERS + 1))}}, {"scandal": {"severity": share}},
            {"crisis": {"months": 3}}, {"goal_reached": {"goal": 1}}, {"need_ended": {}}, {"relaunch": {}},
            {"merger": school}, {"ministry_policy": {"shift": share - 0.5, "rigidity": share / 2}},
            {"communication": {"policy": self.one_of(("blackout", "platform", "restore"))}},
        )))  # fmt: skip
