"""What an experiment file says: the keys that every kind has, and those of experiments that make rows of runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from netsustain.exploration.designs import FULL_FACTORIAL, METHODS, full_factorial, unit_points
from netsustain.exploration.outcomes import DEFAULT, OUTCOMES
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.quantities import Typed
from netsustain.scenario.schema import known_source
from netsustain.scenario.values import Frozen, Text, fault

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from netsustain.exploration.factors import Factor

SCHEMA_VERSION = 1
MOST_RUNS = 100_000_000
MOST_SEED = 2**64 - 1
FEWEST_LEVELS = 2


def _known_version(version: int) -> int:
    if version != SCHEMA_VERSION:
        newer = ": the file is from a newer netsustain" if version > SCHEMA_VERSION else ""
        raise fault(f"schema {version}", f"schema {SCHEMA_VERSION}{newer}", "schema: 1")
    return version


def one_of(names: Any) -> Any:
    """The annotation of a word that must be one of a registry's names."""

    def known(value: object) -> object:
        if not isinstance(value, str) or value not in names:
            raise PydanticCustomError("choice", "expected one of {choices}", {"choices": list(names)})
        return value

    return BeforeValidator(known)


Source = Annotated[str, AfterValidator(known_source)]
OutcomeName = Annotated[str, one_of(OUTCOMES), WithJsonSchema({"enum": list(OUTCOMES)})]
LAID_OUT = (*METHODS, FULL_FACTORIAL)
Method = Annotated[str, one_of(LAID_OUT), WithJsonSchema({"enum": list(LAID_OUT)})]
Seed = Annotated[int, Field(ge=0, le=MOST_SEED)]


class Experiment(Typed):
    """A question asked of scenarios; each kind adds its own keys."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "schema": "1", "kind": "compare", "title": "{en: …, th: …}", "question": "{en: …, th: …}",
        "sources": "[A-H1]", "scenarios": "[demo_none, demo_all]", "draws": "50", "from": "0.1", "to": "0.3",
    }  # fmt: skip
    """What to type for a key that is missing."""

    schema_: Annotated[int, AfterValidator(_known_version)] = Field(
        alias="schema", description="version of the file's form"
    )
    kind: str = Field(description="kind of experiment")
    title: Text
    question: Text
    sources: tuple[Source, ...] = Field(min_length=1, description="concept IDs and citations")
    seed: Seed = Field(default=1, description="seed of the runs: the same seed gives the same numbers")

    def scaled(self, scale: float) -> Self:
        """The same question asked of fewer runs (or more)."""
        return self

    def names(self, lang: str) -> dict[str, str]:
        """Names for readers of what the file itself names beside its scenarios (policies, groups), by its own name."""
        return {}


class Between(Typed):
    """The range a factor is drawn from, uniformly."""

    low: float = Field(alias="from", description="lowest value")
    high: float = Field(alias="to", description="highest value")

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        if self.low >= self.high:
            raise fault(
                f"from {self.low:g} to {self.high:g}", "from below to", f"{{from: {self.high:g}, to: {self.low:g}}}"
            )
        return self


class Design(Typed):
    """How the factors' ranges are covered."""

    method: Method = Field(default="latin_hypercube", description="how draws are laid out")
    draws: int | None = Field(default=None, ge=1, le=1_000_000, description="points in the space of the factors")
    levels: int | Annotated[dict[str, int], Frozen] | None = Field(
        default=None, description="of a full factorial: values of every factor, or factor → values, ends included"
    )
    seed: Seed | None = Field(default=None, description="seed of the draws; the experiment's when left out")

    @model_validator(mode="after")
    def _complete(self) -> Any:
        grid = self.method == FULL_FACTORIAL
        wanted, other = ("levels", "draws") if grid else ("draws", "levels")
        if getattr(self, wanted) is None:
            raise fault(f"{self.method} without {wanted}", f"the key {wanted}", f"{wanted}: {3 if grid else 50}")
        if getattr(self, other) is not None:
            raise fault(f"{self.method} with {other}", f"{wanted} alone", f"{wanted}: {3 if grid else 50}")
        given = self.levels.values() if isinstance(self.levels, Mapping) else [self.levels or FEWEST_LEVELS]
        if min(given, default=FEWEST_LEVELS) < FEWEST_LEVELS:
            raise fault(f"{min(given)} levels", "two or more of each factor", "levels: 3")
        return self

    def levels_of(self, factors: Iterable[str]) -> list[int]:
        """Levels of each factor of a full factorial."""
        if isinstance(self.levels, int):
            return [self.levels for _ in factors]
        return [(self.levels or {}).get(name, FEWEST_LEVELS) for name in factors]

    def size(self, factors: Iterable[str]) -> int:
        """Points in all."""
        return prod(self.levels_of(factors)) if self.draws is None else self.draws

    def points(self, draws: int, factors: Sequence[str], seed: int) -> np.ndarray:
        """Points in the unit cube, (draws × factors)."""
        if self.method == FULL_FACTORIAL:
            return full_factorial(self.levels_of(factors))
        return unit_points(self.method, draws, len(factors), seed)

    def scaled(self, scale: float, factors: Collection[str]) -> Design:
        """So many times as many points, or levels that come near it."""
        if self.draws is not None:
            return self.model_copy(update={"draws": fewer(self.draws, scale)})
        each = scale ** (1 / max(len(factors), 1))
        levels = zip(factors, self.levels_of(factors), strict=True)
        return self.model_copy(update={"levels": {name: max(2, round(number * each)) for name, number in levels}})


