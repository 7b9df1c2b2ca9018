"""What a validation found: for every pattern the simulated means, both uncertainties, verdict and prior hit rate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from netsustain.validation.pattern import Measured, Pattern, Target
from netsustain.validation.prior import Prior

SCHEMA = 1


@dataclass(frozen=True)
class Found:
    """One target, simulated.

    Attributes
    ----------
    measured
        Mean over all replicates and its standard error.
    ignorance
        Standard deviation of the mean between accepted parameter vectors; NaN under one vector.
    """

    target: Target
    measured: Measured
    ignorance: float

    @property
    def hit(self) -> bool:
        """Whether the target is hit."""
        return self.target.holds(self.measured)


@dataclass(frozen=True)
class PatternOutcome:
    """One pattern, simulated and judged."""

    pattern: Pattern
    found: tuple[Found, ...]
    prior: Prior
    replicates: int
    failed: int
    """Replicates left out because a run failed in one of the set-ups."""
    seconds: float

    @property
    def hit(self) -> bool:
        """Whether every target is hit."""
        return all(each.hit for each in self.found)

    @property
    def verdict(self) -> str:
        """``hit`` or ``miss``."""
        return "hit" if self.hit else "miss"

    def to_json(self, lang: str) -> dict[str, Any]:
        """The pattern's object: the numbers of its first target, then all targets; None where nothing is known."""
        first = self.found[0]
        return {
            "id": self.pattern.id,
            "what": self.pattern.what[lang],
            **_numbers(first),
            "verdict": self.verdict,
            "role": self.pattern.role,
            "built_in": self.pattern.built_in[lang],
            "repaired": self.pattern.repaired,
            "source": self.pattern.source,
            "setups": list(self.pattern.setups),
            "prior_hit_rate": self.prior.hit_rate,
            "prior_hit_rate_widened": self.prior.widened_hit_rate,
            "replicates": self.replicates,
            "failed": self.failed,
            "targets": [self._target(each, lang) for each in self.found],
            "note": self.pattern.note[lang],
            "seconds": round(self.seconds, 3),
        }

    def _target(self, each: Found, lang: str) -> dict[str, Any]:
        return {
            "name": each.target.name,
            "what": self.pattern.say(each.target.name, lang),
            **_numbers(each),
            "unit": each.target.unit,
            "ordinal": each.target.ordinal,
            "verdict": "hit" if each.hit else "miss",
            "prior_hit_rate": self.prior.target_rate(each.target.name),
        }


@dataclass(frozen=True)
class Validation:
    """All patterns, and how they were run."""

    outcomes: tuple[PatternOutcome, ...]
    seed: int
    vectors: int
    """Accepted parameter vectors used; 0 when each scenario ran under its own parameters."""
    accepted: int
    """Accepted parameter vectors there are."""
    prior_draws: int
    prior_replicates: int
    quick: bool
    seconds: float

    @property
    def calibrated(self) -> bool:
        """Whether accepted parameter vectors were used."""
        return self.vectors > 0

    def outcome(self, name: str) -> PatternOutcome:
        """The outcome of a pattern by its ID."""
        return next(each for each in self.outcomes if each.pattern.id == name)

    def count(self, role: str) -> tuple[int, int]:
        """Patterns of a role that were hit, and patterns of the role."""
        of_role = [each for each in self.outcomes if each.pattern.role == role]
        return sum(each.hit for each in of_role), len(of_role)

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """The object ``validate --json`` prints: shares 0-1, months are months, None if unknown or unbounded."""
        return {
            "schema": SCHEMA,
            "patterns": [each.to_json(lang) for each in self.outcomes],
            "seed": self.seed,
            "vectors": self.vectors,
            "accepted": self.accepted,
            "prior_draws": self.prior_draws,
            "prior_replicates": self.prior_replicates,
            "quick": self.quick,
            "seconds": round(self.seconds, 3),
        }


def _numbers(found: Found) -> dict[str, float | None]:
    target, measured = found.target, found.measured
    return {
        "published": plain(target.published),
        "simulated": plain(measured.value),
        "low": plain(target.low),
        "high": plain(target.high),
        "simulation_error": plain(measured.error),
        "ignorance": plain(found.ignorance),
    }


def plain(value: float) -> float | None:
    """A number JSON can hold; None for NaN and infinity."""
    return float(value) if math.isfinite(value) else None
