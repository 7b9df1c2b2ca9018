"""``netsustain explain SCENARIO``: every value with its origin, unit and source; or what another changes."""

from __future__ import annotations

import json as json_text
import sys
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from netsustain.messages import text
from netsustain.scenario.concepts import CONCEPTS
from netsustain.scenario.differences import Difference, differences
from netsustain.scenario.explanation import Value, shown, values_of
from netsustain.scenario.reader import Loaded, load_with_places

WIDTH_IN_A_FILE = 160
"""Columns of a table that goes to a file or another program."""


def execute(*, scenario: str, diff: str | None = None, lang: str = "en", json: bool = False) -> int:
    """Explain a scenario, or its difference to ``diff``. Raises :class:`ScenarioError` for a faulty file."""
    loaded = load_with_places(scenario)
    if diff is not None:
        _tell_differences(loaded, load_with_places(diff), lang, json)
    elif json:
        print(json_text.dumps(_as_data(loaded), ensure_ascii=False))
    else:
        _show(loaded, lang)
    return 0


# ---- one scenario ---------------------------------------------------------------------------------


def _as_data(loaded: Loaded) -> dict[str, Any]:
    scenario = loaded.scenario
    return {
        "name": scenario.name,
        "files": loaded.files,
        "title": scenario.title.model_dump(),
        "question": scenario.question.model_dump(),
        "sources": list(scenario.sources),
        "values": [_row(value) for value in values_of(loaded)],
        "resolved": scenario.resolved(),
    }


def _row(value: Value) -> dict[str, Any]:
    return {
        "path": value.path,
        "value": value.value if type(value.value) in (bool, int, float, str) else shown(value.value),
        "unit": value.unit,
        "bounds": value.bounds,
        "plausible": value.plausible,
        "source": value.source,
        "file": value.place.file if value.place else None,
        "line": value.place.line if value.place else None,
        "meaning": {"en": value.en, "th": value.th},
    }


def _show(loaded: Loaded, lang: str) -> None:
    console = Console(width=None if sys.stdout.isatty() else WIDTH_IN_A_FILE, highlight=False)
    scenario = loaded.scenario
    console.print(RichText(scenario.title.in_language(lang), style="bold"))
    console.print(RichText(scenario.question.in_language(lang)))
    for source in scenario.sources:
        concept = CONCEPTS.get(source)
        meaning = f" {concept.th if lang == 'th' else concept.en}" if concept else ""
        console.print(RichText(f"  {source}{meaning}", style="dim"))
    for part, values in groupby(values_of(loaded), key=_part):
        console.print(_table(part, list(values), lang))


def _part(value: Value) -> str:
    """The table a value belongs to: a group of parameters, a part of the network, a top-level key."""
    steps = [str(step) for step in value.location]
    if len(steps) == 1:
        return ""
    return ".".join(steps[:2]) if steps[0] in ("network", "parameters") and len(steps) > 2 else steps[0]


def _table(part: str, values: list[Value], lang: str) -> Table:
    table = Table(
        title=part or text("cli.explain_general", lang), box=box.SIMPLE, title_justify="left", pad_edge=False
    )
    for column in ("path", "value", "unit", "plausible", "set_by", "source", "meaning"):
        table.add_column(
            text(f"cli.explain_{column}", lang), overflow="fold", no_wrap=column in ("path", "set_by")
        )
    for value in values:
        cells = _cells(value, lang)
        table.add_row(*(RichText(cell) for cell in cells), style="bold" if value.place else None)
    return table


def _cells(value: Value, lang: str) -> list[str]:
    ends = value.plausible or value.bounds
    place = value.place
    return [
        value.path,
        shown(value.value, lang),
        value.unit,
        f"{ends[0]:g}–{ends[1]:g}" if ends else "",
        f"{Path(place.file).name}:{place.line}" if place else text("cli.explain_default", lang),
        value.source,
        value.meaning(lang),
    ]


# ---- the difference to another --------------------------------------------------------------------


def _tell_differences(a: Loaded, b: Loaded, lang: str, json: bool) -> None:
    found: list[Difference] = differences(a, b, lang)
    names = {"a": a.scenario.name, "b": b.scenario.name}
    if json:
        told = {**names, "differences": [asdict(item) for item in found]}
        print(json_text.dumps(told, ensure_ascii=False))
        return
    print(text("cli.diff_none" if not found else "cli.diff_heading", lang, **names))
    for item in found:
        print(f"- {item.words}")
