"""Scores of the seven conditions: levels, what stands out, and which need is greatest (PNI)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netsustain.diagnosis.estimates import Estimate, Ratios, means
from netsustain.diagnosis.survey import Floats, Survey
from netsustain.exploration.pairs import chance_of_highest
from netsustain.health.series import CONDITIONS

STRONG, WEAK, NEITHER, UNKNOWN = "strong", "weak", "neither", "unknown"


@dataclass(frozen=True)
class Scores:
    """What the answers say; every table has a row a condition, domain or factor.

    Attributes
    ----------
    conditions
        ``condition``, ``current`` and ``desired`` with intervals ``_low`` … ``_high`` on the instrument's scale,
        ``level`` (0-1), ``respondents``, ``organisations``; ``apart``, the mean minus that of the other conditions,
        with an interval that holds for all seven together, and ``stands`` ("strong", "weak", "neither", "unknown").
    scales
        Domains or factors: ``scale``, ``condition``, ``current`` with interval, ``level``, ``starts``.
    needs
        PNI = (desired − current) / current with its interval, ``first`` (share of resamples of organisations in which
        it is the greatest), ``rank`` by value; empty where the desired state was not asked.
    overall
        Mean of all items.
    """

    conditions: pd.DataFrame
    scales: pd.DataFrame
    needs: pd.DataFrame
    overall: Estimate


def scores_of(survey: Survey, seed: int = 1) -> Scores:
    """Score a survey."""
    used = survey.instrument
    asked = [key for key in CONDITIONS if used.of(key)]
    current = _columns(survey, [used.of(key) for key in asked], desired=False)
    return Scores(
        conditions=_conditions(survey, asked, current),
        scales=_scales(survey),
        needs=_needs(survey, asked, current, seed),
        overall=means(survey.scores(used.items)[:, None], survey.organisation).estimates((used.low, used.high))[0],
    )


def _columns(survey: Survey, groups: list[tuple[str, ...]], *, desired: bool) -> Floats:
    return np.stack([survey.scores(items, desired=desired) for items in groups], axis=1)


def _parts(name: str, found: list[Estimate]) -> dict[str, Any]:
    return {
        name: [each.value for each in found],
        f"{name}_low": [each.low for each in found],
        f"{name}_high": [each.high for each in found],
    }


def _conditions(survey: Survey, asked: list[str], current: Floats) -> pd.DataFrame:
    used, ratios = survey.instrument, means(current, survey.organisation)
    bounds = (used.low, used.high)
    now, apart = ratios.estimates(bounds), apart_of(ratios)
    columns: dict[str, Any] = {"condition": asked} | _parts("current", now)
    if survey.desired is not None:
        then = _columns(survey, [used.of(key) for key in asked], desired=True)
        columns |= _parts("desired", means(then, survey.organisation).estimates(bounds))
    columns |= {
        "level": [used.level(each.value) for each in now], "respondents": [each.respondents for each in now],
        "organisations": [each.organisations for each in now],
    }  # fmt: skip
    return pd.DataFrame(columns | _parts("apart", apart) | {"stands": [stands(each) for each in apart]})


def apart_of(ratios: Ratios) -> list[Estimate]:
    """Each mean minus the mean of the others, with intervals that hold for all of them together."""
    number = ratios.numerator.shape[1]
    if number < 2:
        return ratios.estimates((-np.inf, np.inf))
    rest = np.full(number, -1 / (number - 1))
    return [ratios.contrast(np.where(np.arange(number) == k, 1.0, rest), comparisons=number) for k in range(number)]


def stands(apart: Estimate) -> str:
    """Whether a condition surely lies above or below the rest."""
    if not apart.told:
        return UNKNOWN
    return STRONG if apart.low > 0 else WEAK if apart.high < 0 else NEITHER


def _scales(survey: Survey) -> pd.DataFrame:
    """Domains or factors; of the seven-condition survey they are the conditions themselves."""
    used = survey.instrument
    found = means(_columns(survey, [scale.items for scale in used.scales], desired=False), survey.organisation)
    estimates = found.estimates((used.low, used.high))
    facts = [(scale.key, scale.condition, len(scale.items), scale.starts) for scale in used.scales]
    frame = pd.DataFrame(facts, columns=["scale", "condition", "items", "starts"])
    levels = [used.level(each.value) for each in estimates]
    respondents = [each.respondents for each in estimates]
    return frame.assign(**_parts("current", estimates), level=levels, respondents=respondents)


def _needs(survey: Survey, asked: list[str], current: Floats, seed: int) -> pd.DataFrame:
    """The modified priority needs index, of means over those who gave both sides."""
    if survey.desired is None:
        return pd.DataFrame(columns=["condition", "pni", "pni_low", "pni_high", "first", "rank", "respondents"])
    desired = _columns(survey, [survey.instrument.of(key) for key in asked], desired=True)
    ratios = needs_of(current, desired, survey)
    low, high = survey.instrument.low, survey.instrument.high
    estimates = ratios.estimates((low / high - 1, high / low - 1))
    values = np.array([each.value for each in estimates])
    resampled = ratios.resampled(seed)[:, np.isfinite(values)]
    first = np.full(len(asked), np.nan)
    if len(resampled):
        first[np.isfinite(values)] = chance_of_highest(resampled)
    frame = pd.DataFrame({"condition": asked} | _parts("pni", estimates) | {"first": first})
    rank = frame["pni"].rank(ascending=False, method="min")
    return frame.assign(rank=rank, respondents=[each.respondents for each in estimates])


def needs_of(current: Floats, desired: Floats, survey: Survey) -> Ratios:
    """PNI of each column as a ratio of sums: Σ(desired − current) / Σ current."""
    both = np.isfinite(current) & np.isfinite(desired)
    now, then = np.where(both, current, 0.0), np.where(both, desired, 0.0)
    return Ratios(then - now, now, survey.organisation)
