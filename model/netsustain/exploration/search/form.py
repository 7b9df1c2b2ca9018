"""What a file of ``kind: search`` says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from netsustain.exploration.experiment import RunsExperiment, Seed, fewer
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.search.algorithm import Plan
from netsustain.exploration.search.objectives import PLANNED, Objective
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.quantities import Typed
from netsustain.scenario.values import Frozen, fault

OBJECTIVES = (PLANNED, *(name for name, each in OUTCOMES.items() if not each.text and each.better))
"""What a policy can be judged by: what costs, and outcomes of which more, or less, is better."""
FRESH = 1_000_003
"""Added to the seeds for the futures and the runs that judge the front."""
FEWEST_POLICIES, FEWEST_GENERATIONS = 8, 2
"""A search cannot be scaled down further."""


class Wanted(Typed):
    """An objective."""

    outcome: Literal[OBJECTIVES] = Field(description="what is looked at; planned_cost is the policy's own cost")  # type: ignore[valid-type]
    over: Literal["mean", "worst_tenth", "worst"] = Field(
        default="mean", description="how futures become one number: their mean, the mean of the worst tenth, the worst"
    )
    aim: Literal["max", "min"] | None = Field(default=None, description="the outcome's own better side when left out")

    @property
    def objective(self) -> Objective:
        """The objective."""
        better = -1 if self.outcome == PLANNED else OUTCOMES[self.outcome].better
        return Objective(self.outcome, {None: better, "max": 1, "min": -1}[self.aim], self.over)


class Range(Typed):
    """What a policy may do with a lever: doses between two numbers, or one of some choices."""

    low: float | None = Field(default=None, alias="from", description="lowest dose")
    high: float | None = Field(default=None, alias="to", description="highest dose")
    choices: tuple[str, ...] = Field(default=(), description="names to choose from, for a lever that is a choice")

    @model_validator(mode="after")
    def _whole(self) -> Any:
        if (self.low is None) != (self.high is None):
            raise fault("one end of a range", "both", "{from: 0, to: 0.5}")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise fault(f"from {self.low:g} to {self.high:g}", "from below to", f"{{from: {self.high:g}, to: …}}")
        return self

    @property
    def span(self) -> tuple[float, float] | None:
        """From and to; None for the declared range."""
        return None if self.low is None or self.high is None else (self.low, self.high)


class Confirming(Typed):
    """What judges the front: other futures, and runs with other lucks."""

    draws: int = Field(ge=2, le=100_000, description="futures")
    replicates: int = Field(ge=1, le=100_000, description="runs of each policy in each future")


class Stall(Typed):
    """When a search has found what it will find."""

    generations: int = Field(default=8, ge=1, le=1000, description="so many generations ...")
    gain: float = Field(default=0.005, ge=0, le=1, description="... gained less than this share of the hypervolume")


class PolicySearch(RunsExperiment):
    """A search for policies in the first scenario; of the others only the levers count, to compare with."""

    levers: Annotated[dict[str, Range | None], Frozen] = Field(
        min_length=1, description="lever → what a policy may do with it; all it can do when left empty"
    )
    step: float = Field(default=0.05, gt=0, le=0.5, description="step of a dose, as a share of its range")
    objectives: tuple[Wanted, ...] = Field(min_length=2, max_length=8, description="the first is the headline")
    budget: float | None = Field(default=None, gt=0, description="most planned cost, staff-days a month")
    population: int = Field(default=48, ge=4, le=10_000, description="policies a generation")
    generations: int = Field(default=30, ge=1, le=10_000, description="generations at most")
    stall: Stall = Field(default=Stall(), description="when to stop earlier")
    confirm: Confirming = Field(description="futures and runs that judge the front")
    worthwhile: float | None = Field(
        default=None, gt=0, description="least difference of the headline that counts; a twentieth when left out"
    )
    search_seed: Seed | None = Field(default=None, description="seed of the search; the experiment's when left out")

    def _misfits(self) -> Iterator[Fault]:
        yield from super()._misfits()
        if self.objectives[0].outcome == PLANNED:
            text = f"got {PLANNED} first, expected what the network is for, type outcome: months_sustained first"
            yield Fault(("objectives", 0), text, ())
        names = [each.objective.name for each in self.objectives]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield Fault(("objectives", place), f"got {name} again, expected each objective once", ())
        if "outcomes" in self.model_fields_set:
            text = "got outcomes, expected objectives alone, which say what is kept of a run; remove this key"
            yield Fault(("outcomes",), text, ())
        if not self.factors and self.parameters == "default":
            text = "got one future, expected several to be robust over, type factors: {transfer_probability: }"
            yield Fault(("factors",), text, (("parameters",),))

    @property
    def kept(self) -> tuple[str, ...]:
        """Outcomes that are kept of a run: those of the objectives."""
        return tuple(dict.fromkeys(each.outcome for each in self.objectives if each.outcome != PLANNED))

    @property
    def plan(self) -> Plan:
        """How long and how widely to search."""
        seed = self.seed if self.search_seed is None else self.search_seed
        return Plan(self.population, self.generations, seed, self.stall.generations, self.stall.gain)

    @property
    def runs(self) -> int:
        """Rows at most: of the search, of the front in the same futures, and of the front judged."""
        most = self.population * self.generations * self.draws * self.replicates
        front = self.population + len(self.scenarios)
        return most + front * (self.draws * self.replicates + self.confirm.draws * self.confirm.replicates)

    @property
    def seeds(self) -> dict[str, int]:
        """Every seed that decides the numbers."""
        fresh = {"confirming_runs": fresh_seed(self.seed), "confirming_design": fresh_seed(self.design_seed)}
        return {**super().seeds, "search": self.plan.seed, **fresh}

    def scaled(self, scale: float) -> Self:
        """Fewer policies and generations, fewer futures and runs of each."""
        smaller = super().scaled(scale)
        confirm = Confirming(draws=fewer(self.confirm.draws, scale), replicates=fewer(self.confirm.replicates, scale))
        return smaller.model_copy(update={
            "population": max(min(self.population, FEWEST_POLICIES), round(self.population * scale)),
            "generations": max(min(self.generations, FEWEST_GENERATIONS), round(self.generations * scale)),
            "confirm": confirm,
        })  # fmt: skip


def fresh_seed(seed: int) -> int:
    """Another seed, the same for the same one."""
    return (seed + FRESH) % 2**64
