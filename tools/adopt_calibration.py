"""Make a calibration the model's own: ``python -m tools.adopt_calibration results/calibration/FOLDER``.

Copies the accepted vectors and their account beside ``netsustain/calibration/accepted.py``, and writes one of them as
the defaults of the parameters that have no published value: the one that, with published values put back, comes nearest
the tables (their mean would not do: networks die of it). Defaults are for single runs; whatever compares or reports
takes the vectors. Afterwards: regenerate the golden digests, the tables of the documentation and the JSON Schema.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np

from netsustain.calibration import accepted as packaged
from netsustain.exploration.calibration.problem import plausible_range, table_of
from netsustain.exploration.kinds.calibrate import Calibration, problem_of
from netsustain.exploration.reading import load_experiment
from netsustain.scenario import parameters
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES, Parameters, parameter_values
from netsustain.scenario.quantities import quantity_of

SEED = 77
FINALISTS = 25
"""Vectors looked at again, with more runs."""
DIGITS = 3
"""Significant digits of a default."""
GUESSED = ("prior", "no estimate", "assumed", "derived")
"""What a source says where nothing published gives the value itself."""
LINE = r"(    {name}: float = quantity\()([-0-9.e]+)(, )"


def is_published(name: str) -> bool:
    """Whether the parameter's default is a published number, which a calibration leaves alone."""
    group = type(getattr(Parameters(), PARAMETER_GROUP[name]))
    item = quantity_of(group.model_fields[name])
    assert item is not None, f"{name} is declared without a quantity"
    return not any(word in item.source for word in GUESSED)


def rounded(value: float) -> float:
    """A value with few digits."""
    return float(f"{value:.{DIGITS}g}")


def defaults_of(found: packaged.Accepted) -> dict[str, float]:
    """The accepted vector to run when only one can be: rounded, without the parameters that have a published value."""
    experiment = load_experiment("calibration").experiment
    assert isinstance(experiment, Calibration)
    problem, scales = problem_of(experiment)
    own = [place for place, name in enumerate(found.names) if not is_published(name)]
    declared = dict(zip(PARAMETER_NAMES, parameter_values(Parameters()), strict=True))

    def put_back(vector: np.ndarray) -> np.ndarray:
        values = np.array([declared[name] for name in found.names])
        values[own] = [np.clip(rounded(vector[place]), *plausible_range(found.names[place])) for place in own]
        return values

    def badness(values: np.ndarray, seed: int, more: int) -> float:
        value, error = table_of([problem.measure(values, seed, more)], problem.targets)
        return sum(float(each.distances(value[:, k], error[:, k])[0]) ** 2 for k, each in enumerate(scales))

    candidates = sorted((put_back(vector) for vector in found.values), key=lambda values: badness(values, SEED, 1))
    best = min(candidates[:FINALISTS], key=lambda values: badness(values, SEED + 1, 6))
    return {found.names[place]: float(best[place]) for place in own}


def rewrite(text: str, defaults: dict[str, float]) -> str:
    """The source of the parameters with new defaults. Raises ValueError for a parameter without its line."""
    for name, value in defaults.items():
        text, count = re.subn(LINE.format(name=name), rf"\g<1>{value!r}\g<3>", text)
        if count != 1:
            raise ValueError(f"{name}: found {count} lines that declare it, expected one")
    return text


def adopt(folder: Path) -> None:
    """Copy the vectors and rewrite the defaults. Raises ValueError if the folder holds no calibration."""
    found = packaged.accepted(folder)
    if found is None:
        raise ValueError(f"{folder}: got no {packaged.VECTORS}, expected the folder of a finished calibration")
    packaged.save(packaged.FOLDER, found.names, found.values, found.account)
    source = Path(parameters.__file__)
    source.write_text(rewrite(source.read_text(encoding="utf-8"), defaults_of(found)), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: {__doc__.splitlines()[0]}")
    adopt(Path(sys.argv[1]))
