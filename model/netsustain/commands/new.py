"""``netsustain new``: a few questions, or the same as options, and a commented scenario file."""

from __future__ import annotations

import json as json_text
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from netsustain.importing.keeping import Output, keep
from netsustain.importing.new.answers import (
    LARGEST_BUDGET,
    Answers,
    WrongAnswerError,
    cut_in,
    date_in,
    levers_in,
    members_in,
    mode_in,
    number_in,
)
from netsustain.importing.new.file import MONTHS_A_YEAR, new_text
from netsustain.importing.new.questions import Asker
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.reader import load
from netsustain.scenario.resolve import SUFFIXES
from netsustain.scenario.schema import Scenario

WRONG_USAGE = 2


def execute(
    *,
    out: Path,
    name: str | None = None,
    members: list[str] | None = None,
    lead: str | None = None,
    budget: str | None = None,
    budget_cut: str | None = None,
    director_leaves: str | None = None,
    handover: float | None = None,
    levers: list[str] | None = None,
    ask: bool | None = None,
    force: bool = False,
    lang: str = "en",
    json: bool = False,
) -> int:
    """Write a scenario; returns 0, or 2 for options and answers that cannot be understood.

    Questions are asked on a terminal, or where ``ask`` says so, for what no option says.

    Raises
    ------
    ScenarioError
        If there is a file at ``out`` and ``force`` does not say to replace it.
    """
    if not out.name.endswith(SUFFIXES):
        print(f"--out {out}: expected a file that ends in .yaml", file=sys.stderr)
        return WRONG_USAGE
    if out.exists() and not (force and out.is_file()):
        raise ScenarioError([Problem(str(out), 1, 1, "", text("importing.exists", lang))])
    options = {"name": name, "members": members, "lead": lead, "budget": budget, "cut": budget_cut,
               "director_leaves": director_leaves, "levers": levers}  # fmt: skip
    said = {key: value for key, value in options.items() if value}
    try:
        answers = _said(said, handover or 0.0, lang)
        if ask if ask is not None else sys.stdin.isatty():
            answers = _asked(answers, set(said), lang)
    except WrongAnswerError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    content = new_text(answers, lang)
    scenario = _checked(content, out.name)
    keep([Output(out, content)])
    if json:
        print(json_text.dumps({"out": str(out), "members": scenario.network.recipe.members.high
                               if scenario.network.recipe else None, "answers": _data(answers)},
                              ensure_ascii=False))  # fmt: skip
    else:
        print(text("new.written", lang, out=out))
    return 0


def _said(said: dict[str, Any], handover: float, lang: str) -> Answers:
    """The answers that options give. Raises :class:`WrongAnswerError`."""
    baseline = load("baseline")
    answers = Answers(name=said.get("name", text("new.usual_name", lang)), handover=handover)
    if "members" in said:
        answers = replace(answers, members=members_in(said["members"], lang))
    if "lead" in said:
        answers = replace(answers, lead=mode_in(said["lead"], lang))
    if "budget" in said:
        answers = replace(answers, budget=number_in(said["budget"], 0, LARGEST_BUDGET, lang))
    if "cut" in said:
        answers = replace(answers, cut=cut_in(said["cut"], lang, baseline.start, baseline.months))
    if "director_leaves" in said:
        date = date_in(said["director_leaves"], lang, baseline.start, baseline.months)
        answers = replace(answers, director_leaves=date)
    if "levers" in said:
        answers = replace(answers, levers=levers_in(said["levers"], lang))
    return answers


def _asked(known: Answers, said: set[str], lang: str) -> Answers:
    baseline = load("baseline")
    budget = baseline.funding.area_office_budget * MONTHS_A_YEAR * baseline.staff_day_price
    print(text("new.welcome", lang), file=sys.stderr)
    return Asker(_ask, lang, baseline.start, baseline.months, budget).answers(known, said)


def _ask(question: str) -> str:
    """Put a question on standard error. Raises :class:`WrongAnswerError` if nobody answers."""
    print(question, end=" ", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise WrongAnswerError("--ask: expected an answer to each question, typed or piped in")
    return answer


def _checked(content: str, name: str) -> Scenario:
    """Read the file as it will be, strictly."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / name
        trial.write_text(content, encoding="utf-8")
        return load(trial)


def _data(answers: Answers) -> dict[str, Any]:
    members = {kind.name.lower(): count for kind, count in answers.members.items()}
    return {**asdict(answers), "members": members}
