"""From everything a search tried to a few mixes that do well in different ways.

The search's own front gives what readers ask for first: the longest, the most robust, the cheapest that does as well.
Among all other policies that were tried and that look about as good, those that differ most in their levers are added:
modelling to generate alternatives (Brill, Chang & Hopkins 1982), so that a planner who cannot do one can do another.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from netsustain.exploration.advice.gains import MONTHS, WORST
from netsustain.exploration.search.choose import ENOUGH, KNEE, LONGEST, ROBUST, different
from netsustain.exploration.search.decisions import Decision, Policy, distances
from netsustain.exploration.search.judge import Judged
from netsustain.exploration.search.objectives import Runs, estimates
from netsustain.exploration.search.price import ROUNDING

ASKED_FIRST = (LONGEST, ROBUST, ENOUGH, KNEE)
ALTERNATIVES = 6
"""Policies added because they differ."""
SLACK = 2.0
"""How many times the least difference that counts an alternative may fall short by the search's own numbers."""
APART = 0.05
"""Mixes nearer than this (Gower's distance over all levers) are one mix: one lever moved through its whole range."""


def shortlisted(found: Judged, tried: Runs, policies: Sequence[Policy]) -> list[Policy]:
    """Policies to look at closer, the longest first.

    Parameters
    ----------
    tried, policies
        Everything the search ran in its own futures.
    """
    first = [found.names[name] for name in ASKED_FIRST if name in found.names]
    own = [found.policies[place] for place in dict.fromkeys(first)]
    values = estimates((MONTHS, WORST), tried)
    score = values.mean(axis=1)  # alternatives should be good on average and in the worst tenth
    within = (tried.planned <= found.problem.within.budget + ROUNDING) & np.isfinite(score)
    if not within.any():
        return own
    good = np.flatnonzero(within & (score >= score[within].max() - SLACK * found.worthwhile))
    ordered = [int(place) for place in good[np.argsort(-score[good], kind="stable")]]
    every = [*own, *(policies[place] for place in ordered)]
    apart = distances(found.problem.within.decisions, every)
    chosen = list(range(len(own)))
    added = different(apart, list(range(len(own), len(every))), ALTERNATIVES, chosen)
    return unlike(found.problem.within.decisions, [*own, *(every[place] for place in added)])


def unlike(decisions: Sequence[Decision], policies: Sequence[Policy]) -> list[Policy]:
    """Those that lie apart from all before them in the list."""
    apart = distances(decisions, policies)
    kept: list[int] = []
    for place in range(len(policies)):
        if all(apart[place, other] >= APART for other in kept):
            kept.append(place)
    return [policies[place] for place in kept]
