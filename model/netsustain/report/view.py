"""A comparison as a reader of one language sees it: labels, colours and order, the same in all figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netsustain.exploration.comparison import Comparison
from netsustain.report.canvas import BEST, REFERENCE, SERIES, Frame
from netsustain.report.marks import Pin, shared_pins
from netsustain.report.naming import labels

FEW = 4
"""Up to so many scenarios share one set of axes; more get small multiples."""


@dataclass(frozen=True)
class View:
    """What is drawn, and for whom."""

    comparison: Comparison
    frame: Frame

    @cached_property
    def labels(self) -> dict[str, str]:
        """Short labels by name."""
        return labels(self.comparison.scenarios, self.frame.lang)

    @property
    def few(self) -> bool:
        """True when all scenarios fit one set of axes."""
        return len(self.comparison.names) <= FEW

    @property
    def known(self) -> bool:
        """True when intervals hold chance and ignorance, told apart."""
        return self.comparison.vectors > 1

    @property
    def reference(self) -> str:
        """Name of the scenario the others are measured against."""
        return self.comparison.reference

    @cached_property
    def best(self) -> str:
        """Name of the longest-lasting scenario."""
        return self.comparison.ranked()[0]

    @property
    def others(self) -> list[str]:
        """Names without the reference."""
        return self.comparison.names[1:]

    @property
    def start(self) -> str:
        """First calendar month (``YYYY-MM``)."""
        return str(self.comparison.scenarios[self.reference].start)

    @cached_property
    def pins(self) -> list[Pin]:
        """Events that all scenarios share."""
        return shared_pins(self.comparison.scenarios, self.frame.lang, self.comparison.horizon)

    def colour(self, name: str) -> str:
        """The same colour for a scenario in every figure; the reference is always grey."""
        if name == self.reference and len(self.comparison.names) > 1:
            return REFERENCE
        if not self.few:
            return BEST
        return SERIES[(self.comparison.names.index(name) - (len(self.comparison.names) > 1)) % len(SERIES)]

    def line(self, name: str) -> str:
        """Dashes set the reference apart without colour."""
        return "--" if name == self.reference and len(self.comparison.names) > 1 else "-"

    @cached_property
    def curves(self) -> dict[str, pd.DataFrame]:
        """Share alive and both ends by month, of each scenario."""
        return {name: self.comparison.curve(name) for name in self.comparison.names}

    def steps(self, name: str, column: str) -> np.ndarray:
        """Corners of a step line, (points × 2): shares change at the close of a month, not between months."""
        month, share = self.curves[name]["month"].to_numpy(), self.curves[name][column].to_numpy()
        kept = np.flatnonzero(np.r_[True, share[1:] != share[:-1]])
        corners = np.column_stack([np.repeat(month[kept], 2)[1:], np.repeat(share[kept], 2)[:-1]])
        return np.vstack([corners, [month[-1], share[-1]]])

    def last(self, name: str) -> float:
        """Share alive at the horizon."""
        return float(self.curves[name]["alive"].iloc[-1])
