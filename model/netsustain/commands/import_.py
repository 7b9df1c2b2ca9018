"""``netsustain import``: a scenario of one's own network from tables of members and ties."""

from __future__ import annotations

import json as json_text
import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from netsustain.importing.account import Account, FieldRead, Note, account_of, field_name
from netsustain.importing.asked import WrongUsageError, asked
from netsustain.importing.proposal import Proposal, propose
from netsustain.importing.scenario_text import scenario_text
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.reader import load
from netsustain.scenario.tables import tables_of

WRONG_USAGE = 2


def execute(
    *,
    members: Path,
    out: Path,
    ties: Path | None = None,
    columns: list[str] | None = None,
    kinds: list[str] | None = None,
    scales: list[str] | None = None,
    directed: bool | None = None,
    force: bool = False,
    lang: str = "en",
    json: bool = False,
) -> int:
    """Write a scenario that reads the tables; returns 0, 1 for faulty tables, 2 for wrong options.

    Nothing is written unless the whole file, tables and all, passes the strict reader.

    Raises
    ------
    ScenarioError
        If there is a file at ``out`` and ``force`` does not say to replace it.
    """
    try:
        wanted = asked(members, ties, out, columns or [], kinds or [], scales or [], directed)
    except WrongUsageError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    _refuse_overwriting(out, force, lang)
    try:
        proposal = propose(wanted)
        account = _checked(proposal, lang)
    except ScenarioError as error:
        print(error, file=sys.stderr)
        print(text("importing.hint", lang), file=sys.stderr)
        return 1
    _write(out, scenario_text(proposal, lang))
    if json:
        print(json_text.dumps({"out": str(out), **account.as_data(lang)}, ensure_ascii=False))
    else:
        _tell(account, proposal, lang)
    return 0


def _refuse_overwriting(out: Path, force: bool, lang: str) -> None:
    if out.exists() and not (force and out.is_file()):
        raise ScenarioError([Problem(str(out), 1, 1, "", text("importing.exists", lang))])


def _checked(proposal: Proposal, lang: str) -> Account:
    """Load the file as it will be, from a folder of its own, and account for what it says."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / proposal.asked.out.name
        elsewhere = replace(proposal, asked=replace(proposal.asked, out=trial))
        trial.write_text(scenario_text(elsewhere, lang), encoding="utf-8")
        return account_of(proposal, tables_of(load(trial)))


def _write(out: Path, content: str) -> None:
    """Write under another name first, so that nothing half-written is ever seen."""
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        partial.write_text(content, encoding="utf-8")
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)


# ---- telling --------------------------------------------------------------------------------------


def _tell(account: Account, proposal: Proposal, lang: str) -> None:
    print(text("importing.read", lang, members=account.members, ties=account.ties))
    _section("heading_fields", [_field(item, lang) for item in account.fields], lang)
    kinds = [
        text("importing.kind_guessed" if item.guessed else "importing.kind_said", lang, word=item.word,
             kind=item.kind, count=item.members)
        for item in account.kinds
    ]  # fmt: skip
    _section("heading_kinds", kinds, lang)
    for heading, notes in (("guesses", account.guesses), ("unused", account.unused), ("assumed", account.assumed),
                           ("warnings", account.warnings)):  # fmt: skip
        _section(f"heading_{heading}", _words(notes, lang), lang)
    print(f"\n{text('importing.written', lang, out=proposal.asked.out)}")


def _field(item: FieldRead, lang: str) -> str:
    guess = text("importing.mark_guess", lang) if item.guessed else ""
    known = text("importing.known", lang, known=item.known, count=item.count) if item.known < item.count else ""
    return f"{field_name(item.field, lang)}: {item.column}{known}{guess}"


def _words(notes: list[Note], lang: str) -> list[str]:
    return [note.words(lang) for note in notes]


def _section(heading: str, lines: list[str], lang: str) -> None:
    if lines:
        print(f"\n{text(f'importing.{heading}', lang)}")
    for line in lines:
        print(f"- {line}")
