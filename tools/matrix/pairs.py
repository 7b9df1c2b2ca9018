"""Which networks a configuration runs: shipped scenarios, each under several seeds and replicates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LARGE_SEED = 2**63 + 11
"""Both halves of the generator's key are in use."""
WIDE = ("baseline", "strategies_all")
"""Scenarios that run in batches larger than any chunk."""


class Block(NamedTuple):
    """Replicates ``first`` .. ``first + count - 1`` of a scenario under a seed."""

    scenario: str
    seed: int
    first: int
    count: int

    def part(self, begin: int, end: int) -> Block:
        """Some of its replicates, counted from its first."""
        return self._replace(first=self.first + begin, count=end - begin)


Luck = tuple[int, int, int]
"""Seed, first replicate, number of replicates."""


@dataclass(frozen=True)
class Size:
    """How much is run."""

    every: int
    """Every so manieth scenario."""
    months: int | None
    """At most so many months of each scenario; None for all."""
    lucks: tuple[Luck, ...]
    """Of every scenario."""
    wide: tuple[Luck, ...]
    """Of the wide scenarios too."""
    few: tuple[Luck, ...]
    """Instead, where a run takes long: Mesa and plain Python."""
    least: tuple[int, Luck]
    """Where a run takes long and it is a mix: every so manieth of the scenarios, one luck."""


SIZES = {
    "full": Size(
        1, None, ((1, 0, 4), (LARGE_SEED, 3, 2)), ((3, 0, 70),), ((1, 0, 1), (LARGE_SEED, 3, 1)), (4, (1, 0, 1)),
    ),
    "quick": Size(8, 12, ((1, 0, 8), (LARGE_SEED, 3, 2)), (), ((1, 0, 1), (LARGE_SEED, 3, 1)), (3, (1, 0, 1))),
}  # fmt: skip


SHORTER = (
    "Mesa and plain Python take long: alone they run two lucks of every scenario, in a mix one luck of every fourth "
    "scenario, always all months of it"
)
"""Said wherever results are shown; of the full size."""


def scenarios_of(size: Size) -> list[str]:
    """Names of the scenarios that are run."""
    from netsustain.scenario.resolve import shipped_names

    return shipped_names()[:: size.every]


def blocks_of(levels: Mapping[str, str], size: Size, mixed: bool) -> list[Block]:
    """What a configuration runs, in its order."""
    names = scenarios_of(size)
    long = levels["code"] == "plain" or levels["way"] == "mesa"
    if long and mixed:
        chosen = [Block(name, *size.least[1]) for name in names[:: size.least[0]]]
    elif long:
        chosen = [Block(name, *luck) for name in names for luck in size.few]
    else:
        chosen = [Block(name, *luck) for name in names for luck in size.lucks]
        chosen += [Block(name, *luck) for name in names if name in WIDE for luck in size.wide]
    return list(_ORDERS[levels["order"]](chosen))


def number(blocks: Sequence[Block]) -> int:
    """Pairs of a scenario and a luck in blocks."""
    return sum(block.count for block in blocks)


def _forwards(blocks: list[Block]) -> Iterator[Block]:
    yield from blocks


def _backwards(blocks: list[Block]) -> Iterator[Block]:
    for block in reversed(blocks):
        half = block.count // 2
        yield block.part(half, block.count)
        if half:
            yield block.part(0, half)


def _alone(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        for place in range(block.count):
            yield block.part(place, place + 1)


def _some(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks[::2]:
        yield block.part(block.count // 2, block.count)


_ORDERS = {"forwards": _forwards, "backwards": _backwards, "alone": _alone, "some": _some}
