"""``netsustain check FILE…``: every fault of scenario and experiment files, each with its line, column and remedy."""

from __future__ import annotations

import json as json_text
import sys

from netsustain.commands.shared import refuse_impossible
from netsustain.exploration.recognise import is_experiment
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.reader import load


def execute(*, files: list[str], lang: str = "en", json: bool = False) -> int:
    """Check files (or shipped names); returns 0 when all are fine, else 1."""
    faults = {name: problems_in(name) for name in files}
    problems = [problem for found in faults.values() for problem in found]
    if json:
        print(json_text.dumps({"errors": [problem.as_dict() for problem in problems]}, ensure_ascii=False))
    else:
        for name, found in faults.items():
            _report(name, found, lang)
    return 1 if problems else 0


def problems_in(name: str) -> list[Problem]:
    """Every fault of one file; none when it is fine."""
    try:
        _read(name)
    except ScenarioError as error:
        return list(error.problems)
    return []


def _read(name: str) -> None:
    """Read a scenario or an experiment. Raises :class:`ScenarioError`."""
    if not is_experiment(name):
        refuse_impossible(load(name), name)
        return
    from netsustain.exploration.reading import load_experiment

    load_experiment(name)


def _report(name: str, problems: list[Problem], lang: str) -> None:
    if not problems:
        print(text("cli.check_fine", lang, name=name))
        return
    for problem in problems:
        print(problem, file=sys.stderr)
    print(text("cli.check_faults", lang, name=name, count=len(problems)), file=sys.stderr)
