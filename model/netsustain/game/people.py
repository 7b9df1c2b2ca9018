"""Who takes part in a game, and who decided for which organisation in a turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from netsustain.game.decisions import Decision
from netsustain.game.played import Month

PERSON, PAPER, STANDING, RULES = "person", "paper", "standing", "rules"
"""Who decided for an organisation that somebody sits at: the person in this turn, on a phone or on a slip of paper; the
person before; or the model."""


@dataclass
class Person:
    """Somebody who joined; known by a pseudonym in everything that leaves the game."""

    code: str
    name: str
    token: str
    """Digest of the secret that the person's browser keeps; empty for somebody who plays on paper."""
    row: int | None = None
    decision: Decision | None = None
    """Decided in the turn that is open."""
    standing: Decision | None = None
    on_paper: bool = False
    """Whether the facilitator wrote the decision of the open turn down from a paper slip."""
    seen: list[str] = field(default_factory=list)


@dataclass
class Turn:
    """A turn that was played."""

    number: int
    months: list[Month]
    by: dict[int, str]
    """Row → who decided; a row with a seat that is not among them was left to the model (:data:`RULES`)."""
    people: dict[int, str]
    """Row → pseudonym of who sat there."""
    round: int
