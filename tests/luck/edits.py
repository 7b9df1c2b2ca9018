"""Random edits of scenarios: levers, parameters, events, members, names, ties; each is made from its number alone.

What an edit may reach, and from when on, is said with each kind (:data:`KINDS`); ``reach.py`` looks whether it keeps to
that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tests.luck.watching import Place
from tests.worlds import STILL, both, from_tables

from netsustain.plan import compile_scenario
from netsustain.rules.events import NUMBER
from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_NAMES, FairnessRule, GovernanceMode, lever_field
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES, Parameters
from netsustain.scenario.paths import bounds_of
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.schema import Scenario
from netsustain.streams import STREAMS

MONTHS = 9
MEMBERS = 8
KEYED_BY = {stream.number: stream.keyed_by for stream in STREAMS}
OFFICE, *OTHERS = ("area_office", "school", "university", "community", "private", "government", "school")
CHOICES = {"governance_mode": GovernanceMode, "fairness_rule": FairnessRule}
SHARES = ("conditional_share", "free_rider_share", "hump_share")
"""Together one whole: changed by nobody."""

ALONE: dict[str, Any] = both(STILL, {"parameters": {
    "membership": {"exit_rate": 0, "recruit_rate": 0, "formation_rate": 0, "embedding": 0},
    "trust": {"project_weight": 0, "conflict_rate": 0}, "leadership": {"anchoring_retains": 0},
}})  # fmt: skip
"""Nothing of the network decides about a member or a tie: what happens to it is its own luck."""


def members_of(place: Place) -> set[int]:
    """Numbers of the members that a draw is about."""
    keyed = KEYED_BY[place.stream]
    return {"member": {place.entity}, "candidate": {place.entity}, "tie": {place.entity, place.other}}.get(keyed, set())


@dataclass(frozen=True)
class Edit:
    """A scenario before and after an edit, and what that may reach."""

    kind: str
    said: str
    before: Scenario
    after: Scenario
    month: int = 0
    """Before this month begins nothing is reached; 0: before the first month, at the start."""
    adds: Callable[[Place], bool] = field(default=lambda place: False)
    """Draws that are only there because of the edit."""
    start: frozenset[str] = frozenset()
    """Columns that it may reach at the start (``*``: of the entity all)."""
    alone: bool = False
    """Whether it reaches nothing but what it adds, in all months."""
    members: frozenset[int] = frozenset()
    """Numbers of members that it is about."""
    rate: float = 0.0
    """How often it happens in a year, where that is left to chance: nothing but its dice before it first does."""


class Maker:
    """Makes the edit of a number."""

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


# ---- kinds -------------------------------------------------------------------------------------------------------

LEADERS = frozenset({"leader.*"})
CORE = frozenset({"leader.core"})
"""The core group is the whole network's: anybody may be asked instead of anybody."""
BY_PARAMETERS = LEADERS | {"member.alone", "member.reference", "member.reciprocity", "member.belief",
                           "member.contributor"}  # fmt: skip
"""What parameters draw at the start: how people give, and who leads how long."""


def _lever(make: Maker) -> Edit:
    """Another dose from the start: at the start it chooses the core group, else it acts from month 1 on."""
    base, doses = make.base(), make.doses(3)
    return Edit("lever", str(doses), base, base.with_(levers=doses), start=CORE)


def _parameter(make: Maker) -> Edit:
    """Another value: at the start it moves what is drawn with it, never what is drawn."""
    base, values = make.base(), make.parameters()
    return Edit("parameter", str(values), base, base.with_(parameters=values), start=BY_PARAMETERS)


def _event(make: Maker) -> Edit:
    """Something happens in month t, after what the file has for that month: nothing before t, not a bit."""
    base, month = make.base(), int(make.rng.integers(1, MONTHS + 1))
    event = make.event(month)
    edited = base.with_(events=make.among(base.resolved()["events"], event))
    return Edit("event", str(event), base, edited, month, _new_numbers(base, edited, "event_target"))


def _recurrent(make: Maker) -> Edit:
    """Something that may happen every month: nothing but its own dice before it first does."""
    base = make.base()
    event = {"rate": round(make.within(0.5, 4), 2), **make.happening()}
    edited = base.with_(recurrent=make.among(base.resolved()["recurrent"], event))
    adds = _new_numbers(base, edited, "event_target", "recurrent_event")
    return Edit("recurrent", str(event), base, edited, 0, adds, rate=event["rate"])


