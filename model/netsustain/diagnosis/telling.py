"""The diagnosis in words and tables: each sentence follows from numbers, and says when they cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netsustain.diagnosis import cautions, network_words, tables
from netsustain.diagnosis.agreement import OTHERS
from netsustain.diagnosis.scores import STRONG, UNKNOWN, WEAK
from netsustain.diagnosis.survey import ENOUGH
from netsustain.exploration.answer import Findings, Formed, Said

if TYPE_CHECKING:
    from netsustain.diagnosis.diagnosing import Diagnosis

SURE, LIKELY = 0.9, 0.5
"""Share of resamples from which a first place is called clear, and from which likely."""
MOST_DIFFERENCES = 3


def findings_of(found: Diagnosis) -> Findings:
    """Tables, sentences (the most important first) and warnings."""
    return Findings(
        tables=tables.kept(found),
        shown=tuple(tables.shown(found)),
        sentences=tuple(sentences(found)),
        warnings=tuple(cautions.warnings(found)),
    )


def sentences(found: Diagnosis) -> Iterator[Said]:
    """What the diagnosis says."""
    if found.scores is None:
        yield Said("too_few", {"respondents": len(found.survey.respondents), "least": ENOUGH})
    else:
        yield from standing(found)
        yield need(found.scores.needs)
    yield from network_words.outlook(found)
    if found.structure is not None:
        yield from network_words.structure(found.structure)
    if found.agreement is not None:
        yield agreed(found.agreement.conditions)
        yield from kinds(found.agreement.kinds)
    if found.scores is not None and found.survey.instrument.norm is not None:
        yield norm(found)


# ---- strong and weak points -----------------------------------------------------------------------


def standing(found: Diagnosis) -> Iterator[Said]:
    """Conditions that surely lie below or above the rest; that none does; or that it cannot be told."""
    assert found.scores is not None
    table, most = found.scores.conditions, found.survey.instrument.high
    if (table["stands"] == UNKNOWN).all():
        yield Said("stands_unknown")
        return
    apart = [side for side in (WEAK, STRONG) if (table["stands"] == side).any()]
    for side in apart:
        own = table[table["stands"] == side].sort_values("current", ascending=side == WEAK)
        first = own.iloc[0]
        yield Said(
            f"stands_{side}{'_one' if len(own) == 1 else ''}",
            {"words": list(own["condition"]), "word": str(first["condition"]), "most": most, **_score(first)},
        )
    if not apart:
        yield Said("stands_none")


def _score(row: pd.Series) -> dict[str, Formed]:
    return {end: Formed(float(row[name]), "index") for end, name in
            (("score", "current"), ("low", "current_low"), ("high", "current_high"))}  # fmt: skip


# ---- needs ----------------------------------------------------------------------------------------


def need(table: pd.DataFrame) -> Said:
    """The greatest need, and how surely it is the greatest."""
    if table.empty:
        return Said("need_not_asked")
    ordered = table[table["pni"].notna()].sort_values(["pni", "condition"], ascending=[False, True])
    if ordered.empty or ordered["first"].isna().all():
        return Said("need_unknown")
    top = ordered.iloc[0]
    if top["pni"] <= 0:
        return Said("need_none")
    rivals = ordered.sort_values(["first", "condition"], ascending=[False, True])
    rivals = rivals[rivals["condition"] != top["condition"]]
    if rivals.empty:
        return Said("need_alone", {"word": str(top["condition"]), "pni": Formed(float(top["pni"]), "index"),
                                   "span": _span(float(top["pni_low"]), float(top["pni_high"]))})  # fmt: skip
    rival = rivals.iloc[0]
    size = "need_clear" if top["first"] >= SURE else "need_likely" if top["first"] >= LIKELY else "need_unsure"
    return Said(size, {
        "word": str(top["condition"]), "pni": Formed(float(top["pni"]), "index"), "first": of_resamples(top["first"]),
        "word_rival": str(rival["condition"]), "rival": of_resamples(rival["first"]),
        "span": _span(float(top["pni_low"]), float(top["pni_high"])),
    })  # fmt: skip


def _span(low: float, high: float) -> Said:
    """An interval, or that there is none."""
    if not np.isfinite(low):
        return Said("span_unknown")
    return Said("span_index", {"low": Formed(low, "index"), "high": Formed(high, "index")})


def hundred(share: float) -> Formed:
    """A share as so many of 100, neither none nor all unless it is exactly so."""
    if not np.isfinite(share):
        return Formed(float("nan"), "whole")
    return Formed(100 * share if share in (0, 1) else min(99, max(1, round(100 * share))), "whole")


def of_resamples(share: float) -> Formed:
    """A share of resamples as so many of 100: never none or all, since resamples are not all there could be."""
    return hundred(min(0.99, max(0.01, share)))


# ---- agreement ------------------------------------------------------------------------------------


def agreed(table: pd.DataFrame) -> Said:
    """On what respondents agree least and most."""
    known = table[table["agreement"].notna()].sort_values(["agreement", "condition"])
    if known.empty:
        return Said("agreement_unknown")
    least, most = known.iloc[0], known.iloc[-1]
    values = {
        "word_on_least": str(least["condition"]), "word_least": str(least["size"]),
        "least": Formed(float(least["agreement"]), "index"), "word_on_most": str(most["condition"]),
        "word_most": str(most["size"]), "most": Formed(float(most["agreement"]), "index"),
    }  # fmt: skip
    return Said("agreement_camps" if least["agreement"] < 0 else "agreement", values)


def kinds(table: pd.DataFrame) -> Iterator[Said]:
    """Where kinds of organisation surely see it differently."""
    if table.empty:
        return
    if table["apart_low"].isna().all():
        yield Said("kinds_unknown")
        return
    sure = table[(table["apart_low"] > 0) | (table["apart_high"] < 0)]
    if len(set(table["kind"])) == 2:  # each is the other's rest: told once, from the side of the one that is named
        named = next((kind for kind in table["kind"] if kind != OTHERS), OTHERS)
        sure = sure[sure["kind"] == named]
    if sure.empty:
        yield Said("kinds_alike")
    widest = sure.iloc[np.argsort(-sure["apart"].abs().to_numpy(), kind="stable")]
    for _, row in widest.head(MOST_DIFFERENCES).iterrows():
        low, high = sorted((abs(row["apart_low"]), abs(row["apart_high"])))
        gap = {"gap": Formed(abs(row["apart"]), "index"), "low": Formed(low, "index"), "high": Formed(high, "index")}
        key = "kinds_higher" if row["apart"] > 0 else "kinds_lower"
        yield Said(key, {"word_kind": str(row["kind"]), "word": str(row["condition"]), **gap})


# ---- published norm -------------------------------------------------------------------------------


def norm(found: Diagnosis) -> Said:
    """The mean of all items beside that of published assessments."""
    assert found.scores is not None
    overall, published = found.scores.overall, found.survey.instrument.norm
    assert published is not None
    if not overall.told:
        side = "unknown"
    else:
        side = "above" if overall.low > published else "below" if overall.high < published else "alike"
    return Said(f"norm_{side}", {
        "mean": Formed(overall.value, "index"), "low": Formed(overall.low, "index"),
        "high": Formed(overall.high, "index"), "norm": Formed(published, "index"),
    })  # fmt: skip
