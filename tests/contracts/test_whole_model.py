"""The rules together: no column, parameter or lever is left over, and the month has its documented order."""

import inspect
import re
import sys

import numpy as np
from tests.contracts.uses import RULES, snapshot, uses_of

from netsustain import schedule, timeline
from netsustain.game.decisions import TOLD
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.resolve import shipped_names
from netsustain.state import COLUMNS, ENTITIES
from netsustain.storage import AT_END


def template_columns() -> set[str]:
    """Columns that the plan fills in some shipped scenario."""
    filled = set()
    for name in shipped_names():
        state = compile_scenario(load(name)).template
        for entity in ENTITIES:
            for column, values in snapshot(state, entity, None).items():
                if np.any(values != 0):
                    filled.add(column)
    return filled


def test_every_column_is_written_by_somebody():
    written = set().union(*(uses_of(rule.kernel)[1] for rule in RULES)) | template_columns()
    assert {f"{item.entity}.{item.name}" for item in COLUMNS} - written == set(TOLD)


def test_every_column_is_read_or_reported():
    """A column that nobody looks at is a mechanism that leads nowhere."""
    read = set().union(*(uses_of(rule.kernel)[0] for rule in RULES))
    told = {f"network.{item.name}" for item in COLUMNS if item.reported} | {
        f"network.{name}" for name in AT_END
    }
    unread = {f"{item.entity}.{item.name}" for item in COLUMNS} - read - told
    assert unread == SHOWN_BY_AGENTS


SHOWN_BY_AGENTS = {"member.founder", "member.joined_month", "leader.appointed_month"}  # fmt: skip
"""Columns whose only reader is the user of the Mesa model."""


def test_every_parameter_is_read_by_some_rule():
    read = set().union(*(uses_of(rule.kernel)[0] for rule in RULES))
    assert {f"parameter.{name}" for name in PARAMETER_NAMES} - read == set()


def test_every_lever_is_read_by_some_rule():
    read = set().union(*(uses_of(rule.kernel)[0] for rule in RULES))
    assert {f"lever.{name}" for name in LEVER_NAMES} - read == set()


CHARGED_ELSEWHERE = {
    "core_leaders": "parameter.core_pair",
    "handover_months": "parameter.handover_cost",
    "face_to_face_share": "parameter.travel_days",
    "review_every": "parameter.review_days",
    "governance_mode": "parameter.overhead_pair",
}
"""Levers whose cost is no fixed amount a month, and the parameter by which a rule charges them."""
RULES_OF_SHARING = {"fairness_rule"}
"""What it costs is felt unfairness: dividing by another rule takes nobody's time."""


def test_no_lever_is_free():
    read = set().union(*(uses_of(rule.kernel)[0] for rule in RULES))
    for name in LEVER_NAMES:
        cost = LEVER_COSTS[name]
        priced = cost.days > 0 or cost.days_per_member > 0 or cost.money > 0
        assert min(cost.days, cost.days_per_member, cost.member_days, cost.money) >= 0
        assert priced or CHARGED_ELSEWHERE.get(name) in read or name in RULES_OF_SHARING, name
        assert not (priced and name in CHARGED_ELSEWHERE), f"{name} is charged twice"


# ---- the order of the month --------------------------------------------------------------------------------------


def test_the_order_of_the_month_is_documented():
    """The twelve steps stand in the schedule with their numbers, and each rule's file opens with its own."""
    steps = re.findall(r"^    (\w+)\.RULE,(?:  # (\d+)\. .+)?$", inspect.getsource(schedule), re.MULTILINE)
    assert [name for name, _ in steps] == [rule.name for rule in schedule.MONTH]
    numbered = [(int(number), name) for name, number in steps if number]
    assert [number for number, _ in numbered] == list(range(1, 13))
    for number, name in numbered:
        module = sys.modules[f"netsustain.rules.{name}"]
        assert module.__doc__.startswith(f"Step {number}, ")


def test_trust_moves_after_effort_and_exit_comes_before_review_before_the_alive_check():
    order = [rule.name for rule in schedule.MONTH]
    for earlier, later in [
        ("events", "leadership"), ("leadership", "resources"), ("resources", "activity"), ("activity", "trust"),
        ("trust", "membership"), ("membership", "governance"), ("governance", "health"),
    ]:  # fmt: skip
        assert order.index(earlier) < order.index(later)
    # Ties change in the events and in the membership step: neighbour lists are made anew right after each.
    for changer in ("events", "membership"):
        assert order[order.index(changer) + 1] == "neighbours"


def test_the_plan_gives_every_kind_of_event_a_code():
    from netsustain.scenario.events import EVENT_KINDS

    assert set(timeline.CODE) == set(EVENT_KINDS)
