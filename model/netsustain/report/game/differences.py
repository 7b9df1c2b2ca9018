"""Where people differed from the model's agents, told: what is clear first, then how to read the rest."""

from __future__ import annotations

import pandas as pd

from netsustain.exploration.answer import Column, Findings, Formed, Said, Shown
from netsustain.game.learning import LEAST
from netsustain.report.game.played import Told
from netsustain.report.game.story import shock_label
from netsustain.report.words import Words

DRAWN = ("effort", "kind", "later", "shock", "end", "revealed")
"""Effects in effort, which one figure can hold."""
MOST_TOLD = 4


def effect_name(told: Told, row: pd.Series, words: Words) -> str:
    """An effect as readers know it."""
    if row["effect"] == "kind":
        return words.say("effect_kind", word=row["group"])
    if row["effect"] == "shock":
        month, kind = str(row["group"]).split(":")
        return words.say("effect_shock", month=month, event=shock_label(told, int(month), kind, words.lang))
    return words.say(f"effect_{row['effect']}")


def shown_effects(told: Told) -> pd.DataFrame:
    """Effects that enough persons stand behind."""
    comparison = told.found.comparison
    return comparison[comparison["shown"] == 1].reset_index(drop=True)


def differences(told: Told, words: Words) -> Findings:
    """Clear differences in words, and every difference in a table."""
    shown = shown_effects(told)
    if shown.empty:
        return Findings({}, warnings=(Said("effects_too_few", {"people": told.people, "least": LEAST}),))
    left_out = int((told.found.comparison["shown"] == 0).sum())
    counted = {"number": len(shown), "clear": int(shown["clear"].sum()), "least": LEAST, "left_out": left_out}
    sentences = [Said("effects_counted" if counted["clear"] else "effects_none", counted)]
    sentences += [_told(told, row, words) for _, row in _clearest(shown).iterrows()]
    return Findings({}, shown=(_table(told, shown, words, counted),), sentences=tuple(sentences))


def _clearest(shown: pd.DataFrame) -> pd.DataFrame:
    """Clear effects, those farthest from 0 against their intervals first."""
    clear = shown[shown["clear"] == 1]
    half = (clear["high_all"] - clear["low_all"]) / 2
    return clear.loc[(clear["difference"].abs() / half).sort_values(ascending=False).index].head(MOST_TOLD)


def _told(told: Told, row: pd.Series, words: Words) -> Said:
    key = "effect_more" if row["difference"] > 0 else "effect_less"
    numbers = {name: Formed(float(row[name]), "index") for name in ("people", "rule", "low", "high")}
    return Said(key, {"effect": effect_name(told, row, words), **numbers})


def _table(told: Told, shown: pd.DataFrame, words: Words, counted: dict[str, int]) -> Shown:
    rows = shown.assign(name=[effect_name(told, row, words) for _, row in shown.iterrows()],
                        sure=["clear" if clear else "unclear" for clear in shown["clear"]])  # fmt: skip
    columns = (
        Column("effect", "name", "text"), Column("people_did", "people", "index"), Column("rule_did", "rule", "index"),
        Column("difference", "difference", "signed_index", "low", "high"), Column("persons", "persons", "whole"),
        Column("sure", "sure", "word"),
    )  # fmt: skip
    return Shown("table_effects", columns, rows, dict(counted), ("note_effects", "note_suppressed"))


def drawn_effects(told: Told) -> pd.DataFrame:
    """Effects in effort that the figure shows."""
    shown = shown_effects(told)
    return shown[shown["effect"].isin(DRAWN)].reset_index(drop=True)
