"""How long posts have been held or vacant before month 1 (docs/model.md, 5.5)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.philox import Stream

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


class Post(NamedTuple):
    """A post at the end of the month before month 1."""

    months_in_post: float
    vacancy: float


class Succession(NamedTuple):
    """What vacancies of one length are to the succession of leaders."""

    vacancy: int
    years: int
    """Years until the leader after the vacancy may move."""
    length: float
    """Years that leader stays, on average."""
    share: float
    """Share of vacancies."""


def before_start(model: CollaborationModel, organisation: Organisation) -> Post:
    """A post in a network that has long been as it is."""
    u = model.luck.uniforms(Stream.LEADER_MOVES, 0, organisation.number)
    if model.parameters.annual_window >= 0.5:
        return _once_a_year(model, u[0], u[1])
    return _at_any_time(model, *u[:3])


def _chance(model: CollaborationModel) -> float:
    return max(float(model.parameters.transfer_probability), 1e-6)


def _longest(model: CollaborationModel) -> int:
    return int(model.parameters.vacancy_longest)


def _passed(lot: float, hazard: float) -> int:
    """Chances to move that pass without a move."""
    return 0 if hazard >= 1.0 else int(math.log(lot) / math.log(1.0 - hazard))


def _once_a_year(model: CollaborationModel, u0: float, u1: float) -> Post:
    since = (model.season_of(1) - int(model.parameters.window_month) + 11) % 12
    successions = list(_successions(model))
    ends = [0.0]
    for one in successions:
        ends.append(ends[-1] + one.share * one.length)
    point = u0 * ends[-1]
    one, (low, high) = next(found for found in zip(successions, pairwise(ends), strict=True) if found[1][1] >= point)
    years = (point - low) / (high - low) * one.length
    waiting = one.years - 1
    windows = int(years) if years < waiting else waiting + _passed(u1, _chance(model))
    months = since + 12 * windows - one.vacancy
    return Post(max(months, 0), max(-months, 0))


def _successions(model: CollaborationModel) -> Iterator[Succession]:
    """All lengths of a vacancy, from 0 on."""
    parameters, longest = model.parameters, _longest(model)
    mean, beyond_last = parameters.vacancy_mean, 1.0
    for vacancy in range(longest + 1):
        beyond = math.exp(-(vacancy + 0.5) / mean) if mean > 0.0 and vacancy < longest else 0.0
        years = max(math.ceil((parameters.minimum_tenure + vacancy) / 12.0), 1)
        yield Succession(vacancy, years, years - 1 + 1.0 / _chance(model), beyond_last - beyond)
        beyond_last = beyond


def _at_any_time(model: CollaborationModel, u0: float, u1: float, u2: float) -> Post:
    parameters = model.parameters
    hazard, mean = _chance(model) / 12.0, parameters.vacancy_mean
    waiting = max(math.ceil(parameters.minimum_tenure), 1) - 1
    cut = 1.0 - math.exp(-_longest(model) / mean) if mean > 0.0 else 0.0
    empty = math.exp(-0.5 / mean) * cut / (1.0 - math.exp(-1.0 / mean)) if mean > 0.0 else 0.0
    point = u0 * (empty + waiting + 1.0 / hazard)
    if point < empty:
        return Post(0, min(1 + int(-math.log(1.0 - u2 * cut) * mean), parameters.vacancy_longest))
    point -= empty
    return Post(int(point) if point < waiting else waiting + _passed(u1, hazard), 0)
