"""Calibration: which parameter vectors reproduce the published tables, and what those tables leave open.

A population of draws moved under a tightening tolerance (approximate Bayesian computation), then scored again on fresh
seeds. Writes ``accepted.csv`` and ``calibration.json``, which a release carries.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

import pandas as pd
from pydantic import Field, model_validator

from netsustain.calibration.accepted import ACCOUNT, VECTORS, save
from netsustain.exploration.answer import Answer, Progress, Status
from netsustain.exploration.atomic import write_whole
from netsustain.exploration.calibration import telling
from netsustain.exploration.calibration.acceptance import Chosen, choose, distinct
from netsustain.exploration.calibration.account import account_of
from netsustain.exploration.calibration.draws import CHUNK, Laboratory
from netsustain.exploration.calibration.moves import Plan, fitting_population
from netsustain.exploration.calibration.problem import Problem, plausible_factors
from netsustain.exploration.calibration.scoring import Scale, scale_of
from netsustain.exploration.digest import digest_of_plain, digest_of_table
from netsustain.exploration.experiment import Experiment
from netsustain.exploration.prepared import QUESTION
from netsustain.exploration.question import QuestionError, results_version
from netsustain.exploration.reading import Asked, Fault
from netsustain.exploration.store import Store
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.reader import load
from netsustain.scenario.values import Frozen, fault
from netsustain.validation.patterns import PATTERNS

Tables = Literal["K1", "K2", "K3", "K4", "K5"]
Number = TypeVar("Number", int, float)
FRESH = 1_000_003
"""Added to the seed for the runs that count."""


class Calibration(Experiment):
    """What a calibration file says."""

    patterns: tuple[Tables, ...] = Field(min_length=1, description="published tables to reproduce")
    replicates: Annotated[dict[Tables, int], Frozen] = Field(
        description="runs of each set-up, by table", validate_default=True
    )
    discrepancy: Annotated[dict[str, float], Frozen] = Field(
        description="standard deviation between the study's world and the model's, by table or by K1.alive_42",
        validate_default=True,
    )
    fixed: Annotated[dict[str, str], Frozen] = Field(
        default={}, description="parameter that is not drawn → why", validate_default=True
    )
    draws: int = Field(ge=50, le=1_000_000, description="draws over the whole ranges, to begin with")
    tolerances: tuple[float, ...] = Field(min_length=1, description="standard deviations, step by step tighter")
    population: int = Field(ge=10, le=100_000, description="vectors that are moved")
    rounds: tuple[Annotated[int, Field(ge=1, le=1000)], ...] = Field(
        description="moves of every vector at each tolerance"
    )
    cutoff: float = Field(default=3.0, gt=0, le=10, description="standard deviations that rule a vector out at the end")
    rescore: int = Field(default=4, ge=1, le=100, description="times as many runs in the score that counts")
    accept: int = Field(default=200, ge=2, le=10_000, description="vectors kept at most")

    @model_validator(mode="after")
    def _complete(self) -> Any:
        for name in ("replicates", "discrepancy"):
            absent = [each for each in self.patterns if each not in getattr(self, name)]
            if absent:
                raise fault(f"{name} without {', '.join(absent)}", "a number for every pattern", f"{absent[0]}: 40")
        if len(self.rounds) != len(self.tolerances):
            raise fault(
                f"{len(self.rounds)} rounds for {len(self.tolerances)} tolerances", "one for each", "rounds: [2, 4]"
            )
        return self

    def names(self, lang: str) -> dict[str, str]:
        """The published numbers as readers know them."""
        return telling.names_of_targets(lang)

    def scaled(self, scale: float) -> Self:
        """Fewer draws and runs; what comes out shows the way, not the answer."""
        runs = {name: max(4, round(count * scale)) for name, count in self.replicates.items()}
        draws, population = max(50, round(self.draws * scale)), max(10, round(self.population * scale))
        changes = {
            "draws": draws,
            "replicates": runs,
            "population": population,
            "accept": max(2, round(self.accept * scale)),
        }
        return self.model_copy(update=changes)


FORM = Calibration


def faults(asked: Asked) -> Iterator[Fault]:
    """Names under ``fixed`` that are no parameters."""
    experiment = asked.experiment
    assert isinstance(experiment, Calibration)
    for name in experiment.fixed:
        if name not in PARAMETER_NAMES:
            yield Fault(("fixed", name), f"got {name!r}, expected a parameter")


# ---- the question ---------------------------------------------------------------------------------


def _by_id(numbers: Mapping[Tables, Number]) -> dict[str, Number]:
    return {str(name): number for name, number in numbers.items()}


def problem_of(experiment: Calibration) -> tuple[Problem, tuple[Scale, ...]]:
    """Patterns, set-ups and factors of a calibration, and the scales its targets are compared on."""
    patterns = tuple(each for each in PATTERNS if each.id in experiment.patterns)
    setups = dict.fromkeys(name for each in patterns for name in each.setups)
    problem = Problem(
        plausible_factors(experiment.fixed),
        patterns,
        {name: load(name) for name in setups},
        _by_id(experiment.replicates),
    )
    scales = tuple(
        scale_of(name, target, experiment.discrepancy.get(name, experiment.discrepancy[each.id]))
        for each in patterns
        for target in each.targets
        for name in (f"{each.id}.{target.name}",)
    )
    return problem, scales


def _plain(experiment: Calibration, problem: Problem) -> dict[str, Any]:
    """Everything that decides the numbers, as plain data."""
    said = experiment.model_dump(mode="json", by_alias=True)
    for key in ("title", "question", "sources", "fixed"):
        del said[key]
    setups = {name: _resolved(scenario) for name, scenario in problem.scenarios.items()}
    targets = [[each.id, *map(str, target)] for each in problem.patterns for target in each.targets]
    factors = [list(problem.factors.names), problem.factors.low.tolist(), problem.factors.high.tolist()]
    return {"results": results_version(), **said, "setups": setups, "targets": targets, "factors": factors}


def _resolved(scenario: Any) -> dict[str, Any]:
    said: dict[str, Any] = scenario.resolved()
    for key in ("title", "question", "sources"):
        said.pop(key, None)
    said["network"].pop("files", None)
    return said


def digest_of(asked: Asked) -> str:
    """Names the folder of the calibration."""
    experiment = asked.experiment
    assert isinstance(experiment, Calibration)
    return digest_of_plain(_plain(experiment, problem_of(experiment)[0]))


def plan_of(experiment: Calibration) -> Plan:
    """How the population of a calibration is found."""
    return Plan(experiment.draws, experiment.tolerances, experiment.population, experiment.rounds, experiment.seed)


# ---- the answer -----------------------------------------------------------------------------------


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Simulate what is missing, choose the vectors, write them with their account."""
    from netsustain.threads import default_workers

    experiment = asked.experiment
    assert isinstance(experiment, Calibration)
    problem, scales = problem_of(experiment)
    digest = _claimed(experiment, problem, folder)
    plan = plan_of(experiment)
    store = Store(folder)
    store.clean()

    finished: dict[str, int] = {}

    def told(part: str, done: int, _of_part: int) -> None:
        finished[part] = done
        if progress is not None:
            progress(sum(finished.values()), plan.simulated + plan.population)

    laboratory = Laboratory(problem, store, workers or default_workers(), told)
    population = fitting_population(laboratory, scales, plan)
    fitting, fresh = distinct(population.draws), experiment.seed + FRESH
    rescored = laboratory.simulate(fitting.unit, fresh, "rescored", experiment.rescore)
    chosen = choose(rescored, scales, experiment.cutoff, experiment.accept, experiment.seed)
    counts = {"fitting": len(fitting), "within": int((rescored.worst(scales) <= experiment.cutoff).sum())}
    seeds = {"draws": plan.seed, "runs": plan.seed, "rescored": fresh}
    account = account_of(
        problem, plan, experiment.cutoff, scales, population, counts, chosen, seeds, digest, _survival_setups(problem)
    )
    save(folder, problem.factors.names, problem.factors.values(chosen.draws.unit), account)
    return _answer(problem, account, chosen, folder, seeds)


