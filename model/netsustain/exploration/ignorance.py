"""What is said of not knowing the parameters, where all draws of an experiment ran under the same accepted vectors."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.moments import Measured
from netsustain.exploration.prepared import Prepared

FEW_VECTORS = 10
"""Vectors below which their spread is hardly known: intervals are then very wide."""
ENDS = ("low_chance", "high_chance", "low", "high")


def width_told(row: dict[str, Any], what: str, outcome: str, vectors: int) -> tuple[Said, ...]:
    """How much of the width of an interval is chance, and how much not knowing the parameters; nothing without width.

    Parameters
    ----------
    row
        Of a summary, with ``scenario``, the interval's ends and its ``ignorance``.
    what
        ``mean`` or ``difference``.
    """
    if not vectors or not row["high"] > row["low"]:
        return ()
    form = "level" if what == "mean" else "change"
    ends = {end: Formed(float(row[end]), form, outcome) for end in ENDS}
    share = float(row["ignorance"])
    parts = {"chance": Formed(1.0 - share, "share"), "ignorance": Formed(share, "share"), "vectors": vectors}
    return (Said(f"answer_width_{what}", {"scenario": row["scenario"], "outcome": outcome, **parts, **ends}),)


def widest_told(summary: pd.DataFrame, outcome: str, vectors: int) -> tuple[Said, ...]:
    """Of the largest difference of an outcome, or of the mean where there is one scenario.

    Parameters
    ----------
    summary
        With ``outcome``, ``what`` (``mean`` or ``difference``), ``value`` and the columns of :func:`width_told`.
    """
    rows = summary[(summary["outcome"] == outcome) & summary["value"].notna()]
    told = rows[rows["what"] == "difference"] if (rows["what"] == "difference").any() else rows
    if told.empty:
        return ()
    row = told.loc[told["value"].abs().idxmax()].to_dict()
    return width_told(row, str(row["what"]), outcome, vectors)


def warnings(prepared: Prepared, found: Measured, *, judged: bool = False) -> tuple[Said, ...]:
    """What intervals do not hold of the parameters, where every draw ran under the same accepted vectors.

    Means and differences hold it (:mod:`netsustain.exploration.crossed`) unless there is but one vector; what is
    judged future by future (shares of futures, regrets, how surely a criterion chooses) does not: ``judged``.
    """
    question = prepared.question
    vectors = max((len(each) for each in question.vectors.values() if each is not None), default=0)
    if vectors == 0 or len(prepared.design) < 2 or question.vectors_by != "replicate":
        return ()
    if not found.vectors:
        return (Said("warning_shared_vectors"),)
    few = (Said("warning_few_shared", {"vectors": vectors}),) if vectors < FEW_VECTORS else ()
    return (*few, *((Said("warning_shared_judged", {"vectors": vectors}),) if judged else ()))
