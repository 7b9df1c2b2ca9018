"""What a trainer prints: role cards with cut lines, and a sheet of questions for before and after a workshop."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from netsustain.messages import LANGUAGES, text
from netsustain.report.filling import printed

PARTS = ("who", "want", "give", "fear")
STATEMENTS = tuple(f"statement_{number}" for number in range(1, 8))
"""Asked in the same words before and after."""
A_SHEET = 4
"""Cards on an A4 page."""


class Role(NamedTuple):
    """A role, and the concepts of the source documents that its card is made of."""

    name: str
    concepts: tuple[str, ...]


ROLES = (
    Role("director", ("A-R1", "A-R2", "A-G", "A-H1")),
    Role("near", ("A-X", "C-I", "D-R3", "C-O5")),
    Role("remote", ("B-K2", "B-F2", "B-F5", "A-H5")),
    Role("university", ("A-M", "A-B2", "D-R5", "A-H2")),
    Role("local", ("A-M", "D-R1", "D-R2", "A-C5")),
    Role("firm", ("A-M", "D-R1", "A-C6", "A-H4")),
    Role("community", ("A-B6", "B-K3", "D-R2", "E-W")),
    Role("newcomer", ("E-T9", "E-K6", "C-P", "A-H7")),
)


def write_handouts(folder: Path) -> list[Path]:
    """Write ``handouts.en.html`` and ``handouts.th.html``; returns their paths.

    Raises
    ------
    OSError
        If the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for lang in LANGUAGES:
        file = folder / f"handouts.{lang}.html"
        file.write_text(handouts(lang), encoding="utf-8")
        files.append(file)
    return files


def handouts(lang: str) -> str:
    """All sheets in a language as one self-contained page: two of cards, then before, then after."""

    def say(key: str) -> str:
        return text(f"handouts.{key}", lang)

    return printed(
        "handouts.html.j2",
        lang,
        styles=("handouts.css",),
        say=say,
        sheets=[ROLES[first : first + A_SHEET] for first in range(0, len(ROLES), A_SHEET)],
        parts=PARTS,
        statements=STATEMENTS,
        questions={"before": ("threat", "hope"), "after": ("changed", "doubt", "act")},
    )
