"""Tables of a decision for readers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from netsustain.exploration.answer import Column, Shown
from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.frequencies import hundred
from netsustain.exploration.decision.options import COUNTS
from netsustain.exploration.decision.telling import months_said

Tables = Mapping[str, pd.DataFrame]


def shown_of(comparison: Comparison, tables: Tables, worthwhile: float) -> tuple[Shown, ...]:
    """Verdicts and, with several futures, regret and what each criterion chooses."""
    if tables["verdicts"].empty:
        return ()
    found = [_verdicts(comparison, tables["verdicts"], worthwhile)]
    if "futures" in tables:
        found += [_regrets(comparison, tables), _criteria(tables)]
    return tuple(found)


def _verdicts(comparison: Comparison, table: pd.DataFrame, worthwhile: float) -> Shown:
    columns = (
        Column("scenario", "scenario", "text"), Column("verdict", "answer", "word"),
        Column("gain", "gain", "signed_tenth", "low", "high"),
        *(Column(name, name, "whole") for name in COUNTS),
        Column("cost", "cost", "whole", "cost_low", "cost_high"), Column("cost_status", "cost_status", "word"),
        Column("cost_least", "cost_least", "whole"),
    )  # fmt: skip
    values = {"reference": comparison.reference, "worthwhile": months_said(worthwhile)}
    return Shown("heading_verdicts", columns, table, values, ("note_verdicts",))


def months_by_future(comparison: Comparison, table: pd.DataFrame) -> Shown:
    """A row a future, a column an option."""
    wide = table.pivot(index="future", columns="scenario", values="months")
    wide = wide.reindex(index=list(dict.fromkeys(table["future"])), columns=comparison.names).reset_index()
    columns = (
        Column("future", "future", "scenario"), *(Column(f"={name}", name, "tenth") for name in comparison.names)
    )  # fmt: skip
    return Shown("heading_futures", columns, wide, {"horizon": comparison.horizon}, ("note_futures",))


def _regrets(comparison: Comparison, tables: Tables) -> Shown:
    table = tables["options"]
    of_hundred = [hundred(tuple(row)) for row in table[list(COUNTS)].to_numpy()]
    counts = pd.DataFrame(of_hundred, columns=list(COUNTS), index=table.index)
    shown = table.assign(**{name: counts[name] for name in COUNTS}, longest=100 * table["longest"])
    columns = (
        Column("scenario", "scenario", "text"), Column("mean", "mean", "tenth"), Column("worst", "worst", "tenth"),
        Column("worst_future", "worst_future", "scenario"), Column("regret", "regret", "tenth"),
        Column("regret_worst", "regret_worst", "tenth"), Column("regret_future", "regret_future", "scenario"),
        *(Column(name, name, "whole") for name in COUNTS), Column("longest", "longest", "whole"),
    )  # fmt: skip
    return Shown("heading_regret", columns, shown, {"reference": comparison.reference}, ("note_regret",))


def _criteria(tables: Tables) -> Shown:
    columns = (
        Column("criterion", "criterion", "word"), Column("choice", "scenario", "scenario"),
        Column("chosen", "chosen", "chance"), Column("next", "next", "scenario"),
        Column("next_chosen", "next_chosen", "chance"),
    )  # fmt: skip
    return Shown("heading_criteria", columns, tables["criteria"], {}, ("note_criteria",))
