"""How far respondents agree, and where kinds of organisation see the network differently.

Agreement on a condition is r*wg(J) = 1 − mean variance of its items / variance of answers picked at random,
(A² − 1) / 12 for A steps (Lindell, Brandt & Whitney 1999): 1 when all answer alike, 0 when they might as well have
picked at random, below 0 when they fall into camps. The older rwg(J) (James, Demaree & Wolf 1984) is not used, since it
rises with the number of items whatever people answer. Words for its size follow LeBreton & Senter (2008), who mean them
as a guide, not a test. ICC(1) (one-way analysis of variance over organisations; Bliese 2000) says which share of the
differences between people lies between organisations; it is why intervals take organisations together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netsustain.diagnosis.estimates import NAN, means
from netsustain.diagnosis.survey import ENOUGH, Floats, Survey
from netsustain.health.series import CONDITIONS

SIZES = ((0.9, "very_strong"), (0.7, "strong"), (0.5, "moderate"), (0.3, "weak"))
OTHERS = "others"
"""Kinds too small to be shown on their own."""


@dataclass(frozen=True)
class Agreement:
    """Agreement by condition, and differences between kinds.

    Attributes
    ----------
    conditions
        ``condition``, ``agreement`` (r*wg), ``size`` in words, ``icc``, ``respondents``.
    kinds
        ``kind``, ``condition``, ``current``, ``apart`` (its mean minus that of all other kinds) with an interval that
        holds for all rows together, ``respondents``; kinds under five respondents stand together as ``others``.
    pooled
        Kinds that were put together, by name; nobody of them is shown alone.
    """

    conditions: pd.DataFrame
    kinds: pd.DataFrame
    pooled: tuple[str, ...]


def agreement_of(survey: Survey) -> Agreement:
    """Agreement of a survey's respondents on the current state."""
    used = survey.instrument
    asked = [key for key in CONDITIONS if used.of(key)]
    rows = []
    for key in asked:
        answers = survey.current[:, survey.columns(used.of(key))]
        number = int(np.isfinite(survey.scores(used.of(key))).sum())
        value = agreement(answers, used.high - used.low + 1) if number >= ENOUGH else NAN
        shared = icc(survey.scores(used.of(key)), survey.organisation) if survey.grouped and number >= ENOUGH else NAN
        rows.append((key, value, size_of(value), shared, number))
    kinds, pooled = _kinds(survey, asked)
    columns = ["condition", "agreement", "size", "icc", "respondents"]
    return Agreement(pd.DataFrame(rows, columns=columns), kinds, pooled)


def agreement(answers: Floats, steps: int) -> float:
    """r*wg(J) of answers (respondents × items) on a scale of so many steps; NaN where nobody can disagree."""
    variances = [column[np.isfinite(column)].var(ddof=1) for column in answers.T if np.isfinite(column).sum() > 1]
    return 1 - float(np.mean(variances)) / ((steps**2 - 1) / 12) if variances else NAN


def size_of(value: float) -> str:
    """An agreement in a word."""
    if not np.isfinite(value):
        return "unknown"
    return next((word for least, word in SIZES if value > least), "lacking")


def icc(scores: Floats, organisation: NDArray[np.int64]) -> float:
    """ICC(1) for organisations of unequal size; NaN unless some organisation has two respondents."""
    given = np.isfinite(scores)
    values, codes = scores[given], np.unique(organisation[given], return_inverse=True)[1]
    sizes = np.bincount(codes)
    groups, number = len(sizes), len(values)
    if groups < 2 or number <= groups:
        return NAN
    centres = np.bincount(codes, weights=values) / sizes
    between = float((sizes * (centres - values.mean()) ** 2).sum()) / (groups - 1)
    within = float(((values - centres[codes]) ** 2).sum()) / (number - groups)
    usual = (number - (sizes**2).sum() / number) / (groups - 1)
    spread = between + (usual - 1) * within
    return (between - within) / spread if spread > 0 else NAN


# ---- kinds ----------------------------------------------------------------------------------------


def _kinds(survey: Survey, asked: list[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Kinds with enough respondents against all others."""
    shown, pooled = shown_kinds(survey.kinds)
    columns = ["kind", "condition", "current", "apart", "apart_low", "apart_high", "respondents"]
    names = sorted(set(shown) - {""})
    if len(names) < 2:
        return pd.DataFrame(columns=columns), pooled
    used, labels = survey.instrument, np.array(shown)
    compared = (len(names) if len(names) > 2 else 1) * len(asked)
    rows: list[tuple[object, ...]] = []
    for name in names:
        for key in asked:
            score = survey.scores(used.of(key))
            own = np.where(labels == name, score, np.nan)
            rest = np.where((labels != name) & (labels != ""), score, np.nan)
            ratios = means(np.stack([own, rest], axis=1), survey.organisation)
            apart = ratios.contrast(np.array([1.0, -1.0]), comparisons=compared)
            number = int(np.isfinite(own).sum())
            value = float(ratios.values[0]) if number >= ENOUGH else NAN
            rows.append((name, key, value, apart.value, apart.low, apart.high, number))
    return pd.DataFrame(rows, columns=columns), pooled


def shown_kinds(kinds: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Kind of each respondent as it may be shown, and the kinds that were put together.

    Kinds under five respondents become ``others``. If these are still under five, their mean could be worked out from
    the rest and the total: the smallest other kind joins them, or nobody is shown by kind (empty names).
    """
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    small = [kind for kind, count in counts.items() if count < ENOUGH]
    large = sorted((kind for kind in counts if kind not in small), key=lambda kind: (counts[kind], kind))
    while small and sum(counts[kind] for kind in small) < ENOUGH and large:
        small.append(large.pop(0))
    pooled = tuple(sorted(kind for kind in small if kind))
    if small and not large:
        return [""] * len(kinds), pooled
    return [OTHERS if kind in small or not kind else kind for kind in kinds], pooled
