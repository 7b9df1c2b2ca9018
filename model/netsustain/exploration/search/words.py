"""What a search found, in sentences, and what a reader must not take for more than it is."""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.search.choose import ENOUGH, KNEE, LONGEST, ROBUST
from netsustain.exploration.search.judge import Judged
from netsustain.exploration.search.tables import letters_of
from netsustain.health.intervals import LEVEL

FEWEST_FUTURES = 30
"""Fewer futures say little of their worst tenth."""


def sentences(found: Judged) -> tuple[Said, ...]:
    """The answer in words, the most important first."""
    if not found.names:
        return (Said("said_nothing"),)
    said = [_longest(found), _enough(found), _knee(found), _robust(found), *_references(found), _front(found)]
    return tuple(each for each in said if each is not None)


def warnings(found: Judged) -> tuple[Said, ...]:
    """Not converged, numbers that were too good, few futures."""
    said = []
    if not found.found.stalled:
        said.append(Said("warning_not_converged", {"generations": len(found.found.trace), "growth": growth(found)}))
    gap = found.too_good
    if gap.low[0] > 0:
        said.append(Said("warning_too_good", _too_good(found)))
    futures = len(found.problem.confirming.design)
    if 1 < futures < FEWEST_FUTURES:
        said.append(Said("warning_futures", {"draws": futures}))
    return tuple(said)


def growth(found: Judged) -> Formed:
    """By how much of itself the hypervolume still grew over the generations in which it might have stalled."""
    trace, back = found.found.trace, found.problem.plan.stall
    first = trace[max(len(trace) - 1 - back, 0)]
    return Formed((trace[-1] - first) / trace[-1] if trace[-1] > 0 else 0.0, "share")


# ---- sentences ------------------------------------------------------------------------------------


def _amount(found: Judged, value: float) -> Formed:
    return Formed(float(value), "amount", found.problem.headline.outcome)


def _headline(found: Judged, place: int) -> Formed:
    return _amount(found, found.confirmed.objectives.value[place, 0])


def _interval(found: Judged, place: int) -> dict[str, Formed]:
    interval = found.confirmed.objectives
    return {"low": _plain(found, interval.low[place, 0]), "high": _plain(found, interval.high[place, 0])}


def _plain(found: Judged, value: float) -> Formed:
    headline = found.problem.headline
    return Formed(float(value), "share" if headline.unit == "share" else "number", headline.outcome)


def _policy(found: Judged, name: str) -> dict[str, Any]:
    """Letter, planned cost and headline of a named policy, with its interval."""
    place = found.names[name]
    return {
        "letter": letters_of(found)[place], "cost": Formed(found.planned[place], "number", "cost"),
        "value": _headline(found, place), **_interval(found, place),
    }  # fmt: skip


def _longest(found: Judged) -> Said:
    cost = Formed(found.planned[found.of_search], "number", "cost")
    as_it_is = {"now": _headline(found, found.of_search), "now_cost": cost}
    headline = found.problem.headline.outcome
    return Said("said_longest", {"outcome": headline, **_policy(found, LONGEST), **as_it_is})


def _enough(found: Judged) -> Said:
    worthwhile = {"worthwhile": _amount(found, found.worthwhile)}
    if ENOUGH not in found.names:
        return Said("said_no_plateau", worthwhile)
    return Said("said_enough", {**_policy(found, ENOUGH), **worthwhile})


def _knee(found: Judged) -> Said | None:
    if found.names[KNEE] in (found.names[LONGEST], found.names.get(ENOUGH)):
        return None
    return Said("said_knee", _policy(found, KNEE))


def _robust(found: Judged) -> Said:
    place, longest = found.names[ROBUST], found.names[LONGEST]
    values = {
        "letter": letters_of(found)[place], "cost": Formed(found.planned[place], "number", "cost"),
        "worst": _amount(found, found.worst.value[place]), "other": _amount(found, found.worst.value[longest]),
        "low": _plain(found, found.worst.low[place]), "high": _plain(found, found.worst.high[place]),
    }  # fmt: skip
    return Said("said_robust_same" if place == longest else "said_robust", values)


def _references(found: Judged) -> list[Said]:
    """Each reference but the scenario itself that costs no less, and surely does no better, than a policy found."""
    beaten = [
        name
        for place, name in enumerate(found.problem.references, start=found.of_search)
        if place > found.of_search and _beaten(found, place)
    ]
    return [Said("said_references", {"names": beaten})] if beaten else []


def _beaten(found: Judged, place: int) -> bool:
    """Whether some policy of the search is no dearer and, in 39 of 40 resampled futures, no worse in the headline."""
    own = np.arange(found.of_search)
    cheaper = own[found.planned[own] <= found.planned[place]]
    headline = found.problem.headline.aim * found.confirmed.resampled[:, :, 0]
    sure = (headline[:, cheaper] >= headline[:, [place]]).mean(axis=0) >= (1 + LEVEL) / 2
    return bool(sure.any())


def _front(found: Judged) -> Said:
    """How much of the search's front is left by fresh numbers, and how far its own were off."""
    left = int(found.confirmed.on_front[: found.of_search].sum())
    values = {"policies": found.of_search, "left": left, "tried": found.found.tried}
    return Said("said_front", {**values, **_too_good(found)})


def _too_good(found: Judged) -> dict[str, Any]:
    gap = found.too_good
    return {
        "gap": _plain(found, gap.value[0]),
        "gap_low": _plain(found, gap.low[0]),
        "gap_high": _plain(found, gap.high[0]),
        "outcome": found.problem.headline.outcome,
    }
