"""Rows of ``run`` and ``compare`` made again, replicate by replicate, with their months where they were kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netsustain.ensemble import Ensemble, simulate
from netsustain.exploration.replaying.reading import MOST_REPLICATES, expect, expect_listed, expect_rows, expect_seed
from netsustain.exploration.results import Results
from netsustain.plan import compile_scenario
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.schema import Scenario

MONTHS = "months"


@dataclass(frozen=True)
class EnsembleRows:
    """The replicates of a result, as stored and made again."""

    found: Results
    workers: int

    @property
    def rows(self) -> pd.DataFrame:
        """All stored runs."""
        return self.found.runs

    @property
    def results_version(self) -> str | None:
        """Digest of the sources that made them; None where the manifest is older than it says."""
        said = self.found.manifest.get("results")
        return None if said is None else str(said)

    @property
    def tables(self) -> dict[str, str]:
        """Path → digest of the tables that networks were read from."""
        return dict(self.found.manifest.get("tables", {}))

    def ready(self) -> None:
        """Read everything; any error for what does not say what was written."""
        scenarios = self.found.manifest["scenarios"]
        expect_listed(scenarios, self.tables)
        expect_seed(self.found.manifest["seeds"]["runs"])
        expect(len(scenarios) > 0, "no scenario")
        expect(set(self._vectors) <= set(scenarios), "vectors")
        for scenario in self._scenarios.values():
            compile_scenario(scenario)
        for rows in (self.rows, self._months):
            if rows is not None:
                expect_rows(rows, scenarios, {"replicate": MOST_REPLICATES})

    @cached_property
    def _scenarios(self) -> dict[str, Scenario]:
        return {name: Scenario.from_resolved(said, name) for name, said in self.found.manifest["scenarios"].items()}

    @cached_property
    def _vectors(self) -> dict[str, np.ndarray]:
        if "vectors" not in self.found.names:
            return {}
        frame = self.found.table("vectors").sort_values("vector", kind="stable")
        names = list(PARAMETER_NAMES)
        return {str(name): own[names].to_numpy(dtype=float) for name, own in frame.groupby("scenario", observed=True)}

    @cached_property
    def _months(self) -> pd.DataFrame | None:
        return self.found.table(MONTHS) if MONTHS in self.found.names else None

    def places_in(self, table: str, places: np.ndarray) -> np.ndarray:
        """Of some places, those of runs that a table has rows of: months may be kept of the first replicates alone."""
        if table != f"{MONTHS}.parquet" or self._months is None:
            return places
        return places[self.rows["replicate"].iloc[places].isin(self._kept).to_numpy()]

    @cached_property
    def _kept(self) -> set[int]:
        """Replicates whose months were kept."""
        return set() if self._months is None else set(self._months["replicate"].unique())

    def stored(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """Runs at some places of the table, and their months."""
        runs = self.rows.iloc[places].reset_index(drop=True)
        found = {"runs.parquet": runs.drop(columns="scenario", errors="ignore")}
        months = [self._months_of(*pair) for pair in self._which(runs) if pair[1] in self._kept]
        if months:
            found["months.parquet"] = pd.concat(months, ignore_index=True)
        return found

    def again(self, places: np.ndarray) -> dict[str, pd.DataFrame]:
        """The same, made now."""
        which = self._which(self.rows.iloc[places])
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            made = list(pool.map(lambda pair: self._made(*pair), which))
        found = {"runs.parquet": pd.concat([each.runs for each in made], ignore_index=True)}
        months = [each.months for each in made if each.months is not None]
        if months:
            found["months.parquet"] = pd.concat(months, ignore_index=True)
        return found

    def _which(self, runs: pd.DataFrame) -> list[tuple[str, int]]:
        """Scenario and replicate of each row."""
        (only, *_) = self._scenarios
        names = runs["scenario"].astype(str) if "scenario" in runs else [only] * len(runs)
        return list(zip(names, runs["replicate"].astype(int), strict=True))

    def _months_of(self, name: str, replicate: int) -> pd.DataFrame:
        assert self._months is not None
        own = self._months[self._months["replicate"] == replicate]
        if "scenario" in own:
            own = own[own["scenario"] == name].drop(columns="scenario")
        return own

    def _made(self, name: str, replicate: int) -> Ensemble:
        return simulate(
            self._scenarios[name], 1, self.found.manifest["seeds"]["runs"], first=replicate, workers=1,
            vectors=self._vectors.get(name), months=replicate in self._kept,
        )  # fmt: skip
