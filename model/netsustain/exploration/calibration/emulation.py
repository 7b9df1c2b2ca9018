"""A quick stand-in for the simulator: what a draw would give, and how unsure that guess is.

One regression a target, on all factors and on the squares and products of those that matter most, with a ridge
penalty chosen by cross-validation. Its error is the spread of what cross-validation leaves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import PolynomialFeatures

PENALTIES = np.logspace(-1.0, 4.0, 11)
ACTIVE = 25
"""Factors whose squares and products enter."""
FOLDS = 5


def _features(unit: np.ndarray, active: np.ndarray) -> np.ndarray:
    """All factors, then squares and products of the active ones; factors on -1 .. 1."""
    centred = 2.0 * unit - 1.0
    products = PolynomialFeatures(2, include_bias=False).fit_transform(centred[:, active])
    return np.hstack([centred, products[:, len(active) :]])


@dataclass(frozen=True)
class Emulator:
    """A regression of one target."""

    model: RidgeCV
    active: np.ndarray
    error: float
    """Standard deviation of what it misses, in cross-validation."""
    explained: float
    """Share of the variance over draws it explains, in cross-validation."""

    def predict(self, unit: np.ndarray) -> np.ndarray:
        """The target, on its scale, at points of the unit cube."""
        return np.asarray(self.model.predict(_features(unit, self.active)))


def fit(unit: np.ndarray, value: np.ndarray) -> Emulator:
    """Fit one target on the draws so far: (draws × factors) and (draws,)."""
    main = RidgeCV(PENALTIES).fit(2.0 * unit - 1.0, value)
    active = np.sort(np.argsort(-np.abs(main.coef_), kind="stable")[:ACTIVE])
    features = _features(unit, active)
    left = value - cross_val_predict(RidgeCV(PENALTIES), features, value, cv=FOLDS)
    model = RidgeCV(PENALTIES).fit(features, value)
    variance = float(np.var(value))
    explained = 1.0 - float(np.var(left)) / variance if variance > 0.0 else 1.0
    return Emulator(model, active, float(np.std(left)), explained)
