"""``netsustain advise SCENARIO --budget B``: a few mixes of measures within a budget; tables, page, scenario files."""

from __future__ import annotations

import json as json_text
import os
from pathlib import Path
from typing import Any

from netsustain.commands.shared import REPLICATES, progress_bar, read_one, tried_destination, typed
from netsustain.exploration.advice.advise import advise
from netsustain.exploration.advice.mixes import Advice
from netsustain.exploration.plain import SCHEMA, number

FOLDER = "mixes"


def execute(
    *,
    scenario: str,
    budget: float,
    budget_unit: str = "staff-days",
    replicates: int | None = None,
    seed: int = 1,
    months: int | None = None,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Advise; returns 0.

    With ``json`` one object goes to standard output, and files are written only where ``out`` says.

    Raises
    ------
    ScenarioError, AdviceError, CalibrationError, MissingExtraError
        If the scenario or the budget is faulty, accepted vectors cannot be read, or there is no pymoo.
    """
    _, loaded = read_one("advise", scenario, months)
    folder = tried_destination(out, [f"advise-{Path(scenario).stem}"], json=json)
    with progress_bar(lang) as progress:
        found = advise(
            loaded, budget, budget_unit, seed=seed, replicates=replicates, workers=workers, progress=progress
        )
    options = {
        "budget": f"{budget:g}", "budget-unit": budget_unit if budget_unit != "staff-days" else None,
        "replicates": replicates, "seed": seed, "months": months, "lang": lang if lang != "en" else None,
    }  # fmt: skip
    if json:
        print(json_text.dumps(plain(found), ensure_ascii=False, allow_nan=False))
    else:
        _print(found, lang)
    if folder is not None:
        write(found, folder, scenario, typed("advise", [scenario], options), lang, months)
        if not json:
            _print_places(found, folder, scenario, lang)
    return 0


def plain(advice: Advice) -> dict[str, Any]:
    """The object ``--json`` prints: months, staff-days a month, shares 0-1, None if unknown."""
    tables, asked = advice.findings.tables, advice.asked
    rows = {str(row["letter"]): row for row in _rows(tables["summary"])}
    return {
        "schema": SCHEMA,
        "scenario": advice.scenario.name,
        "budget": {"amount": asked.budget.amount, "unit": asked.budget.unit, "days": asked.budget.days},
        "verdict": advice.verdict,
        "today": rows.pop("today"),
        "mixes": [
            {
                **rows[mix.letter],
                "levers": {lever: mix.policy[lever] for lever in mix.changes(asked.now)},
                "conditions": {row.pop("condition"): row for row in _of(tables["conditions"], mix.letter)},
                "timing": _of(tables["timing"], mix.letter),
                "blows": _of(tables["blows"], mix.letter),
                "drop_first": mix.dropping.order if mix.dropping else [],
                "cut": next(iter(_of(tables["cuts"], mix.letter)), None),
            }
            for mix in advice.mixes
        ],
        **{name: _rows(tables[name]) for name in ("knowing", "switching", "budgets") if name in tables},
        "runs": advice.runs,
        "seed": asked.seed,
        "seconds": round(advice.seconds, 3),
    }  # fmt: skip


def _rows(table: Any) -> list[dict[str, Any]]:
    return [{key: value if isinstance(value, (str, bool)) else number(value) for key, value in row.items()}
            for row in table.to_dict("records")]  # fmt: skip


def _of(table: Any, letter: str) -> list[dict[str, Any]]:
    if not len(table):
        return []
    return [{key: value for key, value in row.items() if key != "letter"}
            for row in _rows(table[table["letter"] == letter])]  # fmt: skip


def write(advice: Advice, folder: Path, given: str, command: str, lang: str, months: int | None) -> None:
    """Write tables, scenario files, the page with its figures and, last, the manifest."""
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.planners.advice import pages
    from netsustain.report.planners.advice_files import mix_files
    from netsustain.report.planners.page import page_files

    result = ResultFolder(folder)
    for name, frame in advice.findings.tables.items():
        result.table(f"{name}.parquet", frame)
    result.json("advice.json", plain(advice))
    for name, content in mix_files(advice, given, lang, months):
        result.write(f"{FOLDER}/{name}", content)
    for name, content in page_files(pages(advice, command), lang):
        result.write(name, content)
    asked = {"command": command, "budget_days": advice.asked.budget.days, "runs": advice.runs, "lang": lang}
    scenarios = {advice.scenario.name or Path(given).stem: advice.scenario}
    scenarios |= {mix.letter: advice.begun(mix) for mix in advice.mixes}
    result.finish(asked, scenarios, {"runs": advice.asked.seed})


def _print(advice: Advice, lang: str) -> None:
    """Sentences, tables and warnings on the terminal."""
    from netsustain.commands.finding_tables import print_findings
    from netsustain.report.planners.advice_words import AdviceWords

    print_findings(AdviceWords(advice.scenario, lang), advice.findings)


def _print_places(advice: Advice, folder: Path, given: str, lang: str) -> None:
    from netsustain.report.phrases import say
    from netsustain.report.planners.advice_words import AdviceWords

    print(say("open_report", lang, path=folder / "report.html"))
    if advice.mixes:
        mix = Path(os.path.normpath(folder / FOLDER / "A.yaml")).as_posix()
        command = f"netsustain compare {given} {mix} --replicates {REPLICATES}"
        print(AdviceWords(advice.scenario, lang).say("files", folder=(folder / FOLDER).as_posix(), command=command))
