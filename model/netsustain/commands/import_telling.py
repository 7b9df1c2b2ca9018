"""What ``netsustain import`` says when it is done: what was measured, guessed, left out and assumed."""

from __future__ import annotations

import shlex

from netsustain.importing.account import Account, FieldRead, KindRead, reason_words
from netsustain.importing.note import Note, field_name
from netsustain.importing.proposal import Proposal
from netsustain.importing.source import LeftOut
from netsustain.messages import text

MOST_LEFT_OUT = 50
"""Cells that are told; ``--json`` has them all."""


def tell(account: Account, proposal: Proposal, lang: str) -> None:
    """Print the account."""
    print(text("importing.read", lang, members=account.members, ties=account.ties))
    section("heading_fields", [_field(item, lang) for item in account.fields], lang)
    section("heading_kinds", [_kind(item, lang) for item in account.kinds], lang)
    section("heading_guesses", _words(account.guesses, lang), lang)
    section("heading_left_out", _left_out(account.left_out, lang), lang)
    for name in ("unused", "assumed", "names", "warnings"):
        section(f"heading_{name}", _words(getattr(account, name), lang), lang)
    print(f"\n{text('importing.written', lang, out=proposal.asked.out)}")


def section(heading: str, lines: list[str], lang: str) -> None:
    """A heading and its lines, if there are any."""
    if lines:
        print(f"\n{text(f'importing.{heading}', lang)}")
    for line in lines:
        print(f"- {line}")


def _field(item: FieldRead, lang: str) -> str:
    known = text("importing.known", lang, known=item.known, count=item.count) if item.known < item.count else ""
    option = _guess(f"--map {shlex.quote(f'{item.field}={item.column}')}", lang) if item.guessed else ""
    return f"{field_name(item.field, lang)}: {item.column}{known}{option}"


def _kind(item: KindRead, lang: str) -> str:
    option = _guess(f"--kind {shlex.quote(f'{item.word}={item.kind}')}", lang) if item.guessed else ""
    return text("importing.kind_said", lang, word=item.word, kind=item.kind, count=item.members) + option


def _guess(option: str, lang: str) -> str:
    return text("importing.mark_guess", lang, option=option)


def _left_out(items: list[LeftOut], lang: str) -> list[str]:
    lines = [
        f"{item.spot.where or item.spot.line}: {reason_words(item, lang)}{f': {item.got}' if item.got else ''}"
        for item in items[:MOST_LEFT_OUT]
    ]
    more = len(items) - MOST_LEFT_OUT
    return [*lines, text("importing.more", lang, count=more)] if more > 0 else lines


def _words(notes: list[Note], lang: str) -> list[str]:
    return [note.words(lang) for note in notes]
