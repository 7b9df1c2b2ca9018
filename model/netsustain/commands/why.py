"""``netsustain why SCENARIO``: the commonest ways a network dies, and the same networks without the event."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.commands.shared import (
    FAILED_RUNS,
    REPLICATES,
    progress_bar,
    read_one,
    table_console,
    tried_destination,
    typed,
)
from netsustain.exploration.plain import SCHEMA, number
from netsustain.exploration.why.asking import Why, ask

TABLES = ("ways", "without", "met", "timeline")
"""Tables that ``--json`` prints."""


def execute(
    *,
    scenario: str,
    replicates: int | None = None,
    seed: int = 1,
    months: int | None = None,
    parameters: str = "accepted",
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Explain why the networks of a scenario end; returns 0, or 3 when some runs failed.

    With ``json`` one object goes to standard output, and files are written only where ``out`` says.

    Raises
    ------
    ScenarioError, CalibrationError
        If the scenario is faulty, or accepted vectors cannot be read.
    """
    name, loaded = read_one("why", scenario, months)
    folder = tried_destination(out, [f"why-{Path(scenario).stem}"], json=json)
    with progress_bar(lang) as progress:
        why = ask(
            loaded, replicates=replicates or REPLICATES, seed=seed, parameters=parameters, workers=workers,
            progress=progress,
        )  # fmt: skip
    options = {
        "replicates": replicates, "seed": seed, "months": months,
        "parameters": parameters if parameters != "accepted" else None, "lang": lang if lang != "en" else None,
    }  # fmt: skip
    if json:
        print(json_text.dumps(why_json(why, name), ensure_ascii=False, allow_nan=False))
    else:
        _print(why, lang)
    if folder is not None:
        write(why, name, folder, lang, typed("why", [scenario], options))
        if not json:
            _print_place(folder, lang)
    return FAILED_RUNS if why.failed else 0


def why_json(why: Why, name: str) -> dict[str, Any]:
    """What ``why --json`` prints: every table as rows by column (shares 0-1, None if unknown), and the sentences."""
    from netsustain.messages import LANGUAGES
    from netsustain.report.planners.why import section

    tables = {key: why.findings.tables[key] for key in TABLES if key in why.findings.tables}
    return {
        "schema": SCHEMA,
        "scenario": name,
        "seed": why.seed,
        "replicates": why.replicates,
        "networks": why.networks,
        "dissolved": len(why.findings.tables["chains"]),
        "months": why.horizon,
        "vectors": why.vectors,
        "typical": why.replicate,
        "sentences": {lang: section(why, lang).sentences for lang in LANGUAGES},
        **{key: _rows(table) for key, table in tables.items()},
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{key: _plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, (str, bool)):
        return value
    return int(value) if isinstance(value, int) else number(float(value))


def _print(why: Why, lang: str) -> None:
    from rich.text import Text

    from netsustain.report.planners.why import pages

    page = next(each for each in pages(why, "") if each.lang == lang)
    console = table_console()
    for sentence in page.banner.said:
        console.print(Text(sentence, style="yellow"))
    console.print(Text(f"\n{page.question}", style="bold"))
    console.print(Text(page.eyebrow, style="dim"))
    part = page.sections[0]
    for sentence in (*page.answer, *part.sentences):
        console.print(Text(sentence))
    if part.tables and why.replicate is not None:
        _print_story(part.tables[0], console)
    for sentence in part.warnings:
        console.print(Text(sentence, style="yellow"))


def _print_story(told: Any, console: Any) -> None:
    from rich.table import Table

    table = Table(*(head.said for head in told.head), title=told.heading, title_justify="left", title_style="bold")
    for row in told.rows:
        table.add_row(*(cell.flat for cell in row))
    console.print(table)


def _print_place(folder: Path, lang: str) -> None:
    from netsustain.report.phrases import say

    print(say("open_report", lang, path=folder / "report.html"))


def write(why: Why, name: str, folder: Path, lang: str, command: str) -> None:
    """Write tables, figures, the page and, last, the manifest."""
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.planners.page import page_files
    from netsustain.report.planners.why import pages

    result = ResultFolder(folder)
    for key, frame in why.findings.tables.items():
        result.table(f"{key}.parquet", frame)
    result.json("why.json", why_json(why, name))
    for file, content in page_files(pages(why, command), lang):
        result.write(file, content)
    asked: dict[str, Any] = {"command": command, "replicates": why.replicates, "lang": lang}
    asked |= {"parameters": "accepted" if why.vectors else "default", "vectors": why.vectors}
    result.finish(asked, {name: why.scenario, **why.pairs}, {"runs": why.seed})
