"""The contract of every rule: what it declares is what it does, and nothing else compiles.

What a rule does is read from its source: every function its kernel can reach is parsed, and ``entity.column`` in
it counts as a read, or as a write where it is assigned to. In the whole model the same name always stands for
the same view (``member``, ``tie`` ...), which :func:`test_views_keep_their_names` holds.
"""

import ast
import importlib.util
import inspect
import re
import sys
import textwrap
from functools import cache

import numpy as np
import pytest

from netsustain import driver, initial, kernels, schedule, timeline
from netsustain.game.decisions import TOLD
from netsustain.kernels import kernel_source
from netsustain.plan import compile_scenario
from netsustain.rules import contract
from netsustain.rules.contract import VIEWS, Rule, check
from netsustain.scenario import load
from netsustain.scenario.concepts import CONCEPTS
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.resolve import shipped_names
from netsustain.state import COLUMNS, ENTITIES, POSITION, State
from netsustain.storage import AT_END

RULES = (*dict.fromkeys(schedule.MONTH), initial.RULE)
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


class Uses(ast.NodeVisitor):
    """Columns read and written by a function, and the names it calls."""

    def __init__(self) -> None:
        self.reads: set[str] = set()
        self.writes: set[str] = set()
        self.names: set[str] = set()

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.value.id in VIEWS:
            self.reads.add(f"{node.value.id}.{node.attr}")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        stored = isinstance(node.ctx, ast.Store)
        if stored and isinstance(node.value, ast.Attribute) and isinstance(node.value.value, ast.Name):
            self.writes.add(f"{node.value.value.id}.{node.value.attr}")
            self.visit(node.slice)
            return
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        target = node.target
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Attribute):
            self.visit(target.value)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        # sort_ring(member.ring, member.ring_order, ...) and rebuild(tie.a, ...) are handed whole columns.
        if isinstance(node.func, ast.Name) and node.func.id == "sort_ring":
            self.writes.add("member.ring_order")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self.names.add(node.id)


@cache
def uses_of(function) -> tuple[frozenset[str], frozenset[str]]:
    """Columns read and written by a compiled function and by every function of the model that it calls."""
    waiting, seen, reads, writes = [function], set(), set(), set()
    while waiting:
        source = kernel_source(waiting.pop())
        if source in seen:
            continue
        seen.add(source)
        found = Uses()
        found.visit(ast.parse(textwrap.dedent(inspect.getsource(source))))
        reads |= found.reads
        writes |= found.writes
        called = [source.__globals__.get(name) for name in found.names]
        waiting += [item for item in called if inspect.isfunction(kernel_source(item)) and in_model(item)]
    return frozenset(reads), frozenset(writes)


def in_model(function) -> bool:
    """Whether a function is the model's own (and not numpy's or the compiler's)."""
    return str(kernel_source(function).__module__).startswith("netsustain")


def declared(rule: Rule, kind: str) -> set[str]:
    """Declared reads or writes, ``entity.*`` spelt out."""
    items = set()
    for item in getattr(rule, kind):
        entity, _, name = item.partition(".")
        items |= {f"{entity}.{each}" for each in (contract.names_of(entity) if name == "*" else (name,))}
    return items


def concepts_of(text: str) -> list[str]:
    """``A-B1..B6, C-P`` → A-B1, A-B2, ... A-B6, C-P."""
    found = []
    for item in filter(None, re.split(r",\s*", text)):
        span = re.fullmatch(r"(.*?)(\d+)\.\.\w*?(\d+)", item)
        if span is None:
            found.append(item)
        else:
            found += [f"{span[1]}{number}" for number in range(int(span[2]), int(span[3]) + 1)]
    return found


@EVERY_RULE
def test_the_declaration_is_valid(rule):
    check(rule)
    assert kernel_source(rule.kernel).__doc__
    assert len(set(rule.reads)) == len(rule.reads)
    assert len(set(rule.writes)) == len(rule.writes)
    assert not set(rule.reads) & set(rule.writes), "what is written can be read"


@EVERY_RULE
def test_every_column_that_is_used_is_declared(rule):
    """The compiler says so too, but only of functions it gets to see with these views."""
    reads, writes = uses_of(rule.kernel)
    assert reads, "the scan found nothing: has the style of the rules changed?"
    assert writes <= declared(rule, "writes")
    assert reads <= declared(rule, "reads") | declared(rule, "writes")


