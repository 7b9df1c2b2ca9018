"""What is fuzzed: for each kind its share of the cases, how a case is made, and the reader that a command calls."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from . import documents, graphs, stored, tables, workbooks
from .mutating import mutated

ROOT = Path(__file__).parents[2]
Files = dict[str, bytes]
"""A case: its files by name, the one that is read first."""


@dataclass(frozen=True)
class Kind:
    """A sort of input."""

    share: float
    """Of all cases."""
    make: Callable[[Random, Path], Files]
    """The files of a case; the folder holds what all workers share."""
    read: Callable[[Path], str]
    """Has a command's reader read the file; what is wrong with it in words, empty if it is accepted."""


# ---- scenarios and experiments --------------------------------------------------------------------


@cache
def _texts(folder: str) -> tuple[Files, tuple[str, ...]]:
    """YAML files and what lies beside them, and the names of the YAML files."""
    found = {
        path.name: path.read_bytes() for path in sorted((ROOT / folder).iterdir()) if path.suffix in (".yaml", ".csv")
    }
    return found, tuple(name for name in found if name.endswith(".yaml"))


@cache
def _data(folder: str, name: str) -> str:
    """A YAML file as JSON text."""
    from netsustain.scenario.syntax import parse

    text = _texts(folder)[0][name].decode()
    return json.dumps(documents.plain(parse(text, name)[0].data), ensure_ascii=False)


@cache
def _schema(kind: str) -> dict[str, Any]:
    from netsustain.app.play import Play
    from netsustain.exploration.kinds import module_of
    from netsustain.scenario.json_schema import json_schema

    forms = {"scenario": json_schema, "play": Play.model_json_schema}
    return forms[kind]() if kind in forms else module_of(kind).FORM.model_json_schema(by_alias=True)


def _document(rng: Random, folder: str, schemas: tuple[str, ...]) -> bytes:
    """A YAML file: as shipped with changes, or made from a schema."""
    texts, names = _texts(folder)
    name, roll = rng.choice(names), rng.random()
    if roll < 0.3:
        return mutated(rng, texts[name])
    if roll < 0.45:
        return documents.with_trap(rng, texts[name])
    if roll < 0.75:
        return documents.written(rng, documents.restructured(rng, json.loads(_data(folder, name))))
    return documents.written(rng, documents.made(rng, _schema(rng.choice(schemas)), rng.choice((0, 0, 0.003, 0.03))))


def _scenario(rng: Random, _shared: Path) -> Files:
    return {"case.yaml": _document(rng, "scenarios", ("scenario",)), **_beside("scenarios")}


def _experiment(rng: Random, _shared: Path) -> Files:
    from netsustain.exploration.kinds import KINDS

    return {"case.yaml": _document(rng, "experiments", tuple(KINDS)), **_beside("experiments")}


@cache
def _beside(folder: str) -> Files:
    return {name: content for name, content in _texts(folder)[0].items() if name.endswith(".csv")}


def _check(file: Path) -> str:
    """As ``check`` reads it; what it accepts must compile, or be refused as ``run`` refuses it."""
    from netsustain.commands.check import problems_in
    from netsustain.commands.shared import read_scenarios
    from netsustain.exploration.recognise import is_experiment
    from netsustain.scenario.problems import ScenarioError

    problems = problems_in(str(file))
    if problems:
        raise ScenarioError(problems)
    if not is_experiment(file):
        read_scenarios([str(file)], None)
    return ""


# ---- tables ---------------------------------------------------------------------------------------


@cache
def _rows(path: str) -> tables.Rows:
    return tables.read((ROOT / path).read_bytes())


EXAMPLE = "docs/examples/my_network"
PAIRS = (
    (f"{EXAMPLE}/members.csv", f"{EXAMPLE}/ties.csv"),
    ("scenarios/pattern_ties_bridge_members.csv", "scenarios/pattern_ties_bridge_ties.csv"),
    ("scenarios/pattern_ties_formal_members.csv", "scenarios/pattern_ties_formal_ties.csv"),
)


def _pair(rng: Random) -> tuple[tables.Rows, tables.Rows]:
    """Members and ties, as shipped or made, one of them changed."""
    pair = tables.network(rng) if rng.random() < 0.4 else tuple(_rows(path) for path in rng.choice(PAIRS))
    members, ties = pair
    if rng.random() < 0.5:
        return tables.changed(rng, members), ties
    return members, tables.changed(rng, ties)


def _csv(rng: Random, rows: tables.Rows) -> bytes:
    content = tables.written(rng, rows)
    return mutated(rng, content) if rng.random() < 0.3 else content


def _members_and_ties(rng: Random, _shared: Path) -> Files:
    members, ties = _pair(rng)
    return {"members.csv": _csv(rng, members), "ties.csv": _csv(rng, ties)}


def _workbook(rng: Random, _shared: Path) -> Files:
    members, ties = _pair(rng)
    sheets = {rng.choice(("members", "สมาชิก")): members, rng.choice(("ties", "ความสัมพันธ์")): ties, "notes": [["x"]]}
    return {"members.xlsx": workbooks.written(rng, sheets)}


def _matrix(rng: Random, _shared: Path) -> Files:
    return _table(rng, "matrix", tables.changed(rng, tables.matrix(rng)))


