"""A diagnosis as plain data, as ``diagnose --json`` prints it: shares 0-1, scores on the instrument's scale."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netsustain.diagnosis.diagnosing import Diagnosis
from netsustain.diagnosis.outlook import Outlook
from netsustain.diagnosis.structure import Structure
from netsustain.exploration.plain import SCHEMA

NUMBERS = (
    "sustained_months", "sustained_low", "sustained_high", "alive", "alive_low", "alive_high", "dissolved", "completed",
)  # fmt: skip


def diagnosis_json(found: Diagnosis, seed_scenario: Path | None = None) -> dict[str, Any]:
    """What was found; None where it cannot be told. Nobody's own answers are in it."""
    survey = found.survey
    return {
        "schema": SCHEMA,
        "survey": {
            "file": survey.file, "instrument": survey.instrument.key, "respondents": len(survey.respondents),
            "organisations": survey.organisations if survey.grouped else None, "dates": survey.dates,
            **{key: clean(value) for key, value in asdict(survey.account).items()},
        },
        "conditions": rows(found.scores.conditions) if found.scores else [],
        "scales": rows(found.scores.scales) if found.scores else [],
        "needs": rows(found.scores.needs) if found.scores else [],
        "agreement": rows(found.agreement.conditions) if found.agreement else [],
        "kinds": rows(found.agreement.kinds) if found.agreement else [],
        "starts": [{key: clean(value) for key, value in asdict(each).items()} for each in found.starts],
        "structure": _structure(found),
        "outlook": _outlook(found.outlook, found.own_network) if found.outlook else None,
        "seed_scenario": str(seed_scenario) if seed_scenario else None,
        "seed": found.seed,
    }  # fmt: skip


def _structure(found: Diagnosis) -> dict[str, Any] | None:
    return _structure_of(found.structure) if found.structure is not None else None


def _structure_of(structure: Structure) -> dict[str, Any]:
    sets = [
        {"members": [structure.names[member] for member in each.members], "fragmentation": clean(each.fragmentation),
         "largest": each.largest, "left": each.left, "shatters": each.shatters}
        for each in structure.sets
    ]  # fmt: skip
    numbers = {key: clean(value) for key, value in structure.numbers.items()}
    return {
        **numbers, "key_players": rows(structure.members), "key_sets": sets, "kinds_of_ties": rows(structure.kinds),
        "isolated": list(structure.isolates),
        "strong_ties_only": _structure_of(structure.strong) if structure.strong is not None else None,
    }  # fmt: skip


def _outlook(outlook: Outlook, own: bool) -> dict[str, Any]:
    row = outlook.row
    low, median, high = (clean(end) for end in outlook.spread)
    return {
        "own_network": own, **{key: clean(row[key]) for key in NUMBERS},
        "months_of_futures": {"p10": low, "p50": median, "p90": high}, "first_to_give_way": rows(outlook.first),
        "inside_calibrated_range": None if outlook.outside is None else not outlook.outside,
        "outside": [each.what for each in outlook.outside or ()], "parameters": outlook.comparison.ran_under,
        "futures": outlook.comparison.replicates,
    }  # fmt: skip


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as a list of rows."""
    return [{str(key): clean(value) for key, value in row.items()} for row in frame.to_dict("records")]


def clean(value: Any) -> Any:
    """A value that JSON can hold: no NaN, no numpy."""
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and not np.isfinite(value) else value
