"""What unit tests share: the command line, and a small made-up set of accepted vectors."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from typer.testing import CliRunner

from netsustain.calibration.accepted import save
from netsustain.cli import app

NAMES = ("trust_gain", "exit_rate", "belief_rate")
VALUES = np.array([[0.04, 0.02, 0.5], [0.1 + 0.2, 1 / 3, 0.41], [0.06, 0.05, 0.33], [0.07, 0.011, 0.21]])
ACCOUNT = {
    "targets": [
        {"id": "K1", "what": {"en": "alive after 42 months", "th": "คงอยู่หลัง 42 เดือน"}, "low": 0.83, "high": 0.94},
        {"id": "K1", "what": {"en": "alive after 84 months", "th": "คงอยู่หลัง 84 เดือน"}, "low": 0.57, "high": 0.75},
        {"id": "K3", "what": {"en": "first round", "th": "รอบแรก"}, "low": 0.5, "high": 0.6},
    ],
    "setups": ["programme_grant", "contributions_game"],
    "ranges": {"trust_gain": [0.02, 0.4], "exit_rate": [0.01, 0.4], "belief_rate": [0.2, 0.6]},
    "draws": 4000, "waves": 3, "acceptance_share": 0.001, "seeds": {"draws": 1, "runs": 2}, "digest": "made up",
    "not_identified": ["belief_rate"],
    "coverage": {
        "members": [15, 45], "months": [84, 84], "own_resources": [0.7, 1.3], "leader_experience": [0.1, 0.7],
        "outside_income": [0.04, 1.47], "governance": ["lead_organisation", "administrative_centre"],
    },
}  # fmt: skip


@pytest.fixture
def call():
    """``call("run", "baseline")`` types ``netsustain run baseline``."""
    return lambda *arguments: CliRunner().invoke(app, arguments)


@pytest.fixture
def made_up(tmp_path: Path) -> SimpleNamespace:
    """Four accepted vectors of three parameters, and the folder they are saved in."""
    folder = tmp_path / "calibration"
    folder.mkdir()
    save(folder, NAMES, VALUES, ACCOUNT)
    return SimpleNamespace(folder=folder, names=NAMES, values=VALUES, account=ACCOUNT)
