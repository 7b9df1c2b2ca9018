"""Could a restriction, or a whole box, be luck? The quasi-p-values of Bryant & Lempert 2010, for draws of several runs.

They are called quasi because PRIM chose what is tested: on the draws that it searched they only sort out the worst.
On draws held out they are p-values.
"""

from __future__ import annotations

from netsustain.exploration.discovery.box import LOWER, UPPER, Box
from netsustain.exploration.discovery.cases import Cases, design_effect


def at_least(events: float, runs: float, share: float) -> float:
    """Chance of at least so many events in so many runs where each has the event with this chance.

    The binomial tail as an incomplete beta function, which goes on between whole numbers: runs divided by a design
    effect need not be whole.
    """
    from scipy.special import betainc

    if events <= 0:
        return 1.0
    if runs < events or not 0 <= share <= 1:
        raise ValueError(f"binomial: got {events:g} events of {runs:g} runs at {share:g}, expected events ≤ runs, 0-1")
    return float(betainc(events, runs - events + 1, share))


def quasi_p(narrow: Cases, wide: Cases) -> float:
    """Chance that draws as dense as the narrow ones come from the wide ones, if what narrows them did nothing.

    One-sided binomial test of Bryant & Lempert 2010, section 4.2: the runs inside a box, each with the event at the
    share of the box with one restriction less. Runs are divided by the design effect of the wider draws.
    """
    if not len(narrow):
        return 1.0
    effect = design_effect(wide)
    return at_least(float(narrow.events.sum()) / effect, float(narrow.runs.sum()) / effect, wide.share)


def quasi_ps(box: Box, cases: Cases) -> dict[int, float]:
    """Factor → quasi-p-value of its restriction, both sides together."""
    outside = (cases.points < box.limits[LOWER]) | (cases.points > box.limits[UPPER])
    faults = outside.sum(axis=1)
    narrow = cases.where(faults == 0)
    return {factor: quasi_p(narrow, cases.where(faults == outside[:, factor])) for factor in box.restricted}


def box_p(box: Box, cases: Cases) -> float:
    """The same of the whole box against no restriction at all."""
    return quasi_p(cases.where(box.contains(cases.points)), cases)


def without_luck(box: Box, cases: Cases, level: float) -> Box:
    """The box without restrictions whose quasi-p-value is above the level, the least sure dropped first."""
    while box.restricted:
        chances = quasi_ps(box, cases)
        worst = max(chances, key=lambda factor: (chances[factor], factor))
        if chances[worst] <= level:
            break
        box = box.freed(worst)
    return box
