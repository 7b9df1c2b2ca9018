"""A handful of policies out of many: those a reader asks for, and others that do as well in another way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from netsustain.exploration.search.confirm import Interval
from netsustain.exploration.search.front import knee, nondominated
from netsustain.health.intervals import Floats

CHEAPEST, KNEE, ENOUGH, ROBUST, LONGEST, ANOTHER = "cheapest", "knee", "enough", "robust", "longest", "another"
NAMES = (CHEAPEST, KNEE, ENOUGH, ROBUST, LONGEST, ANOTHER)
"""``enough``: the cheapest that surely falls short of the longest by less than what is worth while; ``another``: of
those that do, the most different one."""


def named(headline: Floats, worst: Floats, cost: Floats, front: np.ndarray) -> dict[str, int]:
    """Numbers of the policies of a front that a reader asks for first.

    Parameters
    ----------
    headline, worst, cost
        Of each policy: the headline and its worst tenth of futures, more is better, and the planned cost.
    front
        Which policies are on the front.

    Returns
    -------
    dict
        ``cheapest``; ``longest``, best in the headline; ``robust``, best in the worst tenth of futures; ``knee``
        between headline and cost. One policy may have several names. Ties go to the cheaper policy. Empty for an
        empty front.
    """
    rows = np.flatnonzero(front & np.isfinite(headline) & np.isfinite(worst))
    if not len(rows):
        return {}
    plane = np.column_stack([-headline[rows], cost[rows]])
    useful = rows[nondominated(plane)]
    return {
        CHEAPEST: int(rows[np.lexsort((-headline[rows], cost[rows]))[0]]),
        KNEE: int(useful[knee(np.column_stack([-headline[useful], cost[useful]]))]),
        ROBUST: int(rows[np.lexsort((cost[rows], -worst[rows]))[0]]),
        LONGEST: int(rows[np.lexsort((cost[rows], -headline[rows]))[0]]),
    }


def as_good(short: Interval, worthwhile: float) -> np.ndarray:
    """Which policies surely fall short by less than what is worth while: the whole interval says so."""
    return np.asarray(short.high < worthwhile)


def enough(short: Interval, cost: Floats, rows: np.ndarray, worthwhile: float) -> int | None:
    """The cheapest of these policies that is as good; None if there is none."""
    good = np.flatnonzero(rows & as_good(short, worthwhile))
    return int(good[np.argmin(cost[good])]) if len(good) else None


def different(apart: Floats, among: Sequence[int], number: int, chosen: Sequence[int] = ()) -> list[int]:
    """Policies that differ from each other as much as can be: each next one is farthest from those chosen before.

    Parameters
    ----------
    apart
        Distances between all policies (:func:`netsustain.exploration.search.decisions.distances`).
    among
        The policies to take from, the best first: it is taken when nothing is chosen yet.
    number
        How many to add at most; fewer if the others are the same as one that is chosen.
    """
    taken, left = list(chosen), [each for each in among if each not in chosen]
    added: list[int] = []
    while left and len(added) < number:
        gaps = [min((apart[each, other] for other in taken), default=np.inf) for each in left]
        if max(gaps) == 0:
            break
        best = left.pop(int(np.argmax(gaps)))
        taken.append(best)
        added.append(best)
    return added
