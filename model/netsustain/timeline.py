"""Events of a scenario as tables that the compiled rules read, a row an event."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from netsustain.roster import row_of
from netsustain.rules import events as codes
from netsustain.rules.contract import Timeline
from netsustain.scenario.events import Event, Recurrent
from netsustain.scenario.happenings import Channel, Policy
from netsustain.scenario.kinds import Kind
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.schema import Scenario
from netsustain.state import Source

ALL_KINDS = (1 << len(Kind)) - 1
ALL_SEASONS = sum(1 << season for season in range(1, 13))
WHOLE_COLUMNS, REAL_COLUMNS = 9, 5
PLACES, RECURRENT = 1024, 16
"""An event's number is (kind, + 16 if it recurs) x 1024 + its place among the events of its kind and month."""
CODE = {
    "transfer": codes.TRANSFER, "budget": codes.BUDGET, "grant_end": codes.GRANT_END, "set": codes.SET,
    "communication": codes.SET, "join": codes.JOIN, "leave": codes.LEAVE, "scandal": codes.SCANDAL,
    "crisis": codes.CRISIS, "goal_reached": codes.GOAL_REACHED, "need_ended": codes.NEED_ENDED,
    "relaunch": codes.RELAUNCH, "merger": codes.MERGER, "ministry_policy": codes.MINISTRY_POLICY,
}  # fmt: skip
"""Code of every kind of event (a communication policy is a set of levers)."""
TALK = (
    "meeting_frequency", "face_to_face_share", "platform", "community_forum", "newsletter", "transparency",
    "two_way_feedback",
)  # fmt: skip
POLICIES: dict[Policy, dict[str, float]] = {
    Policy.FACE_TO_FACE: {"meeting_frequency": 1.5, "face_to_face_share": 1.0, "platform": 0.0},
    Policy.PLATFORM: {"meeting_frequency": 0.3, "face_to_face_share": 0.0, "platform": 1.0},
    Policy.HYBRID: {"meeting_frequency": 1.0, "face_to_face_share": 0.6, "platform": 0.6},
    Policy.NEWSLETTER: {**dict.fromkeys(TALK, 0.0), "newsletter": 1.0},
    Policy.BLACKOUT: dict.fromkeys(TALK, 0.0),
}
"""Doses of levers under a communication policy (assumed)."""
SOURCE = {
    Channel.ALL: codes.EVERY_SOURCE, Channel.GRANT: Source.GRANT, Channel.AREA_OFFICE: Source.AREA_OFFICE,
    Channel.PUBLIC_PRIVATE: Source.PUBLIC_PRIVATE, Channel.COMMUNITY: Source.COMMUNITY,
    Channel.HUMAN: Source.HUMAN, Channel.TECHNOLOGY: Source.TECHNOLOGY,
    Channel.INTERNATIONAL: Source.INTERNATIONAL,
}  # fmt: skip


class Row(NamedTuple):
    """One row of the timeline, in the order of the columns in ``rules/events.py``."""

    month: int
    kind: int
    who: int = 0
    kinds: int = ALL_KINDS
    target: int = -1
    over: int = 0
    many: int = 1
    seasons: int = 0
    number: int = 0
    real: tuple[float, ...] = ()
    rate: float = 0.0

    def whole_columns(self) -> list[int]:
        """The whole-number columns."""
        what = [self.month, self.kind, self.who, self.kinds, self.target, self.over, self.many]
        return [*what, self.seasons, self.number]

    def real_columns(self) -> list[float]:
        """The real columns: up to four numbers of the event, then its yearly rate."""
        return [*self.real, *(0.0,) * (REAL_COLUMNS - 1 - len(self.real)), self.rate]


def _bits(kinds: tuple[Kind, ...] | None) -> int:
    return ALL_KINDS if kinds is None else sum(1 << int(kind) for kind in kinds)