@EVERY_RULE
def test_every_column_that_is_declared_is_used(rule):
    """Of structural rules too, where they name columns; ``entity.*`` is for code that moves whole rows."""
    reads, writes = uses_of(rule.kernel)
    named_reads = {item for item in rule.reads if not item.endswith(".*")}
    named_writes = {item for item in rule.writes if not item.endswith(".*")}
    assert named_reads <= reads
    assert named_writes <= writes


@EVERY_RULE
def test_views_keep_their_names(rule):
    """``member`` is the member view in every function, so that the scan above means what it says."""
    assert set(rule.arguments) & set(VIEWS) == {
        item.partition(".")[0] for item in (*rule.reads, *rule.writes)
    }


@EVERY_RULE
def test_only_structural_rules_see_whole_blocks(rule):
    blocks = {name for name in rule.arguments if name in State._fields and name not in VIEWS}
    assert rule.structural or not blocks
    assert rule.structural or not any(item.endswith(".*") for item in (*rule.reads, *rule.writes))


@EVERY_RULE
def test_concepts_exist(rule):
    named = concepts_of(rule.concepts)
    assert named
    assert not set(named) - set(CONCEPTS)


def test_concepts_of_columns_exist():
    assert not {concept for item in COLUMNS for concept in concepts_of(item.concepts)} - set(CONCEPTS)


# ---- what does not pass ------------------------------------------------------------------------------------------


def planted(reads=(), writes=(), structural=False, body="pass", arguments="member, network, parameter"):
    """A rule whose kernel lies in a module of its own, as the driver wants it."""
    return {"reads": reads, "writes": writes, "structural": structural, "body": body, "arguments": arguments}


@pytest.fixture
def plant(tmp_path, monkeypatch):
    """Make a rule from the text of its kernel."""

    def make(number, *, reads, writes, structural, body, arguments):
        name = f"planted_rule_{number}"
        text = f"from netsustain.kernels import compiled\n\n@compiled\ndef kernel({arguments}):\n    {body}\n"
        path = tmp_path / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return Rule(name, module.kernel, reads, writes, "A-C6", structural)

    return make


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (planted(reads=("member.efort",)), "member.efort does not exist"),
        (planted(reads=("nothing.effort",)), "nothing.effort does not exist"),
        (planted(writes=("member.*",)), "does not exist"),
        (planted(reads=("lever.platfrom",)), "lever.platfrom does not exist"),
        (planted(writes=("lever.platform",)), "never written"),
        (planted(writes=("parameter.envy",), arguments="parameter"), "never written"),
        (planted(arguments="tie_f8"), "argument tie_f8 is not offered"),
        (planted(arguments="size"), "argument size is not offered"),
        (planted(arguments="anything", structural=True), "argument anything is not offered"),
    ],
)
def test_a_wrong_declaration_is_refused(changes, message, plant):
    with pytest.raises(ValueError, match=re.escape(message)):
        check(plant("refused", **changes))


def run_planted(rule: Rule, state: State, path) -> None:
    """Compile and call one rule by the same generated text as the real driver."""
    parts = [driver._HEADER, driver._declarations(rule), driver._function("month", "One rule.", (rule,))]
    parts.append("@entry_point\ndef one(state, plan, clock, luck):\n    month(state, plan, clock, luck)\n")
    path.write_text("\n".join(parts), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    clock = contract.Clock(1, 10, 12, 3, 1500.0, 1.0, 1.0)
    compiled = compile_scenario(load("baseline"))
    luck = (np.uint64(1), np.uint64(0), np.uint64(0))
    module.one(state, compiled.plan, clock, luck)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (planted(("member.effort",), (), body="member.effort[0] = 1.0"), "Cannot modify readonly array"),
        (planted(("network.income",), (), body="network.income[0] += 1.0"), "Cannot modify readonly array"),
        (
            planted(("member.effort",), ("network.income",), body="network.income[0] = member.trust[0]"),
            "Unknown attribute 'trust'",
        ),
        (
            planted(("parameter.envy",), ("network.income",), body="network.income[0] = parameter.guilt"),
            "Unknown attribute 'guilt'",
        ),
    ],
    ids=["undeclared write", "undeclared addition", "undeclared read", "undeclared parameter"],
)
@pytest.mark.skipif(not kernels.JIT, reason="nothing is compiled")
def test_what_is_not_declared_does_not_compile(changes, message, plant, tmp_path, request):
    changes["arguments"] = ", ".join(
        {item.partition(".")[0] for item in changes["reads"] + changes["writes"]}
    )
    rule = plant(re.sub(r"\W", "_", request.node.callspec.id), **changes)
    state = compile_scenario(load("baseline")).template
    with pytest.raises(kernels.numba.TypingError, match=message):
        run_planted(rule, state, tmp_path / "planted_driver.py")


