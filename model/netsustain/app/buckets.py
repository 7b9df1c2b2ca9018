"""How often something may be done: so many at once, and so many a second afterwards; for one, or for each of many."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_KEPT = 5000
"""Buckets kept; those longest unused go first, and are full again when they come back."""
Clock = Callable[[], float]


@dataclass
class Bucket:
    """So many at once, and so many a second afterwards."""

    most: float
    a_second: float
    clock: Clock = time.monotonic
    left: float = field(init=False)
    since: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.since = self.most, self.clock()

    def _refill(self) -> None:
        now = self.clock()
        self.left = min(self.most, self.left + self.a_second * (now - self.since))
        self.since = now

    def take(self, amount: float = 1.0) -> bool:
        """Take an amount; whether there was so much. One larger than the bucket takes a full one."""
        self._refill()
        wanted = min(amount, self.most)
        if self.left < wanted:
            return False
        self.left -= wanted
        return True

    @property
    def empty(self) -> bool:
        """Whether less than one is left at the moment."""
        self._refill()
        return self.left < 1.0

    @property
    def full(self) -> bool:
        """Whether nothing was taken lately."""
        self._refill()
        return self.left >= self.most


class Buckets:
    """A bucket for each of many, for example for each address."""

    def __init__(self, most: float, a_second: float, clock: Clock = time.monotonic) -> None:
        self._most, self._a_second, self._clock = most, a_second, clock
        self._by: OrderedDict[str, Bucket] = OrderedDict()

    def of(self, whose: str) -> Bucket:
        """Somebody's bucket; a full one where there was none."""
        if whose not in self._by:
            if len(self._by) >= MOST_KEPT:
                self._by.popitem(last=False)
            self._by[whose] = Bucket(self._most, self._a_second, self._clock)
        self._by.move_to_end(whose)
        return self._by[whose]
