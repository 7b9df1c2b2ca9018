"""``kind: branch``: a network is burnt in once, then every policy goes on from the same state and the same luck.

What still helps at that month, how much of it, and in which networks?
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from netsustain.exploration.answer import Answer, Progress, Status
from netsustain.exploration.branches import question, tables, telling
from netsustain.exploration.branches.form import Branch, Branches
from netsustain.exploration.digest import Rows
from netsustain.exploration.policies import policy_faults
from netsustain.exploration.reading import Asked, Fault
from netsustain.threads import default_workers

FORM = Branch


def faults(asked: Asked) -> Iterator[Fault]:
    """Several scenarios, a branch after the horizon, policies that do not fit the scenario."""
    said = asked.experiment
    assert isinstance(said, Branch)
    if len(asked.scenarios) != 1:
        yield Fault(("scenarios",), f"got {len(asked.scenarios)} scenarios, expected one: the one that is burnt in")
        return
    (base,) = asked.scenarios.values()
    if said.at > base.months:
        yield Fault(("at",), f"got month {said.at}, expected one from 2 to {base.months}, the scenario's last")
        return
    for name, policy in said.policies.items():
        yield from policy_faults(policy, base, asked.folder, said.at, ("policies", name))


def digest_of(asked: Asked) -> str:
    """Names the folder."""
    return question.Question(Branches(asked)).digest


def status(asked: Asked, folder: Path) -> Status:
    """How far it is; runs nothing and writes nothing."""
    return question.status(question.Question(Branches(asked)), folder)


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and say what the policies bring. Raises QuestionError."""
    what = question.Question(Branches(asked))
    files = question.keep(what, folder)
    rows = question.all_rows(what, folder, workers or default_workers(), progress)
    digest = Rows()
    digest.add(rows)
    told = tables.Told(what.branches, rows, 0 if what.vectors is None else len(what.vectors))
    found = _tables(told)
    return Answer(
        rows=len(rows),
        failed=int(rows["failed"].sum()),
        digest=digest.hexdigest(),
        tables=found,
        shown=tuple(telling.tables_shown(told, found["summary"], found["tells"])),
        files=files,
        seeds={"runs": asked.experiment.seed},
        sentences=tuple(telling.sentences(told, found["summary"], found["tells"])),
        warnings=tuple(telling.warnings(told, found["summary"])),
    )


def _tables(told: tables.Told) -> dict[str, pd.DataFrame]:
    found = {
        "summary": tables.summary(told), "alive": tables.alive(told), "before": tables.before(told),
        "thirds": tables.thirds(told), "tells": tables.tells(told), "runs": told.rows,
    }  # fmt: skip
    failed = told.rows[told.rows["failed"]]
    if len(failed):
        counted = failed.groupby(["scenario", "failure"], as_index=False).size().rename(columns={"size": "runs"})
        found["failures"] = counted.sort_values("runs", ascending=False, kind="stable", ignore_index=True)
    return found
