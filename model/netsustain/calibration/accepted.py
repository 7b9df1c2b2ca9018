"""The accepted parameter vectors, and the account of the calibration that accepted them.

Two files lie beside this one once the model is calibrated. ``accepted.csv`` has a row a vector and a column a
calibrated parameter, under its own name; floats are written by ``repr``, so that reading gives the same bits.
``calibration.json`` says where they come from; a report reads these keys:

``targets``
    List of ``{"id": "K1", "what": {"en", "th"}, "low", "high", …}``: the published numbers with their bands.
``setups``
    Names of the scenarios that were simulated to meet them.
``ranges``
    Calibrated parameter → [low, high] it was drawn from.
``draws``, ``waves``, ``acceptance_share``
    Vectors simulated in all, rounds of drawing, and the share that was accepted (0-1).
``seeds``, ``digest``
    Seeds of draws and runs, and the digest of the model's sources when they were made.
``not_identified``
    Calibrated parameters whose accepted range is about as wide as the one drawn from.
``coverage``
    Range of the networks simulated (see :mod:`netsustain.calibration.coverage`).

Other keys are kept and left alone.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES, parameter_values
from netsustain.scenario.problems import nearest
from netsustain.scenario.schema import Scenario

FOLDER = Path(__file__).parent
VECTORS, ACCOUNT = "accepted.csv", "calibration.json"
KEYS = (
    "targets", "setups", "ranges", "draws", "waves", "acceptance_share", "seeds", "digest", "not_identified",
    "coverage",
)  # fmt: skip


class CalibrationError(ValueError):
    """The calibration's files cannot be used: says which file, what came, what was expected and what to do."""


@dataclass(frozen=True)
class Accepted:
    """Vectors that met every target, and the account of how they were found.

    Attributes
    ----------
    names
        The calibrated parameters.
    values
        (vectors × names), read-only.
    account
        The content of ``calibration.json``.
    """

    names: tuple[str, ...]
    values: np.ndarray
    account: dict[str, Any]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def draws(self) -> int:
        """Vectors simulated in all."""
        return int(self.account["draws"])

    @property
    def tables(self) -> list[str]:
        """IDs of the published tables calibrated to, each once, in their order."""
        return list(dict.fromkeys(str(target["id"]) for target in self.account["targets"]))

    @property
    def coverage(self) -> dict[str, Any]:
        """Range of the networks calibrated on."""
        return dict(self.account["coverage"])


def accepted(folder: Path | None = None) -> Accepted | None:
    """The accepted vectors; None when nothing was calibrated (there is no ``accepted.csv``).

    Parameters
    ----------
    folder
        Where the two files are; beside this module unless given.

    Raises
    ------
    CalibrationError
        If one of the files is missing, unreadable or does not fit this version's parameters.
    """
    place = FOLDER if folder is None else Path(folder)
    if not (place / VECTORS).is_file():
        return None
    return _read(place, _stamp(place / VECTORS), _stamp(place / ACCOUNT))


def vectors_for(scenario: Scenario, count: int | None = None, *, folder: Path | None = None) -> np.ndarray | None:
    """Parameter vectors to run a scenario with: accepted values, but what the scenario says itself.

    A parameter that the scenario or one it extends sets keeps that value in every vector; a calibrated one has
    the accepted value; the rest have their defaults.

    Parameters
    ----------
    count
        How many; all if not given or if there are fewer. Fewer are taken evenly from the first to the last,
        since neighbours in the file may come from one wave.

    Returns
    -------
    array or None
        (vectors × parameters) in the order of ``PARAMETER_NAMES``; None when nothing was calibrated.
    """
    found = accepted(folder)
    return None if found is None else filled(found, scenario, count)


def filled(found: Accepted, scenario: Scenario, count: int | None = None) -> np.ndarray:
    """As :func:`vectors_for`, of accepted vectors at hand."""
    number = len(found) if count is None else min(count, len(found))
    if number < 1:
        raise ValueError(f"count {count}: expected at least 1")
    rows = np.arange(number) * len(found) // number
    vectors = np.tile(np.array(parameter_values(scenario.parameters)), (number, 1))
    said = set(explicit_parameters(scenario))
    for column, name in enumerate(found.names):
        if name not in said:
            vectors[:, PARAMETER_NAMES.index(name)] = found.values[rows, column]
    return vectors


