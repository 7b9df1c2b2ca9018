"""What is stored is read before it is made again: whatever it does not say as it was written is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.exploration.experiment import MOST_SEED
from netsustain.exploration.origins import tables_of
from netsustain.exploration.results import ResultsError
from netsustain.scenario.problems import ScenarioError, shortened

MOST_REPLICATES = 2**31


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """Raises :class:`ResultsError` for whatever goes wrong inside: a forged or damaged file leads anywhere."""
    try:
        yield
    except (ResultsError, MemoryError):
        raise
    except ScenarioError as error:
        raise _unfit(place, f"a scenario that cannot be used ({shortened(str(error.problems[0]), 300)})") from None
    except Exception as error:
        raise _unfit(place, f"other content than was written ({_said(error)})") from error


def _said(error: Exception) -> str:
    return shortened(f"{type(error).__name__}: {error}", 200).encode("utf-8", "backslashreplace").decode()


def _unfit(place: Path, got: str) -> ResultsError:
    return ResultsError(f"{place}: got {got}, expected a result as it was written; make the result again")


def expect(sound: bool, what: str) -> None:
    """Raises ValueError with what is not as it should be."""
    if not sound:
        raise ValueError(what)


def expect_rows(rows: pd.DataFrame, scenarios: Iterable[str], whole: Mapping[str, int]) -> None:
    """Raises ValueError unless rows name scenarios that there are, and whole numbers from 0 below a limit."""
    expect(len(rows) > 0, "no rows")
    expect("scenario" not in rows or set(rows["scenario"].astype(str)) <= set(scenarios), "scenario")
    for column, limit in whole.items():
        values = rows[column]
        expect(values.dtype.kind in "iu" and bool(values.between(0, limit - 1).all()), column)


def expect_seed(seed: Any) -> None:
    """Raises ValueError unless it is a seed."""
    expect(isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed <= MOST_SEED, "seed")


def expect_listed(scenarios: Mapping[str, Any], tables: Mapping[str, str]) -> None:
    """Raises ValueError unless every table that a scenario reads is listed with its digest.

    So no table is parsed but one whose content the result knew when it was written.
    """
    read = {path for said in scenarios.values() for path in tables_of(said)}
    expect(read <= set(tables), f"tables: {sorted(read - set(tables))[:1]} is not listed with its digest")