class CampaignExperiment(Experiment):
    """An experiment that makes rows of runs: its design has rows, called draws, and each is run in every scenario.

    A kind adds its own keys and may say three things of its own:

    ``draws`` and ``drawn(factors)``
        The design: a table of as many rows as ``draws``, with a column of every factor. It is drawn once, stored,
        and never drawn again for a folder that has begun.
    ``block``
        How many consecutive rows of the design share their lucks (1: every row has lucks of its own).
    ``vectors_by``
        Which accepted vector a run has, where they are asked for: that of its ``replicate`` within the row, or that
        of its ``luck``. Either way it is the same in every row of a block and in every scenario.
    """

    scenarios: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        min_length=1,
        description="names of shipped scenarios, or files relative to this one; the first is the reference",
    )
    factors: Annotated[dict[str, Between | None], Frozen] = Field(
        default={}, description="parameter or path → range; its plausible range when left empty", validate_default=True
    )
    replicates: int = Field(default=20, ge=1, le=1_000_000, description="runs of each scenario in each draw")
    months: int | None = Field(default=None, ge=1, le=1200, description="horizon instead of the scenarios' own")
    outcomes: tuple[OutcomeName, ...] = Field(
        default=DEFAULT, min_length=1, description="what is kept of a run; the first is the headline"
    )
    parameters: Literal["default", "accepted"] = Field(
        default="default", description="the scenarios' own parameters, or one calibrated vector a replicate"
    )

    @model_validator(mode="after")
    def _fits(self) -> Any:
        faults = list(self._misfits())
        if faults:
            raise PydanticCustomError("faults", "inconsistent", {"faults": faults})
        return self

    def _misfits(self) -> Iterator[Fault]:
        for place, name in enumerate(self.outcomes):
            if name in self.outcomes[:place]:
                yield Fault(("outcomes", place), f"got {name} twice, expected each outcome once", ())
        if OUTCOMES[self.outcomes[0]].text:
            text = f"got the headline {self.outcomes[0]}, expected a number first, type months_sustained first"
            yield Fault(("outcomes", 0), text, ())
        if self.runs > MOST_RUNS:
            text = f"got {self.runs:,} runs in all, expected at most {MOST_RUNS:,}: fewer draws or replicates"
            yield Fault(("replicates",), text, (("design",), ("scenarios",)))

    @property
    def draws(self) -> int:
        """Rows of the design; 1 when nothing is varied."""
        return 1

    @property
    def block(self) -> int:
        """Consecutive rows of the design that share their lucks."""
        return 1

    @property
    def vectors_by(self) -> Literal["replicate", "luck"]:
        """What picks the accepted vector of a run."""
        return "replicate" if self.block == 1 else "luck"

    @property
    def runs(self) -> int:
        """Rows in all."""
        return len(self.scenarios) * self.draws * self.replicates

    @property
    def seeds(self) -> dict[str, int]:
        """Every seed that decides the rows."""
        return {"runs": self.seed}

    def drawn(self, factors: Sequence[Factor]) -> pd.DataFrame:
        """Draw the design: a row a draw, a column a factor under its name; the same each time."""
        import pandas as pd

        return pd.DataFrame(index=range(self.draws))

    def scaled(self, scale: float) -> Self:
        """Replicates times ``scale``; two stay two, since one alone says nothing of its own error."""
        return self.model_copy(update={"replicates": fewer(self.replicates, scale)})


class RunsExperiment(CampaignExperiment):
    """A campaign whose design covers the ranges of its factors evenly: draws × replicates in every scenario."""

    design: Design | None = Field(default=None, description="how the ranges are covered; without it nothing is varied")

    def _misfits(self) -> Iterator[Fault]:
        if self.factors and self.design is None:
            text = "got factors without a design, expected how many draws to make, type design: {draws: 50}"
            yield Fault(("factors",), text, (("design",),))
        if self.design is not None and not self.factors:
            text = "got a design without factors, expected what to vary, type factors: {retained_none: }"
            yield Fault(("design",), text, (("factors",),))
        levels = self.design.levels if self.design is not None else None
        for name in levels if isinstance(levels, Mapping) else ():
            if name not in self.factors:
                text = f"got levels of {name}, expected one of the factors: {', '.join(self.factors)}"
                yield Fault(("design", "levels", name), text, (("factors",),))
        yield from super()._misfits()

    @property
    def draws(self) -> int:
        """Draws of the factors; 1 when nothing is varied."""
        return self.design.size(self.factors) if self.design else 1

    @property
    def design_seed(self) -> int:
        """Seed of the draws."""
        own = self.design.seed if self.design else None
        return self.seed if own is None else own

    @property
    def seeds(self) -> dict[str, int]:
        """Of the runs and of the draws."""
        return {"runs": self.seed, "design": self.design_seed}

    def drawn(self, factors: Sequence[Factor]) -> pd.DataFrame:
        """Points of the design in the factors' ranges."""
        import pandas as pd

        if self.design is None:
            return super().drawn(factors)
        points = self.design.points(self.draws, [factor.name for factor in factors], self.design_seed)
        return pd.DataFrame({factor.name: factor.values(points[:, place]) for place, factor in enumerate(factors)})

    def scaled(self, scale: float) -> Self:
        """Draws and replicates times ``scale``."""
        smaller = super().scaled(scale)
        if self.design is None:
            return smaller
        return smaller.model_copy(update={"design": self.design.scaled(scale, self.factors)})


def fewer(number: int, scale: float) -> int:
    """A number times ``scale``, but two at least where there were two."""
    return max(min(number, 2), round(number * scale))
