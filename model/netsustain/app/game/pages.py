"""A page that looks at the game, and what it is told: the newest of every kind of message, and every answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Page:
    """One open page: who looks at it, and what it has not been told yet (texts in JSON)."""

    who: str
    number: int
    waiting: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    closed: str = ""
    """Why the page has to go; empty while it may stay."""
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, kind: str, message: str) -> None:
        """Put the newest message of a kind in the place of an older one."""
        self.waiting[kind] = message
        self.woken.set()

    def answer(self, message: str) -> None:
        """An answer to one move of this page; none of these is left out."""
        self.answers.append(message)
        self.woken.set()

    def dismiss(self, why: str) -> None:
        """Close the page once it has been told everything."""
        self.closed = why
        self.woken.set()

    async def next(self) -> list[str]:
        """Everything there is to say; waits until there is something."""
        await self.woken.wait()
        self.woken.clear()
        messages = [*self.answers, *self.waiting.values()]
        self.answers, self.waiting = [], {}
        return messages


def said(kind: str, message: dict[str, Any]) -> str:
    """A message of a kind, as it goes over the wire."""
    return json.dumps({"t": kind, **message}, ensure_ascii=False, separators=(",", ":"))