def _partner(rng: Random, _shared: Path) -> Files:
    return _table(rng, "partner", tables.changed(rng, tables.partner(rng)))


def _survey(rng: Random, _shared: Path) -> Files:
    rows = _rows(f"{EXAMPLE}/survey_synthetic.csv") if rng.random() < 0.5 else tables.survey(rng)
    return _table(rng, "survey", tables.changed(rng, rows))


def _table(rng: Random, name: str, rows: tables.Rows) -> Files:
    if rng.random() < 0.2:
        return {f"{name}.xlsx": workbooks.written(rng, {name: rows})}
    return {f"{name}.csv": _csv(rng, rows)}


def _graph(rng: Random, _shared: Path) -> Files:
    return {"graph.graphml": graphs.graphml(rng)}


def _import(file: Path) -> str:
    """As ``import`` reads it; a scenario that it writes must compile."""
    from netsustain.commands import import_
    from netsustain.commands.shared import read_scenarios

    given: dict[str, Path | None] = {file.stem if file.suffix != ".graphml" else "graphml": file}
    if (file.parent / "ties.csv").exists():
        given["ties"] = file.parent / "ties.csv"
    out, told = file.with_name("out.yaml"), io.StringIO()
    with redirect_stderr(told), redirect_stdout(io.StringIO()):
        code = import_.execute(given=given, out=out, json=True, leave_out=file.stat().st_size % 3 == 0)
    if code == 0:
        read_scenarios([str(out)], None)
    return told.getvalue() if code else ""


def _diagnose(file: Path) -> str:
    """As ``diagnose`` reads it; an accepted survey must be diagnosed."""
    from netsustain.diagnosis.diagnosing import diagnose
    from netsustain.diagnosis.reading import read_survey

    diagnose(read_survey(file, skip_faults=file.stat().st_size % 3 == 0), outlook=False)
    return ""


# ---- results and plays ----------------------------------------------------------------------------


def _result(rng: Random, shared: Path) -> Files:
    which = rng.choice(("run", "compare", "campaign", "branch"))
    return stored.changed(rng, _stored(shared / "results" / which))


@cache
def _stored(folder: Path) -> Files:
    files = stored.files_in(folder)
    return {stored.MANIFEST: files.pop(stored.MANIFEST), **files}


def _replay(file: Path) -> str:
    from netsustain.exploration.replaying.replay import replay

    found = replay(file.parent, rows=(0,), workers=1)
    return "" if found.same else f"{file}: damaged {found.damaged}, changed {found.changed_tables}, {found.first}"


def _play(rng: Random, _shared: Path) -> Files:
    data = documents.made(rng, _schema("play"), rng.choice((0, 0.03, 0.1)))
    if isinstance(data, dict):
        data["scenario"] = (
            data.get("scenario") if rng.random() < 0.05 else rng.choice(("demo_none", "baseline", "grant_end"))
        )
        events = json.loads(_data("scenarios", rng.choice(("demo_all.yaml", "crisis.yaml", "newcomers.yaml")))).get(
            "events", []
        )
        if rng.random() < 0.6:
            data["events"] = documents.restructured(
                rng, {"events": [deepcopy(event) for event in events * rng.choice((1, 1, 30))]}
            ).get("events", events)
        if rng.random() < 0.7:
            levers = _schema("scenario")["$defs"]["Levers"]
            data["levers"] = documents.made(rng, levers, rng.choice((0, 0.05)), _schema("scenario"))
    content = documents.written(rng, data)
    return {"play.json": mutated(rng, content) if rng.random() < 0.2 else content}


def _stage(file: Path) -> str:
    """As the app stages a play that a browser sends, and writes it as a file."""
    from netsustain.app.catalogue import Catalogue
    from netsustain.app.guard import LARGEST
    from netsustain.app.luck import one_of
    from netsustain.app.play import PlayError, play_of, staged
    from netsustain.app.saving import scenario_file
    from netsustain.plan import compile_scenario

    if file.stat().st_size > LARGEST:
        return f"play: a body of more than {LARGEST} bytes"  # the guard answers before anything is read
    try:
        data = json.loads(file.read_bytes())  # as Starlette reads a request
    except (ValueError, RecursionError) as error:  # as the server answers it
        raise PlayError(f"play: not JSON ({error})") from None
    play = play_of(data)
    scenario = staged(play, Catalogue().scenario(play.scenario))
    scenario_file(play, one_of(scenario, play.replicate)).encode()
    try:
        compile_scenario(scenario)
    except ValueError as error:
        return f"play: {error}"
    return ""


KINDS = {
    "scenario": Kind(0.36, _scenario, _check),
    "experiment": Kind(0.08, _experiment, _check),
    "tables": Kind(0.14, _members_and_ties, _import),
    "workbook": Kind(0.04, _workbook, _import),
    "matrix": Kind(0.05, _matrix, _import),
    "partner": Kind(0.05, _partner, _import),
    "graphml": Kind(0.07, _graph, _import),
    "survey": Kind(0.08, _survey, _diagnose),
    "result": Kind(0.03, _result, _replay),
    "play": Kind(0.10, _play, _stage),
}
