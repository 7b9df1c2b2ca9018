"""One file a pattern: what was published, the set-up, the measure, the bands and why they are where they are."""

from __future__ import annotations

from netsustain.validation.pattern import Pattern
from netsustain.validation.patterns import k1, k2, k3, k4, k5, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11

PATTERNS: tuple[Pattern, ...] = tuple(
    module.PATTERN for module in (k1, k2, k3, k4, k5, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11)
)
"""All patterns, those calibrated to first."""
CALIBRATED: tuple[Pattern, ...] = tuple(pattern for pattern in PATTERNS if pattern.role == "calibrated")
"""Those that parameters are chosen by; the others are never tuned to."""
