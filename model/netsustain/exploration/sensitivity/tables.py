"""The tables of a sensitivity analysis: factors by outcome, how far each outcome can be relied on, pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Column, Formed, Shown
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.sensitivity.analysis import Analysed
from netsustain.exploration.sensitivity.convergence import NEGLIGIBLE
from netsustain.exploration.sensitivity.form import LUCK, SensitivityExperiment
from netsustain.exploration.sensitivity.judging import MAIN

MOST_FACTORS, MOST_PAIRS = 30, 10
"""Factors and pairs shown; all of them are in the tables."""
_FORM = {"sobol": "share", "shapley": "share", "fast": "share", "rbd_fast": "share"}


def tables(found: Sequence[Analysed]) -> dict[str, pd.DataFrame]:
    """``summary`` (a row an outcome and factor, and one for luck), ``convergence`` (a row an outcome), ``pairs``."""
    pairs = [each.finding.pairs.assign(outcome=each.outcome) for each in found if len(each.finding.pairs)]
    made = {
        "summary": pd.concat([_factors(each) for each in found], ignore_index=True),
        "convergence": pd.DataFrame([_reliable(each) for each in found]),
    }
    return made | ({"pairs": pd.concat(pairs, ignore_index=True)} if pairs else {})


def _factors(each: Analysed) -> pd.DataFrame:
    """Factors of an outcome, and luck below them where its share is known with an interval."""
    frame = each.finding.factors
    chance, low, high = each.finding.chance
    if np.isfinite(low):
        luck = {"factor": LUCK, "total_of_runs": chance, "total_of_runs_low": low, "total_of_runs_high": high}
        frame = pd.concat([frame, pd.DataFrame([luck | {"role": LUCK}])], ignore_index=True)
    frame.insert(0, "outcome", each.outcome)
    frame.insert(1, "unit", OUTCOMES[each.outcome].unit)
    return frame


def _reliable(each: Analysed) -> dict[str, Any]:
    finding = each.finding
    chance, low, high = finding.chance
    return {
        "outcome": each.outcome, "unit": OUTCOMES[each.outcome].unit, "mean": each.mean, "spread": each.spread,
        "blocks": each.blocks, "dropped": each.dropped, "chance": chance, "chance_low": low, "chance_high": high,
        "noise": finding.noise, "half_width": finding.half_width, "agreement": finding.agreement,
        "verdict": finding.verdict,
    }  # fmt: skip


# ---- for readers ----------------------------------------------------------------------------------


def shown(made: dict[str, pd.DataFrame], experiment: SensitivityExperiment) -> tuple[Shown, ...]:
    """The headline's factors, the strongest first; how reliable each outcome is; the strongest pairs."""
    method, headline = experiment.design.method, experiment.outcomes[0]
    values = {"outcome": headline, "samples": experiment.design.samples, "replicates": experiment.replicates,
              "negligible": Formed(NEGLIGIBLE, "share")}  # fmt: skip
    own = made["summary"][made["summary"]["outcome"] == headline]
    listed = own.sort_values(MAIN[method], ascending=False, kind="stable", ignore_index=True)
    rest = len(listed) - MOST_FACTORS
    notes = (f"note_{method}", *(("note_rest",) if rest > 0 else ()))
    first = Shown(f"heading_{method}", _columns(method), listed.head(MOST_FACTORS), {**values, "rest": rest}, notes)
    outcomes = Shown("heading_convergence", _reliability(method), made["convergence"], values, ("note_convergence",))
    return (first, outcomes, *_pairs_shown(made, headline, values))


def _columns(method: str) -> tuple[Column, ...]:
    factor, role = Column("factor", "factor", "factor"), Column("role", "role", "word")
    if method == "sobol":
        orders = [_spanned(name, "share") for name in ("total", "first", "total_of_runs")]
        return (factor, *orders, role)
    if method == "shapley":
        return (factor, _spanned("share", "share"), _spanned("total_of_runs", "share"), role)
    if method == "morris":
        return (factor, _spanned("mu_star"), Column("floor", "floor"), _spanned("effect"), _spanned("mu", "signed"),
                Column("sigma", "sigma"), role)  # fmt: skip
    form = _FORM.get(method, "number")
    floor = () if method == "fast" else (Column("floor", "floor", form),)
    extra = {"fast": ("first",), "pawn": ("maximum",), "delta": ("first",)}.get(method, ())
    return (factor, _spanned(MAIN[method], form), *floor, *(_spanned(name, form) for name in extra), role)


def _spanned(name: str, form: str = "number") -> Column:
    return Column(name, name, form, f"{name}_low", f"{name}_high")


def _reliability(method: str) -> tuple[Column, ...]:
    chance = Column("chance", "chance", "chance", "chance_low", "chance_high")
    columns = [Column("outcome", "outcome", "outcome"), Column("verdict", "verdict", "word")]
    if method != "morris":
        columns.append(chance)
    if method not in ("sobol", "shapley", "morris"):
        columns.append(Column("noise", "noise", "chance"))
    return (*columns, Column("half_width", "half_width", "half"), Column("agreement", "agreement"),
            Column("blocks", "blocks", "whole"), Column("dropped", "dropped", "whole"))  # fmt: skip


def _pairs_shown(made: dict[str, pd.DataFrame], headline: str, values: dict[str, Any]) -> tuple[Shown, ...]:
    if "pairs" not in made:
        return ()
    own = made["pairs"][made["pairs"]["outcome"] == headline]
    strongest = own.reindex(own["second"].abs().sort_values(ascending=False, kind="stable").index).head(MOST_PAIRS)
    columns = (Column("factor", "factor", "factor"), Column("factor_other", "factor_other", "factor"),
               _spanned("second", "share"))  # fmt: skip
    return (Shown("heading_pairs", columns, strongest.reset_index(drop=True), values, ("note_pairs",)),)
