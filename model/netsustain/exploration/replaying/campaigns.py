"""Rows of an experiment made again, one run at a time: no part, block or store of the campaign is involved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain.ensemble import run_batch
from netsustain.exploration.chunks import Ran, failed, joined, kept
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.prepared import CAMPAIGNS, DESIGN, SCENARIOS, VECTORS, stored_question
from netsustain.exploration.replaying.reading import MOST_REPLICATES, expect, expect_listed, expect_rows, expect_seed
from netsustain.exploration.results import RUNS, ResultsError
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.parameters import PARAMETER_NAMES, parameter_values
from netsustain.scenario.schema import Scenario


@dataclass(frozen=True)
class CampaignRows:
    """The rows of one campaign, as stored and made again."""

    folder: Path
    label: str
    """Name of the table for readers."""
    asked: dict[str, Any]
    """The content of ``question.json``."""
    workers: int

    @cached_property
    def rows(self) -> pd.DataFrame:
        """All stored rows."""
        return pd.read_parquet(self.folder / RUNS)

    @property
    def results_version(self) -> str:
        """Digest of the sources that made them."""
        return str(self.asked["results"])

    @cached_property
    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / SCENARIOS).read_text(encoding="utf-8"))
        return content

    @property
    def tables(self) -> dict[str, str]:
        """Path → digest of the tables that networks were read from."""
        return dict(self._content["tables"])

    def ready(self) -> None:
        """Read everything; any error for what does not say what was written."""
        expect_listed(self._content["scenarios"], self.tables)
        expect_seed(self.asked["seed"])
        expect(len(self._compiled) > 0, "no scenario")
        expect_rows(self.rows, self._scenarios, {"draw": len(self._design), "replicate": MOST_REPLICATES})
        names = [name for name, *_ in self.asked["factors"]]
        expect(bool(np.isfinite(self._design[names].astype(float)).all(axis=None)), DESIGN)
        expect(set(self._vectors) <= set(self._scenarios), VECTORS)
        _, block, _, step = self.asked["lucks"]
        expect(isinstance(block, int) and block > 0 and isinstance(step, int), "lucks")
        known = {"scenario", "draw", "replicate", "failed", "failure", *self._design, *self.asked["outcomes"]}
        expect(self.asked["vectors_by"] in ("replicate", "luck"), "vectors_by")
        expect(set(self.asked["outcomes"]) <= set(OUTCOMES), "outcomes")
        expect(set(self.rows) <= known, f"columns of {RUNS}")
        list(self._values(0))

    @cached_property
    def _scenarios(self) -> dict[str, Scenario]:
        return {name: Scenario.from_resolved(said, name) for name, said in self._content["scenarios"].items()}

    @cached_property
    def _compiled(self) -> dict[str, Compiled]:
        return {name: compile_scenario(scenario) for name, scenario in self._scenarios.items()}

    @cached_property
    def _design(self) -> pd.DataFrame:
        if not self.asked["factors"]:  # a file without columns does not say how many rows it has
            return pd.DataFrame(index=range(self.asked["draws"]))
        return pd.read_parquet(self.folder / DESIGN)

    @cached_property
    def _vectors(self) -> dict[str, np.ndarray]:
        path = self.folder / VECTORS
        if not path.exists():
            return {}
        names = list(PARAMETER_NAMES)
        return {str(name): own[names].to_numpy(dtype=float) for name, own in pd.read_parquet(path).groupby("scenario")}

    def stored(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """Rows at some places of the table."""
        return {self.label: self.rows.iloc[places].reset_index(drop=True)}

    def again(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """The same rows, made now."""
        wanted = self.rows.iloc[places].reset_index(drop=True)
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            made = list(pool.map(self._made, wanted["scenario"], wanted["draw"], wanted["replicate"]))
        clock = next(iter(self._compiled.values())).clock
        found = kept(joined(made), wanted["replicate"].to_numpy(), self.asked["outcomes"], clock)
        factors = self._design.iloc[wanted["draw"]].reset_index(drop=True).astype(float)
        return {self.label: pd.concat([wanted[["scenario", "draw"]], factors, found], axis=1)[list(self.rows.columns)]}

    def _made(self, name: str, draw: int, luck: int) -> Ran:
        """One run, alone."""
        vector = self._vector(name, draw, luck)
        try:
            compiled = self._scenario_of(name, draw)
            batch = run_batch(compiled, self.asked["seed"], np.array([luck], dtype=np.uint64), vector, months=False)
        except MemoryError:
            raise
        except Exception as error:  # a failed row says so in the same words
            return failed(error)
        return Ran(batch.runs, np.array([float(compiled.clock.horizon)]), [""])

    def _scenario_of(self, name: str, draw: int) -> Compiled:
        """The scenario with the values of a draw that are no parameters."""
        changes = {
            path: int(value) if whole else value for path, value, whole, parameter in self._values(draw)
            if parameter is None
        }  # fmt: skip
        return compile_scenario(self._scenarios[name].with_(**changes)) if changes else self._compiled[name]

    def _vector(self, name: str, draw: int, luck: int) -> np.ndarray:
        """The parameters of a run, one row; none where it has the scenario's own."""
        varied = {place: value for _, value, _, place in self._values(draw) if place is not None}
        base = self._vectors.get(name)
        if base is None and not varied:
            return np.zeros((0, 0))
        own = parameter_values(self._scenarios[name].parameters) if base is None else base[self._pick(draw, luck, base)]
        vector = np.array(own, dtype=float)
        for place, value in varied.items():
            vector[place] = value
        return vector[None, :]

    def _pick(self, draw: int, luck: int, base: np.ndarray) -> int:
        """Which accepted vector a run had: by its luck, or by its replicate within the draw."""
        _, block, _, step = self.asked["lucks"]
        within = luck if self.asked["vectors_by"] == "luck" else luck - draw // block * step
        return int(within % len(base))

    def _values(self, draw: int) -> Iterator[tuple[str, float, bool, int | None]]:
        """Of every factor of a draw: path, value, whether it is whole, and its place among the parameters."""
        row = self._design.iloc[draw]
        for name, path, _, _, whole in self.asked["factors"]:
            last = path.rsplit(".", 1)[-1]
            place = PARAMETER_NAMES.index(last) if path.startswith("parameters.") else None
            yield path, float(row[name]), bool(whole), place


def campaigns_in(folder: Path, workers: int) -> list[CampaignRows]:
    """Every campaign of an experiment's folder.

    Raises
    ------
    ResultsError
        If there is none, or one is not finished.
    """
    places = [folder, *sorted(path for path in (folder / CAMPAIGNS).glob("*") if path.is_dir())]
    found = []
    for place in places:
        question = stored_question(place)
        if question is None:
            continue
        if not (place / RUNS).exists():
            raise ResultsError(f"{place}: got no {RUNS}, expected all rows; let the experiment finish first")
        label = (place / RUNS).relative_to(folder).as_posix()
        found.append(CampaignRows(place, label, question["asked"], workers))
    if not found:
        raise ResultsError(f"{folder}: got an experiment without rows of runs, expected one that has some")
    return found
