"""One file a pattern: what was published, the set-up, the measure, the bands and why they are where they are."""

from __future__ import annotations

from netsustain.validation.pattern import Pattern
from netsustain.validation.patterns import k1, k2, k3, k4, k5

PATTERNS: tuple[Pattern, ...] = (k1.PATTERN, k2.PATTERN, k3.PATTERN, k4.PATTERN, k5.PATTERN)
"""All patterns, those calibrated to first."""
