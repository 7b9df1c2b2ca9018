"""Whether an edit keeps to its reach: what was drawn, and what everybody was, beside the same without the edit.

Four claims, each for the edits that make it:

1. **The same number at the same place.** Whatever both draw at the same coordinates is the same, in every month.
2. **Nothing before.** Before the month of the edit both draw the same numbers at the same places in the same order, and
   are in the same state to the last bit. An edit of the start draws there, in the same order, what is drawn without it
   and what it adds, and leaves all columns but those named with its kind.
3. **No shift where it begins.** In the first month that it reaches, draws that depend on who is there, with whom, and
   on the calendar alone (``FIRST``) are made for the same members and ties as without it, but for those it strikes.
4. **Alone.** Where nobody looks at anybody else, an edit of one member, or of one tie, leaves all draws of the others
   in all months, in their order, and what luck makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from tests.conftest import PlainModel
from tests.luck.course import Columns, Course, Drawn, course
from tests.luck.edits import Edit, members_of
from tests.luck.watching import Numbers, Place
from tests.worlds import ROWS

from netsustain.streams import STREAMS

NUMBER = {stream.name: stream.number for stream in STREAMS}
FIRST = {NUMBER[name] for name in ("leader_moves", "income", "priority_drift", "tie_experience", "exit")}
"""Streams whose draws of a month do not wait for what happens in the month."""
NETWORK = {NUMBER[name] for name in ("core_group", "new_goal", "project_outcome", "recruitment")}
"""Streams of the network as a whole, which anybody can reach."""
OWN = (
    "member.status", "member.ring", "member.size", "member.skill", "member.contributor", "member.reciprocity",
    "member.priority", "leader.vacancy", "leader.months_in_post", "leader.appointed_month", "leader.experienced",
    "leader.championing", "leader.facilitation", "leader.competence",
)  # fmt: skip
"""What a member and its leader become by their own luck."""
OWN_TIE = ("trust_ab", "trust_ba", "personal_ab", "formal", "age", "joint", "contact", "idle")
STRUCK = ("member.status", "member.size", "leader.vacancy", "leader.months_in_post")
"""Who differs in one of these at the end of a month was struck in it."""


# ---- claims ------------------------------------------------------------------------------------------------------


def broken(plain: PlainModel, edit: Edit, seed: int = 3, replicate: int = 0) -> list[str]:
    """The claims that an edit breaks, in words; none where it keeps to its reach."""
    one, other = (course(plain, each, seed, replicate) for each in (edit.before, edit.after))
    return [
        *_same_numbers(one, other), *_nothing_before(edit, one, other), *_no_shift(edit, one, other),
        *(_alone(edit, one, other) if edit.alone else ()),
    ]  # fmt: skip


def _same_numbers(one: Course, other: Course) -> Iterator[str]:
    for stage, (left, right) in enumerate(zip(one.draws, other.draws, strict=True)):
        for place in left.keys() & right.keys():
            if left[place] != right[place]:
                yield f"stage {stage}: another number at {place}"


def _first(edit: Edit, other: Course) -> int:
    """The first stage that the edit reaches: its month, or when something recurrent first happens."""
    if not edit.rate:
        return edit.month
    for stage, drawn in enumerate(other.draws):
        dice = [numbers[0] for place, numbers in drawn.items() if _is_dice(edit, place)]
        if any(number < edit.rate / 12.0 for number in dice):
            return stage
    return len(other.draws)


def _is_dice(edit: Edit, place: Place) -> bool:
    return place.stream == NUMBER["recurrent_event"] and edit.adds(place)


def _nothing_before(edit: Edit, one: Course, other: Course) -> Iterator[str]:
    first = _first(edit, other)
    for stage in range(max(first, 1) if edit.kind != "rename" else len(one.draws)):
        if list(one.draws[stage].items()) != list(without(other.draws[stage], edit.adds).items()):
            yield f"stage {stage}: other draws before the edit reaches anything"
        reached = edit.start if first == 0 else frozenset()
        for name in _different(one.columns[stage], other.columns[stage], edit, reached):
            yield f"stage {stage}: {name} differs before the edit reaches it"


def without(drawn: Drawn, adds: Callable[[Place], bool]) -> Drawn:
    """Draws but for those that an edit adds."""
    return {place: numbers for place, numbers in drawn.items() if not adds(place)}


def _different(left: Columns, right: Columns, edit: Edit, reached: frozenset[str]) -> Iterator[str]:
    """Columns that an edit changed beyond its own rows, and beyond what it may reach."""
    for name, values in left.items():
        entity = name.partition(".")[0]
        if {name, f"{entity}.*"} & reached or (edit.month == 0 and name in ("levers", "parameters")):
            continue
        if edit.members and entity == "network":  # counts and means of all of them
            continue
        pair = (values, right[name])
        if edit.members and entity in ROWS:
            pair = (_rows_of_others(name, left, edit), _rows_of_others(name, right, edit))
        if pair[0].tobytes() != pair[1].tobytes():
            yield name


def _rows_of_others(name: str, columns: Columns, edit: Edit) -> np.ndarray:
    """The rows of a column that are not about the members of an edit (of an edit of a tie: not about the tie)."""
    of_tie = edit.kind.startswith("tie")
    if name.startswith("tie."):
        first, second = _inside(columns["tie.a"], edit), _inside(columns["tie.b"], edit)
        keep = ~(first & second) if of_tie else ~(first | second)
        order = np.lexsort((columns["tie.b"][keep], columns["tie.a"][keep]))
        return np.asarray(columns[name][keep][order])
    if of_tie or name.startswith("goal."):
        return columns[name]
    return np.asarray(columns[name][~_inside(np.arange(len(columns[name])), edit)])


def _inside(rows: np.ndarray, edit: Edit) -> np.ndarray:
    return np.isin(rows, list(edit.members))


def _no_shift(edit: Edit, one: Course, other: Course) -> Iterator[str]:
    stage = max(_first(edit, other), 1)
    if stage >= len(one.draws) or edit.kind == "parameter":
        return
    struck = _struck(one.columns[stage], other.columns[stage]) | edit.members
    left, right = (
        {place for place in drawn if place.stream in FIRST and not members_of(place) & struck and not edit.adds(place)}
        for drawn in (one.draws[stage], other.draws[stage])
    )
    for place in sorted(left ^ right):
        yield f"stage {stage}: {'drawn no more' if place in left else 'drawn newly'} at {place}"


def _struck(left: Columns, right: Columns) -> set[int]:
    """Numbers of members that differ in what happens to members."""
    rows = min(len(left["member.status"]), len(right["member.status"]))
    differ = np.zeros(rows, dtype=bool)
    for name in STRUCK:
        differ |= left[name][:rows] != right[name][:rows]
    return set(left["member.number"][:rows][differ].tolist())


def _alone(edit: Edit, one: Course, other: Course) -> Iterator[str]:
    def others(drawn: Drawn) -> list[tuple[Place, Numbers]]:
        kept = without(drawn, edit.adds)
        return [(place, numbers) for place, numbers in kept.items() if place.stream not in NETWORK]

    for stage, (left, right) in enumerate(zip(one.draws, other.draws, strict=True)):
        if others(left) != others(right):
            yield f"stage {stage}: the luck of others shifts"
        before, after = one.columns[stage], other.columns[stage]
        own = [*OWN, *(f"tie.{name}" for name in OWN_TIE)]
        for name in own:
            if _rows_of_others(name, before, edit).tobytes() != _rows_of_others(name, after, edit).tobytes():
                yield f"stage {stage}: {name} of others differs"
