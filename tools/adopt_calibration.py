"""Make a calibration the model's own: ``python -m tools.adopt_calibration results/calibration/FOLDER``.

Copies the accepted vectors and their account beside ``netsustain/calibration/accepted.py``, and writes their mean as
the defaults of the parameters that have no published value. Defaults are for single runs; whatever compares or reports
takes the vectors. Afterwards: regenerate the golden digests, the tables of the documentation and the JSON Schema.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np

from netsustain.calibration import accepted as packaged
from netsustain.exploration.calibration.problem import plausible_range
from netsustain.scenario import parameters
from netsustain.scenario.parameters import PARAMETER_GROUP, Parameters
from netsustain.scenario.quantities import quantity_of

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
    """The accepted mean of every calibrated parameter without a published value, inside its plausible range."""
    means = np.asarray(found.values).mean(axis=0)
    return {
        name: float(np.clip(rounded(mean), *plausible_range(name)))
        for name, mean in zip(found.names, means, strict=True)
        if not is_published(name)
    }


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
