"""``netsustain validate``: published patterns against simulated ones, misses as plainly as hits; an HTML report."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.commands.shared import FAILED_RUNS, progress_bar, table_console, tried_destination, typed
from netsustain.validation.outcome import Validation
from netsustain.validation.prior import drawn_parameters, prior_points


def execute(
    *,
    quick: bool = False,
    replicates: int | None = None,
    seed: int = 1,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Validate the model; returns 0, or 3 when some runs failed. A missed pattern is a result, not a failure.

    With ``json`` one object goes to standard output, and files are written only where ``out`` says.
    """
    from netsustain.validation.run import validate

    folder = tried_destination(out, ["validation"], json=json)
    with progress_bar(lang) as progress:
        validation = validate(quick=quick, replicates=replicates, seed=seed, workers=workers, progress=progress)
    options = {"replicates": replicates, "seed": seed, "lang": lang if lang != "en" else None}
    command = typed("validate", ["--quick"] if quick else [], options)
    if json:
        print(json_text.dumps(validation.to_json(lang), ensure_ascii=False, allow_nan=False))
    else:
        _print(validation, lang)
    if folder is not None:
        write(validation, folder, lang, command)
        if not json:
            _print_places(folder, lang)
    return FAILED_RUNS if any(outcome.failed for outcome in validation.outcomes) else 0


def _print(validation: Validation, lang: str) -> None:
    """The answer and the table, opening with what the numbers are not."""
    from rich.text import Text

    from netsustain.report.validation_table import validation_table
    from netsustain.report.validation_words import Words

    words, console = Words(validation, lang), table_console()
    console.print(Text(words.banner()[0], style="yellow"))
    for sentence in words.answer():
        console.print(Text(sentence))
    console.print(validation_table(words))


def _print_places(folder: Path, lang: str) -> None:
    from netsustain.messages import text

    print(text("validation.open_report", lang, path=folder / "report.html"))


def write(validation: Validation, folder: Path, lang: str, command: str) -> None:
    """Write tables, figures, the report and, last, the manifest."""
    from netsustain.report.canvas import uncollected
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.validation import validation_files, validation_page
    from netsustain.scenario import load

    result = ResultFolder(folder)
    for name, frame in _tables(validation).items():
        result.table(f"{name}.parquet", frame)
    result.json("validation.json", validation.to_json(lang))
    with uncollected():
        for file, content in validation_files(validation, lang):
            result.write(f"figures/{file}", content)
        result.write("report.html", validation_page(validation, lang=lang, command=command).encode("utf-8"))
    asked: dict[str, Any] = {"command": command, "quick": validation.quick, "lang": lang}
    setups = dict.fromkeys(name for outcome in validation.outcomes for name in outcome.pattern.setups)
    result.finish(asked, {name: load(name) for name in setups}, {"runs": validation.seed})


def _tables(validation: Validation) -> dict[str, pd.DataFrame]:
    """Name of each Parquet file → table."""
    return {"targets": _targets(validation), "prior": _prior(validation), "prior_draws": _draws(validation)}


def _targets(validation: Validation) -> pd.DataFrame:
    """A row a published number."""
    return pd.DataFrame(
        {
            "pattern": outcome.pattern.id,
            **found.target._asdict(),
            "simulated": found.measured.value,
            "simulation_error": found.measured.error,
            "ignorance": found.ignorance,
            "hit": found.hit,
            "prior_hit_rate": outcome.prior.target_rate(found.target.name),
            "replicates": outcome.replicates,
        }
        for outcome in validation.outcomes
        for found in outcome.found
    )


def _prior(validation: Validation) -> pd.DataFrame:
    """A row a pattern, number and prior draw."""
    rows = []
    for outcome in validation.outcomes:
        for name, values in outcome.prior.measured.items():
            target = outcome.pattern.target(name)
            rows += [
                (outcome.pattern.id, name, draw, each.value, each.error, target.contains(each.value))
                for draw, each in enumerate(values)
            ]
    return pd.DataFrame(rows, columns=["pattern", "target", "draw", "value", "error", "hit"])


def _draws(validation: Validation) -> pd.DataFrame:
    """The prior draws themselves: a row a draw, a column a parameter."""
    from netsustain.scenario.parameters import PARAMETER_NAMES

    names = [PARAMETER_NAMES[place] for place in drawn_parameters()]
    return pd.DataFrame(prior_points(validation.prior_draws), columns=names)
