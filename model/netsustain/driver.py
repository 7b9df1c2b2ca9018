"""The compiled month: source text generated from the schedule, loaded from the cache folder.

The text is readable: one function a rule that builds the rule's views, one function ``month`` that calls them in
the order of ``schedule.MONTH``. It lies in the cache folder named by the digest of the package's sources, so a
change of any rule makes a new file and a new compilation; the next process loads machine code from the cache.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from netsustain import initial
from netsustain.kernels import CACHE, kernel_source
from netsustain.rules.contract import Rule, check, names_of
from netsustain.schedule import MONTH
from netsustain.state import ENTITIES, FIXED_ROWS, POSITION, column
from netsustain.views import Field

MODULE = "netsustain_driver"
_HEADER = '''"""Generated from netsustain/schedule.py. Do not edit: change the rules or the schedule instead."""

import numpy as np

from netsustain.kernels import entry_point, frozen, kept
from netsustain.rules.contract import Neighbours
from netsustain.storage import at_month, copied, store_last, store_month, store_run, with_room
from netsustain.streams import luck_of
from netsustain.views import Field, scalars, view
'''
VECTORS = {"lever": "state.levers[0, :]", "parameter": "state.parameters"}
"""Where the numbers of a view of levers or parameters lie."""
_SIZE = {"member": "state.size[0]", "leader": "state.size[0]", "tie": "state.size[1]", "goal": "state.size[2]"}


def _title(rule: Rule, entity: str) -> str:
    return f"{rule.name.title()}{entity.title()}"


def _fields(rule: Rule, entity: str) -> tuple[Field, ...]:
    """The declared columns of an entity, levers or parameters."""
    if entity in VECTORS:
        order = names_of(entity)
        return tuple(Field(name, "f8", order.index(name), False) for name in rule.columns(entity))
    fields = []
    for name in rule.columns(entity):
        dtype = column(entity, name).dtype
        fields.append(Field(name, dtype, POSITION[entity, dtype][name], rule.is_written(entity, name)))
    return tuple(fields)


def _view(rule: Rule, entity: str) -> str:
    """Text of one view: cut to the live rows unless the rule is structural."""
    if entity in VECTORS:
        return f"        {_title(rule, entity)}({VECTORS[entity]}),\n"
    whole = f"state.{entity}_i8"
    rows = f"{whole}.shape[1]" if rule.structural or entity in FIXED_ROWS else _SIZE[entity]
    return f"        {_title(rule, entity)}({whole}, state.{entity}_f8, {rows}),\n"


def _declaration(rule: Rule, entity: str) -> str:
    """Text that makes the constructor of a view."""
    maker = "scalars" if entity in VECTORS else "view"
    fields = "".join(f"    {tuple(field)!r},\n" for field in _fields(rule, entity))
    title = _title(rule, entity)
    return f"{title} = {maker}({title!r}, tuple(Field(*field) for field in (\n{fields})))\n"


def _argument(rule: Rule, name: str) -> str:
    if name in ("clock", "luck"):
        return f"        {name},\n"
    if name in ("timeline", "recipe"):
        return f"        plan.{name},\n"
    if name == "doses":
        return "        frozen(state.levers[0, :]),\n"
    if name == "neighbour":
        lists = ("start", "member", "tie")
        inner = "".join(f"            frozen(state.neighbour_{part}),\n" for part in lists)
        return f"        Neighbours(\n{inner}        ),\n"
    if name in (*ENTITIES, "lever", "parameter"):
        return _view(rule, name)
    return f"        state.{name},\n"


def _declarations(rule: Rule) -> str:
    """Import of a rule's kernel and the views it is given."""
    views = [name for name in rule.arguments if name in (*ENTITIES, "lever", "parameter")]
    module = kernel_source(rule.kernel).__module__
    return f"\nfrom {module} import kernel as {rule.name}\n\n" + "".join(_declaration(rule, name) for name in views)


def _call(rule: Rule) -> str:
    """Text of the call of a rule's kernel."""
    return f"    {rule.name}(\n" + "".join(_argument(rule, name) for name in rule.arguments) + "    )\n"


_FOOTER = '''
@entry_point
def start(template, plan, clock, seed, replicate):
    """The state of one replicate before its first month."""
    state = copied(template)
    begin(state, plan, clock, luck_of(seed, replicate))
    return state


@entry_point
def one_month(state, plan, clock, seed, replicate):
    """Advance a state by one month in place; returns it, in larger arrays if more room was needed."""
    state = with_room(state, plan)
    month(state, plan, clock, luck_of(seed, replicate))
    return state


@entry_point
def ensemble(template, plan, clock, seed, replicates, vectors, runs, months):
    """Run replicates to the end; fills a row of ``runs`` each, and of ``months`` if it has rows."""
    for r in range(replicates.size):
        luck = luck_of(seed, replicates[r])
        state = copied(template)
        if vectors.shape[0] > 0:
            state.parameters[:] = vectors[replicates[r] % np.uint64(vectors.shape[0])]
        begin(state, plan, at_month(clock, 1), luck)
        store_last(state, runs, r)
        for t in range(1, clock.horizon + 7):
            if state.network_i8[ENDED, 0] != 0:
                break
            state = with_room(state, plan)
            month(state, plan, at_month(clock, t), luck)
            if t <= clock.horizon:
                store_last(state, runs, r)
            if t <= months.shape[1]:
                store_month(state, months, r, t)
        store_run(state, runs, r)
'''


def source() -> str:
    """Text of the driver module."""
    rules = [initial.RULE, *dict.fromkeys(MONTH)]
    for rule in rules:
        check(rule)
    ended = POSITION["network", "i8"]["ended"]
    parts = [
        f"{_HEADER}\nENDED = {ended}\n",
        *(_declarations(rule) for rule in rules),
        _function("begin", "Complete a copy of the template.", (initial.RULE,)),
        _function("month", "One month, in order.", MONTH),
        _FOOTER,
    ]
    return "\n".join(parts)


def _function(name: str, meaning: str, rules: tuple[Rule, ...]) -> str:
    """Text of a function that calls the kernels of rules one after the other."""
    head = f'@kept\ndef {name}(state, plan, clock, luck):\n    """{meaning}"""\n'
    return "\n" + head + "".join(_call(rule) for rule in rules)


def _write(path: Path, text: str) -> None:
    """Write once, whole: another process may be reading (and numba keys its cache on the file's time)."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    partial = path.with_suffix(f".{os.getpid()}.tmp")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


@cache
def load() -> ModuleType:
    """The driver module: ``one_month``, ``start`` and ``ensemble``."""
    path = CACHE / f"{MODULE}.py"
    _write(path, source())
    spec = importlib.util.spec_from_file_location(MODULE, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE] = module
    spec.loader.exec_module(module)
    return module
