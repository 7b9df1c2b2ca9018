"""What people take home from a game: the table of decisions and the debrief, made from the journal when asked for.

The journal is read again in a thread of its own, so that the room goes on meanwhile. A page takes seconds to draw: it
is made once for a state of the game, whoever asks for it, and one page at a time.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from pathlib import Path

from netsustain.app.game.room import Room
from netsustain.game.columns import csv_of
from netsustain.game.recorded import load_game

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Home:
    """The room's tables and pages.

    Parameters
    ----------
    room
        The game and its journal.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self._pages: dict[str, tuple[tuple[int, str], bytes]] = {}
        self._one = asyncio.Lock()

    @property
    def _folder(self) -> Path:
        return self.room.journal.path.parent

    async def decisions(self) -> bytes:
        """The table of decisions as CSV."""
        async with self._one:
            return await asyncio.to_thread(lambda: csv_of(load_game(self._folder).decisions))

    async def debrief(self, lang: str) -> bytes:
        """The debrief as HTML."""
        async with self._one:
            state = len(self.room.game.turns), self.room.game.phase
            made = self._pages.get(lang)
            if made is None or made[0] != state:
                made = state, await asyncio.to_thread(self._page, lang)
                self._pages[lang] = made
            return made[1]

    def _page(self, lang: str) -> bytes:
        from netsustain.report.game.page import debrief_page  # draws figures: seconds to load

        return debrief_page(load_game(self._folder), lang, f"netsustain app --debrief {self._folder.name}").encode()


def policy_of(page: bytes) -> str:
    """Content security policy of a page that carries its fonts, styles and one script inside: that script, no other."""
    scripts = [hashlib.sha256(each.encode()).digest() for each in _SCRIPT.findall(page.decode("utf-8"))]
    allowed = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in scripts) or "'none'"
    return (f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")  # fmt: skip
