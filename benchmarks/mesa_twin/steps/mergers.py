"""What becomes of the ties of an organisation that merges into another (docs/model.md, 7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.organisation import Organisation
from benchmarks.mesa_twin.ties import Tie

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import CollaborationModel


def merge(model: CollaborationModel, stays: Organisation, goes: Organisation) -> None:
    """The one that stays takes over the ties to those it has no tie with; the others are dropped."""
    known = {stays}
    for tie in model.ties:
        if stays in tie.ends:
            known.update(tie.ends)
    kept = []
    for tie in model.ties:
        if goes not in tie.ends:
            kept.append(tie)
        elif (other := _other_end(tie, goes)) not in known:
            _take_over(tie, stays, goes, other)
            known.add(other)
            kept.append(tie)
    model.ties = kept
    model.ties_changed = True


def _other_end(tie: Tie, organisation: Organisation) -> Organisation:
    return tie.b if tie.a is organisation else tie.a


def _take_over(tie: Tie, stays: Organisation, goes: Organisation, other: Organisation) -> None:
    of_goes, of_other = (tie.ab, tie.ba) if tie.a is goes else (tie.ba, tie.ab)
    tie.join(stays, other, of_goes, of_other)
