"""``netsustain import``: a scenario of one's own network from the files in which it is known."""

from __future__ import annotations

import json as json_text
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from netsustain.commands.import_telling import tell
from netsustain.importing.account import account_of, remarks
from netsustain.importing.asked import Asked, Given, Names, WrongUsageError, asked
from netsustain.importing.confirming import confirmed
from netsustain.importing.judging import Judged, judged, refuse_unreadable
from netsustain.importing.keeping import Output, keep, key_text
from netsustain.importing.people import pseudonyms_of
from netsustain.importing.proposal import propose
from netsustain.importing.scenario_text import scenario_text
from netsustain.importing.sources import open_sources
from netsustain.importing.template import write_template
from netsustain.importing.written import renamed_as, renaming, tables_written
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError

WRONG_USAGE = 2


def execute(
    *,
    out: Path | None,
    given: dict[str, Path | None],
    columns: list[str] | None = None,
    kinds: list[str] | None = None,
    scales: list[str] | None = None,
    sheets: list[str] | None = None,
    directed: bool | None = None,
    confirm: bool = False,
    leave_out: bool = False,
    keep_names: bool = False,
    pseudonyms: bool = False,
    names_out: Path | None = None,
    template: Path | None = None,
    force: bool = False,
    lang: str = "en",
    json: bool = False,
) -> int:
    """Write a scenario that reads the tables; returns 0, 1 for faulty tables, 2 for wrong options.

    Nothing is written unless the whole file, tables and all, passes the strict reader, and nothing that exists
    is replaced unless ``force`` says so.
    """
    hints: tuple[str, ...] = ()
    try:
        if template is not None:
            return _template(template, force, lang, json)
        wanted = asked(Given(**given), out, columns or [], kinds or [], scales or [], directed, sheets,
                       Names(keep_names, pseudonyms, names_out), leave_out)  # fmt: skip
        _refuse_overwriting([wanted.out], force, lang)
        hints = ("hint",) if leave_out else ("hint", "hint_leave_out")
        found = _judged(wanted, confirm, lang)
        hints = ()
        return _finish(found, force, lang, json)
    except WrongUsageError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except ScenarioError as error:
        return _refused(error, lang, json, hints)


def _judged(wanted: Asked, confirm: bool, lang: str) -> Judged:
    proposal = propose(wanted, open_sources(wanted))
    if confirm:
        proposal = propose(confirmed(proposal, lang), proposal.sources)
    if renamed_as(proposal) and any(source.direct for _, source, *_ in proposal.tables):
        # Members get other names in one table, so the other cannot stay as it stands.
        anew = replace(proposal.asked, anew=True)
        proposal = propose(anew, open_sources(anew))
    return judged(proposal, lang)


def _finish(found: Judged, force: bool, lang: str, json: bool) -> int:
    proposal = found.proposal
    wanted = proposal.asked
    who = pseudonyms_of(wanted.names.key, lang)
    written = tables_written(proposal, who)
    refuse_unreadable(proposal, written.contents, lang)
    outputs = [Output(wanted.table(table), content) for table, content in written.contents.items()]
    _refuse_overwriting([output.path for output in outputs], force, lang)
    if wanted.names.key is not None and who.given:
        outputs.append(Output(wanted.names.key, key_text(who), private=True))
    account = account_of(found, written, renaming(proposal, who))
    content = f"{scenario_text(proposal, lang)}\n{remarks(account, lang)}"
    keep([*outputs, Output(wanted.out, content)])
    if json:
        tables = {table: str(path) for table, path in proposal.files.items()}
        _print({"out": str(wanted.out), "tables": tables, **account.as_data(lang)})
    else:
        tell(account, proposal, lang)
    return 0


def _refused(error: ScenarioError, lang: str, json: bool, hints: tuple[str, ...]) -> int:
    print(error, file=sys.stderr)
    for hint in hints:
        print(text(f"importing.{hint}", lang), file=sys.stderr)
    if json:
        _print({"out": None, "errors": [problem.as_dict() for problem in error.problems]})
    return 1


def _refuse_overwriting(paths: list[Path], force: bool, lang: str) -> None:
    problems = [
        Problem(str(path), 1, 1, "", text("importing.exists", lang))
        for path in paths
        if path.exists() and not (force and path.is_file())
    ]
    if problems:
        raise ScenarioError(problems)


def _template(path: Path, force: bool, lang: str, json: bool) -> int:
    if path.suffix.lower() != ".xlsx":
        raise WrongUsageError(f"--template {path}: expected a file that ends in .xlsx")
    _refuse_overwriting([path], force, lang)
    write_template(path, lang)
    if json:
        _print({"template": str(path)})
    else:
        print(text("importing.template_written", lang, file=path))
    return 0


def _print(data: dict[str, Any]) -> None:
    print(json_text.dumps(data, ensure_ascii=False))
