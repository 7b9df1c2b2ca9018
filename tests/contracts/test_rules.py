"""The contract of every rule: what it declares is what it does, and nothing else compiles.

What a rule does is read from its source by ``tests/contracts/uses.py``; the whole model is asked in
``test_whole_model.py``.
"""

import importlib.util
import re
import sys

import numpy as np
import pytest
from tests.contracts.uses import RULES, snapshot, uses_of

from netsustain import driver, kernels, schedule
from netsustain.kernels import kernel_source
from netsustain.plan import compile_scenario
from netsustain.rules import contract
from netsustain.rules.contract import VIEWS, Rule, check
from netsustain.scenario import load
from netsustain.scenario.concepts import CONCEPTS
from netsustain.state import COLUMNS, ENTITIES, POSITION, State

EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


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
