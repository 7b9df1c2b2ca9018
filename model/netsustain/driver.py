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
from netsustain.rules.contract import Rule, check
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.schedule import MONTH
from netsustain.state import ENTITIES, FIXED_ROWS, POSITION, column

MODULE = "netsustain_driver"
_HEADER = '''"""Generated from netsustain/schedule.py. Do not edit: change the rules or the schedule instead."""

from collections import namedtuple

import numpy as np

from netsustain.kernels import compiled, entry_point, frozen
from netsustain.rules.contract import Neighbours
from netsustain.storage import at_month, copied, store_month, store_run, with_room
from netsustain.streams import luck_of
'''
_SIZE = {"member": "state.size[0]", "leader": "state.size[0]", "tie": "state.size[1]", "goal": "state.size[2]"}


def _title(rule: Rule, entity: str) -> str:
    return f"{rule.name.title()}{entity.title()}"


def _array(rule: Rule, entity: str, name: str) -> str:
    """Text of one column of a view: cut to live rows unless the rule is structural, frozen unless written."""
    dtype = column(entity, name).dtype
    row = POSITION[entity, dtype][name]
    whole = rule.structural or entity in FIXED_ROWS
    text = f"state.{entity}_{dtype}[{row}, {':' if whole else f': {_SIZE[entity]}'}]"
    return text if rule.is_written(entity, name) else f"frozen({text})"


def _view(rule: Rule, entity: str) -> str:
    names = rule.columns(entity)
    if entity == "lever":
        values = [f"state.levers[0, {LEVER_NAMES.index(name)}]" for name in names]
    elif entity == "parameter":
        values = [f"state.parameters[{PARAMETER_NAMES.index(name)}]" for name in names]
    else:
        values = [_array(rule, entity, name) for name in names]
    inner = "".join(f"            {value},  # {name}\n" for name, value in zip(names, values, strict=True))
    return f"        {_title(rule, entity)}(\n{inner}        ),\n"


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


def _rule_text(rule: Rule) -> str:
    views = [name for name in rule.arguments if name in (*ENTITIES, "lever", "parameter")]
    classes = "".join(
        f"{_title(rule, entity)} = namedtuple({_title(rule, entity)!r}, {rule.columns(entity)!r})\n"
        for entity in views
    )
    arguments = "".join(_argument(rule, name) for name in rule.arguments)
    return (
        f"\nfrom {kernel_source(rule.kernel).__module__} import kernel as {rule.name}_kernel\n\n{classes}\n\n"
        f"@compiled\ndef {rule.name}(state, plan, clock, luck):\n"
        f"    {rule.name}_kernel(\n{arguments}    )\n\n"
    )


_FOOTER = '''
@entry_point
def start(template, plan, clock, seed, replicate):
    """The state of one replicate before its first month."""
    state = copied(template)
    initial(state, plan, clock, luck_of(seed, replicate))
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
        initial(state, plan, at_month(clock, 1), luck)
        for t in range(1, clock.horizon + 7):
            if state.network_i8[ENDED, 0] != 0:
                break
            state = with_room(state, plan)
            month(state, plan, at_month(clock, t), luck)
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
    calls = "".join(f"    {rule.name}(state, plan, clock, luck)\n" for rule in MONTH)
    month = f'@compiled\ndef month(state, plan, clock, luck):\n    """One month, in order."""\n{calls}\n'
    return f"{_HEADER}\nENDED = {ended}\n" + "".join(_rule_text(rule) for rule in rules) + "\n" + month + _FOOTER


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
