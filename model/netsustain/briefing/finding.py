"""What a brief is made of: options decided upon, why the network ends, its structure, a survey's diagnosis, advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from netsustain.diagnosis.diagnosing import Diagnosis, diagnose
from netsustain.diagnosis.reading import read_survey
from netsustain.diagnosis.structure import Structure, kinds_of_members, structure_of
from netsustain.exploration.advice.asking import STAFF_DAYS
from netsustain.exploration.advice.mixes import Advice
from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.decide import Decision, decide
from netsustain.exploration.ensembles import Progress, Simulate
from netsustain.exploration.options import standard_options
from netsustain.exploration.why.asking import Why, ask


@dataclass(frozen=True)
class Briefing:
    """What was found out for a brief.

    Attributes
    ----------
    network
        The scenario as it was given.
    decision
        Its options against it, with their comparison.
    why
        Why it ends, under the first option.
    standard
        Whether the options are the five strategies, because none was named.
    structure
        Who is tied to whom; None where the network is drawn from a recipe.
    diagnosis
        Of a survey, where there is one.
    advice
        Mixes of measures within a budget, where there is one.
    """

    network: Any
    decision: Decision
    why: Why
    standard: bool
    structure: Structure | None = None
    diagnosis: Diagnosis | None = None
    advice: Advice | None = None

    @property
    def comparison(self) -> Comparison:
        """The options' runs and what they show."""
        return self.decision.comparison


def brief(
    scenarios: Mapping[str, Any],
    *,
    survey: Path | None = None,
    budget: float | None = None,
    budget_unit: str = STAFF_DAYS,
    replicates: int | None = None,
    seed: int = 1,
    simulate: Simulate | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """Find out what a brief tells.

    Parameters
    ----------
    scenarios
        Name → scenario, all of one horizon; one alone is weighed against the five strategies.
    survey
        Answers of members (CSV or XLSX), to be diagnosed.
    budget, budget_unit
        What coordination may cost a month, to be advised on: ``staff-days`` or ``baht``.
    replicates
        Runs of each option; as many as the answer needs unless given.
    seed, simulate, workers, progress
        As :func:`netsustain.exploration.decision.decide.decide` takes them.

    Raises
    ------
    ScenarioError, UnlikeScenariosError, AdviceError, MissingExtraError
        If a scenario, the budget or the survey is faulty, a scenario cannot take a strategy, or the options cannot be
        compared.
    """
    network, standard = next(iter(scenarios.values())), len(scenarios) == 1
    answers = None if survey is None else read_survey(survey, members=kinds_of_members(network))
    options = standard_options(network) if standard else dict(scenarios)
    common: dict[str, Any] = {"seed": seed, "simulate": simulate, "workers": workers, "progress": progress}
    decision = decide(options, replicates=replicates, **common)
    advice = None
    if budget is not None:
        from netsustain.exploration.advice.advise import advise  # takes its time to load

        advice = advise(
            network, budget, budget_unit, seed=seed, replicates=replicates, workers=workers, progress=progress
        )
    return Briefing(
        network=network,
        decision=decision,
        why=_why(decision.comparison, common),
        standard=standard,
        structure=structure_of(network),
        # The brief has futures of its own: the survey is scored, not simulated.
        diagnosis=None if answers is None else diagnose(answers, network=network, outlook=False, seed=seed),
        advice=advice,
    )


def _why(comparison: Comparison, common: Mapping[str, Any]) -> Why:
    """Why networks end under the first option; its runs of which every month was kept are not made again."""
    own = comparison.ensembles[comparison.reference]
    assert own.months is not None
    number = int(own.months["replicate"].nunique())
    seen = SimpleNamespace(scenario=own.scenario, runs=own.runs.head(number), months=own.months)
    return ask(own.scenario, replicates=number, ensemble=seen, parameters=comparison.ran_under, **common)
