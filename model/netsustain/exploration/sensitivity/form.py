"""What a file of ``kind: sensitivity`` says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, WithJsonSchema

from netsustain.exploration.experiment import CampaignExperiment, OutcomeName, Seed, one_of
from netsustain.exploration.sensitivity.designs import METHODS, Plan, sequences, unit_points
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.quantities import Typed
from netsustain.scenario.values import Frozen

if TYPE_CHECKING:
    import pandas as pd

    from netsustain.exploration.factors import Factor

LUCK = "luck"
"""The name of chance among the factors."""
SHORTEST_SEQUENCE = 8
OUTCOMES_ASKED: tuple[str, ...] = ("months_sustained", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "cost")

MethodName = Annotated[str, one_of(METHODS), WithJsonSchema({"enum": list(METHODS)})]


class SensitivityDesign(Typed):
    """How a sensitivity analysis covers the ranges."""

    method: MethodName = Field(default="sobol", description="analysis, by its name in SALib")
    samples: int = Field(
        ge=2, le=1_000_000,
        description="base samples (sobol), trajectories (morris, shapley), points of a curve (fast), points (others)",
    )  # fmt: skip
    second_order: bool = Field(default=False, description="sobol: indices of pairs too; nearly twice the runs")
    levels: int = Field(default=4, ge=2, le=100, description="morris: levels of a factor's range; an even number")
    seed: Seed | None = Field(default=None, description="seed of the design; the experiment's when left out")


class SensitivityExperiment(CampaignExperiment):
    """Which factors, and how much of chance, make the outcomes what they are."""

    design: SensitivityDesign = Field(description="method and size")
    groups: Annotated[dict[str, tuple[str, ...]], Frozen] = Field(
        default={}, description="name → factors that are moved together (sobol, morris)", validate_default=True
    )
    replicates: int = Field(default=2, ge=1, le=1000, description="lucks of a block of rows, shared by all of them")
    outcomes: tuple[OutcomeName, ...] = Field(
        default=OUTCOMES_ASKED, min_length=1, description="what is analysed; the first is the headline"
    )

    def plan(self) -> Plan:
        """The design to draw, factors in the order of the file."""
        group = {factor: name for name, factors in self.groups.items() for factor in factors}
        groups = tuple(group.get(factor, factor) for factor in self.factors)
        own, said = self.design.seed, self.design
        seed = self.seed if own is None else own
        return Plan(said.method, said.samples, groups, seed, said.second_order, said.levels)

    @property
    def draws(self) -> int:
        """Rows of the design."""
        return self.plan().rows

    @property
    def block(self) -> int:
        """Rows that share their lucks."""
        return self.plan().block

    @property
    def vectors_by(self) -> Literal["replicate", "luck"]:
        """An accepted vector goes with the luck: what is not known of the parameters counts as chance."""
        return "luck"

    @property
    def seeds(self) -> dict[str, int]:
        """Of the runs and of the design."""
        return {"runs": self.seed, "design": self.plan().seed}

    def drawn(self, factors: Sequence[Factor]) -> pd.DataFrame:
        """Values of the factors, a row a draw."""
        import pandas as pd

        points = unit_points(self.plan())
        return pd.DataFrame({factor.name: factor.values(points[:, place]) for place, factor in enumerate(factors)})

    def scaled(self, scale: float) -> Self:
        """Fewer samples; as many lucks, for two are needed whatever the size."""
        method = METHODS[self.design.method]
        samples = max(round(self.design.samples * scale), method.fewest)
        if self.design.method == "sobol" and scale != 1:
            samples = max(1 << (samples.bit_length() - 1), SHORTEST_SEQUENCE)
        return self.model_copy(update={"design": self.design.model_copy(update={"samples": samples})})

    def _misfits(self) -> Iterator[Fault]:
        if not self.factors:
            text = "got nothing to vary, expected one factor or more, type factors: {retained_none: }"
            yield Fault(("factors",), text, ())
            return
        yield from self._group_misfits()
        yield from self._design_misfits()
        if self.replicates < 2:
            text = "got 1 luck, expected 2 or more: with one, chance cannot be told from effect, type replicates: 2"
            yield Fault(("replicates",), text, ())
        if len(self.scenarios) > 1:
            text = f"got {len(self.scenarios)} scenarios, expected the one whose factors are varied: one file for each"
            yield Fault(("scenarios",), text, ())
        yield from super()._misfits()

    def _design_misfits(self) -> Iterator[Fault]:
        said, method = self.design, METHODS[self.design.method]
        if said.samples < method.fewest:
            text = f"got {said.samples}, expected {method.fewest} or more for {said.method}"
            yield Fault(("design", "samples"), text, ())
        elif said.method == "sobol" and sequences(said.samples)[1] < SHORTEST_SEQUENCE:
            nearest = max(1 << (said.samples - 1).bit_length(), SHORTEST_SEQUENCE)
            text = f"got {said.samples}, expected a power of two, or a multiple of one from {SHORTEST_SEQUENCE} up"
            yield Fault(("design", "samples"), f"{text}: its sequences are balanced then, type {nearest}", ())
        if said.second_order and said.method != "sobol":
            text = f"got true with {said.method}, expected it with sobol alone, type second_order: false"
            yield Fault(("design", "second_order"), text, (("design", "method"),))
        if said.levels % 2:
            text = f"got {said.levels}, expected an even number, type {said.levels + 1}"
            yield Fault(("design", "levels"), text, ())

    def _group_misfits(self) -> Iterator[Fault]:
        if self.groups and not METHODS[self.design.method].groups:
            able = ", ".join(name for name, method in METHODS.items() if method.groups)
            text = f"got groups with {self.design.method}, which moves factors singly, expected {able}"
            yield Fault(("groups",), text, (("design", "method"),))
        taken: set[str] = {LUCK, *self.factors}
        placed: set[str] = set()
        for name, members in self.groups.items():
            if name in taken:
                yield Fault(("groups", name, "[key]"), f"got {name}, which is taken, expected a name of its own", ())
            for place, member in enumerate(members):
                if member not in self.factors or member in placed:
                    known = "a factor that is in no other group" if member in self.factors else "one of the factors"
                    yield Fault(("groups", name, place), f"got {member}, expected {known}", (("factors",),))
                placed.add(member)
