"""The network as a Mesa model: organisations, leaders, ties, and the twelve steps of a month."""

from __future__ import annotations

from types import SimpleNamespace

import mesa

from benchmarks.mesa_twin import start, start_ties
from benchmarks.mesa_twin.goals import Channel, Condition, Goal
from benchmarks.mesa_twin.levers import LeverBoard
from benchmarks.mesa_twin.network import Ended, Network
from benchmarks.mesa_twin.organisation import Organisation, Status
from benchmarks.mesa_twin.philox import Luck
from benchmarks.mesa_twin.ring import Ring
from benchmarks.mesa_twin.steps import (
    activity,
    communication,
    events,
    governance,
    health,
    leadership,
    membership,
    resources,
    sharing,
    trust,
    value,
    vision,
)
from benchmarks.mesa_twin.ties import Tie
from benchmarks.mesa_twin.timeline import season_of, timeline_of
from netsustain.scenario.network import Network as NetworkSetting
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.schema import Scenario

CHANNELS = 7
AREA_OFFICE_CHANNEL = 6
CONDITIONS = 7
CONFIRMATION = 6
"""Months that are run beyond the horizon, so that an end in the last months is confirmed."""


class CollaborationModel(mesa.Model):
    """One replicate of a scenario."""

    month_steps = (
        events, leadership, resources, communication, vision, activity, sharing, trust, value, membership,
        governance, health,
    )  # fmt: skip

    def __init__(self, setting: Scenario, seed: int = 1, replicate: int = 0) -> None:
        super().__init__(rng=int(seed))
        self.month = 0
        self.horizon = setting.months
        self.structure_every = setting.structure_every
        self.start_month = setting.start
        self.discount = setting.discount
        self.staff_day_price, self.baht_price = setting.staff_day_price, setting.baht_price
        self.parameters = SimpleNamespace(
            **dict(zip(PARAMETER_NAMES, parameter_values(setting.parameters), strict=True))
        )
        self.luck = Luck(seed, replicate)
        self.levers = LeverBoard(setting.levers)
        self.timeline = timeline_of(setting)
        self.grants = setting.funding.grants
        self.goals = _goals(setting.network)
        self.channels = [
            Channel(row, 0.0, setting.funding.budget_level, setting.funding.budget_level) for row in range(CHANNELS)
        ]
        self.channels[AREA_OFFICE_CHANNEL].planned = setting.funding.area_office_budget
        self.conditions = [Condition() for _ in range(CONDITIONS)]
        self.network = _network(setting)
        self.organisations: list[Organisation] = []
        self.named: dict[int | str, Organisation] = {}
        """Organisations by name and by row from 1, as a scenario refers to them."""
        self.expected: dict[int, Organisation] = {}
        """Organisations that join by an event with a date, by the event's place in the scenario."""
        self.ties: list[Tie] = []
        self.ties_changed = False
        self.ring: Ring
        start.make_organisations(self, setting)
        start.form_core_group(self)
        start_ties.make_ties(self, setting)
        self._count_founders()
        self.meet_neighbours()

    def _count_founders(self) -> None:
        network = self.network
        network.founders = network.active_members = len(self.active)
        if network.founders < 3:
            network.ended = Ended.NEVER_FORMED

    # ---- who is there -----------------------------------------------------------------------------

    @property
    def active(self) -> list[Organisation]:
        """Active organisations."""
        return [organisation for organisation in self.organisations if organisation.active]

    @property
    def taking_part(self) -> list[Organisation]:
        """Organisations that are active or at rest."""
        return [organisation for organisation in self.organisations if organisation.takes_part]

    @property
    def active_ties(self) -> list[Tie]:
        """Ties of which both ends are active."""
        return [tie for tie in self.ties if tie.active]

    @property
    def area_office(self) -> Organisation | None:
        """The area office, if it takes part."""
        return next((member for member in self.taking_part if member.is_area_office), None)

    @property
    def active_share(self) -> float:
        """Active organisations over all that ever took part."""
        ever = sum(organisation.status <= Status.LEFT for organisation in self.organisations)
        return len(self.active) / ever if ever else 0.0

    # ---- time -------------------------------------------------------------------------------------

    @property
    def season(self) -> int:
        """This month's calendar month, 1 to 12."""
        return self.season_of(self.month)

    def season_of(self, month: int) -> int:
        """The calendar month of a month of the run."""
        return season_of(self.start_month, month)

    def step(self) -> None:
        """One month."""
        self.month += 1
        for part in self.month_steps:
            if self.ties_changed and part in (leadership, governance):
                self.meet_neighbours()
            part.step(self)
        if self.network.ended or self.month >= self.horizon + CONFIRMATION:
            self.running = False

    def meet_neighbours(self) -> None:
        """Make the lists of neighbours anew, by rows."""
        for organisation in self.organisations:
            organisation.neighbours = []
        for tie in self.ties:
            tie.a.neighbours.append(tie.b)
            tie.b.neighbours.append(tie.a)
        for organisation in self.organisations:
            organisation.neighbours.sort(key=lambda neighbour: neighbour.row)
        self.ties_changed = False


def _goals(setting: NetworkSetting) -> list[Goal]:
    return [
        Goal(row, goal.position, goal.breadth, goal.workload or 1.0, goal.aim, standing=goal.workload is None)
        for row, goal in enumerate(setting.goals)
    ]


def _network(setting: Scenario) -> Network:
    initial, recipe, goals = setting.network.initial, setting.network.recipe, setting.network.goals
    elsewhere = {"trust", "trust_spread", "reserve_months", "network_age_months", "formal_share"}
    levels = {name: value for name, value in initial.model_dump().items() if name not in elsewhere}
    return Network(
        **levels,
        remote_share=0.3 if recipe is None else recipe.remote_share,
        priority_mean=sum(goal.position for goal in goals) / len(goals),
        reserve=initial.reserve_months * setting.funding.area_office_budget,
        months_sustained=setting.months,
        mean_trust=initial.trust,
    )