def _new_numbers(base: Scenario, edited: Scenario, *streams: str) -> Callable[[Place], bool]:
    """Whether a draw of these streams is for an event that the scenario did not have."""
    before, after = (set(compile_scenario(each).plan.timeline.whole[:, NUMBER].tolist()) for each in (base, edited))
    new = after - before
    event = {stream.number: stream.name for stream in STREAMS if stream.name in streams}
    return lambda place: place.stream in event and bool({place.entity, place.other} & new)


def _lively(make: Maker) -> dict[str, Any]:
    return {"months": MONTHS, "start": f"2026-{make.rng.integers(1, 13):02d}", "events": make.some_events(2)}


def _append(make: Maker, alone: bool = False) -> Edit:
    """A member more, whom nobody knows: the others are who they were (the core group may ask it)."""
    said, known, ties = _said(make, alone)
    rows = make.rows(**known)
    more = {"name": "New", "kind": make.one_of(OTHERS), **known, "size": round(make.within(0.3, 4), 2)}
    new = len(rows)
    return Edit(
        "append alone" if alone else "append", str(more), make.tables("before", rows, ties, **said),
        make.tables("after", [*rows, more], ties, **said), adds=lambda place: new in members_of(place), alone=alone,
        start=frozenset({"member.ring_order", "member.partners"}) | CORE, members=frozenset({new}),
    )  # fmt: skip


def _rename(make: Maker) -> Edit:
    """Some members by other names: nothing, ever."""
    said, _, ties = _said(make, False)
    rows = make.rows()
    other = [{**row, "name": f"ใหม่ {k}" if make.rng.random() < 0.6 else row["name"]} for k, row in enumerate(rows)]
    before, after = (make.tables(name, table, ties, **said) for name, table in (("before", rows), ("after", other)))
    return Edit("rename", str([row["name"] for row in other]), before, after, MONTHS + 1)


def _tie(make: Maker, alone: bool = False) -> Edit:
    """A tie more: at the start other ties and all members are as they were (but how many partners two have)."""
    said, known, ties = _said(make, alone)
    rows, new = make.rows(**known), make.pair()
    ties = [pair for pair in ties if pair != new]
    return Edit(
        "tie alone" if alone else "tie", f"{new} beside {ties}", make.tables("before", rows, ties, **said),
        make.tables("after", rows, [*ties, new], **said), start=frozenset({"member.partners"}), alone=alone,
        adds=lambda place: KEYED_BY[place.stream] == "tie" and (place.entity, place.other) == new,
        members=frozenset(new),
    )  # fmt: skip


def _traits(make: Maker, alone: bool = False) -> Edit:
    """A member known better than before: nobody else is another."""
    said, known, ties = _said(make, alone)
    row = int(make.rng.integers(MEMBERS))
    told = {"member": row + 1, "size": round(make.within(0.3, 4), 2), "skill": round(make.within(0, 1), 2)}
    before = make.tables("before", make.rows(**known), ties, **said)
    return Edit(
        "traits alone" if alone else "traits", str(told), before, before.with_(**{"network.members": [told]}),
        alone=alone, members=frozenset({row}), start=CORE,
    )  # fmt: skip


def _join(make: Maker) -> Edit:
    """Somebody joins in month t and meets nobody: founders and their ties go on by their own luck."""
    said, known, ties = _said(make, True)
    before, month = make.tables("before", make.rows(**known), ties, **said), int(make.rng.integers(1, MONTHS + 1))
    event = {"at": month, "join": {"kind": make.one_of(OTHERS), "ties": 0}}
    return Edit(
        "join alone", str(event), before, before.with_(events=[event]), alone=True,
        adds=lambda place: MEMBERS in members_of(place), members=frozenset({MEMBERS}),
        start=frozenset({"member.ring_order", "member.partners"}),
    )  # fmt: skip


def _said(make: Maker, alone: bool) -> tuple[dict[str, Any], dict[str, Any], list[tuple[int, int]]]:
    """What else the scenario says, what is known of members, and ties."""
    if not alone:
        return _lively(make), {}, make.ties()
    said = {**ALONE, "months": MONTHS, "start": f"2026-{make.rng.integers(1, 13):02d}", "events": []}
    return said, {"contributor": "other", "alone": 0.5, "captures": 0}, make.ties()


KINDS: tuple[Callable[[Maker], Edit], ...] = (
    _lever, _parameter, _event, _recurrent, _append, _rename, _tie, _traits, _event,
    lambda make: _append(make, True), lambda make: _tie(make, True), lambda make: _traits(make, True), _join,
)  # fmt: skip


def edit(number: int, folder: Path) -> Edit:
    """The edit of a number; kinds take turns."""
    return KINDS[number % len(KINDS)](Maker(number, folder))