def test_the_same_rule_compiles_once_it_declares_what_it_does(plant, tmp_path):
    """So the refusals above come from the declaration and from nothing else."""
    body = "network.income[0] = member.effort[0] + parameter.envy"
    changes = planted(("member.effort", "parameter.envy"), ("network.income",), body=body)
    state = compile_scenario(load("baseline").with_(parameters={"sharing": {"envy": 0.5}})).template
    state.member_f8[POSITION["member", "f8"]["effort"], 0] = 2.0
    run_planted(plant("valid", **changes), state, tmp_path / "planted_driver.py")
    assert state.network_f8[POSITION["network", "f8"]["income"], 0] == 2.5


# ---- nothing else changes ----------------------------------------------------------------------------------------


def snapshot(state: State, entity: str, rows: int) -> dict[str, np.ndarray]:
    """Copies of the live part of every column of an entity."""
    blocks = {"i8": getattr(state, f"{entity}_i8"), "f8": getattr(state, f"{entity}_f8")}
    return {
        f"{entity}.{item.name}": blocks[item.dtype][POSITION[entity, item.dtype][item.name], :rows].copy()
        for item in COLUMNS
        if item.entity == entity
    }


def test_columns_not_declared_as_written_stay_as_they_are(plain, monkeypatch):
    """Every rule of the plain model, watched through a year with events that grow and shrink the tables."""
    module = plain.driver()
    scenario = load("demo_all").with_(
        **{"network.recipe.members": 9}, months=16, parameters={"membership": {"recruit_rate": 1.0}},
        events=[{"at": 3, "merger": {"kind": "school"}}, {"at": 5, "leave": {"kind": "school"}},
                {"at": 6, "budget": {"level": 0.5}}, {"at": 7, "crisis": {"months": 2}}],
    )  # fmt: skip
    template, made, clock, _ = compile_scenario(scenario)
    state = module.start(template, made, clock, np.uint64(1), np.uint64(0))
    rows = {"member": 0, "leader": 0, "tie": 1, "goal": 2}
    changed: dict[str, set[str]] = {rule.name: set() for rule in schedule.MONTH}

    def watch(rule):
        kernel = getattr(module, rule.name)

        def watched(*arguments):
            sizes = {entity: int(state.size[rows[entity]]) if entity in rows else None for entity in ENTITIES}
            before = {k: v for entity in ENTITIES for k, v in snapshot(state, entity, sizes[entity]).items()}
            kept = (state.levers.copy(), state.parameters.copy(), state.size.copy())
            kernel(*arguments)
            after = {k: v for entity in ENTITIES for k, v in snapshot(state, entity, sizes[entity]).items()}
            changed[rule.name] |= {
                k for k in before if not np.array_equal(before[k], after[k], equal_nan=True)
            }
            same = [
                np.array_equal(a, b)
                for a, b in zip(kept, (state.levers, state.parameters, state.size), strict=True)
            ]
            if not same[0]:
                changed[rule.name].add("levers")
            assert same[1], "parameters never change"
            assert same[2] or rule.structural

        return watched

    for rule in dict.fromkeys(schedule.MONTH):
        monkeypatch.setattr(module, rule.name, watch(rule))
    luck = plain("streams").luck_of(np.uint64(1), np.uint64(0))
    for t in range(1, 17):
        state = plain("storage").with_room(state, made)
        module.month(state, made, plain("storage").at_month(clock, t), luck)
    for rule in schedule.MONTH:
        allowed = declared(rule, "writes") | ({"levers"} if "levers" in rule.arguments else set())
        assert changed[rule.name] <= allowed, rule.name
        assert changed[rule.name], f"{rule.name} did nothing in 16 months"


# ---- the whole: nothing is left over -----------------------------------------------------------------------------


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
