"""The state of one network: columns, one row an entity, and the arrays that hold them.

Columns, not objects, hold the state. Every column is declared once, here, with its entity, dtype, unit and
meaning; arrays, views, documentation and Mesa agents all follow from the declaration. A leader's row is the row
of its member: the leader is the post, and a transfer replaces the person's columns in place.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

MEMBER, TIE, GOAL = 0, 1, 2
"""Positions in ``State.size`` (leaders have the members' size)."""


class Status(IntEnum):
    """Whether a member organisation takes part."""

    ACTIVE = 0
    DORMANT = 1
    LEFT = 2
    EXPECTED = 3
    MERGED = 4


class Ended(IntEnum):
    """How a run ended; dissolved and completed are competing ends."""

    ALIVE = 0
    DISSOLVED = 1
    COMPLETED = 2
    NEVER_FORMED = 3


class Source(IntEnum):
    """Where income comes from: the grant, the channels D-R1..R5 and the area office's budget."""

    GRANT = 0
    PUBLIC_PRIVATE = 1
    COMMUNITY = 2
    HUMAN = 3
    TECHNOLOGY = 4
    INTERNATIONAL = 5
    AREA_OFFICE = 6


class Column(NamedTuple):
    """One column of the state."""

    entity: str
    name: str
    dtype: str
    unit: str
    meaning: str
    concepts: str = ""
    reported: str = ""
    """For network columns: ``months`` = in the monthly series, ``runs`` = in the row of a run."""


def _columns(entity: str, dtype: str, table: str) -> list[Column]:
    """Parse a table ``name | unit | meaning | concepts | reported`` into columns."""
    rows = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        rows.append(Column(entity, cells[0], dtype, *cells[1:]))
    return rows


_MEMBER = _columns("member", "i8", """
number | - | who is who: row in the members table, or candidate number | A-M
kind | code | kind of organisation | A-M, C-I
status | code | active, dormant, left, expected to join, or merged into another | A-C6
contributor | code | type of contributor | C-P
bad_months | months | months in a row in which staying was not worth it; of one that left: months away | C-O1
level | 0-4 | level of working together: 0 none, 1 coordination .. 4 participation | E-L1..L4
project | row | goal whose projects the member works on | C-G6
founder | 0/1 | took part from the start | E-T9
joined_month | month | month of joining (0 = founder) | E-T9
played | code | decided by: 0 the rules; somebody outside, to 1 stay, 2 leave, 3 take part again | A-M
turns_to | row + 1 | while played: the member it makes a tie with this month (0 = nobody) | E-K2
lets_go | row + 1 | while played: the partner it ends the tie with this month (0 = nobody) | E-K2
ring_order | row | rows of all members in the order of their place on the ring | A-N2
""") + _columns("member", "f8", """
ring | 0-1 | place on the ring of neighbourhoods; near places are near schools | A-N2
size | schools | weight relative to a typical school | A-M
remoteness | 0-1 | travel burden: 0 next door, 1 a day's travel | B-K1
digital_access | 0-1 | share of digital channels within reach | B-K2
own_resources | staff-days/month | staff-days the organisation could give | A-C5
skill | 0-1 | collaboration skill | A-H6
alone | benefit | what working alone brings (1 = a typical school) | A-C6
reciprocity | - | slope of own contribution on expected contribution | C-P
captures | 0-1 | how much of others' tangible benefit the member takes for itself | C-W5, C-O5
priority | 0-1 | what matters to the member, on the goal axis | A-C1, A-H4
alignment | 0-1 | closeness of the priority to the goal worked on | A-C1
belief | 0-1 | expected effort of the others | A-H3
rounds | months | months since joining or since a relaunch | C-E1
warmth | 0-1 | what is left of the warm start: e^(-rounds / tau) | C-E1
chosen | 0-1 | effort chosen from outside while the member is played | E-K1
effort | 0-1 | share of own resources given to joint activity this month | E-K1
effort_1 | 0-1 | effort one month ago | E-K1
effort_2 | 0-1 | effort two months ago | E-K1
contribution | staff-days | staff-days given to joint activity this month | A-X
trust | 0-1 | mean trust in its partners (closeness) | A-C2
mutual_trust | 0-1 | mean over its ties of the lower of the two trusts | A-C2
partners | ties | number of ties | A-N2
face_to_face | 0-1 | dose of face-to-face communication received | B-K1, A-C4
written | 0-1 | dose of written two-way communication received | B-K2, A-C4
informed | 0-1 | how well the member is informed | C-O9, E-T4
meeting_days | staff-days | time spent on meetings and activities this month | B-K1
reserved_days | staff-days | time kept free for the meetings and activities planned, held or not | B-K1
tangible | benefit | rival benefit received this month (1 = a typical school working alone) | A-X, A-B1
benefit | benefit | net benefit of working together this month | A-B1..B6
reference | benefit | running mean of benefit | A-C6
value | -1..1 | perceived value of working together, against working alone | A-C6
fairness | 0-1 | felt fairness | A-S4, C-O5
fatigue | 0-1 | fatigue | C-O1
grabbed | 0-1 | severity of credit-grabbing by this member this month | C-O5
""")

_LEADER = _columns("leader", "i8", """
core | 0/1 | in the core group | A-S1, C-E2
experienced | 0/1 | has led elsewhere before | A-H1
leaving | 0/1 | an event moves this leader this month | A-H1
appointed_month | month | month of appointment (0 or less = before the start) | A-H1
""") + _columns("leader", "f8", """
competence | 0-1 | competence in this post | A-H1
championing | 0-1 | how much the leader champions the network | C-O7
facilitation | 0-1 | facilitation skill | A-H6, A-S1
months_in_post | months | months in post | A-H1
vacancy | months | months until a successor arrives (0 = filled) | A-H1
readiness | 0-1 | readiness of a named successor | E-K6, A-S1
handover | months | handover ordered by the event that moves the leader (-1 = as the lever says) | A-H1
handover_left | months | months of handover still to come and to pay | A-H1, E-K6
level | 0-1 | what the leader does for the network this month | A-C3
""")

_TIE = _columns("tie", "i8", """
a | row | member with the lower number | A-N2
b | row | member with the higher number | A-N2
formal | 0/1 | covered by a formal agreement | C-A
contact | 0/1 | contact this month | E-K1
joint | 0/1 | joint activity this month | E-K1
unused | months | months since the last joint activity | E-K1
idle | months | months since the last contact | E-K2
""") + _columns("tie", "f8", """
personal_ab | 0-1 | personal trust of a in b | A-C2
personal_ba | 0-1 | personal trust of b in a | A-C2
institutional_ab | 0-1 | institutional trust of a in b | A-C2
institutional_ba | 0-1 | institutional trust of b in a | A-C2
trust_ab | 0-1 | trust of a in b | A-C2
trust_ba | 0-1 | trust of b in a | A-C2
ceiling_ab | 0-1 | trust of a in b never rises above this after a breach | C-O5
ceiling_ba | 0-1 | trust of b in a never rises above this after a breach | C-O5
strength | 0-1 | strength of the tie: how regular contact is | A-N2
age | months | age of the tie | A-N2
youth | 0-1 | how new the tie still feels: e^(-age / 6) | A-C2
""")

_GOAL = _columns("goal", "i8", """
original | 0-2 | 1 = a goal the network started with, 2 = adopted in place of one that was met | C-P
met_month | month | month in which the goal was met (0 = not yet) | C-P
standing | 0/1 | a standing goal that is never finished | C-P
wins | quarters | quarters of the work that were celebrated | C-E6
""") + _columns("goal", "f8", """
position | 0-1 | position on the goal axis | A-C1
breadth | 0-1 | how broad the goal is | B-F6
workload | staff-days | effective joint work that meets the goal | C-P
progress | 0-1 | share of the work done | B-O
aim | 0-1 | aim of this month's projects | C-E6
success | 0-1 | success of this month's projects | B-O
people | members | members at work on it this month | C-G6
""")

_CHANNEL = _columns("channel", "f8", """
planned | staff-days/month | amount planned (the area office's own budget) | A-R3
level | share | budget level of the source (1 = as planned) | A-H2
level_target | share | level a cut or restoration moves towards | A-H2
level_step | share/month | speed of that move | A-H2
stock | 0-1 | fundraising relations built up in the channel | D-R1..R5
income | staff-days | income this month | A-C5
income_year | staff-days/month | income, moving average of about a year | A-C5
""")

_CONDITION = _columns("condition", "i8", """
fell_month | month | month in which the condition fell to half its start and stayed there (0 = it did not) | A-D
event_kind | code | kind of the last shock before that month | A-H1, A-H2
event_month | month | month of that shock | A-H1, A-H2
""") + _columns("condition", "f8", """
value | 0-1 | the condition this month | A-C1..C7
start | 0-1 | the condition in the first month | A-C1..C7
fell_to | share | the condition against its start when it fell | A-D
total | months | the condition summed over live months | A-C1..C7
""")

_NETWORK = _columns("network", "i8", """
ties_changed | 0/1 | neighbour lists must be rebuilt | A-N2
crisis_months | months | months of crisis left (face-to-face impossible) | B-K2
grant_end_month | month | month in which an event ended all grants (0 = none) | A-H2
grant_taper | months | taper after that month | A-H2
event_kind | code | kind of the last shock | A-H1, A-H2
event_month | month | month of the last shock | A-H1, A-H2
dead_months | months | months in a row not live | C-P
ended | code | alive, dissolved, completed or never formed | C-P | runs
end_month | month | month in which the run ended (0 = not) | C-P | runs
confirmed_month | month | month in which the end was certain (0 = not) | C-P | runs
cause | code | condition that gave way first (1-7), 8 goals met, 9 need gone | C-P | runs
trigger | code | kind of event before that loss | A-H1, A-H2 | runs
trigger_month | month | month of that event | A-H1, A-H2 | runs
originals_met | 0/1 | all original goals have been met | C-P
closed | 0/1 | members closed the network on purpose | C-P
transfers | leaders | leader moves up to the horizon | A-H1 | runs
founders | members | active members at the start |  | runs
""") + _columns("network", "f8", """
live | 0/1 | the month is live: at least 3 members at work together on an original goal | C-P | months
live_members | members | active members at work in the largest working group | C-P | months
active_members | members | active members | A-N1 | months
active_share | share | active members over members that ever took part | A-N1 | months
joined | members | members that joined this month | E-T9 | months
left | members | members that left this month | A-C6 | months
c1 | 0-1 | shared vision and clear goals | A-C1 | months
c2 | 0-1 | trust and strong relationships | A-C2 | months
c3 | 0-1 | governance structure and leadership | A-C3 | months
c4 | 0-1 | open and effective communication | A-C4 | months
c5 | 0-1 | adequate, sustained resources | A-C5 | months
c6 | 0-1 | mutual benefit and perceived value | A-C6 | months
c7 | 0-1 | adaptability and flexibility | A-C7 | months
effort | 0-1 | mean effort of active members | E-K1 | months
mean_trust | 0-1 | mean trust over the ties of active members | A-C2 | months
fatigue | 0-1 | mean fatigue of active members | C-O1 | months
ties | ties | ties between active members | A-N2 | months
density | share | ties over possible ties among active members | A-N2 | months
centralisation | 0-1 | degree centralisation (Freeman) | A-T1 | months
transitivity | 0-1 | closed share of two-paths | A-N2 | months
components | count | connected components among active members | A-N2 | months
leadership | 0-1 | what the core group does for the network | A-C3 | months
vacant_share | share | posts without a leader | A-H1 | months
goal_clarity | 0-1 | how clear the goals are | A-C1 | months
role_clarity | 0-1 | how clear the roles are | C-W4 | months
flexibility | 0-1 | how easily rules can be changed | A-C7 | months
inertia | 0-1 | how far the network is stuck in its ways | C-W1, A-H5 | months
agreement | 0-1 | written agreement in force | C-A | months
plan | 0-1 | action plan in force | C-A | months
training | 0-1 | stock of trained members | A-H6 | months
delivery | 0-1 | quality of delivery of what is planned | B-O | months
reputation | 0-1 | standing of the network outside | D-R1 | months
anchoring | 0-1 | anchoring in the culture of the members | C-E8 | months
urgency | 0-1 | felt urgency | C-E1, C-O6 | months
need | 0-1 | the need the network answers | C-P | months
steering | 0-1 | how far the area office steers instead of facilitating | A-G, C-F2 | months
two_way | 0-1 | share of communication that is two-way | E-W | months
income | staff-days | income this month, all sources | A-C5 | months
own_income | staff-days | coordination paid by the members themselves | A-S5 | months
meeting_days | staff-days | time of members in meetings and activities this month, travel included | B-K1 | months
need_days | staff-days | coordination and levers the network should pay this month | A-C5 | months
paid_days | staff-days | of that, paid | A-C5 | months
funded_share | share | of the need that is paid: every lever works at this share | A-C5 | months
project_days | staff-days | surplus put into projects this month | A-C5 | months
reserve | staff-days | reserve | A-S5 | months
lapsed_days | staff-days | income that could be neither spent nor kept this month | A-H2 | months
concentration | 0-1 | Herfindahl index of income by source, about a year | A-C5 | months
self_reliance | share | income that comes neither from a grant nor from the area office | A-S5 | months
handover_days | staff-days | what the handovers under way take this month | A-H1
money | money | money spent on levers this month | A-C5 | months
output | staff-days | effective joint work this month | B-O | months
progress | share | work done of the original goals that can be finished | B-O | months
outcome_index | 0-1 | one index for the outcomes of interest (B-O), about a year | B-O | months
success | 0-1 | mean success of the projects | C-E6 | months
win | 0/1 | a small success was celebrated this month | C-E6
conflicts | share | ties in conflict this month | A-H4 | months
level_1 | share | active members at coordination | E-L1 | months
level_2 | share | active members at cooperation | E-L2 | months
level_3 | share | active members at collaboration | E-L3 | months
level_4 | share | active members at participation | E-L4 | months
fit | 0-1 | how well the governance mode fits size, trust and goal consensus | A-C3 | months
remote_share | share | share of members far away, of which newcomers are drawn | B-K2
resources_factor | - | own resources relative to what is typical of a kind | A-C5
priority_mean | 0-1 | mean priority of newcomers | A-H4
priority_spread | 0-1 | spread of newcomers' priorities | A-H4
leader_experience | share | share of new leaders who have led elsewhere | A-H1
leader_championing | 0-1 | mean championing of new leaders | C-O7
live_months | months | live months so far | | runs
cost_days | staff-days | all staff-days spent (coordination, levers, joint activity), money at its price | A-C5 | runs
cost_money | money | money spent so far (counted in cost_days) | A-C5 | runs
sustained_value | staff-days | discounted benefit net of all costs so far | A-C6 | runs
months_sustained | months | months until dissolution, the horizon if it never comes | C-P | runs
""")

COLUMNS: tuple[Column, ...] = tuple(
    _MEMBER + _LEADER + _TIE + _GOAL + _CHANNEL + _CONDITION + _NETWORK
)
ENTITIES: tuple[str, ...] = ("member", "leader", "tie", "goal", "channel", "condition", "network")
FIXED_ROWS = {"channel": len(Source), "condition": 7, "network": 1}
"""Entities whose number of rows never changes."""


def _position(entity: str, dtype: str) -> dict[str, int]:
    names = [column.name for column in COLUMNS if column.entity == entity and column.dtype == dtype]
    return {name: position for position, name in enumerate(names)}


POSITION: dict[tuple[str, str], dict[str, int]] = {
    (entity, dtype): _position(entity, dtype) for entity in ENTITIES for dtype in ("i8", "f8")
}
"""Row of each column in the block of its entity and dtype."""


def column(entity: str, name: str) -> Column:
    """The declaration of a column."""
    for item in COLUMNS:
        if item.entity == entity and item.name == name:
            return item
    raise KeyError(f"{entity}.{name} is not a column")


class State(NamedTuple):
    """All arrays of one network; a block is ``[column, row]`` with room to grow in its last axis."""

    member_i8: np.ndarray
    member_f8: np.ndarray
    leader_i8: np.ndarray
    leader_f8: np.ndarray
    tie_i8: np.ndarray
    tie_f8: np.ndarray
    goal_i8: np.ndarray
    goal_f8: np.ndarray
    channel_i8: np.ndarray
    channel_f8: np.ndarray
    condition_i8: np.ndarray
    condition_f8: np.ndarray
    network_i8: np.ndarray
    network_f8: np.ndarray
    size: np.ndarray
    """Live rows of members, ties and goals."""
    neighbour_start: np.ndarray
    neighbour_member: np.ndarray
    neighbour_tie: np.ndarray
    """Neighbour lists: those of member ``i`` lie between ``start[i]`` and ``start[i + 1]``, by row number."""
    levers: np.ndarray
    """Doses ``[now | target | step a month, lever]``."""
    parameters: np.ndarray


def allocate(members: int, ties: int, goals: int, levers: int, parameters: int) -> State:
    """An empty state with room for so many members, ties and goals; every number is 0."""
    rows = {"member": members, "leader": members, "tie": ties, "goal": goals, **FIXED_ROWS}

    def block(entity: str, dtype: str) -> np.ndarray:
        return np.zeros((len(POSITION[entity, dtype]), rows[entity]), dtype=dtype)

    blocks = {f"{entity}_{dtype}": block(entity, dtype) for entity in ENTITIES for dtype in ("i8", "f8")}
    return State(
        **blocks,
        size=np.zeros(3, dtype="i8"),
        neighbour_start=np.zeros(members + 1, dtype="i8"),
        neighbour_member=np.zeros(2 * ties, dtype="i8"),
        neighbour_tie=np.zeros(2 * ties, dtype="i8"),
        levers=np.zeros((3, levers)),
        parameters=np.zeros(parameters),
    )