def _survival_setups(problem: Problem) -> list[str]:
    """Set-ups in which a network lives and may end: those of K1, or all where K1 is not asked for."""
    of_survival = [name for each in problem.patterns if each.id == "K1" for name in each.setups]
    return of_survival or list(problem.scenarios)


def _claimed(experiment: Calibration, problem: Problem, folder: Path) -> str:
    """Write down what the folder answers. Raises :class:`QuestionError` if it answers something else."""
    plain = _plain(experiment, problem)
    digest = digest_of_plain(plain)
    path = folder / QUESTION
    if path.exists():
        found = json.loads(path.read_text(encoding="utf-8")).get("digest")
        if found != digest:
            raise QuestionError(f"{folder}: got the results of another calibration; type another --out, or remove it")
    else:
        content = {"digest": digest, "asked": plain}
        write_whole(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return digest


def _answer(problem: Problem, account: dict[str, Any], chosen: Chosen, folder: Path, seeds: dict[str, int]) -> Answer:
    vectors = pd.DataFrame(problem.factors.values(chosen.draws.unit), columns=list(problem.factors.names))
    distances = pd.DataFrame(chosen.distances, columns=problem.targets)
    tables = telling.tables_of(account, distances)
    return Answer(
        rows=account["draws"] + account["counts"]["fitting"],
        failed=0,
        digest=digest_of_table(vectors),
        tables={**tables, "distances": distances, "vectors": vectors},
        shown=tuple(telling.tables_shown(account, tables)),
        files=tuple(folder / name for name in (VECTORS, ACCOUNT, QUESTION)),
        seeds=seeds,
        sentences=tuple(telling.sentences(account, tables)),
        warnings=tuple(telling.warnings(account, tables)),
    )


def status(asked: Asked, folder: Path) -> Status:
    """Parts of the populations that are there; what is scored again at the end is not counted."""
    experiment = asked.experiment
    assert isinstance(experiment, Calibration)
    plan = plan_of(experiment)
    sizes = {"first": plan.first}
    for number in range(len(plan.tolerances)):
        sizes |= {f"move-{number}-{turn}": plan.population for turn in range(plan.rounds[number])}
    keys = set(Store(folder).keys()) if folder.exists() else set()
    wanted = [f"{key}-{part:04d}" for key, size in sizes.items() for part in range(-(-size // CHUNK))]
    done = sum(key in keys for key in wanted)
    rows = min(done * CHUNK, plan.simulated)
    return Status(done, len(wanted) - done, rows, plan.simulated - rows, 0)
