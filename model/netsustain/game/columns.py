"""The columns of a game's tables: name, what it is stored as, unit; meanings are texts in both languages."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from netsustain.messages import LANGUAGES, text

SCHEMA = 1
SERIES = {
    "live": "0/1", "live_members": "members", "active_members": "members", "joined": "members", "left": "members",
    "effort": "0-1", "mean_trust": "0-1", "fatigue": "0-1", "ties": "ties", "funded_share": "share",
    "income": "staff-days", "need_days": "staff-days", "reserve": "staff-days", "progress": "share",
    **{f"c{place}": "0-1" for place in range(1, 8)},
}  # fmt: skip
"""Columns of the network by month and their units; ``<name>_rules`` is the same network left to the rules."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    dtype: str
    unit: str


def _columns(table: str) -> tuple[Column, ...]:
    """Parse lines ``name | dtype | unit``."""
    return tuple(Column(*(cell.strip() for cell in line.split("|"))) for line in table.strip().splitlines())


_DECISIONS = _columns("""
person | str | -
row | int64 | row
kind | str | -
turn | int64 | turn
round | int64 | round
month | int64 | month
first | int64 | 0/1
decided_by | str | -
took_part | int64 | 0/1
effort_chosen | float64 | 0-1
effort_given | float64 | 0-1
effort_rule | float64 | 0-1
effort_room | float64 | 0-1
takes | float64 | average shares
takes_rule | float64 | average shares
asked | int64 | 0/1
asked_person | int64 | 0/1
asked_made | int64 | 0/1
asked_of_it | int64 | askings
accepted | int64 | askings
let_go | int64 | 0/1
ties_made | int64 | ties
ties_made_rule | int64 | ties
ties_ended | int64 | ties
ties_ended_rule | int64 | ties
left | int64 | 0/1
left_rule | int64 | 0/1
returned | int64 | 0/1
returned_rule | int64 | 0/1
rested_rule | int64 | 0/1
bad_months | int64 | months
belief | float64 | 0-1
others_effort | float64 | 0-1
trust | float64 | 0-1
mutual_trust | float64 | 0-1
value | float64 | -1..1
fairness | float64 | 0-1
fatigue | float64 | 0-1
alignment | float64 | 0-1
benefit | float64 | benefit
partners | float64 | ties
leader_vacant | float64 | 0/1
leader_new | float64 | 0/1
funded_share | float64 | share
staff_days | float64 | staff-days/month
shock_months | float64 | months
revealed | int64 | 0/1
seconds | float64 | seconds
sent | int64 | decisions
""")
_TURNS = _columns("""
turn | int64 | turn
round | int64 | round
first_month | int64 | month
last_month | int64 | month
seated | int64 | people
by_person | int64 | people
by_paper | int64 | people
by_standing | int64 | people
by_rules | int64 | people
revealed | int64 | 0/1
seconds_open | float64 | seconds
shocks | str | -
""")
_MONTHS = _columns("""
month | int64 | month
turn | int64 | turn
shocks | str | -
ended | int64 | 0/1
ended_rules | int64 | 0/1
""") + tuple(Column(f"{name}{course}", "float64", unit) for course in ("", "_rules") for name, unit in SERIES.items())
_COMPARISON = _columns("""
effect | str | -
group | str | -
unit | str | -
people | float64 | as unit says
rule | float64 | as unit says
difference | float64 | as unit says
low | float64 | as unit says
high | float64 | as unit says
low_all | float64 | as unit says
high_all | float64 | as unit says
clear | int64 | 0/1
shown | int64 | 0/1
persons | int64 | people
rows | int64 | rows
""")
TABLES = {"decisions": _DECISIONS, "turns": _TURNS, "months": _MONTHS, "comparison": _COMPARISON}


def table_of(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a table with the columns of its name, in their order, also where there is no row."""
    columns = TABLES[name]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return frame.astype({column.name: column.dtype for column in columns})


def csv_of(frame: pd.DataFrame) -> bytes:
    """A table as CSV; what is missing is empty."""
    return str(frame.to_csv(index=False, lineterminator="\n")).encode("utf-8")


def meaning(table: str, column: str, lang: str) -> str:
    """What a column means, in a language."""
    plain = column.removesuffix("_rules")
    if table == "months" and plain in SERIES:
        said = text(f"game_data.network_{plain}", lang)
        return said if plain == column else text("game_data.course_rules", lang, what=said)
    return text(f"game_data.{table}_{column}", lang)


def described() -> dict[str, Any]:
    """Every table and column for programs and people: names, types, units, meanings in both languages."""
    return {
        "schema": SCHEMA,
        "tables": {
            name: {
                "meaning": {lang: text(f"game_data.{name}", lang) for lang in LANGUAGES},
                "columns": [
                    {**column._asdict(), "meaning": {lang: meaning(name, column.name, lang) for lang in LANGUAGES}}
                    for column in columns
                ],
            }
            for name, columns in TABLES.items()
        },
    }
