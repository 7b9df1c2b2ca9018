"""What a branch file says, and the compiled plans of its policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, model_validator

from netsustain.exploration.digest import digest_of_arrays
from netsustain.exploration.experiment import CampaignExperiment, one_of
from netsustain.exploration.policies import Policy, from_month
from netsustain.exploration.reading import Asked
from netsustain.messages import text
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.quantities import Typed
from netsustain.scenario.schema import Scenario
from netsustain.scenario.values import Frozen, fault
from netsustain.storage import MONTHLY

NOTHING = "as_before"
"""Name of the branch in which nothing new is done: what the others are compared with."""
STATES = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "active_share", "active_members")
StateName = Annotated[str, one_of(MONTHLY)]


class Bounds(Typed):
    """Where a number of the network must lie at the branch; either end may be left out."""

    low: float = Field(default=-1e300, alias="from", description="lowest value")
    high: float = Field(default=1e300, alias="to", description="highest value")

    @model_validator(mode="after")
    def _some_end(self) -> Any:
        if not self.model_fields_set:
            raise fault("no end", "a lowest or a highest value", "{to: 0.5}")
        if self.low > self.high:
            got = f"from {self.low:g} to {self.high:g}"
            raise fault(got, "from not above to", f"{{from: {self.high:g}, to: {self.low:g}}}")
        return self


class Branch(CampaignExperiment):
    """One scenario, burnt in once; every policy from the same states and with the same luck."""

    at: int = Field(ge=2, le=1200, description="month of the branch: the first in which the policies differ")
    starts: Annotated[dict[StateName, Bounds], Frozen] = Field(
        default={}, description="monthly column → range at the branch; only networks within are branched",
        validate_default=True,
    )  # fmt: skip
    policies: Annotated[dict[str, Policy], Frozen] = Field(
        min_length=1, description="name → what is done from the month of the branch on", validate_default=True
    )
    states: tuple[StateName, ...] = Field(
        default=STATES, min_length=1, description="monthly columns at the branch that may tell whom a policy helps"
    )

    def _misfits(self) -> Iterator[Fault]:
        yield from super()._misfits()
        if self.factors:
            got = "got factors, expected none: a branch varies policies only"
            yield Fault(("factors",), f"{got}, type parameters: accepted for what is not known", ())
        if NOTHING in self.policies:
            got = f"got the name {NOTHING}, which is the branch without a policy"
            yield Fault(("policies", NOTHING), f"{got}, expected another, type nothing_new", ())

    def names(self, lang: str) -> dict[str, str]:
        """The branches as readers know them: labels of policies, or their names."""
        labels = {name: policy.label for name, policy in self.policies.items()}
        named = {name: label.in_language(lang) if label else name for name, label in labels.items()}
        return {NOTHING: text(f"branch.word_{NOTHING}", lang), **named}

    @property
    def runs(self) -> int:
        """Rows in all: a row a replicate and branch, the one without a policy included."""
        return self.replicates * (len(self.policies) + 1)


@dataclass(frozen=True)
class Branches:
    """The compiled branches of a question, the one without a policy first."""

    asked: Asked
    given: Mapping[str, Scenario] | None = None
    """The branches as whole scenarios, where they are known; made from the policies otherwise."""

    @property
    def experiment(self) -> Branch:
        """What the file says."""
        assert isinstance(self.asked.experiment, Branch)
        return self.asked.experiment

    @property
    def base(self) -> Scenario:
        """The scenario that is burnt in."""
        return next(iter(self.asked.scenarios.values()))

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """By name, as a scenario that can be run from its first month."""
        if self.given is not None:
            return dict(self.given)
        said, folder = self.experiment, self.asked.folder
        own = {name: from_month(policy, self.base, folder, said.at) for name, policy in said.policies.items()}
        return {NOTHING: self.base, **own}

    @cached_property
    def compiled(self) -> dict[str, Compiled]:
        """By name. Added events stand after those of the base, so that its own keep their numbers and their luck."""
        return {name: compile_scenario(scenario) for name, scenario in self.scenarios.items()}

    @cached_property
    def burn_ins(self) -> dict[str, str]:
        """Branch → the branch whose burn-in it shares: the first that has the same starting arrays.

        All share one unless a policy brings in a member, for whom the arrays have a row from the start.
        """
        first: dict[str, str] = {}
        shared = {}
        for name, each in self.compiled.items():
            start = digest_of_arrays((each.template, each.plan.recipe, each.clock))
            shared[name] = first.setdefault(start, name)
        return shared
