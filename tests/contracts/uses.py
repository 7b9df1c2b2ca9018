"""What a rule reads and writes, read from its source.

Every function its kernel can reach is parsed, and ``entity.column`` in it counts as a read, or as a write where it is
assigned to. In the whole model the same name always stands for the same view (``member``, ``tie`` ...), which
``test_views_keep_their_names`` holds.
"""

import ast
import inspect
import textwrap
from functools import cache

import numpy as np

from netsustain import initial, schedule
from netsustain.kernels import kernel_source
from netsustain.rules.contract import VIEWS
from netsustain.state import COLUMNS, POSITION, State

RULES = (*dict.fromkeys(schedule.MONTH), initial.RULE)


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


def snapshot(state: State, entity: str, rows: int) -> dict[str, np.ndarray]:
    """Copies of the live part of every column of an entity."""
    blocks = {"i8": getattr(state, f"{entity}_i8"), "f8": getattr(state, f"{entity}_f8")}
    return {
        f"{entity}.{item.name}": blocks[item.dtype][POSITION[entity, item.dtype][item.name], :rows].copy()
        for item in COLUMNS
        if item.entity == entity
    }
