"""Questions about every guess: which column is what, and what a word for a kind of organisation means."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from netsustain.importing.asked import Asked, WrongUsageError
from netsustain.importing.note import field_name
from netsustain.importing.proposal import Proposal, propose
from netsustain.importing.seen import Seen
from netsustain.messages import text
from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.scenario.problems import nearest
from netsustain.scenario.tables.fields import KINDS, MEMBER_FIELDS, TIE_FIELDS

EXAMPLES = 3
NONE = "-"
Ask = Callable[[str], str]
"""Puts a question and returns the answer without the spaces around it."""


def ask_on_terminal(question: str) -> str:
    """Put a question on standard error, so that standard output holds the result alone.

    Raises
    ------
    WrongUsageError
        If there is nobody to answer.
    """
    print(question, end=" ", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise WrongUsageError("--confirm: expected an answer to each question, typed or piped in")
    return answer.strip()


def confirmed(proposal: Proposal, lang: str, ask: Ask = ask_on_terminal) -> Asked:
    """What was asked for, with every guess confirmed or changed.

    Raises
    ------
    WrongUsageError
        If the answers end before the questions do.
    ScenarioError
        If the tables cannot be read with what was answered.
    """
    columns = dict(proposal.asked.columns)
    for table, source, seen, fields in proposal.tables:
        if source.derived or (table == "ties" and proposal.sources.instrument):
            continue
        columns |= _columns(table, seen, fields, lang, ask)
    said = replace(proposal.asked, columns=columns)
    return replace(said, kinds={**said.kinds, **_kinds(propose(said, proposal.sources), lang, ask)})


# ---- columns --------------------------------------------------------------------------------------


def _columns(table: str, seen: Seen, guessed: Mapping[str, str], lang: str, ask: Ask) -> dict[str, str]:
    """Field → column for every field of a table, empty where none holds it."""
    fields = MEMBER_FIELDS if table == "members" else TIE_FIELDS
    known = _names(fields, lang)
    found: dict[str, str] = {}
    for column in filter(None, dict.fromkeys(seen.header)):
        here = [field for field, name in guessed.items() if name == column]
        for field in _answer(_question(seen, column, here, lang), here, known, lang, ask):
            found[field] = column
    return {field: found.get(field, "") for field in fields}


def _question(seen: Seen, column: str, here: list[str], lang: str) -> str:
    examples = ", ".join(list(dict.fromkeys(seen.known(column)))[:EXAMPLES])
    names = ", ".join(f"{field_name(field, lang)} ({field})" for field in here)
    key = "ask_column" if here else "ask_unknown_column"
    return text(f"importing.{key}", lang, column=column, examples=examples, fields=names)


def _answer(question: str, guess: list[str], known: Mapping[str, str], lang: str, ask: Ask) -> list[str]:
    """The fields that an answer names; asked again until it can be understood."""
    while True:
        answer = ask(question)
        if not answer:
            return guess
        if answer == NONE:
            return []
        words = [word.strip().casefold() for word in answer.split(",") if word.strip()]
        wrong = next((word for word in words if word not in known), None)
        if wrong is None:
            return [known[word] for word in words]
        question = text("importing.ask_again", lang, got=wrong, hint=nearest(wrong, known),
                        choices=", ".join(dict.fromkeys(known.values())))  # fmt: skip


def _names(fields: tuple[str, ...], lang: str) -> dict[str, str]:
    """What one may type for each field: its name in a file, and in words."""
    return {field: field for field in fields} | {field_name(field, lang).casefold(): field for field in fields}


# ---- kinds ----------------------------------------------------------------------------------------


def _kinds(proposal: Proposal, lang: str, ask: Ask) -> dict[str, Kind]:
    column = proposal.member_columns.get("kind")
    if column is None:
        return {}
    known = {kind: kind for kind in KINDS} | {TRAITS[Kind[kind.upper()]].th: kind for kind in KINDS}
    found: dict[str, Kind] = {}
    for word, count in Counter(proposal.members.known(column)).items():
        if word in KINDS:
            continue
        guess = proposal.kinds.get(word)
        shown = kind_name(guess, lang) if guess is not None else ""
        key = "ask_kind" if guess is not None else "ask_unknown_kind"
        question = text(f"importing.{key}", lang, word=word, count=count, kind=shown)
        kinds: list[str] = []
        while not kinds:
            kinds = _answer(question, [guess.name.lower()] if guess is not None else [], known, lang, ask)
            question = text("importing.ask_unknown_kind", lang, word=word, count=count, kind="")
        found[word] = Kind[kinds[0].upper()]
    return found


def kind_name(kind: Kind, lang: str) -> str:
    """A kind as it is typed, with its Thai name for Thai readers."""
    return f"{TRAITS[kind].th} ({kind.name.lower()})" if lang == "th" else kind.name.lower()
