"""``netsustain compare SCENARIO…``: scenarios on the same luck; tables, figures and an HTML report."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.commands.shared import (
    FAILED_RUNS,
    progress_bar,
    read_scenarios,
    table_console,
    tried_destination,
    typed,
)
from netsustain.exploration.comparison import Comparison
from netsustain.exploration.decision.decide import Decision, decide, decided
from netsustain.exploration.decision.futures import NONE, STANDARD
from netsustain.exploration.decision.looks import AT_MOST


def execute(
    *,
    scenarios: list[str],
    replicates: int | None = None,
    at_most: int | None = None,
    worthwhile: float | None = None,
    futures: str | None = None,
    seed: int = 1,
    months: int | None = None,
    parameters: str = "accepted",
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Compare scenarios; returns 0, or 3 when some runs failed.

    With ``replicates`` so many are made and, unless ``futures`` says so, nothing else; without, they grow until the
    answer stands, and the standard futures are run. With ``json`` one object goes to standard output, and files are
    written only where ``out`` says.

    Raises
    ------
    ScenarioError, UnlikeScenariosError, CalibrationError, WorthwhileError
        If a scenario or the file of futures is faulty, the scenarios cannot be compared, accepted vectors cannot be
        read, or no such gain can be worthwhile.
    """
    loaded = read_scenarios(scenarios, months)
    folder = tried_destination(out, scenarios, json=json)
    with progress_bar(lang) as progress:
        decision = decide(
            loaded, replicates=replicates, at_most=at_most or AT_MOST, worthwhile=worthwhile,
            futures=futures or (STANDARD if replicates is None else NONE), seed=seed, parameters=parameters,
            workers=workers, progress=progress,
        )  # fmt: skip
    options = {
        "replicates": replicates, "at-most": at_most, "worthwhile": worthwhile, "futures": futures, "seed": seed,
        "months": months, "parameters": parameters if parameters != "accepted" else None,
        "lang": lang if lang != "en" else None,
    }  # fmt: skip
    if json:
        print(json_text.dumps(decision.to_json(), ensure_ascii=False, allow_nan=False))
    else:
        _print(decision, lang)
    if folder is not None:
        write(decision, folder, lang, typed("compare", scenarios, options))
        if not json:
            _print_places(folder, lang)
    return FAILED_RUNS if decision.comparison.table["failed"].sum() else 0


def _print(decision: Decision, lang: str) -> None:
    """Question, answer and table, opening with what the numbers stand on."""
    from rich.text import Text

    from netsustain.report.phrases import Phrases
    from netsustain.report.planners.decision import part
    from netsustain.report.same_luck import same_luck
    from netsustain.report.standing import comparison_banner
    from netsustain.report.tables import comparison_table
    from netsustain.report.widths import widths

    words, console = Phrases(decision.comparison, lang), table_console()
    said = part(decision, lang)
    for sentence in comparison_banner(words).said:
        console.print(Text(sentence, style="yellow"))
    console.print(Text(f"\n{words.question()}", style="bold"))
    for sentence in said.answer or words.answer():
        console.print(Text(sentence))
    console.print(comparison_table(words, said.verdicts))
    for sentence in (*said.section.sentences, *widths(words), *same_luck(words)):
        console.print(Text(sentence))
    for sentence in said.section.warnings:
        console.print(Text(sentence, style="yellow"))


def _print_places(folder: Path, lang: str) -> None:
    from netsustain.report.phrases import say

    print(say("open_report", lang, path=folder / "report.html"))


def write(found: Decision | Comparison, folder: Path, lang: str, command: str) -> None:
    """Write tables, figures, the report and, last, the manifest."""
    from netsustain.report.canvas import uncollected
    from netsustain.report.figures import comparison_files
    from netsustain.report.html import comparison_page
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.planners.decision import section
    from netsustain.report.planners.page import figure_files

    decision = decided(found) if isinstance(found, Comparison) else found
    comparison, result = decision.comparison, ResultFolder(folder)
    for name, frame in (tables_of(comparison) | _decision_tables(decision)).items():
        result.table(f"{name}.parquet", frame)
    result.json("compare.json", decision.to_json())
    with uncollected():
        for file, content in comparison_files(comparison, lang):
            result.write(f"figures/{file}", content)
        for file, content in figure_files([section(decision, lang)], lang):
            result.write(file, content)
        result.write("report.html", comparison_page(decision, lang=lang, command=command).encode("utf-8"))
    asked: dict[str, Any] = {"command": command, "replicates": comparison.replicates, "lang": lang}
    asked |= {"parameters": comparison.ran_under, "vectors": comparison.vectors, "looks": comparison.looks}
    asked |= {"worthwhile": decision.worthwhile, "futures": _futures(decision)}
    result.finish(asked, comparison.scenarios, {"runs": comparison.seed, "resamples": comparison.seed})


def _futures(decision: Decision) -> dict[str, Any]:
    """What the futures change, as a file of futures says it."""
    return {name: future.model_dump(mode="json", exclude_unset=True) for name, future in decision.futures.items()}


def _decision_tables(decision: Decision) -> dict[str, pd.DataFrame]:
    names = {"options": "over_futures"}
    return {names.get(name, name): frame for name, frame in decision.tables.items() if not frame.empty}


def tables_of(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Name of each Parquet file → table."""
    ensembles = comparison.ensembles
    found = {
        "summary": comparison.table,
        "differences": comparison.pairs,
        "curves": comparison.curves,
        "conditions": comparison.conditions,
        "causes": comparison.causes,
        "runs": _named({name: ensemble.runs for name, ensemble in ensembles.items()}),
    }
    vectors = {name: _vectors(comparison, name) for name in ensembles} if comparison.vectors else {}
    if vectors:
        found |= {"vectors": _named(vectors)}
    months = {name: each.months for name, each in ensembles.items() if each.months is not None}
    return found | ({"months": _named(months)} if months else {})


def _vectors(comparison: Comparison, name: str) -> pd.DataFrame:
    """The parameter vectors of a scenario, a row each: replicate k ran under vector k modulo their number."""
    from netsustain.scenario.parameters import PARAMETER_NAMES

    frame = pd.DataFrame(comparison.parameters(name), columns=list(PARAMETER_NAMES))
    frame.insert(0, "vector", range(len(frame)))
    return frame


def _named(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other, with the scenario's name in front."""
    parts = []
    for name, frame in frames.items():
        part = frame.copy(deep=False)
        part.insert(0, "scenario", pd.Categorical([name] * len(frame), categories=list(frames)))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
