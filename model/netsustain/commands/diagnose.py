"""``netsustain diagnose SURVEY``: how a network stands, what it needs, who holds it together, what may come of it."""

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from typing import Any

from netsustain.commands.shared import FAILED_RUNS, progress_bar, read_one, table_console, tried_destination, typed
from netsustain.diagnosis.diagnosing import Diagnosis, diagnose
from netsustain.diagnosis.plain import diagnosis_json
from netsustain.diagnosis.reading import read_survey
from netsustain.diagnosis.seeding import scenario_text
from netsustain.diagnosis.structure import kinds_of_members
from netsustain.diagnosis.template import write_template
from netsustain.exploration.atomic import write_whole
from netsustain.importing.extending import extended_by
from netsustain.messages import LANGUAGES, text
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.resolve import SUFFIXES

WRONG_USAGE = 2
REPLICATES = 300


def execute(
    *,
    survey: Path | None,
    network: str | None = None,
    seed_scenario: Path | None = None,
    instrument: str | None = None,
    skip_faults: bool = False,
    outlook: bool = True,
    template: Path | None = None,
    filled: bool = False,
    force: bool = False,
    replicates: int | None = None,
    seed: int = 1,
    months: int | None = None,
    out: Path | None = None,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Diagnose a network, or write a blank survey; returns 0, 2 for wrong options, 3 when some runs failed.

    With ``json`` one object goes to standard output, and files are written only where ``out`` says.

    Raises
    ------
    ScenarioError
        If the survey or the network is faulty, or a file to be written is there already.
    """
    if template is not None:
        return _template(template, filled, force, lang)
    if survey is None:
        print("diagnose: got no survey, expected a CSV or XLSX file (or --template FILE.xlsx)", file=sys.stderr)
        return WRONG_USAGE
    if seed_scenario is not None and (fault := _unwritable(seed_scenario, network, force, lang)):
        print(fault, file=sys.stderr)
        return WRONG_USAGE
    scenario = _network(network, months)
    members = kinds_of_members(scenario) if scenario is not None else {}
    read = read_survey(survey, instrument=instrument, members=members, skip_faults=skip_faults)
    folder = tried_destination(out, [f"diagnose-{survey.stem}"], json=json)
    with progress_bar(lang) as progress:
        found = diagnose(
            read, network=scenario, outlook=outlook, replicates=replicates or REPLICATES, seed=seed, months=months,
            workers=workers, progress=progress,
        )  # fmt: skip
    if seed_scenario is not None:
        _seed(found, seed_scenario, network, lang)
    options = _options(network, instrument, skip_faults, outlook, replicates, seed, months, lang)
    if json:
        print(json_text.dumps(diagnosis_json(found, seed_scenario), ensure_ascii=False, allow_nan=False))
    else:
        _print(found, lang)
    if folder is not None:
        write(found, folder, lang, " ".join(typed("diagnose", [str(survey)], options).split()))
        if not json:
            print(text("report.open_report", lang, path=folder / "report.html"))
    if seed_scenario is not None and not json:
        print(text("diagnosis.seed_written_to", lang, path=seed_scenario))
    return FAILED_RUNS if found.outlook is not None and found.outlook.row["failed"] else 0


def _network(network: str | None, months: int | None) -> Any:
    return None if network is None else read_one("diagnose --network", network, months)[1]


def _options(
    network: str | None, instrument: str | None, skip_faults: bool, outlook: bool, replicates: int | None, seed: int,
    months: int | None, lang: str,
) -> dict[str, Any]:  # fmt: skip
    """What to type for the same result; options left alone are left out."""
    return {
        "network": network, "instrument": instrument, "replicates": replicates, "seed": seed, "months": months,
        "lang": lang if lang != "en" else None, "skip-faults": "" if skip_faults else None,
        "no-outlook": None if outlook else "",
    }  # fmt: skip


# ---- files ----------------------------------------------------------------------------------------


def _template(path: Path, filled: bool, force: bool, lang: str) -> int:
    if path.suffix.lower() != ".xlsx":
        print(f"--template {path}: expected a file that ends in .xlsx", file=sys.stderr)
        return WRONG_USAGE
    _refuse_overwriting(path, force, lang)
    write_whole(path, write_template(lang, filled=filled))
    key = "template_made_up_note" if filled else "template_written"
    print(text(f"diagnosis.{key}", lang, path=path, command=f"netsustain diagnose {path}"))
    return 0


def _refuse_overwriting(path: Path, force: bool, lang: str) -> None:
    if path.exists() and not (force and path.is_file()):
        raise ScenarioError([Problem(str(path), 1, 1, "", text("importing.exists", lang))])


def _unwritable(path: Path, network: str | None, force: bool, lang: str) -> str:
    """What is wrong with the name of the scenario to be written, before anything is run."""
    if not path.name.endswith(SUFFIXES):
        return f"--seed-scenario {path}: expected a file that ends in .yaml"
    _refuse_overwriting(path, force, lang)
    extended_by(path, network)
    return ""


def _seed(found: Diagnosis, path: Path, network: str | None, lang: str) -> None:
    """Write the scenario; it is read back, so that a faulty one never stays."""
    from netsustain.scenario.reader import load

    if found.scores is None:
        least = text("diagnosis.too_few", lang, respondents=len(found.survey.respondents), least=5)
        raise ScenarioError([Problem(found.survey.file, 1, 1, "", least)])
    key = "seed_title_plain" if network is None else "seed_title"
    names = {code: _title(found, network, code) for code in LANGUAGES}
    titles = {code: text(f"diagnosis.{key}", code, name=names[code]) for code in LANGUAGES}
    said = scenario_text(found.survey, list(found.starts), extended_by(path, network), titles, lang)
    write_whole(path, said.encode("utf-8"))
    load(path)


def _title(found: Diagnosis, network: str | None, lang: str) -> str:
    if network is None or found.outlook is None:
        return Path(found.survey.file).stem if network is None else Path(network).stem
    return str(getattr(found.outlook.scenario.title, lang, "") or Path(network).stem)


def write(found: Diagnosis, folder: Path, lang: str, command: str) -> None:
    """Write tables, figures, the page and, last, the manifest."""
    from netsustain.report.manifest import ResultFolder
    from netsustain.report.planners.diagnosis import pages
    from netsustain.report.planners.page import page_files

    result = ResultFolder(folder)
    for name, table in found.findings.tables.items():
        result.table(f"{name}.parquet", table)
    result.json("diagnosis.json", diagnosis_json(found))
    for file, content in page_files(pages(found, command), lang):
        result.write(file, content)
    scenarios = found.outlook.comparison.scenarios if found.outlook is not None else {}
    asked = {"command": command, "lang": lang, "survey": found.survey.file, "survey_sha256": found.survey.digest}
    result.finish(asked, scenarios, {"runs": found.seed, "resamples": found.seed})


# ---- terminal -------------------------------------------------------------------------------------


def _print(found: Diagnosis, lang: str) -> None:
    from rich.text import Text

    from netsustain.commands.finding_tables import rich_table
    from netsustain.report.planners.diagnosis import SECTION, banner, eyebrow
    from netsustain.report.words import Words

    console, words = table_console(), Words(SECTION, {}, lang)
    for line in banner(found, lang).said:
        console.print(Text(line, style="yellow"))
    console.print(Text(f"\n{words.say('question')}", style="bold"))
    console.print(Text(f"{eyebrow(found, words)}\n", style="dim"))
    for sentence in found.findings.sentences:
        console.print(Text(f"- {words.said(sentence)}"))
    for shown in found.findings.shown:
        console.print(Text(f"\n{words.heading(shown)}"))
        console.print(rich_table(shown, words))
        for note in words.notes(shown):
            console.print(Text(note, style="dim"))
    for warning in found.findings.warnings:
        console.print(Text(f"! {words.said(warning)}", style="yellow"))
