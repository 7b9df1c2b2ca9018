"""The arguments of a rule in C, read from its source: the C text says which columns it takes, this fills them in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from netsustain.rules.contract import names_of
from netsustain.state import ENTITIES, GOAL, MEMBER, POSITION, TIE, State

if TYPE_CHECKING:
    from netsustain.rules.contract import Clock
    from netsustain.streams import Luck

FOLDER = Path(__file__).parent
ROWS = {"members": MEMBER, "ties": TIE, "goals": GOAL}
"""Arguments that are numbers of live rows, and their places in ``State.size``."""
_FUNCTION = r"^void c_{name}\(([^)]*)\)"
_ARGUMENT = re.compile(r"(const )?(int64_t|double) (\*restrict )?(\w+)")
_DTYPE = {"int64_t": "i8", "double": "f8"}


class Argument(NamedTuple):
    """One argument of a rule in C."""

    name: str
    dtype: str
    is_column: bool
    """Passed as the address of its first row, not by value."""
    is_written: bool

    @property
    def is_real(self) -> bool:
        """Passed as a real number: everything else (addresses, too) is a whole one."""
        return self.dtype == "f8" and not self.is_column

    @property
    def declared(self) -> str:
        """``entity.column`` as a rule declares it; empty for sizes, clock, luck and neighbour lists."""
        entity, _, name = self.name.partition("_")
        return f"{entity}.{name}" if entity in (*ENTITIES, "lever", "parameter") else ""


def arguments(rule: str) -> tuple[Argument, ...]:
    """Arguments of ``c_<rule>`` in ``<rule>.c``, in order.

    Raises
    ------
    ValueError
        If the file has no such function, or an argument is of another form.
    """
    path = FOLDER / f"{rule}.c"
    found = re.search(_FUNCTION.format(name=rule), path.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{path.name}: no function c_{rule}; write void c_{rule}(…) at the start of a line")
    return tuple(_argument(path.name, " ".join(text.split())) for text in found[1].split(","))


def _argument(file: str, text: str) -> Argument:
    found = _ARGUMENT.fullmatch(text)
    if found is None:
        raise ValueError(f"{file}: argument {text!r}; write int64_t, double or a restrict pointer to one of them")
    constant, kind, pointer, name = found.groups()
    return Argument(name, _DTYPE[kind], pointer is not None, pointer is not None and constant is None)


class Given(NamedTuple):
    """Values of the arguments for one state, in order, apart by how they are passed."""

    whole: np.ndarray
    """Whole numbers and addresses of columns (int64)."""
    real: np.ndarray
    """Real numbers (float64)."""


def given(rule: str, state: State, clock: Clock, luck: Luck) -> Given:
    """What ``c_<rule>`` is to be called with; addresses hold as long as the arrays of ``state`` live."""
    whole: list[int] = []
    real: list[float] = []
    for argument in arguments(rule):
        value = _value(argument, state, clock, luck)
        if argument.is_column:
            whole.append(value.ctypes.data)
        elif argument.is_real:
            real.append(float(value))
        else:
            whole.append(int(value))
    return Given(np.array(whole, dtype="i8"), np.array(real, dtype="f8"))


def _value(argument: Argument, state: State, clock: Clock, luck: Luck) -> np.ndarray:
    """An array of the state (a column, or its only row), or one number."""
    if argument.name in ROWS:
        return np.asarray(state.size[ROWS[argument.name]])
    if argument.name == "conditions":
        return np.asarray(state.condition_f8.shape[1])
    entity, _, name = argument.name.partition("_")
    if entity in ("clock", "luck"):
        return np.asarray(getattr(clock if entity == "clock" else luck, name))
    if entity == "neighbour":
        found: np.ndarray = getattr(state, argument.name)
        return found
    if entity in ("lever", "parameter"):
        vector = state.levers[0] if entity == "lever" else state.parameters
        return np.asarray(vector[names_of(entity).index(name)])
    block: np.ndarray = getattr(state, f"{entity}_{argument.dtype}")
    column: np.ndarray = block[POSITION[entity, argument.dtype][name]]
    return column if argument.is_column else np.asarray(column[0])
