"""What a published pattern is: where it comes from, how it is set up, what is measured, and when it is hit.

A *target* is one published number with its band. A band holds a mean that lies in it once it is widened by two
standard errors of the simulation. An *ordinal* target says only on which side of a line a number lies: there the
simulation has to be clear of the line by two standard errors. Bands and lines are written down with their reasons
beside them, before any calibrated result is seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from netsustain.messages import LANGUAGES, has, text

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

STANDARD_ERRORS = 2.0
"""Standard errors of the simulation by which a band is widened, and by which an ordinal target must be clear."""
UNBOUNDED = math.inf


class Target(NamedTuple):
    """One published number and the band that counts as a hit."""

    name: str
    """Key of the target, unique in its pattern."""
    published: float
    """The published number; NaN where only the order is published."""
    low: float
    high: float
    """The band; minus or plus infinity where one side is open."""
    unit: str
    ordinal: bool = False
    """Whether the band is a line of which the simulation must be clear, not an interval that is widened."""

    def holds(self, measured: Measured) -> bool:
        """Whether a simulated mean hits: inside the widened band, or clear of an ordinal line."""
        if not (math.isfinite(measured.value) and math.isfinite(measured.error)):
            return False
        room = STANDARD_ERRORS * measured.error * (-1.0 if self.ordinal else 1.0)
        if self.ordinal:
            return self.low < measured.value + room and measured.value - room < self.high
        return self.low - room <= measured.value <= self.high + room

    def contains(self, value: float) -> bool:
        """Whether a value lies in the band as published, not widened; false for NaN."""
        return self.low < value < self.high if self.ordinal else self.low <= value <= self.high


class Measured(NamedTuple):
    """A simulated mean and its standard error (simulation error); NaN where nothing could be measured."""

    value: float
    error: float


Measure = Callable[[Mapping[str, "Ensemble"]], dict[str, Measured]]
"""From ensembles by name of their set-up, run with ``months=True`` and in step (row k of each is the same
replicate), to a measured value for each target."""

BuiltIn = Literal["no", "partly", "yes"]


@dataclass(frozen=True)
class Pattern:
    """A published pattern, with everything needed to test it.

    Texts are in the section ``validation`` of the messages: ``<id>_what``, ``<id>_setup``, ``<id>_note``, for a
    pattern that is built in ``<id>_built_in``, for a repaired one ``<id>_repair``, and ``<id>_<target>`` for each
    target (small letters).
    """

    id: str
    role: Literal["calibrated", "shown"]
    """``calibrated``: used to choose parameters. ``shown``: never tuned to."""
    source: str
    setups: tuple[str, ...]
    """Names of the shipped scenarios it is measured on."""
    targets: tuple[Target, ...]
    measure: Measure
    replicates: int = 400
    """Replicates of each set-up that a full report wants."""
    built: BuiltIn = "no"
    """Whether the pattern went into the model by construction: then a hit is a check, not evidence."""
    repaired: bool = field(default=False)
    """Whether a miss of this pattern prompted a change of mechanism (shown after repair)."""

    def target(self, name: str) -> Target:
        """The target of a name. Raises KeyError."""
        for target in self.targets:
            if target.name == name:
                return target
        raise KeyError(f"{self.id} has no target {name!r}; it has {', '.join(each.name for each in self.targets)}")

    def hit(self, measured: Mapping[str, Measured]) -> bool:
        """Whether every target is hit."""
        return all(target.holds(measured[target.name]) for target in self.targets)

    def contained(self, measured: Mapping[str, Measured]) -> bool:
        """Whether every value lies in its band as published, without any widening."""
        return all(target.contains(measured[target.name].value) for target in self.targets)

    def say(self, part: str, lang: str) -> str:
        """A text of the pattern in a language; empty where it has none."""
        key = f"validation.{self.id.lower()}_{part}"
        return text(key, lang) if has(key) else ""

    @property
    def what(self) -> dict[str, str]:
        """What is published, in a sentence, by language."""
        return {lang: self.say("what", lang) for lang in LANGUAGES}

    @property
    def note(self) -> dict[str, str]:
        """How bands were chosen and what the comparison leaves out, by language."""
        return {lang: self.say("note", lang) for lang in LANGUAGES}

    @property
    def built_in(self) -> dict[str, str]:
        """What of it the model was given rather than showed, by language; empty where nothing."""
        return {lang: self.say("built_in", lang) for lang in LANGUAGES}
