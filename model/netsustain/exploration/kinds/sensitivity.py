"""``kind: sensitivity``: which factors decide the outcomes, which do not, and how much is chance?

The design is SALib's (Morris, Sobol, Shapley, FAST, points for PAWN and others), in blocks of rows that share lucks of
their own; Sobol', Shapley and elementary effects are of the mean response, from products over two lucks
(:mod:`netsustain.exploration.sensitivity`), the others SALib's own, beside their level of chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from netsustain.exploration import campaign
from netsustain.exploration.answer import Answer, Progress
from netsustain.exploration.moments import campaign_status
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import campaign_digest, question_of
from netsustain.exploration.reading import Asked, Fault
from netsustain.exploration.sensitivity.analysis import analysed, stored_points
from netsustain.exploration.sensitivity.form import SensitivityExperiment
from netsustain.exploration.sensitivity.tables import shown, tables
from netsustain.exploration.sensitivity.words import sentences, warnings

FORM = SensitivityExperiment
digest_of, status = campaign_digest, campaign_status


def faults(asked: Asked) -> Iterator[Fault]:
    """Nothing that the form does not see."""
    yield from ()


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Run what is missing and analyse it. Raises QuestionError."""
    experiment = asked.experiment
    assert isinstance(experiment, SensitivityExperiment)
    ready = prepared(question_of(asked), folder)
    points = stored_points(experiment.plan(), asked.factors, ready.design)
    done = campaign.run(ready, workers=workers, progress=progress)
    found = list(analysed(done, points, experiment))
    made = tables(found)
    return done.answer(made, shown(made, experiment), sentences(found, experiment), warnings(found, experiment))
