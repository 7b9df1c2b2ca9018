"""How much of an interval's width is chance, and how much comes from not knowing the parameters."""

from __future__ import annotations

import math

import pandas as pd

from netsustain.messages import text
from netsustain.report.naming import signed, tenth, whole
from netsustain.report.phrases import Phrases

ENDS = ("low", "high", "low_chance", "high_chance")


def widths(words: Phrases) -> list[str]:
    """Sentences for a comparison run under accepted vectors: the width of its main numbers.

    The main numbers are the months the best option gains over the reference, and the months it is sustained.
    Ignorance of the second may cancel in the first, where the same vectors stand on both sides.
    """
    comparison, row = words.comparison, words.row(words.best)
    if not comparison.vectors or math.isnan(row["sustained_months"]):
        return []
    if comparison.vectors < 2:
        return [text("standing.width_unknown", words.lang)]
    months = _width(words, row, "sustained", "months")
    if words.best == words.reference:
        return [months]
    return [_width(words, row, "gain", "gain"), months]


def _width(words: Phrases, row: pd.Series, column: str, key: str) -> str:
    share, best = ignorance_of_width(row, column), words.quoted(words.best)
    if math.isnan(row[f"{column}_ignorance"]):
        return text("standing.width_none", words.lang, best=best)
    written = signed if column == "gain" else tenth
    ends = {end: written(row[f"{column}_{end}"]) for end in ENDS}
    ignorance = round(100 * share)
    parts = {"chance": whole(100 - ignorance), "ignorance": whole(ignorance)}
    return text(
        f"standing.width_{key}", words.lang, best=best, replicates=whole(words.comparison.replicates), **parts, **ends
    )


def ignorance_of_width(row: pd.Series, column: str) -> float:
    """Share of an interval's width that chance alone would not have; 0 where it has no width."""
    whole_width = row[f"{column}_high"] - row[f"{column}_low"]
    chance = row[f"{column}_high_chance"] - row[f"{column}_low_chance"]
    # Cut to what is possible, the whole may be no wider than chance on one side.
    return float(max(0.0, 1 - chance / whole_width)) if whole_width > 0 else 0.0
