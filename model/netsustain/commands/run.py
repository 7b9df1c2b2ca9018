"""``netsustain run SCENARIO``: one network, month by month; table, figures and files."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.commands.shared import (
    FAILED_RUNS,
    progress_bar,
    read_one,
    table_console,
    tried_destination,
    typed,
)
from netsustain.exploration.plain import SCHEMA, number
from netsustain.health.series import CONDITIONS

NUMBERS = (
    "months_sustained",
    "end_month",
    "confirmed_month",
    "trigger_month",
    "live_months",
    "cost_days",
    "cost_money",
)


def execute(
    *,
    scenario: str,
    replicates: int | None = None,
    first: int = 0,
    seed: int = 1,
    months: int | None = None,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Run one network and show it; returns 0, or 3 when a run failed.

    The network shown is replicate ``first``; more are run and kept in ``runs.parquet`` when asked for. With
    ``json`` one object goes to standard output, and files are written only where ``out`` says.

    Raises
    ------
    ScenarioError
        If the scenario is faulty.
    """
    from netsustain.ensemble import simulate

    name, loaded = read_one("run", scenario, months)
    folder = tried_destination(out, [scenario], json=json)
    with progress_bar(lang) as progress:
        ensemble = simulate(
            loaded, replicates=replicates or 1, seed=seed, first=first, months=True, workers=workers, progress=progress
        )
    summary = run_json(ensemble, name)
    if json:
        print(json_text.dumps(summary, ensure_ascii=False, allow_nan=False))
    else:
        _print(ensemble, lang)
    if folder is not None:
        options = {
            "replicates": replicates,
            "first": first or None,
            "seed": seed,
            "months": months,
            "lang": lang if lang != "en" else None,
        }
        write(ensemble, name, folder, lang, typed("run", [scenario], options))
        if not json:
            _print_place(folder, lang)
    return FAILED_RUNS if ensemble.runs["failed"].any() else 0


def first_months(ensemble: Any) -> pd.DataFrame:
    """The monthly series of the first replicate."""
    months: pd.DataFrame = ensemble.months
    return months[months["replicate"] == ensemble.runs["replicate"].iloc[0]]


def run_json(ensemble: Any, name: str) -> dict[str, Any]:
    """What ``run --json`` prints: how the network ended, its means and its months (columns by name)."""
    row, months = ensemble.runs.iloc[0], first_months(ensemble)
    series = months.drop(columns="replicate")
    return {
        "schema": SCHEMA,
        "scenario": name,
        "seed": ensemble.seed,
        "replicate": int(row["replicate"]),
        **{key: str(row[key]) for key in ("ended", "cause", "trigger")},
        **{key: number(row[key]) for key in NUMBERS},
        "health": {condition: number(row[condition]) for condition in CONDITIONS},
        "failed": bool(row["failed"]),
        "failure": str(row["failure"]),
        "months": {column: [number(value) for value in series[column].tolist()] for column in series.columns},
    }


def _print(ensemble: Any, lang: str) -> None:
    from rich.text import Text

    from netsustain.report.naming import title
    from netsustain.report.one_run import what_became
    from netsustain.report.phrases import say
    from netsustain.report.standing import run_banner
    from netsustain.report.tables import run_table

    console = table_console()
    for sentence in run_banner(ensemble.scenario, lang).said:
        console.print(Text(sentence, style="yellow"))
    console.print(Text(f"\n{title(ensemble.scenario, lang)}", style="bold"))
    console.print(Text(what_became(ensemble.runs.iloc[0], ensemble.scenario, lang)))
    console.print(run_table(first_months(ensemble), ensemble.scenario, lang))
    console.print(Text(say("run_one_future", lang), style="dim"))


def _print_place(folder: Path, lang: str) -> None:
    from netsustain.report.phrases import say

    print(say("open_report", lang, path=folder / "report.html"))


def write(ensemble: Any, name: str, folder: Path, lang: str, command: str) -> None:
    """Write tables, figures, ``run.json``, the page and, last, the manifest."""
    from netsustain.report.canvas import Frame, uncollected
    from netsustain.report.draw_run import OneRun
    from netsustain.report.figures import run_files
    from netsustain.report.html import one_run_page
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.marks import pins

    result, scenario = ResultFolder(folder), ensemble.scenario
    result.table("runs.parquet", ensemble.runs)
    result.table("months.parquet", ensemble.months)
    result.json("run.json", run_json(ensemble, name))
    events = pins(scenario, lang, scenario.months)
    months = first_months(ensemble)
    one = OneRun(scenario, months, ensemble.runs.iloc[0], events, Frame(lang))
    with uncollected():
        for file, content in run_files(one):
            result.write(f"figures/{file}", content)
        page = one_run_page(ensemble, months, lang=lang, command=command)
    result.write("report.html", page.encode("utf-8"))
    first = int(ensemble.runs["replicate"].iloc[0])
    asked = {"command": command, "replicates": ensemble.replicates, "first": first, "lang": lang}
    result.finish(asked, {name: scenario}, {"runs": ensemble.seed})
