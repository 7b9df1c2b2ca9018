"""What a programme file says: the networks, the futures they share, and what the programme does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, model_validator

from netsustain.exploration.experiment import Between, CampaignExperiment, Seed
from netsustain.exploration.policies import Policy
from netsustain.messages import text
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.events import Event
from netsustain.scenario.quantities import Typed
from netsustain.scenario.values import Frozen, Text, fault

WITHOUT, WITH = "without", "with"
"""Names of the two scenarios: every network without and with the programme."""
ALWAYS = ("months_sustained", "alive", "end_month", "cost")
"""Outcomes that the answer needs, kept whatever was asked."""
FEWEST_FUTURES = 4
"""Two to choose on and two to judge by."""
FEWEST_NETWORKS = 12
"""A group keeps at least so many when an experiment is scaled down, or all it has."""

WORDS = (WITHOUT, WITH, "all", "group", "low", "middle", "high")
"""What tables and sentences call by these names."""
NAMES: dict[str, tuple[str, ...]] = {
    "members": ("network.recipe.members.from", "network.recipe.members.to"),
    "remote_share": ("network.recipe.remote_share",),
    "budget": ("funding.area_office_budget",),
    "own_resources": ("network.recipe.own_resources_factor.from", "network.recipe.own_resources_factor.to"),
    "mean_degree": ("network.recipe.mean_degree",),
    "hub_share": ("network.recipe.hub_share",),
    "trust": ("network.initial.trust",),
    "goal_clarity": ("network.initial.goal_clarity",),
    "priority_spread": ("network.initial.priority_spread",),
    "leader_championing": ("network.initial.leader_championing",),
}
"""Short names of what networks differ in → numbers of the scenario that are set to it."""

Factors = Annotated[dict[str, Between], Frozen]


class Group(Typed):
    """Networks that are drawn from the same ranges."""

    label: Text | None = Field(default=None, description="name for readers")
    number: int = Field(ge=1, le=100_000, description="how many networks")
    factors: Factors = Field(
        default={}, description="members, remote_share, budget, … or any path → range", validate_default=True
    )


class Networks(Typed):
    """Where the networks come from: a table, or groups to draw."""

    table: str | None = Field(default=None, min_length=1, description="CSV or XLSX file beside this, a row a network")
    sheet: str | None = Field(default=None, min_length=1, description="sheet of the workbook; its first when left out")
    groups: Annotated[dict[str, Group], Frozen] = Field(
        default={}, description="name → networks to draw", validate_default=True
    )
    seed: Seed | None = Field(default=None, description="seed of the draws; the experiment's when left out")

    @model_validator(mode="after")
    def _one_origin(self) -> Any:
        if (self.table is None) == (not self.groups):
            got = "neither table nor groups" if self.table is None else "both table and groups"
            raise fault(got, "exactly one of them", "for example table: my_networks.csv")
        if self.sheet is not None and self.table is None:
            raise fault("sheet without table", "the workbook that it is a sheet of", "for example table: offices.xlsx")
        names = [tuple(group.factors) for group in self.groups.values()]
        if any(set(other) != set(names[0]) for other in names):
            raise fault("groups with different factors", "the same in each", "a narrow range where one is fixed")
        return self

    @property
    def number(self) -> int:
        """Networks to draw; 0 where a table says it."""
        return sum(group.number for group in self.groups.values())


class Futures(Typed):
    """What befalls all networks alike, drawn once a future."""

    number: int = Field(ge=FEWEST_FUTURES, le=100_000, description="futures")
    seed: Seed | None = Field(default=None, description="seed of the draws; the experiment's when left out")
    events: tuple[Event, ...] = Field(default=(), description="shocks, after the events of the scenario")
    factors: Annotated[dict[str, Between | None], Frozen] = Field(
        default={}, description="parameter or path → range; its plausible range when left empty", validate_default=True
    )


class Programme(CampaignExperiment):
    """Every network in every future, without and with the programme."""

    programme: Policy = Field(description="what is done, from month 1 on")
    networks: Networks
    futures: Futures
    replicates: int = Field(default=1, ge=1, le=1000, description="runs of each network in each future")
    reach: float = Field(default=1 / 3, gt=0, lt=1, description="share of the networks that the budget reaches")

    def _misfits(self) -> Iterator[Fault]:
        yield from super()._misfits()
        if self.factors:
            got = "got factors, expected them where they belong: those of a network, and those of a future"
            yield Fault(("factors",), f"{got}, type futures: {{number: 20, factors: …}}", ())

    def names(self, lang: str) -> dict[str, str]:
        """The two scenarios and the groups as readers know them."""
        label = self.programme.label
        labels = {name: group.label for name, group in self.networks.groups.items()}
        return {
            **{name: text(f"programme.word_{name}", lang) for name in WORDS},
            **{name: text(f"experiment_page.factor_{name}", lang) for name in NAMES},
            **({WITH: label.in_language(lang)} if label else {}),
            **{name: label.in_language(lang) for name, label in labels.items() if label is not None},
        }

    @property
    def draws(self) -> int:
        """Rows of the design, where the networks are drawn: networks × futures."""
        return max(self.networks.number, 1) * self.futures.number

    @property
    def runs(self) -> int:
        """Rows in all, where the networks are drawn."""
        return 2 * self.draws * self.replicates

    @property
    def seeds(self) -> dict[str, int]:
        """Of the runs, the networks and the futures."""
        found = {"runs": self.seed}
        for name, part in (("networks", self.networks), ("futures", self.futures)):
            found[name] = self.seed if part.seed is None else part.seed
        return found

    def scaled(self, scale: float) -> Programme:
        """Networks to draw and futures times the root of ``scale``, so that the runs are ``scale`` times as many."""
        part = scale**0.5
        groups = {
            name: group.model_copy(
                update={"number": max(min(group.number, FEWEST_NETWORKS), round(group.number * part))}
            )
            for name, group in self.networks.groups.items()
        }
        number = max(min(self.futures.number, FEWEST_FUTURES), round(self.futures.number * part))
        return self.model_copy(update={
            "networks": self.networks.model_copy(update={"groups": groups}),
            "futures": self.futures.model_copy(update={"number": number}),
        })  # fmt: skip
