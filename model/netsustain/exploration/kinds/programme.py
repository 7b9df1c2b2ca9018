"""``kind: programme``: hundreds of different networks under one programme and common shocks, a ministry's view.

Which kinds of network live without and with it, and whom should it support when the budget reaches only some?
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from netsustain.exploration import campaign
from netsustain.exploration.answer import Answer, Progress, Status
from netsustain.exploration.prepared import nothing_done, prepared, taken_up
from netsustain.exploration.programmes import kindtables, targeting, telling
from netsustain.exploration.programmes.asking import Asking, asking_faults
from netsustain.exploration.programmes.form import Programme
from netsustain.exploration.programmes.results import Results, results_of
from netsustain.exploration.question import numbers_kept
from netsustain.exploration.reading import Asked, Fault

FORM = Programme


def faults(asked: Asked) -> Iterator[Fault]:
    """Networks, shocks and a programme that do not fit the scenario; a faulty table raises ScenarioError."""
    yield from asking_faults(asked)


def completed(asked: Asked) -> Asked:
    """With both scenarios and everything that varies."""
    return Asking(asked).completed()


def digest_of(asked: Asked) -> str:
    """Names the folder."""
    return Asking(asked).digest


def status(asked: Asked, folder: Path) -> Status:
    """How far it is; runs nothing and writes nothing."""
    question = Asking(asked).question
    begun = taken_up(question, folder)
    return nothing_done(question) if begun is None else campaign.status(begun)


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and say what the programme does. Raises QuestionError."""
    asking = Asking(asked)
    finished = campaign.run(prepared(asking.question, folder), workers=workers, progress=progress)
    outcomes = numbers_kept(asking.question)
    columns = ["scenario", *outcomes, "ended", "failed"]
    results = results_of(
        finished.frame(columns), asking.networks, tuple(asking.traits), asking.said.outcomes[0], outcomes,
        asking.said.replicates,
    )  # fmt: skip
    found = _tables(asking, results)
    shown = tuple(telling.tables_shown(asking.said, results, found))
    sentences = tuple(telling.sentences(asking.said, results, found, asking.base.months))
    return finished.answer(found, shown, sentences, tuple(telling.warnings(results)))


def _tables(asking: Asking, results: Results) -> dict[str, pd.DataFrame]:
    curves, advantage = targeting.curves(results, asking.said.reach)
    return {
        "summary": kindtables.by_kind(results), "contrasts": kindtables.contrasts(results),
        "survival": kindtables.survival(results, asking.base.months),
        "targeting": curves, "targeting_advantage": advantage, "ranking": targeting.ranking(results),
        "futures": asking.futures,
    }  # fmt: skip
