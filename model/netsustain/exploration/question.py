"""What exactly is asked of many runs: scenarios, a design, lucks, parameter vectors.

A kind of experiment asks in one of two ways:

``question_of(asked)``
    What its file says: the form draws the design (:class:`netsustain.exploration.experiment.CampaignExperiment`).
``question_over(asked, design, …)``
    A table of the kind's own, a row a draw and a column a factor: a generation of a search, a round of sequential
    stopping, networks read from a table. A column is the name of a parameter or the path of any number of the
    scenarios (``levers.platform``, ``events.1.budget.level``, ``network.recipe.mean_degree``).

:mod:`netsustain.exploration.prepared` gives a question its folder, :mod:`netsustain.exploration.campaign` runs it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from netsustain import ensemble, kernels
from netsustain.exploration.digest import digest_of_arrays, digest_of_plain, digest_of_table
from netsustain.exploration.experiment import CampaignExperiment
from netsustain.exploration.factors import Factor, FactorError, factor_of
from netsustain.exploration.outcomes import ALWAYS, OUTCOMES
from netsustain.exploration.reading import Asked
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.schema import Scenario

SCHEMA = 2
_WORDS = ("title", "question", "sources", "scenarios")
"""Keys of a file that do not decide the rows: scenarios are told apart by what is in them, not by their names."""


class QuestionError(ValueError):
    """A question that cannot be asked, or a folder that cannot answer it; says why and what to type."""


class Lucks(NamedTuple):
    """Which luck each run has: the number that ``simulate(…, first=…)`` takes, and ``replicate`` in the rows.

    Replicate ``k`` of row ``d`` of the design runs under luck ``(d // block) * apart + first + k``, in every scenario
    alike. So ``block`` consecutive rows share their lucks; ``apart`` leaves room between blocks for replicates that
    are added later, from ``first`` on.
    """

    replicates: int
    """Runs of every row."""
    block: int = 1
    first: int = 0
    apart: int = 0
    """Lucks set aside for a block; as many as there are replicates when 0."""

    @property
    def step(self) -> int:
        """Lucks from one block to the next."""
        return self.apart or self.replicates

    def of(self, draws: np.ndarray, within: np.ndarray) -> np.ndarray:
        """Lucks of replicates ``within`` (from 0) of rows ``draws``."""
        return np.asarray(draws // self.block * self.step + self.first + within, dtype=np.int64)


@dataclass(frozen=True)
class Question:
    """Everything that decides the rows of a campaign."""

    asked: Asked
    experiment: CampaignExperiment
    scenarios: Mapping[str, Scenario]
    factors: tuple[Factor, ...]
    lucks: Lucks
    seed: int
    draws: int
    """Rows of the design."""
    given: pd.DataFrame | None
    """The design, where it is not the form that draws it."""
    outcomes: tuple[str, ...]
    """What is kept of a run."""
    compiled: Mapping[str, Compiled]
    vectors: Mapping[str, np.ndarray | None]
    """By scenario: rows to run under, or None for the scenario's own parameters."""
    vectors_by: Literal["replicate", "luck"]
    plain: dict[str, Any]
    """The same as plain data."""

    @property
    def digest(self) -> str:
        """Names the folder."""
        return digest_of_plain(self.plain)

    @property
    def rows_a_scenario(self) -> int:
        """Rows of one scenario: draws × replicates."""
        return self.draws * self.lucks.replicates

    def design(self) -> pd.DataFrame:
        """The design: the one given, or drawn now."""
        drawn = self.experiment.drawn(self.factors) if self.given is None else self.given
        return drawn.reset_index(drop=True)[[factor.name for factor in self.factors]]


def question_of(asked: Asked) -> Question:
    """What an experiment asks. Raises :class:`QuestionError` where it needs a calibration and there is none."""
    experiment = _campaign(asked)
    return _question(asked, asked.scenarios, asked.factors, Lucks(experiment.replicates, experiment.block))


def question_over(
    asked: Asked,
    design: pd.DataFrame,
    *,
    scenarios: Mapping[str, Scenario] | None = None,
    factors: Sequence[Factor] = (),
    lucks: Lucks | None = None,
    seed: int | None = None,
    outcomes: Sequence[str] | None = None,
) -> Question:
    """What is asked of the rows of a given design.

    Parameters
    ----------
    design
        A row a draw, a column a factor: a parameter's name or the path of a number.
    scenarios
        Instead of the experiment's own.
    factors
        What columns mean, where the caller knows; a column of the name of one of the experiment's factors is that
        factor, any other is looked up in the scenarios.
    lucks, seed, outcomes
        Instead of the experiment's own.

    Raises
    ------
    QuestionError
        Where a column leads to no number, holds one that the scenarios refuse, or accepted vectors are missing.
    """
    experiment = _campaign(asked)
    if len(design) == 0:
        raise QuestionError(f"{asked.name}: design: got no row, expected one at least")
    chosen = asked.scenarios if scenarios is None else scenarios
    known = {factor.name: factor for factor in (*asked.factors, *factors)}
    found = tuple(_column(asked.name, design[name], known.get(str(name)), chosen.values()) for name in design.columns)
    lucks = lucks or Lucks(experiment.replicates, experiment.block)
    return _question(asked, chosen, found, lucks, design, seed, outcomes)


def campaign_digest(asked: Asked) -> str:
    """Names the folder of an experiment."""
    return question_of(asked).digest


def _campaign(asked: Asked) -> CampaignExperiment:
    experiment = asked.experiment
    assert isinstance(experiment, CampaignExperiment), f"kind {experiment.kind} makes no rows of runs"
    return experiment


def _question(
    asked: Asked,
    scenarios: Mapping[str, Scenario],
    factors: tuple[Factor, ...],
    lucks: Lucks,
    given: pd.DataFrame | None = None,
    seed: int | None = None,
    outcomes: Sequence[str] | None = None,
) -> Question:
    experiment = _campaign(asked)
    seed = experiment.seed if seed is None else seed
    draws = experiment.draws if given is None else len(given)
    kept = tuple(dict.fromkeys((*(outcomes or experiment.outcomes), *ALWAYS)))
    compiled = {name: compile_scenario(scenario) for name, scenario in scenarios.items()}
    number = lucks.step if experiment.vectors_by == "replicate" else -(-draws // lucks.block) * lucks.step
    vectors = {name: _vectors(asked.name, scenario, experiment, number) for name, scenario in scenarios.items()}
    plain = {
        "schema": SCHEMA,
        "results": results_version(),
        "design": _said_of_design(experiment) if given is None else digest_of_table(given),
        "draws": draws,
        "lucks": [lucks.replicates, lucks.block, lucks.first, lucks.step],
        "seed": seed,
        "outcomes": list(kept),
        "factors": [[each.name, each.path, each.low, each.high, each.whole] for each in factors],
        "scenarios": {name: identity(scenarios[name], compiled[name], factors) for name in scenarios},
        "vectors": {name: None if each is None else digest_of_arrays(each) for name, each in vectors.items()},
        "vectors_by": experiment.vectors_by,
    }
    return Question(
        asked, experiment, scenarios, factors, lucks, seed, draws, given, kept, compiled, vectors,
        experiment.vectors_by, plain,
    )  # fmt: skip


def _said_of_design(experiment: CampaignExperiment) -> dict[str, Any]:
    """All that a file says but for its words."""
    said = experiment.model_dump(mode="json", by_alias=True)
    return {key: value for key, value in said.items() if key not in _WORDS}


# ---- scenarios, factors, vectors ------------------------------------------------------------------


def identity(scenario: Scenario, compiled: Compiled, factors: Iterable[Factor]) -> str:
    """Digest of all that decides the runs of a scenario: its arrays, and its text where draws compile it again."""
    if all(factor.parameter is not None for factor in factors):
        return digest_of_arrays(compiled)
    said = scenario.resolved()
    for key in ("title", "question", "sources"):
        del said[key]
    said["network"].pop("files", None)  # paths differ from machine to machine; the arrays hold what the tables say
    return digest_of_plain([digest_of_arrays(compiled), scenario.name, said])  # its name stands in reasons of failures


@cache
def results_version() -> str:
    """Changes whenever the same question may give other rows: a digest of the sources behind them."""
    digest = hashlib.sha256()
    for path in [*kernels.compiled_sources(), Path(ensemble.__file__), Path(__file__).with_name("outcomes.py")]:
        digest.update(path.relative_to(kernels.PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]


def _column(name: str, column: pd.Series, known: Factor | None, scenarios: Iterable[Scenario]) -> Factor:
    """The factor of a column of a given design; raises :class:`QuestionError`."""
    where, values = f"{name}: design: {column.name}", column.to_numpy()
    if values.dtype.kind not in "biuf" or not np.isfinite(values.astype(float)).all():
        raise QuestionError(f"{where}: got something that is no finite number, expected numbers")
    span = (float(values.min()), float(values.max()))
    try:
        factor = factor_of(str(column.name) if known is None else known.path, span, scenarios)
    except FactorError as error:
        raise QuestionError(f"{where}: {error}") from None
    if factor.whole and (values != np.floor(values)).any():
        raise QuestionError(f"{where}: got {values[values != np.floor(values)][0]:g}, expected a whole number")
    return Factor(str(column.name), factor.path, *span, factor.whole, factor.parameter)


def _vectors(name: str, scenario: Scenario, experiment: CampaignExperiment, number: int) -> np.ndarray | None:
    """At most so many accepted parameter vectors; None for the scenario's own parameters."""
    if experiment.parameters == "default":
        return None
    from netsustain.calibration.accepted import vectors_for

    found = vectors_for(scenario, number)
    if found is None:
        raise QuestionError(
            f"{name}: parameters: got accepted, but nothing has been calibrated here yet, expected default; "
            "type parameters: default, or calibrate first: netsustain experiment calibration"
        )
    return found


def numbers_kept(question: Question) -> tuple[str, ...]:
    """Outcomes of a question that have a mean."""
    return tuple(name for name in question.outcomes if not OUTCOMES[name].text)