def explicit_parameters(scenario: Scenario) -> list[str]:
    """Parameters that the scenario, or one it extends, sets itself, whatever the value."""
    parameters = scenario.parameters
    return [
        name
        for name, group in PARAMETER_GROUP.items()
        if group in parameters.model_fields_set and name in getattr(parameters, group).model_fields_set
    ]


def save(folder: Path, names: Sequence[str], values: np.ndarray, account: dict[str, Any]) -> None:
    """Write both files, the vectors last, each whole or not at all.

    Raises
    ------
    CalibrationError
        If they could not be read again.
    """
    stream = io.StringIO()
    rows = [list(names), *([repr(float(value)) for value in row] for row in np.asarray(values, dtype=float))]
    csv.writer(stream, lineterminator="\n").writerows(rows)
    text = json.dumps(account, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    _checked(Path(folder) / VECTORS, stream.getvalue())
    _checked_account(Path(folder) / ACCOUNT, text)
    for name, content in ((ACCOUNT, text), (VECTORS, stream.getvalue())):
        temporary = Path(folder) / f".{name}.{os.getpid()}.part"
        try:
            temporary.write_text(content, encoding="utf-8")
            os.replace(temporary, Path(folder) / name)
        finally:
            temporary.unlink(missing_ok=True)


# ---- reading --------------------------------------------------------------------------------------


def _stamp(path: Path) -> tuple[int, int]:
    """Changes when the file does, so that a set written anew is read anew."""
    try:
        found = path.stat()
    except OSError:
        raise CalibrationError(f"{path.name}: not found beside {VECTORS}; calibrate again") from None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _read(folder: Path, _vectors: tuple[int, int], _account: tuple[int, int]) -> Accepted:
    names, values = _checked(folder / VECTORS, (folder / VECTORS).read_text(encoding="utf-8"))
    account = _checked_account(folder / ACCOUNT, (folder / ACCOUNT).read_text(encoding="utf-8"))
    return Accepted(names, values, account)


def _checked(path: Path, text: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Names and values of a table of vectors."""
    rows = list(csv.reader(io.StringIO(text)))
    if len(rows) < 2:
        raise CalibrationError(f"{path.name}: got no vector, expected a row of names and at least one of numbers")
    names = tuple(rows[0])
    for name in names:
        if name not in PARAMETER_GROUP:
            hint = nearest(name, list(PARAMETER_NAMES))
            raise CalibrationError(f"{path.name}:1: got {name!r}, which is no parameter{hint}; calibrate again")
        if names.count(name) > 1:
            raise CalibrationError(f"{path.name}:1: got {name!r} twice, expected each parameter once")
    values = np.array([_numbers(path, line, row, names) for line, row in enumerate(rows[1:], start=2)])
    values.setflags(write=False)
    return names, values


def _numbers(path: Path, line: int, row: list[str], names: tuple[str, ...]) -> list[float]:
    if len(row) != len(names):
        raise CalibrationError(f"{path.name}:{line}: got {len(row)} values, expected {len(names)}; calibrate again")
    numbers = []
    for name, cell in zip(names, row, strict=True):
        try:
            number = float(cell)
        except ValueError:
            number = float("nan")
        if not np.isfinite(number):
            raise CalibrationError(f"{path.name}:{line}: {name}: got {cell!r}, expected a number; calibrate again")
        numbers.append(number)
    return numbers


def _checked_account(path: Path, text: str) -> dict[str, Any]:
    """The content of ``calibration.json``, every key in place."""
    try:
        account = json.loads(text)
    except ValueError as error:
        raise CalibrationError(f"{path.name}: got no JSON ({error}); calibrate again") from None
    absent = [key for key in KEYS if key not in account] if isinstance(account, dict) else list(KEYS)
    if absent:
        raise CalibrationError(f"{path.name}: got no {', '.join(absent)}, expected {', '.join(KEYS)}; calibrate again")
    found: dict[str, Any] = account
    return found
