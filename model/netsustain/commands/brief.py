"""``netsustain brief SCENARIO [OPTION…]``: a brief that a planner can hand to a director and defend.

``netsustain brief --again FOLDER`` makes an earlier one again and says what has changed since.
"""

from __future__ import annotations

import json as json_text
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netsustain.commands.compare import tables_of
from netsustain.commands.shared import FAILED_RUNS, destination, progress_bar, read_scenarios, tried, typed
from netsustain.messages import text
from netsustain.report.dates import today

if TYPE_CHECKING:
    from netsustain.briefing.finding import Briefing
    from netsustain.briefing.memory import Given, Memory
    from netsustain.report.planners.brief import Brief

TABLES = "tables.xlsx"
WRONG_USAGE = 2
Read = dict[str, tuple[str, str]]
"""Each scenario as typed → where it was read, and which place that is: see ``Memory.now``."""


def execute(
    *,
    scenario: str | None = None,
    options: list[str] | None = None,
    survey: Path | None = None,
    budget: float | None = None,
    budget_unit: str = "staff-days",
    again: Path | None = None,
    replicates: int | None = None,
    seed: int = 1,
    months: int | None = None,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Write a brief; returns 0, 2 for wrong options, 3 when some runs failed.

    Raises
    ------
    ScenarioError, UnlikeScenariosError
        If a scenario or the survey is faulty, or the options cannot be compared.
    ResultsError
        If ``again`` is no folder that this command wrote.
    """
    if (scenario is None) == (again is None) or (again is not None and (options or survey or budget is not None)):
        print(text("brief.usage", lang), file=sys.stderr)
        return WRONG_USAGE
    from netsustain.briefing.memory import Given, recall

    memory = None if again is None else recall(again)
    if memory is None:
        assert scenario is not None
        given = Given(
            (scenario, *(options or [])), _text(survey), budget, budget_unit, replicates=replicates, seed=seed,
            months=months,
        )  # fmt: skip
    else:
        given = memory.given
    given = replace(given, lang=lang)
    folder = _folder(out, again, given)
    read = {each: memory.now(each) if memory else (each, "typed") for each in given.scenarios}
    brief = _made(given, memory, read, folder, workers)
    _write(brief, given, read, folder)
    _tell(brief, given, folder, json=json)
    return FAILED_RUNS if brief.found.comparison.table["failed"].sum() else 0


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _folder(out: Path | None, again: Path | None, given: Given) -> Path:
    """The folder asked for; beside an earlier brief one that bears the day, and never the earlier one itself."""
    if out is not None or again is None:
        return destination(out, [f"brief-{Path(given.scenarios[0]).stem}"])
    place = Path(again).absolute()
    wanted = place.with_name(f"{place.name}-{today().isoformat()}")
    number, free = 2, wanted
    while free.exists():
        number, free = number + 1, wanted.with_name(f"{wanted.name}-{number}")
    return free


def _made(given: Given, memory: Memory | None, read: Read, folder: Path, workers: int | None) -> Brief:
    """Find out everything, and hold it against the earlier brief if there is one."""
    from netsustain.briefing.changing import changes
    from netsustain.briefing.finding import brief
    from netsustain.report.planners.brief import Brief

    loaded = read_scenarios([place for place, _ in read.values()], given.months)
    tried(folder)
    survey = Path(given.survey) if given.survey else None
    with progress_bar(given.lang) as progress:
        found = brief(
            loaded, survey=survey, budget=given.budget, budget_unit=given.budget_unit, replicates=given.replicates,
            seed=given.seed, workers=workers, progress=progress,
        )  # fmt: skip
    options = {
        "budget": given.budget, "budget-unit": given.budget_unit if given.budget_unit != "staff-days" else None,
        "survey": given.survey, "replicates": given.replicates, "seed": given.seed, "months": given.months,
        "lang": given.lang if given.lang != "en" else None,
    }  # fmt: skip
    command = f"{typed('brief', list(given.scenarios), options)}\n{typed('brief', [], {'again': folder.as_posix()})}"
    return Brief(found, today(), command, changes(memory, found, given, read) if memory else None)


# ---- files ----------------------------------------------------------------------------------------


def _write(brief: Brief, given: Given, read: Read, folder: Path) -> None:
    """Page, figures, workbook, scenarios, tables, what the brief remembers of itself, and last the manifest."""
    from netsustain.briefing.memory import COPIES, MEMORY, remember
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.planners.brief import brief_book, brief_pages
    from netsustain.report.planners.page import page_files
    from netsustain.report.scenario_files import scenario_files
    from netsustain.report.workbook import workbook
    from netsustain.scenario.resolve import looks_like_path

    found, comparison = brief.found, brief.found.comparison
    own = [each for each in given.scenarios if looks_like_path(each)]
    inputs = read_scenarios([read[each][0] for each in own], None)
    copies = dict(zip(own, (f"{COPIES}/{name}.yaml" for name in inputs), strict=True))
    advised = {each.letter: found.advice.begun(each) for each in found.advice.mixes} if found.advice else {}
    files = [*scenario_files(comparison.scenarios | advised, given.lang), *scenario_files(inputs, given.lang, COPIES)]
    remembered = remember(found, given, brief.made, copies)
    result, pages = ResultFolder(folder), brief_pages(brief)
    page = next(each for each in pages if each.lang == given.lang)
    for name, content in (*page_files(pages, given.lang), (TABLES, workbook(brief_book(page, brief.made))), *files):
        result.write(name, content)
    for name, frame in _tables(found).items():
        result.table(f"{name}.parquet", frame)
    result.json(MEMORY, remembered)
    asked = {"command": brief.command.splitlines()[0], **asdict(given), "made": brief.made.isoformat()}
    asked |= {"parameters": comparison.ran_under, "vectors": comparison.vectors}
    result.finish(asked, comparison.scenarios, {"runs": comparison.seed, "resamples": comparison.seed})


def _tables(found: Briefing) -> dict[str, Any]:
    """Tables of the comparison, and those that decide and explain; months would be most of the folder."""
    own = {name: frame for name, frame in tables_of(found.comparison).items() if name != "months"}
    decided = {f"tables/decision_{name}": frame for name, frame in found.decision.tables.items()}
    explained = {f"tables/why_{name}": frame for name, frame in found.why.findings.tables.items()}
    parts = {"advice": found.advice, "diagnosis": found.diagnosis}
    more = {f"tables/{key}_{name}": frame for key, part in parts.items() if part is not None
            for name, frame in part.findings.tables.items()}  # fmt: skip
    return own | decided | explained | more


# ---- telling --------------------------------------------------------------------------------------


def _tell(brief: Brief, given: Given, folder: Path, *, json: bool) -> None:
    """The answer and where the files are; with ``json`` as one object."""
    from netsustain.report.planners import changes
    from netsustain.report.planners.decision import answer

    said, found = answer(brief.found.decision, given.lang), brief.found
    changed = brief.changes and changes.section(brief.changes, found.comparison.scenarios, given.lang)
    if json:
        told = found.decision.to_json() | {"answer": said, "changes": changed.sentences if changed else None}
        print(json_text.dumps(told | {"out": str(folder)}, ensure_ascii=False, allow_nan=False))
        return
    for sentence in said:
        print(sentence)
    if changed:
        print(f"\n{changed.heading}")
        for sentence in changed.sentences:
            print(f"- {sentence}")
    print()
    print(text("brief.written", given.lang, path=folder / "report.html"))
    print(text("brief.written_tables", given.lang, path=folder / TABLES))
