"""How a validation is put into words: numbers by their unit, bands, verdicts, what to make of a prior hit rate."""

from __future__ import annotations

import math
from dataclasses import dataclass

from netsustain.messages import text
from netsustain.validation.outcome import Found, PatternOutcome, Validation
from netsustain.validation.pattern import STANDARD_ERRORS, Target

PERCENT = ("share", "share of the ended", "share left", "share kept", "share of the dip", "1/year")
"""Units written in percent."""
WEAK, STRONG = 0.5, 0.2
"""A pattern that more blind draws than the first hit is no evidence; one that fewer than the second hit is some."""
BADGES = {"no": "", "partly": "built_partly", "yes": "built_yes"}


@dataclass(frozen=True)
class Words:
    """What is said of a validation in one language."""

    validation: Validation
    lang: str

    def say(self, key: str, **values: object) -> str:
        """A text of the section ``validation``."""
        return text(f"validation.{key}", self.lang, **values)

    def number(self, value: float, unit: str) -> str:
        """A number as a reader would write it; a dash where it is not known."""
        if not math.isfinite(value):
            return "–"
        scaled = 100.0 * value if unit in PERCENT else value
        few = unit in PERCENT or unit == "months" or abs(value) >= 10.0
        digits = 0 if unit in PERCENT and abs(scaled) >= 9.95 else 1 if few else 2
        said = f"{scaled:.{digits}f}".replace("-", "−")
        said = said.lstrip("−") if not said.strip("−0.") else said
        return f"{said} %" if unit in PERCENT else said

    def wanted(self, target: Target) -> str:
        """The published number, or the band where only an order is published."""
        return self.published(target) if math.isfinite(target.published) else self.band(target)

    def published(self, target: Target) -> str:
        """The published number, or that only an order is."""
        return self.number(target.published, target.unit) if math.isfinite(target.published) else self.say("order_only")

    def band(self, target: Target) -> str:
        """The band in words."""
        low, high = (self.number(end, target.unit) for end in (target.low, target.high))
        if math.isinf(target.low):
            return self.say("unbounded_low", high=high)
        if math.isinf(target.high):
            return self.say("unbounded_high" if target.ordinal else "at_least", low=low)
        return self.say("band", low=low, high=high)

    def simulated(self, found: Found) -> str:
        """The simulated mean."""
        known = math.isfinite(found.measured.value)
        return self.number(found.measured.value, found.target.unit) if known else self.say("unknown")

    def chance(self, found: Found) -> str:
        """Two standard errors of the simulation."""
        return f"± {self.number(STANDARD_ERRORS * found.measured.error, found.target.unit)}"

    def ignorance(self, found: Found) -> str:
        """Two standard deviations between parameter vectors; a dash under one vector."""
        if not math.isfinite(found.ignorance):
            return "–"
        return f"± {self.number(2.0 * found.ignorance, found.target.unit)}"

    def verdict(self, hit: bool) -> str:
        """The word for a hit or a miss."""
        return self.say("hit" if hit else "miss")

    def rate(self, share: float) -> str:
        """A share of draws in percent."""
        return f"{100 * share:.0f} %"

    def prior(self, outcome: PatternOutcome) -> str:
        """What blind draws say of a pattern."""
        prior = outcome.prior
        said = self.say(
            "prior_said", rate=self.rate(prior.hit_rate), widened=self.rate(prior.widened_hit_rate), draws=prior.draws
        )
        return f"{said} {self.evidence(outcome)}"

    def evidence(self, outcome: PatternOutcome) -> str:
        """How much a hit would mean."""
        rate = outcome.prior.hit_rate
        return self.say("prior_weak" if rate > WEAK else "prior_strong" if rate < STRONG else "prior_middle")

    def badges(self, outcome: PatternOutcome) -> list[str]:
        """What a reader must know with the verdict: role, whether it is built in, whether it prompted a repair."""
        pattern = outcome.pattern
        keys = [f"role_{pattern.role}", BADGES[pattern.built], "repaired" if pattern.repaired else ""]
        return [self.say(key) for key in keys if key]

    def answer(self) -> list[str]:
        """The whole validation in three sentences."""
        calibrated, shown = (self.validation.count(role) for role in ("calibrated", "shown"))
        found = []
        if calibrated[1]:
            found.append(self.say("answer_calibrated", hits=calibrated[0], all=calibrated[1]))
        if shown[1]:
            found.append(self.say("answer_shown", hits=shown[0], all=shown[1], misses=shown[1] - shown[0]))
        weak = sum(each.hit and each.prior.hit_rate > WEAK for each in self.validation.outcomes)
        return [*found, self.say("answer_evidence", weak=weak)] if weak else found

    def banner(self) -> tuple[str, str]:
        """What the numbers are, and what they are not."""
        if not self.validation.calibrated:
            return self.say("banner_default"), self.say("banner_default_more")
        tables = ", ".join(each.pattern.id for each in self.validation.outcomes if each.pattern.role == "calibrated")
        return self.say("banner_calibrated", tables=tables), self.say("banner_calibrated_more")
