"""Random edits of scenarios: levers, parameters, events, members, names, ties; each is made from its number alone.

What an edit may reach, and from when on, is said with each kind (:data:`KINDS`); ``reach.py`` looks whether it keeps to
that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.luck.making import ALONE, MEMBERS, MONTHS, OTHERS, Maker
from tests.luck.watching import Place

from netsustain.plan import compile_scenario
from netsustain.rules.events import NUMBER
from netsustain.scenario.schema import Scenario
from netsustain.streams import STREAMS

KEYED_BY = {stream.number: stream.keyed_by for stream in STREAMS}


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
