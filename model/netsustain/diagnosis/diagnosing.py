"""The diagnosis of a network: its survey scored, its structure measured, its outlook simulated, all told together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from netsustain.diagnosis.agreement import Agreement, agreement_of
from netsustain.diagnosis.outlook import REPLICATES, Outlook, outlook_of
from netsustain.diagnosis.scores import Scores, scores_of
from netsustain.diagnosis.seeding import BASE, Start, seeded, starts_of
from netsustain.diagnosis.structure import Structure, structure_of
from netsustain.diagnosis.survey import ENOUGH, Survey
from netsustain.exploration.answer import Findings


@dataclass(frozen=True)
class Diagnosis:
    """What was found of a network; parts that were not asked for or cannot be told are None."""

    survey: Survey
    scores: Scores | None
    """None with fewer than five respondents."""
    agreement: Agreement | None
    starts: tuple[Start, ...]
    """Starting levels that the survey measured."""
    structure: Structure | None
    outlook: Outlook | None
    own_network: bool
    """Whether the outlook is that of the user's own network, not of a typical one that starts where the survey says."""
    drawn: bool
    """Whether the network given is drawn from a recipe, so that it has no structure of its own."""
    findings: Findings
    seed: int


def diagnose(
    survey: Survey,
    *,
    network: Any = None,
    outlook: bool = True,
    replicates: int = REPLICATES,
    seed: int = 1,
    months: int | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Diagnosis:
    """Diagnose a network.

    Parameters
    ----------
    survey
        What :func:`netsustain.diagnosis.reading.read_survey` read.
    network
        Scenario of the network; without it the outlook is that of a typical network that starts where the survey says.
    outlook
        Whether to simulate.
    replicates, seed
        Simulated futures, and the seed of these and of resamples.
    months
        Horizon of the typical network, instead of its own.
    """
    from netsustain.diagnosis.telling import findings_of
    from netsustain.scenario.reader import load

    enough = len(survey.respondents) >= ENOUGH
    scores = scores_of(survey, seed) if enough else None
    starts = tuple(starts_of(survey, scores)) if scores is not None else ()
    typical = load(BASE) if months is None else load(BASE).until(months)
    run = seeded(network if network is not None else typical, list(starts))
    found = outlook_of(run, replicates=replicates, seed=seed, workers=workers, progress=progress) if outlook else None
    told = Diagnosis(
        survey=survey,
        scores=scores,
        agreement=agreement_of(survey) if enough else None,
        starts=starts,
        structure=structure_of(network) if network is not None else None,
        outlook=found,
        own_network=network is not None,
        drawn=network is not None and network.network.files is None,
        findings=Findings({}),
        seed=seed,
    )
    return replace(told, findings=findings_of(told))
