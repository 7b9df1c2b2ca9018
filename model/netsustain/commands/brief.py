"""``netsustain brief SCENARIO [OPTION…]``: a brief that a planner can hand to a director and defend."""

from __future__ import annotations

import json as json_text
from datetime import date
from pathlib import Path
from typing import Any

from netsustain.commands.compare import tables_of
from netsustain.commands.shared import FAILED_RUNS, destination, progress_bar, read_scenarios, typed

TABLES = "tables.xlsx"


def execute(
    *,
    scenario: str,
    options: list[str] | None = None,
    survey: Path | None = None,
    replicates: int | None = None,
    seed: int = 1,
    months: int | None = None,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Write a brief; returns 0, or 3 when some runs failed.

    Raises
    ------
    ScenarioError, UnlikeScenariosError
        If a scenario is faulty, or the options cannot be compared.
    """
    from netsustain.briefing.finding import brief
    from netsustain.report.planners.brief import Brief

    given = [scenario, *(options or [])]
    loaded = read_scenarios(given, months)
    with progress_bar(lang) as progress:
        found = brief(loaded, survey=survey, replicates=replicates, seed=seed, workers=workers, progress=progress)
    asked = {"survey": survey, "replicates": replicates, "seed": seed, "months": months, "lang": lang if lang != "en" else None}
    command = typed("brief", given, asked)
    made = Brief(found, date.today(), command)
    folder = destination(out, ["brief-" + Path(scenario).stem])
    _write(made, folder, lang, {"command": command, **asked})
    _tell(made, folder, lang, json=json)
    return FAILED_RUNS if found.comparison.table["failed"].sum() else 0


def _write(brief: Any, folder: Path, lang: str, asked: dict[str, Any]) -> None:
    """Page, figures, workbook, scenarios and tables, and last the manifest."""
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.planners.brief import brief_book, brief_pages
    from netsustain.report.planners.page import page_files
    from netsustain.report.scenario_files import scenario_files
    from netsustain.report.workbook import workbook

    result, pages = ResultFolder(folder), brief_pages(brief)
    page = next(each for each in pages if each.lang == lang)
    for name, content in page_files(pages, lang):
        result.write(name, content)
    result.write(TABLES, workbook(brief_book(page, brief.made)))
    comparison = brief.found.comparison
    for name, content in scenario_files(comparison.scenarios, lang):
        result.write(name, content)
    for name, frame in _tables(brief.found).items():
        result.table(f"{name}.parquet", frame)
    result.finish(asked, comparison.scenarios, {"runs": comparison.seed, "resamples": comparison.seed})


def _tables(found: Any) -> dict[str, Any]:
    """Tables of the comparison, and those that decide and explain; months would be most of the folder."""
    own = {name: frame for name, frame in tables_of(found.comparison).items() if name != "months"}
    decided = {f"decision_{name}": frame for name, frame in found.decision.tables.items()}
    return own | decided | {f"why_{name}": frame for name, frame in found.why.findings.tables.items()}


def _tell(brief: Any, folder: Path, lang: str, *, json: bool) -> None:
    from netsustain.messages import text
    from netsustain.report.planners.decision import answer

    said = answer(brief.found.decision, lang)
    if json:
        print(json_text.dumps({"answer": said, "out": str(folder)}, ensure_ascii=False))
        return
    for sentence in said:
        print(sentence)
    print(text("brief.written", lang, path=folder / "report.html"))
    print(text("brief.written_tables", lang, path=folder / TABLES))
