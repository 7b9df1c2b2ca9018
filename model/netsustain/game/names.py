"""Names that people give themselves, made fit to be shown on every page of a game."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from netsustain.game.decisions import GameError

LONGEST_NAME = 40
MOST_MARKS = 3
"""Marks above and below one letter: Thai has two, a pile of them covers the lines around it."""
UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing."""


def name_of(text: str) -> str:
    """A name as it is shown: one line of what can be seen, no control or formatting characters, not too long.

    Raises :class:`GameError`.
    """
    said = unicodedata.normalize("NFC", text)
    said = "".join(each if unicodedata.category(each)[0] != "C" else " " for each in said)
    said = " ".join("".join(_few_marks(each for each in said if each not in UNSEEN)).split())
    if not any(unicodedata.category(each)[0] in "LNPS" for each in said):
        raise GameError("name", "name: got nothing, expected 1 to 40 characters")
    if len(said) > LONGEST_NAME:
        raise GameError("name", f"name: got {len(said)} characters, expected at most {LONGEST_NAME}")
    return said


def _few_marks(text: Iterable[str]) -> Iterator[str]:
    """Characters of a text without marks that pile up."""
    marks = 0
    for each in text:
        marks = marks + 1 if unicodedata.category(each)[0] == "M" else 0
        if marks <= MOST_MARKS:
            yield each
