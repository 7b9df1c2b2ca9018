"""``netsustain explore SCENARIO``: a page on which the main levers can be moved, with everything precomputed inside."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Any

from netsustain.commands.shared import FAILED_RUNS, destination, progress_bar, read_one, tried, typed
from netsustain.exploration.atomic import write_whole
from netsustain.exploration.surface.exploring import REPLICATES, explore
from netsustain.exploration.surface.surface import Surface
from netsustain.messages import text
from netsustain.report.explore.page import FILE, explore_page
from netsustain.report.forms import number

PAGE_SUFFIXES = (".html", ".htm")


def execute(
    *,
    scenario: str,
    levers: str | None = None,
    budget_hint: float | None = None,
    replicates: int | None = None,
    seed: int = 1,
    months: int | None = None,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Write the explore file; returns 0, or 3 when some runs failed.

    Raises
    ------
    ScenarioError, LeverError, NoRunsError, CalibrationError
        If the scenario is faulty, a lever cannot be moved, no network formed, or accepted vectors cannot be read.
    """
    _, loaded = read_one("explore", scenario, months)
    asked = [each.strip() for each in levers.split(",") if each.strip()] if levers else None
    path = place_of(out, scenario)
    tried(path.parent)
    with progress_bar(lang) as progress:
        surface = explore(
            loaded, levers=asked, replicates=replicates or REPLICATES, seed=seed,
            budget=budget_hint, workers=workers, progress=progress,
        )  # fmt: skip
    options = {
        "levers": levers, "budget-hint": f"{budget_hint:g}" if budget_hint is not None else None,
        "replicates": surface.replicates, "seed": seed, "months": months, "lang": lang if lang != "en" else None,
    }  # fmt: skip
    page = explore_page(surface, lang, given=scenario, command=typed("explore", [scenario], options))
    write_whole(path, page.encode("utf-8"))
    _tell(surface, path, lang, json=json)
    return FAILED_RUNS if surface.failed else 0


def place_of(out: Path | None, scenario: str) -> Path:
    """The file to write: the one named, else ``explore.html`` in the folder named or in one under ``results/``."""
    if out is not None and out.suffix.lower() in PAGE_SUFFIXES:
        return Path(out)
    return destination(out, [f"{Path(scenario).stem}-explore"]) / FILE


def _tell(surface: Surface, path: Path, lang: str, *, json: bool) -> None:
    errors = surface.errors
    if json:
        print(json_text.dumps(_plain(surface, path), ensure_ascii=False, allow_nan=False))
        return
    size = f"{path.stat().st_size / 1e6:.2f} MB"
    print(text("explore.written", lang, path=path, size=size, seconds=number(surface.seconds)))
    difference, months = (number(float(each[0])) for each in (errors.misfit_difference, errors.raw))
    print(text("explore.told_error", lang, months=months, difference=difference))


def _plain(surface: Surface, path: Path) -> dict[str, Any]:
    """The object ``--json`` prints."""
    own, errors = surface.at(surface.own), surface.errors
    return {
        "out": str(path), "levers": [each.name for each in surface.sliders], "points": surface.points,
        "replicates": surface.replicates, "vectors": surface.vectors, "failed": surface.failed, "seed": surface.seed,
        "sustained_months": own.months.value, "sustained_low": own.months.low, "sustained_high": own.months.high,
        "planned": own.planned, "missed_months": float(errors.raw[0]), "misfit_months": float(errors.misfit[0]),
        "misfit_difference_months": float(errors.misfit_difference[0]), "seconds": round(surface.seconds, 3),
    }  # fmt: skip
