"""Sentences of an account of what was imported, ready for either language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from netsustain.messages import text


@dataclass(frozen=True)
class Note:
    """A sentence: a message's key and what stands in it."""

    key: str
    values: dict[str, Any]

    def words(self, lang: str) -> str:
        """The sentence in a language."""
        values = dict(self.values)
        if "field" in values:
            values["field"] = field_name(values["field"], lang)
        return text(f"importing.{self.key}", lang, **values)


def field_name(field: str, lang: str) -> str:
    """A field in words."""
    return text(f"importing.field_{field}", lang)
