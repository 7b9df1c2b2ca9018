"""The ring of neighbourhoods on which all organisations stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from benchmarks.mesa_twin.organisation import Organisation


class Ring:
    """Organisations in the order of their places."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self.order = sorted(organisations, key=lambda organisation: organisation.ring)
        self.places = [organisation.ring for organisation in self.order]

    def _at_or_after(self, point: float) -> int:
        return bisect_left(self.places, point) % len(self.order)

    def _from(self, position: int) -> Iterator[Organisation]:
        for step in range(len(self.order)):
            yield self.order[(position + step) % len(self.order)]

    def neighbour(self, point: float, other_than: Organisation) -> Organisation | None:
        """The first active organisation at or after a point."""
        near = self._from(self._at_or_after(point))
        return next((found for found in near if found.active and found is not other_than), None)

    def walk(self, point: float, steps: int) -> Organisation | None:
        """The active organisation so many steps beyond the first one at or after a point."""
        near = [found for found in self._from(self._at_or_after(point) + 1) if found.active]
        return near[steps - 1] if steps <= len(near) else None
