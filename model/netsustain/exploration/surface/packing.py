"""The surface as plain data for a page: numbers as base64, covariances in 16 bits and only their upper triangles.

A setting's spread is a sum over thousands of products, so that rounding each entry to 1/32767 of the largest is far
below what is known. :func:`rounded` gives the surface the numbers that the page will have.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import numpy as np

from netsustain.exploration.surface.fitting import Fitted
from netsustain.exploration.surface.surface import NEAR, NORMAL, RATIOS, Surface
from netsustain.health.intervals import Floats

LARGEST = 32767


def rounded(fitted: Fitted) -> Fitted:
    """The fit with the precision that a page carries."""
    return replace(
        fitted,
        coefficients=fitted.coefficients.astype("<f4").astype(float),
        within=_whole(*_small(fitted.within)),
        between=_whole(*_small(fitted.between)),
    )


def packed(surface: Surface) -> dict[str, Any]:
    """Everything the page's arithmetic needs."""
    fitted, basis = surface.fitted, surface.fitted.basis
    costs = vars(surface.costs)
    return {
        "low": basis.low, "high": basis.high, "bends": basis.bends, "degree": basis.degree, "own": surface.own.tolist(),
        "months": surface.months, "terms": basis.terms, "coefficients": _text(fitted.coefficients.astype("<f4")),
        "within": _triangles(fitted.within), "between": _triangles(fitted.between),
        "misfit": fitted.errors.misfit.tolist(), "misfit_difference": fitted.errors.misfit_difference.tolist(),
        "lucks": surface.lucks, "vectors": surface.vectors, "a_vector": fitted.a_vector, "repeats": fitted.repeats,
        "normal": NORMAL, "near": NEAR, "freedom": surface.freedom(), "ratios": RATIOS.tolist(),
        "allowed": surface.allowed().tolist(), "costs": costs,
    }  # fmt: skip


def _small(squares: Floats) -> tuple[np.ndarray, Floats]:
    """Upper triangles as whole numbers (outcomes × entries), and what one of each outcome stands for."""
    rows, columns = np.triu_indices(squares.shape[1])
    entries = squares[:, rows, columns]
    unit = np.abs(entries).max(axis=1) / LARGEST
    whole = np.round(entries / np.where(unit > 0, unit, 1.0)[:, None]).astype("<i2")
    return whole, unit


def _whole(entries: np.ndarray, unit: Floats) -> Floats:
    """Symmetric matrices from their upper triangles."""
    terms = int((np.sqrt(8 * entries.shape[1] + 1) - 1) / 2)
    rows, columns = np.triu_indices(terms)
    found = np.zeros((len(entries), terms, terms))
    found[:, rows, columns] = entries * unit[:, None]
    found[:, columns, rows] = found[:, rows, columns]
    return found


def _triangles(squares: Floats) -> dict[str, Any]:
    entries, unit = _small(squares)
    return {"entries": _text(entries), "unit": unit.tolist()}


def _text(numbers: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers).tobytes()).decode("ascii")
