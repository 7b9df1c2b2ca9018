"""The model in plain Python with every draw watched: from which coordinates it is made, by whom, and what came out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import numpy as np
from tests.conftest import PlainModel

from netsustain.kernels import kernel_source
from netsustain.plan import Compiled
from netsustain.state import State
from netsustain.storage import at_month

HERE = Path(__file__).parent
Numbers = tuple[float, float, float, float]


class Place(NamedTuple):
    """Coordinates of a draw, but for the seed."""

    replicate: int
    stream: int
    month: int
    entity: int
    other: int
    block: int


class Purpose(NamedTuple):
    """The line of a rule that a number is drawn, or read, for."""

    file: str
    function: str
    line: int


Watch = Callable[[Place, Callable[[], Numbers]], Numbers]
"""Is told the coordinates and how to draw there; returns what the rule is to get."""


@contextmanager
def watched(plain: PlainModel, watch: Watch) -> Iterator[None]:
    """Every draw of the plain model goes through ``watch``."""
    plain.driver()
    original = plain("streams").uniforms

    def uniforms(luck: Any, stream: Any, month: Any, entity: Any, other: Any, block: Any) -> Numbers:
        place = Place(*map(int, (luck.replicate, stream, month, entity, other, block)))
        return watch(place, lambda: original(luck, stream, month, entity, other, block))

    users = [module for module in plain._modules.values() if getattr(module, "uniforms", None) is original]
    assert len(users) > 10, "rules that draw"
    for module in users:
        module.uniforms = uniforms  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in users:
            module.uniforms = original  # type: ignore[attr-defined]


def purpose() -> Purpose:
    """The line of a rule that a number is being drawn, or read, for.

    A function that is told the stream by its caller draws for that caller.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (Path(frame.f_code.co_filename).parent == HERE or _is_told_the_stream(frame)):
        frame = frame.f_back
    assert frame is not None
    return Purpose(Path(frame.f_code.co_filename).name, frame.f_code.co_name, frame.f_lineno)


def _is_told_the_stream(frame: FrameType) -> bool:
    return "stream" in frame.f_code.co_varnames[: frame.f_code.co_argcount]


def states(plain: PlainModel, made: Compiled, months: int, seed: int, replicate: int) -> Iterator[State]:
    """The state of one replicate at the start and at the end of each month; the same arrays each time."""
    driver, luck = plain.driver(), (np.uint64(seed), np.uint64(replicate))
    clock = kernel_source(at_month)
    state = driver.start(made.template, made.plan, clock(made.clock, 1), *luck)
    yield state
    for month in range(1, months + 1):
        state = driver.one_month(state, made.plan, clock(made.clock, month), *luck)
        yield state
