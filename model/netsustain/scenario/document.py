"""A scenario file as plain data, with the place of every key and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from netsustain.scenario.problems import Location, Place

OWN_KEYS = ("schema", "extends", "title", "question", "sources")
"""Keys each file says for itself: a title taken over from a parent would describe another question."""


@dataclass
class Document:
    """Plain data and where it stands."""

    data: Any = None
    keys: dict[Location, Place] = field(default_factory=dict)
    values: dict[Location, Place] = field(default_factory=dict)

    def place(self, location: Location) -> tuple[Location, Place]:
        """The place of a value, or of the nearest part around it that the file holds."""
        while location not in self.values:
            location = location[:-1]
        return location, self.values[location]

    def key_place(self, location: Location) -> Place:
        """The place of a key, or of its value where it has none (an item of a list)."""
        return self.keys.get(location) or self.place(location)[1]

    def over(self, parent: Document) -> Document:
        """This document over ``parent``: mappings merge, everything else replaces."""
        inherited = {key: value for key, value in parent.data.items() if key not in OWN_KEYS}
        merged = Document()
        merged.data = merged._merge(parent, self, (), inherited, self.data)
        return merged

    def _merge(self, parent: Document, child: Document, location: Location, old: Any, new: Any) -> Any:
        if not (isinstance(old, dict) and isinstance(new, dict)):
            return self._copy(child, location, new)
        self._copy_place(child, location)
        result = {}
        for key in old | new:
            here = (*location, key)
            if key not in new:
                result[key] = self._copy(parent, here, old[key])
            elif key not in old:
                result[key] = self._copy(child, here, new[key])
            else:
                result[key] = self._merge(parent, child, here, old[key], new[key])
        return result

    def _copy(self, source: Document, location: Location, value: Any) -> Any:
        self._copy_place(source, location)
        if isinstance(value, (dict, tuple)):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            for key, item in items:
                self._copy(source, (*location, key), item)
        return value

    def _copy_place(self, source: Document, location: Location) -> None:
        self.values[location] = source.values[location]
        if location in source.keys:
            self.keys[location] = source.keys[location]
