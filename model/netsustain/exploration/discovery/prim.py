"""PRIM, the patient rule induction method (Friedman & Fisher 1999), as scenario discovery uses it.

One box: peel thin slices off all there is until too little is left, choose one box of that trajectory by a stated
rule, drop restrictions that may be luck, and paste slices back on while the box gets better by the same rule. The
next box is sought among the draws outside the first ("covering").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from netsustain.exploration.discovery.box import Box, Measures, measures
from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.peeling import ROUNDING, Move, pastes, peel
from netsustain.exploration.discovery.significance import without_luck


@dataclass(frozen=True)
class Rules:
    """How boxes are sought and chosen."""

    alpha: float = 0.05
    """Share of the draws inside that a slice holds."""
    least_mass: float = 0.05
    """No box holds a smaller share of the runs."""
    density: float | None = None
    """Choose the box of most coverage among those at least so dense; the strongest box when None."""
    level: float = 0.05
    """A restriction is dropped if its quasi-p-value, times the factors that the search chose from, is larger."""
    boxes: int = 3
    """At most so many."""

    def score(self, found: Measures) -> float:
        """What the chosen box has most of: strength, or coverage among boxes that are dense enough."""
        if self.density is None:
            return found.strength
        return found.coverage if found.density >= self.density else found.density - self.density - 1.0


@dataclass(frozen=True)
class Step:
    """A box on the way, and the move that led to it; no move for the first, and for the box without its luck."""

    kind: str
    """``start``, ``peel``, ``drop`` or ``paste``."""
    box: Box
    move: Move | None = None


@dataclass(frozen=True)
class Found:
    """One box and how it was found."""

    box: Box
    chosen: int
    """Place of the box chosen on the trajectory, before restrictions were dropped and slices pasted on."""
    steps: tuple[Step, ...]


def peeled(cases: Cases, rules: Rules) -> list[Step]:
    """The trajectory: ever smaller, denser boxes, from everything to the least mass or to nothing but events."""
    box = Box.everything(cases.points.shape[1])
    steps = [Step("start", box)]
    least = rules.least_mass * float(cases.runs.sum())
    while measures(box, cases).density < 1.0:
        move = peel(box, cases, rules.alpha, least)
        if move is None:
            break
        box = box.moved(*move)
        steps.append(Step("peel", box, move))
    return steps


def pasted(box: Box, cases: Cases, rules: Rules) -> list[Step]:
    """Slices put back on while the score rises, the best first."""
    steps: list[Step] = []
    score = rules.score(measures(box, cases))
    while moves := pastes(box, cases, rules.alpha):
        scores = [rules.score(measures(box.moved(*move), cases)) for move in moves]
        best = int(np.argmax(scores))
        if scores[best] <= score + ROUNDING:
            break
        box, score = box.moved(*moves[best]), scores[best]
        steps.append(Step("paste", box, moves[best]))
    return steps


def find_box(cases: Cases, rules: Rules) -> Found:
    """One box; it restricts nothing where nothing can be told from luck.

    The strongest box is chosen first and rid of its luck then: scoring every step without its luck was tried, and
    found no more planted boxes but more in pure noise. A wanted density must be that of the box without its luck.
    """
    steps = peeled(cases, rules)
    level = rules.level / cases.points.shape[1]
    rivals = [step.box for step in steps]
    if rules.density is not None:
        rivals = [without_luck(box, cases, level) for box in rivals]
    scores = np.array([rules.score(measures(box, cases)) for box in rivals])
    chosen = int(np.argmax(scores >= scores.max() - ROUNDING))
    box = without_luck(steps[chosen].box, cases, level)
    if box.restricted != steps[chosen].box.restricted:
        steps.append(Step("drop", box))
    back = pasted(box, cases, rules)
    wider = without_luck(back[-1].box, cases, level) if back else box
    if rules.score(measures(wider, cases)) < rules.score(measures(box, cases)) - ROUNDING:
        wider, back = box, []  # pasting loosened a limit until it told nothing
    return Found(wider, chosen, (*steps, *back))


def find_boxes(cases: Cases, rules: Rules) -> Iterator[Found]:
    """Boxes one after the other, each among the draws outside those before; ends with the first that restricts nothing.

    The last may restrict nothing: its trajectory shows that there was nothing to find.
    """
    for _ in range(rules.boxes):
        if not 0 < cases.share < 1:
            return
        found = find_box(cases, rules)
        yield found
        if not found.box.restricted:
            return
        cases = cases.where(~found.box.contains(cases.points))
        if len(cases) < 2:
            return
