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


GAME_ROLES = (
    Role("area_office", ("A-R1", "A-G", "A-H1")),
    Role("school_large", ("A-X", "C-I", "C-O5")),
    Role("school_small", ("B-K2", "B-F2", "A-H5")),
    Role("school_middle", ("A-M", "E-K1", "A-H3")),
    Role("university", ("A-M", "A-B2", "D-R5")),
    Role("government", ("A-M", "D-R1", "A-H4")),
    Role("local_government", ("A-M", "D-R1", "A-C5")),
    Role("private", ("A-M", "A-C6", "A-H4")),
    Role("civil_society", ("A-M", "C-I", "D-R2")),
    Role("parents", ("A-B6", "E-W", "A-M")),
    Role("community", ("B-K3", "D-R2", "E-W")),
    Role("observer", ("A-R6", "B-F4", "A-H3")),
)
GAME_PARTS = ("have", "want", "pull")
TURNS = 12
"""Turns of the script of ninety minutes: three years, a quarter each."""
MONTHS = {3: 1.2, 4: 1.2, **dict.fromkeys(range(7, 13), 1.3)}
"""Month of the game on paper → its factor after a shock; 1.6 else."""


def write_handouts(folder: Path) -> list[Path]:
    """Write the sheets of the workshop and of the game in both languages; returns the paths.

    ``handouts.<lang>.html`` and ``game_sheets.<lang>.html``.

    Raises
    ------
    OSError
        If the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for lang in LANGUAGES:
        for name, written in (("handouts", handouts), ("game_sheets", game_sheets)):
            file = folder / f"{name}.{lang}.html"
            file.write_text(written(lang), encoding="utf-8")
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


def game_sheets(lang: str) -> str:
    """Sheets of the game in a language: three of role cards, one of decision slips, a game on paper and its record."""

    def say(key: str) -> str:
        return text(f"game_sheets.{key}", lang)

    return printed(
        "game_sheets.html.j2",
        lang,
        styles=("handouts.css", "game_sheets.css"),
        say=say,
        sheets=[GAME_ROLES[first : first + A_SHEET] for first in range(0, len(GAME_ROLES), A_SHEET)],
        parts=GAME_PARTS,
        turns=range(1, TURNS + 1),
        months=[(month, MONTHS.get(month, 1.6), month in (3, 7, 11)) for month in range(1, TURNS + 1)],
        lists={"paper_need": 2, "paper_month": 5, "paper_rounds": 3, "paper_talk": 2},
    )
