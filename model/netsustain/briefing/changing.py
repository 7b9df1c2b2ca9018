"""What has changed since an earlier brief: the program, the data, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from netsustain.briefing.finding import Briefing
from netsustain.briefing.memory import Given, Memory, answers_of
from netsustain.exploration.answer import Column, Findings, Formed, Said, Shown
from netsustain.exploration.origins import digest_of_file, digests_of_tables
from netsustain.scenario.differences import TIMED, differences
from netsustain.scenario.explanation import values_of
from netsustain.scenario.reader import load_with_places

MOST_NAMED = 8
"""Changed values of a scenario that are named; more are counted."""
OLD, NEW = "before", "now"
NUMBERS = ("months", "low", "high", "alive", "gain")
"""Columns of answers that hold numbers."""
_UNSAID = (None, "null")


@dataclass(frozen=True)
class Changes:
    """What has changed since an earlier brief, for readers.

    Attributes
    ----------
    since
        The day of the earlier brief.
    values
        Language → one line a changed value of the scenarios.
    """

    since: date
    findings: Findings
    values: dict[str, list[str]]


def changes(memory: Memory, found: Briefing, given: Given, read: dict[str, tuple[str, str]]) -> Changes:
    """Hold a brief against an earlier one.

    Parameters
    ----------
    given
        What the new one was asked.
    read
        Each scenario as typed → where it was read from now, and which place that is (:meth:`Memory.now`).
    """
    answers = _answers(memory, found)
    changed = {lang: _values(memory, read, lang) for lang in ("en", "th")}
    data = [*_tables(memory, found), *_survey(memory, given), *_scenarios(changed["en"])]
    sentences = (
        *_answered(answers),
        *_program(memory),
        *(data or [Said("data_same")]),
        *(Said(f"read_{place}", {"file": name}) for name, (_, place) in read.items() if place != "typed"),
    )
    return Changes(memory.made, Findings({"changes": answers}, (_shown(answers),), sentences), changed)


# ---- answers --------------------------------------------------------------------------------------


def _answers(memory: Memory, found: Briefing) -> pd.DataFrame:
    """A row an option of either: each value ``…_before`` and ``…_now``; ``change`` is the word for it."""
    old, new = memory.answers, answers_of(found)
    both = old.merge(new, on="scenario", how="outer", suffixes=(f"_{OLD}", f"_{NEW}"), sort=False, indicator=True)
    order = {name: place for place, name in enumerate([*new["scenario"], *old["scenario"]][::-1])}
    both = both.sort_values("scenario", key=lambda names: -names.map(order), kind="stable", ignore_index=True)
    for column in (f"answer_{OLD}", f"answer_{NEW}"):
        both[column] = both[column].fillna("").astype(str)
    both["change"] = [_change(row) for _, row in both.iterrows()]
    return both.drop(columns="_merge")


def _change(row: pd.Series) -> str:
    if row["_merge"] != "both":
        return "added" if row["_merge"] == "right_only" else "gone"
    if row[f"answer_{OLD}"] != row[f"answer_{NEW}"]:
        return "other_answer"
    same = all(_equal(row[f"{name}_{OLD}"], row[f"{name}_{NEW}"]) for name in NUMBERS)
    return "same" if same else "other_numbers"


def _equal(before: float, now: float) -> bool:
    return bool((pd.isna(before) and pd.isna(now)) or before == now)


def _answered(answers: pd.DataFrame) -> Iterator[Said]:
    """The answers: the same to the last digit, the same in words, or others."""
    named = {change: list(rows["scenario"]) for change, rows in answers.groupby("change", sort=False)}
    if set(named) == {"same"}:
        yield Said("answers_same")
        return
    for name in named.get("other_answer", ()):
        row = answers.set_index("scenario").loc[name]
        yield Said("other_answer", {
            "option": name, "word_before": row[f"answer_{OLD}"] or "none", "word_now": row[f"answer_{NEW}"] or "none",
        })  # fmt: skip
    stayed = answers[answers["change"].isin(["same", "other_numbers"])]
    if len(stayed):
        moved = (stayed[f"months_{NEW}"] - stayed[f"months_{OLD}"]).abs()
        key = "answers_stand" if "other_answer" not in named else "others_stand"
        yield Said(key, {"months": Formed(float(moved.max()), "tenth")})
    for change in ("added", "gone"):
        if change in named:
            yield Said(f"option_{change}", {"options": named[change]})


def _shown(answers: pd.DataFrame) -> Shown:
    said = answers.assign(**{each: answers[each].replace("", "none") for each in (f"answer_{OLD}", f"answer_{NEW}")})
    columns = (
        Column("option", "scenario", "scenario"),
        *(Column(f"months_{time}", f"months_{time}", "tenth", f"low_{time}", f"high_{time}") for time in (OLD, NEW)),
        *(Column(f"answer_{time}", f"answer_{time}", "word") for time in (OLD, NEW)),
    )
    return Shown("table_changes", columns, said, notes=("note_changes",))


# ---- program and data -----------------------------------------------------------------------------


def _program(memory: Memory) -> Iterator[Said]:
    from netsustain.exploration.question import results_version

    now, same_model = version("netsustain"), memory.results == results_version()
    values = {"before": memory.version, "now": now}
    if memory.version != now:
        yield Said("program_other" if same_model else "program_and_model_other", values)
    else:
        yield Said("program_same" if same_model else "model_other", values)


def _tables(memory: Memory, found: Briefing) -> Iterator[Said]:
    """Tables of members and ties with other content than then."""
    now = digests_of_tables(scenario.resolved() for scenario in found.comparison.scenarios.values())
    old, new = ({(Path(path).name, sum_) for path, sum_ in each.items()} for each in (memory.tables, now))
    names = sorted({name for name, _ in old ^ new})
    if names:
        yield Said("tables_other", {"files": names})


def _survey(memory: Memory, given: Given) -> Iterator[Said]:
    now = digest_of_file(Path(given.survey)) if given.survey else ""
    if now != memory.survey_digest:
        yield Said("survey_other")


def _scenarios(values: list[str]) -> Iterator[Said]:
    if values:
        yield Said("scenario_other", {"number": len(values)})


def _values(memory: Memory, read: dict[str, tuple[str, str]], lang: str) -> list[str]:
    """One line a value of a scenario that is another now, those of tables' places aside."""
    from netsustain.messages import text

    found: list[str] = []
    for name, (now, _) in read.items():
        before = memory.loaded(name)
        if before is None:
            continue
        new = load_with_places(now)
        meanings = {value.path: value.meaning(lang) for loaded in (before, new) for value in values_of(loaded)}
        for each in differences(before, new, lang):
            if each.path.startswith("network.files.") and each.path.rpartition(".")[2] in ("members", "ties"):
                continue
            if each.a in _UNSAID and each.b in _UNSAID:
                continue
            what = "" if each.path.startswith(TIMED) else meanings.get(each.path) or each.path
            absent = text("scenario.absent", lang)
            line = text("changes.value", lang, what=what or text("changes.happens", lang), before=each.a or absent,
                        now=each.b or absent)  # fmt: skip
            found.append(line)
    return found
