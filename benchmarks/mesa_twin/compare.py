"""The twin beside the compiled model: reported series and rows, and optionally every entity of every month."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.mesa_twin import record, states
from netsustain.scenario.schema import Scenario

TOLERANCE = 1e-9
"""Greatest difference that counts as none, relative to values above 1."""
WHOLE = (
    "live", "live_members", "active_members", "joined", "left", "ties", "components", "member.level", "status", "kind",
    "contributor", "bad_months", "founder", "joined_month", "rounds", "partners", "project", "core", "experienced",
    "leaving", "appointed_month", "formal", "contact", "joint", "unused", "idle", "alive", "month", "running",
    "months_sustained", "live_months", "end_month", "confirmed_month", "trigger_month", "founders", "transfers",
    "replicate", "active_members_end", "crisis_months", "grant_end_month", "grant_taper", "event_kind", "event_month",
    "fell_month", "dead_months", "ended", "cause", "trigger", "originals_met", "closed", "win",
)  # fmt: skip
"""Columns that hold whole numbers: they are equal or they are not."""


class Compared(NamedTuple):
    """One value in both models; month 0 for what is said of a whole run."""

    month: int
    column: str
    twin: record.Value
    model: record.Value

    @property
    def difference(self) -> float:
        """0 where equal; relative for values above 1; infinite where a word or a whole number differs."""
        if self.twin == self.model:
            return 0.0
        if isinstance(self.twin, str | None) or isinstance(self.model, str | None):
            return math.inf
        if self.column in WHOLE or self.column.rpartition(".")[2] in WHOLE:
            return math.inf
        difference = abs(self.twin - self.model) / max(1.0, abs(self.model))
        return math.inf if math.isnan(difference) else difference


@dataclass
class Findings:
    """What a comparison found."""

    values: int = 0
    greatest: Compared | None = None
    first: list[Compared] = field(default_factory=list)
    """All differences beyond the tolerance of the first month that has one."""

    def add(self, compared: Iterable[Compared]) -> Findings:
        """Look at more values."""
        for one in compared:
            self.values += 1
            if one.difference > (self.greatest.difference if self.greatest else 0.0):
                self.greatest = one
            if one.difference > TOLERANCE and (not self.first or self.first[0].month == one.month):
                self.first.append(one)
        return self

    def merge(self, other: Findings) -> None:
        """Take over what another comparison found."""
        self.values += other.values
        if other.greatest and other.size >= self.size:
            self.greatest = other.greatest
        self.first += [] if self.first else other.first

    @property
    def size(self) -> float:
        """The greatest difference."""
        return self.greatest.difference if self.greatest else 0.0

    @property
    def agree(self) -> bool:
        """Whether nothing differs."""
        return not self.first


def _known(value: object) -> record.Value:
    if isinstance(value, str):
        return value
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number


def reported(setting: Scenario, seed: int, replicates: int) -> Findings:
    """Every month and every row of runs that both report."""
    from netsustain.ensemble import simulate

    ensemble = simulate(setting, replicates, seed=seed, months=True, workers=1)
    assert ensemble.months is not None
    found = Findings()
    series = {number: table.to_dict("records") for number, table in ensemble.months.groupby("replicate")}
    for replicate in range(replicates):
        twin = record.run(setting, seed, replicate)
        found.add(_months(twin.months, series[replicate]))
        row = ensemble.runs.iloc[replicate].to_dict()
        found.add(Compared(0, f"runs.{name}", value, _known(row[name])) for name, value in twin.run.items())
    return found


def _months(twin: list[record.Row], model: list[dict[str, float]]) -> Iterator[Compared]:
    for number, (own, other) in enumerate(zip(twin, model, strict=True), 1):
        for name, value in own.items():
            yield Compared(number, name, value, float(other[name]))


def entities(setting: Scenario, seed: int, replicate: int) -> Findings:
    """The network and every organisation, leader and tie, of the start and of every month."""
    return Findings().add(Compared(*pair) for pair in states.pairs(setting, seed, replicate))
