"""What a brief remembers of itself, so that it can be made again later and held against the new one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.briefing.finding import Briefing
from netsustain.exploration.origins import digest_of_file
from netsustain.exploration.results import Results, ResultsError, load_results
from netsustain.scenario.problems import ScenarioError
from netsustain.scenario.reader import Loaded, load_with_places

MEMORY = "brief.json"
SCHEMA = 1
COPIES = "inputs"
"""Folder of copies of the files that were given, tables among them."""


@dataclass(frozen=True)
class Given:
    """What was asked for, as it was typed.

    Attributes
    ----------
    scenarios
        Names or paths, the network first.
    survey, budget
        As given; None where there was none.
    """

    scenarios: tuple[str, ...]
    survey: str | None = None
    budget: float | None = None
    budget_unit: str = "staff-days"
    replicates: int | None = None
    seed: int = 1
    months: int | None = None
    lang: str = "en"


@dataclass(frozen=True)
class Memory:
    """A brief that was made earlier.

    Attributes
    ----------
    places
        Each given file → where it lay then.
    copies
        Each given file → name of its copy in the folder.
    survey_digest
        SHA-256 of the survey's file; empty where there was none.
    answers
        A row an option: :func:`answers_of`.
    """

    folder: Path
    made: date
    given: Given
    version: str
    results: str
    places: Mapping[str, str]
    copies: Mapping[str, str]
    tables: Mapping[str, str] = field(default_factory=dict)
    """Path of each table → SHA-256."""
    survey_digest: str = ""
    answers: pd.DataFrame = field(default_factory=pd.DataFrame)

    def copy(self, given: str) -> Path | None:
        """The copy of a given file; None for a shipped scenario."""
        return self.folder / self.copies[given] if given in self.copies else None

    def now(self, given: str) -> tuple[str, str]:
        """Where to read a given file again, and which that is: ``typed``, ``moved`` or ``copy``.

        As it was typed if that is still there, else where it lay then, else the copy in the folder.
        """
        if given not in self.copies or Path(given).is_file():
            return given, "typed"
        if Path(self.places[given]).is_file():
            return self.places[given], "moved"
        return str(self.folder / self.copies[given]), "copy"

    def loaded(self, given: str) -> Loaded | None:
        """The scenario as it was; None where it cannot be read any more."""
        try:
            return load_with_places(self.copy(given) or given)
        except ScenarioError:
            return None


def remember(found: Briefing, given: Given, made: date, copies: Mapping[str, str]) -> dict[str, Any]:
    """What to write into the folder, as plain data."""
    return {
        "schema": SCHEMA,
        "made": made.isoformat(),
        "given": asdict(given),
        "places": {each: str(Path(each).absolute()) for each in copies},
        "copies": dict(copies),
        "survey_sha256": digest_of_file(Path(given.survey)) if given.survey else "",
        "worthwhile_months": found.decision.worthwhile,
        "answers": [
            {key: None if isinstance(value, float) and pd.isna(value) else value for key, value in row.items()}
            for row in answers_of(found).to_dict("records")
        ],
    }  # fmt: skip


def recall(folder: Path) -> Memory:
    """A brief's memory.

    Raises
    ------
    ResultsError
        If the folder holds no brief, or a file of it is not as it was written.
    """
    results = load_results(folder)
    if MEMORY not in results.manifest["files"]:
        raise ResultsError(f"{folder}: got a result that is no brief, expected a folder that netsustain brief wrote")
    said = _undamaged(results)
    manifest = results.manifest
    given = said["given"] | {"scenarios": tuple(said["given"]["scenarios"])}
    return Memory(
        folder=Path(folder),
        made=date.fromisoformat(said["made"]),
        given=Given(**given),
        version=str(manifest["versions"]["netsustain"]),
        results=str(manifest["results"]),
        places=said["places"],
        copies=said["copies"],
        tables=manifest.get("tables", {}),
        survey_digest=said["survey_sha256"],
        answers=pd.DataFrame(said["answers"]),
    )


def _undamaged(results: Results) -> dict[str, Any]:
    damaged = [name for name in results.damaged() if name == MEMORY or name.startswith(f"{COPIES}/")]
    if damaged:
        raise ResultsError(f"{results.folder}: {', '.join(damaged)}: got another file than was written, or none")
    said: dict[str, Any] = json.loads((results.folder / MEMORY).read_text(encoding="utf-8"))
    if said.get("schema") != SCHEMA:
        raise ResultsError(f"{results.folder}: {MEMORY}: got schema {said.get('schema')}, expected {SCHEMA}")
    return said


def answers_of(found: Briefing) -> pd.DataFrame:
    """A row an option.

    Returns
    -------
    DataFrame
        ``scenario``; ``months``, ``low``, ``high`` sustained; ``alive``, share at the end; ``answer``, the verdict in
        one word, empty for the reference; ``gain``, months over it.
    """
    verdicts = found.decision.tables["verdicts"]
    said = {} if verdicts.empty else verdicts.set_index("scenario")["answer"].to_dict()
    table = found.comparison.table
    return pd.DataFrame({
        "scenario": table["name"], "months": table["sustained_months"], "low": table["sustained_low"],
        "high": table["sustained_high"], "alive": table["alive"], "gain": table["gain"],
        "answer": [str(said.get(name, "")) for name in table["name"]],
    })  # fmt: skip
