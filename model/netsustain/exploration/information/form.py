"""What a file of ``kind: value_of_information`` says beside the keys of every experiment of runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from netsustain.exploration.experiment import RunsExperiment
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.scenario.crosschecks import Fault
from netsustain.scenario.quantities import Typed
from netsustain.scenario.values import Frozen, Text


class Group(Typed):
    """Factors that one study would tell together."""

    title: Text
    factors: tuple[str, ...] = Field(min_length=1, description="names of factors of the experiment")


class ValueOfInformation(RunsExperiment):
    """Which uncertain factor, if known, would change the choice among the scenarios?"""

    willingness: float | None = Field(
        default=None, gt=0, description="staff-days a unit of the headline outcome is worth; cost is then paid for"
    )
    groups: Annotated[dict[str, Group], Frozen] = Field(
        default={}, description="factors that would be known together, by name", validate_default=True
    )

    @property
    def vectors_by(self) -> Literal["luck"]:
        """Every run of every draw has an accepted vector of its own: with few replicates a draw, few would decide."""
        return "luck"

    @property
    def of(self) -> str:
        """The outcome whose unit net benefits have: the headline, or the cost where that is paid for."""
        return self.outcomes[0] if self.willingness is None else "cost"

    def _misfits(self) -> Iterator[Fault]:
        yield from super()._misfits()
        headline = self.outcomes[0]
        if not OUTCOMES[headline].text and not OUTCOMES[headline].better:
            text = f"got {headline}, of which neither more nor less is better, expected one to choose by first"
            yield Fault(("outcomes", 0), text, ())
        if self.willingness is not None and "cost" not in self.outcomes:
            text = "got a willingness to pay without the cost, expected cost among the outcomes, add it"
            yield Fault(("willingness",), text, (("outcomes",),))
        if self.willingness is not None and headline == "cost":
            yield Fault(("willingness",), "got the cost as headline, expected what the cost is paid for first", ())
        if not self.factors and self.design is None:
            text = "got no factors, expected what could be known, type factors: {transfer_probability: }"
            yield Fault(("factors",), text, ())
        if self.replicates < 2:
            text = f"got {self.replicates} replicate a draw, expected two or more: one cannot tell luck from knowledge"
            yield Fault(("replicates",), text, ())
        for name, group in self.groups.items():
            if name in self.factors:
                yield Fault(("groups", name), f"got {name}, which is a factor, expected another name of the group", ())
            for place, factor in enumerate(group.factors):
                if factor not in self.factors:
                    text = f"got {factor}, expected one of the factors: {', '.join(self.factors)}"
                    yield Fault(("groups", name, "factors", place), text, ())
