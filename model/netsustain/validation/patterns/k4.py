"""K4: what talk adds to co-operation (Balliet 2010; Sally 1995), in the closed group of K3 with each channel on.

The meta-analysis pools 45 effects on individual students: d = 1.01 over all, 1.21 face to face, .46 in writing, or 40 %
of co-operation becoming 81, 86 and 61 %. Differences are compared in log-odds, because the closed group's own level
without talk is not 40 %.

Reading. What is tested is organisations that know each other as the members of K5 do, talking before every round at
full dose, not students who never met. For that the laboratory's effect is to hold at *half size*: published numbers
here are half of the differences in log-odds (1.11 face to face, .43 in writing, .93 for the pool). The other reading,
strangers at full size, would compare a parameter with itself. The size is that of the group's mean over ten rounds, so
it includes what one member's answer adds to the next one's expectation.

Bands. The page the number comes from gives no intervals; "half" is read as a third to two thirds of the laboratory's
size. "Over all" is a mix of channels: face to face to the share that gives d = 1.01, (1.01 - .46) / (1.21 - .46) = .73.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from netsustain.validation.measures import grid, jackknife, log_odds
from netsustain.validation.pattern import Measured, Pattern, Target

if TYPE_CHECKING:
    from netsustain.ensemble import Ensemble

WITHOUT = "pattern_talk_none"
CHANNELS = {
    "face_to_face": "pattern_talk_face_to_face",
    "written": "pattern_talk_written",
    "mixed": "pattern_talk_mixed",
}
"""Target → set-up."""
LABORATORY = {"face_to_face": (0.40, 0.86), "written": (0.40, 0.61), "mixed": (0.40, 0.81)}
"""Shares that co-operate without and with talk, in the laboratory."""


def laboratory_effect(channel: str) -> float:
    """The published difference in log-odds."""
    without, talking = LABORATORY[channel]
    return log_odds(talking) - log_odds(without)


def measure(ensembles: Mapping[str, Ensemble]) -> dict[str, Measured]:
    """Differences in log-odds of the mean contribution over all rounds, against the same group without talk."""
    without = grid(ensembles[WITHOUT], "effort").mean(axis=1)
    talking = [grid(ensembles[name], "effort").mean(axis=1) for name in CHANNELS.values()]

    def effects(rows: np.ndarray) -> np.ndarray:
        silent = log_odds(float(without[rows].mean()))
        return np.array([log_odds(float(each[rows].mean())) - silent for each in talking])

    return dict(zip(CHANNELS, jackknife(len(without), effects), strict=True))


def _target(channel: str) -> Target:
    size = laboratory_effect(channel)
    return Target(channel, round(size / 2, 3), round(size / 3, 3), round(2 * size / 3, 3), "log-odds")


PATTERN = Pattern(
    id="K4",
    role="calibrated",
    source="Balliet 2010 (45 effects); Sally 1995",
    setups=(WITHOUT, *CHANNELS.values()),
    targets=tuple(_target(channel) for channel in CHANNELS),
    measure=measure,
    replicates=200,
    built="partly",
)
