"""What a file of ``kind: discovery`` says beside the keys of every experiment of runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from netsustain.exploration.discovery.prim import Rules
from netsustain.exploration.experiment import OutcomeName, RunsExperiment
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.quantities import Typed

HAPPENS = ("alive", "dissolved", "completed")
"""Outcomes of 0 or 1: they happen to a run or not."""


class Event(Typed):
    """What is looked for in a run."""

    outcome: OutcomeName = Field(default="dissolved", description="an outcome of the runs")
    below: float | None = Field(default=None, description="the event is a value below this")
    above: float | None = Field(default=None, description="the event is a value above this")

    def misfit(self) -> str:
        """What is wrong with it, in words; empty where nothing is."""
        if OUTCOMES[self.outcome].text:
            return f"got {self.outcome}, which is a word, expected an outcome that is a number, type dissolved"
        limits = (self.below is not None) + (self.above is not None)
        if self.outcome in HAPPENS and limits:
            return f"got a limit of {self.outcome}, which happens or not, expected none"
        if self.outcome not in HAPPENS and limits != 1:
            return f"got {limits} limits of {self.outcome}, expected one, type {{outcome: {self.outcome}, below: 60}}"
        return ""


class Discovery(RunsExperiment):
    """In which regions of the factors does an event happen?"""

    event: Event = Field(default=Event(), description="what is looked for in each run")
    peel: float = Field(default=0.05, gt=0, lt=0.5, description="share of the draws in a box that one step cuts off")
    least_mass: float = Field(default=0.05, gt=0, lt=1, description="no box holds a smaller share of the runs")
    boxes: int = Field(default=3, ge=1, le=10, description="boxes sought, one after the other, at most")
    density: float | None = Field(
        default=None, gt=0, lt=1, description="choose the largest box at least so dense; the strongest if empty"
    )
    tree_depth: int = Field(default=3, ge=1, le=6, description="questions on the way to a leaf of the tree, at most")

    @property
    def vectors_by(self) -> Literal["luck"]:
        """Every run of every draw has an accepted vector of its own: with few replicates a draw, few would decide."""
        return "luck"

    @property
    def rules(self) -> Rules:
        """How boxes are sought."""
        return Rules(alpha=self.peel, least_mass=self.least_mass, density=self.density, boxes=self.boxes)

    def _misfits(self) -> Iterator[Fault]:
        yield from super()._misfits()
        misfit = self.event.misfit()
        if misfit:
            yield Fault(("event",), misfit, ())
        elif self.event.outcome not in self.outcomes:
            text = f"got {self.event.outcome}, which is not kept of a run, expected an outcome, add it to outcomes"
            yield Fault(("event", "outcome"), text, (("outcomes",),))
        if not self.factors and self.design is None:
            text = "got no factors, expected what may make the event happen, type factors: {transfer_probability: }"
            yield Fault(("factors",), text, ())
