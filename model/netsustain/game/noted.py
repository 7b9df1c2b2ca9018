"""What the journal says of each turn beside what the game keeps of it: when, how long, and what the room could see."""

from __future__ import annotations

from typing import Any, NamedTuple

from netsustain.game.game import Game


class Noted(NamedTuple):
    """One turn that was played.

    Attributes
    ----------
    seconds
        How long it was open; NaN where the journal holds no times.
    revealed
        Whether the room saw what the rules would have done.
    decided
        Pseudonym → seconds to the decision that counted, and how many were sent.
    """

    seconds: float
    revealed: bool
    decided: dict[str, tuple[float, int]]


class Notes:
    """Watches a game while it is read again from its journal (``watch`` of :func:`netsustain.game.game.replayed`)."""

    def __init__(self) -> None:
        self.turns: list[Noted] = []
        self._opened = float("nan")
        self._decided: dict[str, tuple[float, int]] = {}

    def __call__(self, game: Game, record: dict[str, Any]) -> None:
        """Note what a record says of the turn that is open."""
        at, do = float(record.get("at", "nan")), record["do"]
        if do == "decide":
            sent = self._decided.get(record["person"], (0.0, 0))[1]
            self._decided[record["person"]] = at - self._opened, sent + 1
        elif do in ("sit", "stand"):  # who gets up takes the decision back
            self._decided.pop(record["person"], None)
        elif do == "play":
            self.turns.append(Noted(at - self._opened, game.revealed, self._decided))
        if do in ("start", "play"):
            self._opened, self._decided = at, {}
