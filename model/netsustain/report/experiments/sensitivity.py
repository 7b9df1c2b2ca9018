"""Figures of ``kind: sensitivity``: what decides the headline, and the same factors for every outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Answer, Column, Shown
from netsustain.exploration.reading import Asked
from netsustain.exploration.sensitivity.form import LUCK, SensitivityExperiment
from netsustain.exploration.sensitivity.judging import MAIN, SHARES
from netsustain.report.canvas import SOFT, Frame
from netsustain.report.experiments.sensitivity_bars import bars
from netsustain.report.experiments.sensitivity_maps import field, plane
from netsustain.report.experiments.words import ExperimentWords

_ORDERS = {"sobol": ("total", "first"), "fast": ("total", "first")}
"""Methods of which two measures are drawn."""


def indices(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Total- and first-order indices of the headline, luck apart."""
    words, own = ExperimentWords(asked, frame.lang), _headline(asked, answer)
    luck = own[own["factor"] == LUCK]
    return bars(
        words, frame, _title(words, "indices", asked), own[own["factor"] != LUCK], _ORDERS[_method(asked)],
        verdict=_verdict(asked, answer), share=True, axis=words.say("total_axis"),
        luck=luck.iloc[0] if len(luck) else None,
    )  # fmt: skip


def levels(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """One index a factor, and the level that chance reaches."""
    words, own, main = ExperimentWords(asked, frame.lang), _headline(asked, answer), MAIN[_method(asked)]
    luck, factors = own[own["factor"] == LUCK], own[own["factor"] != LUCK]
    figure = bars(
        words, frame, _title(words, "levels", asked), factors, (main,), verdict=_verdict(asked, answer),
        share=_method(asked) in SHARES, axis=words.say("level_axis", measure=words.say(f"column_{main}")),
        luck=luck.iloc[0] if len(luck) else None,
    )  # fmt: skip
    floor = factors["floor"].to_numpy(dtype=float) if "floor" in factors else np.zeros(0)
    if len(floor) and np.isfinite(floor[0]):
        figure.axes[0].axvline(floor[0], color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=3)
    return figure


def effects(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Morris' plane of the headline."""
    words = ExperimentWords(asked, frame.lang)
    return plane(words, frame, _title(words, "plane", asked), _headline(asked, answer), _verdict(asked, answer))


def outcomes(asked: Asked, answer: Answer, frame: Frame) -> Any:
    """Factors by outcomes; sizes that are no shares are drawn beside the largest of their outcome."""
    words, main = ExperimentWords(asked, frame.lang), MAIN[_method(asked)]
    table = answer.tables["summary"]
    wide = table[table["factor"] != LUCK].pivot(index="factor", columns="outcome", values=main)
    reliable = answer.tables["convergence"]
    wide = wide[list(reliable["outcome"])]
    if _method(asked) not in SHARES:
        wide = wide / wide.max()
    order = wide.mean(axis=1).sort_values(ascending=False, kind="stable", na_position="last").index
    return field(words, frame, _title(words, "outcomes", asked), wide.loc[order], reliable)


FIGURES: dict[str, Callable[[Asked, Answer, Frame], Any]] = {
    "indices": indices, "levels": levels, "plane": effects, "outcomes": outcomes,
}  # fmt: skip


def shows(asked: Asked, answer: Answer) -> list[str]:
    """The method's own figure of the headline, and the field where there are several outcomes."""
    method = _method(asked)
    own = "indices" if method in _ORDERS else "plane" if method == "morris" else "levels"
    return [own, *(["outcomes"] if len(answer.tables["convergence"]) > 1 else [])]


def _values(asked: Asked, answer: Answer) -> dict[str, Any]:
    return {"outcome": _experiment(asked).outcomes[0]}


VALUES: dict[str, Callable[[Asked, Answer], dict[str, Any]]] = dict.fromkeys(FIGURES, _values)


def _numbers(asked: Asked, answer: Answer) -> Shown:
    """Every factor of every outcome, the numbers of the field."""
    main = MAIN[_method(asked)]
    form = "share" if _method(asked) in SHARES else "number"
    columns = (Column("outcome", "outcome", "outcome"), Column("factor", "factor", "factor"),
               Column(main, main, form, f"{main}_low", f"{main}_high"))  # fmt: skip
    rows = answer.tables["summary"]
    return Shown("figure_outcomes_title", columns, rows[rows["factor"] != LUCK].reset_index(drop=True))


NUMBERS: dict[str, Callable[[Asked, Answer], Shown]] = {"outcomes": _numbers}


# ---- what is drawn ----------------------------------------------------------------------------------


def _experiment(asked: Asked) -> SensitivityExperiment:
    assert isinstance(asked.experiment, SensitivityExperiment)
    return asked.experiment


def _method(asked: Asked) -> str:
    return _experiment(asked).design.method


def _headline(asked: Asked, answer: Answer) -> pd.DataFrame:
    table = answer.tables["summary"]
    return table[table["outcome"] == _experiment(asked).outcomes[0]]


def _verdict(asked: Asked, answer: Answer) -> str:
    table = answer.tables["convergence"]
    return str(table.loc[table["outcome"] == _experiment(asked).outcomes[0], "verdict"].iloc[0])


def _title(words: ExperimentWords, figure: str, asked: Asked) -> str:
    return words.say(f"figure_{figure}_title", outcome=_experiment(asked).outcomes[0])
