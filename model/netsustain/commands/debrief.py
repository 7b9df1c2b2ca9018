"""``netsustain app --debrief FOLDER``: the tables of a game that was played, and its debrief in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from netsustain.messages import LANGUAGES, text

if TYPE_CHECKING:
    from netsustain.game.recorded import RecordedGame


def execute(folder: Path, lang: str) -> int:
    """Write tables and pages into the folder of a game; returns 0.

    Raises
    ------
    ScenarioError
        If the folder holds no game, or another version of the model made it.
    """
    from netsustain.game.decisions import GameError
    from netsustain.game.recorded import load_game
    from netsustain.scenario.problems import Problem, ScenarioError

    try:
        found = load_game(folder)
    except GameError as error:
        raise ScenarioError([Problem("--debrief", 1, 1, "", str(error))]) from None
    for name in write(found, folder):
        print(text("game.debrief_written", lang, path=folder / name))
    return 0


def write(found: RecordedGame, folder: Path) -> list[str]:
    """Write every table as Parquet and CSV, what their columns mean, the pages and, last, the manifest.

    Returns
    -------
    list
        Names of the files that people open first.
    """
    from netsustain.game.columns import csv_of
    from netsustain.report.game.page import debrief_page
    from netsustain.report.manifest import ResultFolder

    command = f"netsustain app --debrief {folder}"
    tables, columns = found.tables, found.columns
    pages = {f"debrief.{lang}.html": debrief_page(found, lang, command) for lang in LANGUAGES}
    result = ResultFolder(folder)
    for name, frame in tables.items():
        result.table(f"{name}.parquet", frame)
        result.write(f"{name}.csv", csv_of(frame))
    result.json("columns.json", columns)
    for name, page in pages.items():
        result.write(name, page.encode("utf-8"))
    scenario, seed = found.game.network.scenario, int(found.game.opened["seed"])
    result.finish({"command": command}, {scenario.name or "game": scenario}, {"game": seed})
    return [*pages, "decisions.csv"]

