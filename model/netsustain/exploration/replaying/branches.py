"""Rows of a branch made again, each as one whole run from its first month: nothing is burnt in and shared.

So a replay proves, beside the numbers themselves, that a run in two parts has every bit of a run in one.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain.ensemble import run_batch
from netsustain.exploration.branches import running
from netsustain.exploration.branches.form import NOTHING, Branch, Branches
from netsustain.exploration.branches.question import BRANCHES, VECTORS
from netsustain.exploration.branches.rows import Ran, framed, note_state
from netsustain.exploration.branches.running import burnt_in
from netsustain.exploration.chunks import reason_of
from netsustain.exploration.reading import Asked
from netsustain.exploration.replaying.reading import MOST_REPLICATES, expect, expect_listed, expect_rows, expect_seed
from netsustain.exploration.results import RUNS, ResultsError
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.schema import Scenario


@dataclass(frozen=True)
class BranchRows:
    """The rows of a branch, as stored and made again."""

    folder: Path
    said: dict[str, Any]
    """The experiment as the manifest has it."""
    workers: int

    @cached_property
    def rows(self) -> pd.DataFrame:
        """All stored rows."""
        if not (self.folder / RUNS).exists():
            raise ResultsError(f"{self.folder}: got no {RUNS}, expected all rows; let the experiment finish first")
        return pd.read_parquet(self.folder / RUNS)

    @cached_property
    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / BRANCHES).read_text(encoding="utf-8"))
        return content

    @property
    def results_version(self) -> str:
        """Digest of the sources that made them."""
        return str(self._content["results"])

    @property
    def tables(self) -> dict[str, str]:
        """Path → digest of the tables that networks were read from."""
        return dict(self._content["tables"])

    def ready(self) -> None:
        """Read everything; any error for what does not say what was written."""
        expect_listed(self._content["scenarios"], self.tables)
        names = list(self._branches.compiled)
        expect_seed(self._branches.experiment.seed)
        expect_rows(self.rows, names, {"replicate": MOST_REPLICATES})
        columns = framed(self._branches, np.array([0]), [Ran.empty(len(names))]).columns
        expect(set(self.rows) <= set(columns), f"columns of {RUNS}")
        expect(self._vectors is None or len(self._vectors) > 0, VECTORS)

    @cached_property
    def _branches(self) -> Branches:
        scenarios = {name: Scenario.from_resolved(said, name) for name, said in self._content["scenarios"].items()}
        experiment = Branch.model_validate_json(json.dumps(self.said))
        return Branches(Asked("", experiment, {NOTHING: scenarios[NOTHING]}), scenarios)

    @cached_property
    def _vectors(self) -> np.ndarray | None:
        path = self.folder / VECTORS
        return pd.read_parquet(path)[list(PARAMETER_NAMES)].to_numpy(dtype=float) if path.exists() else None

    def stored(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """Rows at some places of the table."""
        return {RUNS: self.rows.iloc[places].reset_index(drop=True)}

    def again(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """The same rows, made now."""
        wanted = self.rows.iloc[places].reset_index(drop=True)
        running.load()  # once, before there are threads
        _ = self._branches.compiled, self._vectors
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            made = list(pool.map(self._made, wanted["scenario"], wanted["replicate"]))
        return {RUNS: pd.concat(made, ignore_index=True)[list(self.rows.columns)]}

    def _made(self, name: str, replicate: int) -> pd.DataFrame:
        """One row: the state at the branch, and the whole run where it is branched."""
        branches, said = self._branches, self._branches.experiment
        vectors = self._vectors
        own = None if vectors is None else vectors[replicate % len(vectors)]
        names = list(branches.compiled)
        ran = Ran.empty(len(names))
        try:
            note_state(said, burnt_in(branches.compiled[NOTHING], said.seed, replicate, said.at - 1, own), ran)
            if ran.branched:
                table = np.zeros((0, 0)) if own is None else own[None, :]
                luck = np.array([replicate], dtype=np.uint64)
                batch = run_batch(branches.compiled[name], said.seed, luck, table, months=False)
                ran.runs[names.index(name)] = batch.runs[0]
        except MemoryError:
            raise
        except Exception as error:  # a failed row says so in the same words
            ran.reasons = [reason_of(error)] * len(names)
        rows = framed(branches, np.array([replicate]), [ran])
        return rows[rows["scenario"] == name]