def _aimed(kind: str, action: Any, names: list[str], row: Row) -> Row:
    """The row of one event, its time given (sets of levers and joins apart)."""
    if kind == "transfer":
        handover = -1.0 if action.handover is None else float(action.handover)
        return row._replace(real=(action.share, handover), who=int(action.who), kinds=_bits(action.kinds))
    if kind == "budget":
        return row._replace(real=(action.level,), target=int(SOURCE[action.channel]), over=action.over)
    if kind == "grant_end":
        return row._replace(over=action.taper)
    if kind == "leave":
        target = -1 if action.member is None else row_of(action.member, names)
        kinds = ALL_KINDS if action.kind is None else _bits((action.kind,))
        return row._replace(target=target, kinds=kinds, many=action.count)
    if kind == "scandal":
        target = -1 if action.member is None else row_of(action.member, names)
        return row._replace(real=(action.severity,), target=target)
    if kind == "crisis":
        return row._replace(real=(action.urgency,), over=action.months)
    if kind == "goal_reached":
        return row._replace(target=action.goal - 1)
    if kind == "merger":
        return row._replace(kinds=_bits((action.kind,)), many=action.count)
    if kind == "ministry_policy":
        steering = -1.0 if action.steering is None else float(action.steering)
        return row._replace(real=(action.shift, action.rigidity, steering))
    return row


def _lever_doses(kind: str, action: Any, scenario: Scenario) -> tuple[dict[str, float], int]:
    """Doses an event gives to levers, and the months it takes."""
    if kind == "set":
        return action.doses, action.over
    if action.policy is Policy.RESTORE:
        return {name: float(getattr(scenario.levers, name)) for name in TALK}, 0
    return POLICIES[action.policy], 0


def _joining(action: Any, row: Row) -> Row:
    """The row of a join; a recurrent one (no target) brings a new organisation each time it happens."""
    known = [getattr(action, field) for field in ("size", "own_resources", "skill", "priority")]
    real = tuple(math.nan if value is None else float(value) for value in known)
    return row._replace(real=real, who=int(action.kind), many=action.ties)


def _timed(event: Event | Recurrent, start: str) -> Row:
    """The row of an event with its time only."""
    kind = CODE[event.kind]
    if isinstance(event, Event):
        return Row(month=event.month(start), kind=kind)
    seasons = ALL_SEASONS if event.season is None else sum(1 << season for season in event.season)
    return Row(month=0, kind=kind, seasons=seasons, rate=float(event.rate))


def _numbered(rows: list[Row]) -> list[Row]:
    """Rows with the number that keys their luck: kind, and place among the events of the kind and month.

    An event of another kind or month, wherever it stands in the file, moves nobody's luck.
    """
    seen: Counter[tuple[int, int]] = Counter()
    numbered = []
    for row in rows:
        place = seen[row.kind, row.month]
        seen[row.kind, row.month] += 1
        kind = row.kind + (RECURRENT if row.seasons else 0)
        numbered.append(row._replace(number=kind * PLACES + place))
    return numbered


def timeline(scenario: Scenario, names: list[str], first_expected: int) -> Timeline:
    """Events and recurrent events as tables."""
    rows: list[Row] = []
    waiting = first_expected
    events: list[Event | Recurrent] = [*scenario.events, *scenario.recurrent]
    for event, row in zip(events, _numbered([_timed(event, scenario.start) for event in events]), strict=True):
        if event.kind in ("set", "communication"):
            doses, over = _lever_doses(event.kind, event.action, scenario)
            row = row._replace(over=over)
            rows += [row._replace(real=(dose,), target=LEVER_NAMES.index(name)) for name, dose in doses.items()]
        elif event.kind == "join":
            rows.append(_joining(event.action, row))
            if isinstance(event, Event):
                rows[-1] = rows[-1]._replace(target=waiting)
                waiting += 1
        else:
            rows.append(_aimed(event.kind, event.action, names, row))
    grants = [[g.amount, g.from_month, g.to_month, g.taper] for g in scenario.funding.grants]
    return Timeline(
        whole=np.array([row.whole_columns() for row in rows], dtype="i8").reshape(-1, WHOLE_COLUMNS),
        real=np.array([row.real_columns() for row in rows], dtype="f8").reshape(-1, REAL_COLUMNS),
        grants=np.array(grants, dtype="f8").reshape(-1, 4),
    )
