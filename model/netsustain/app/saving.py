"""A play as a scenario file, whole, so that ``netsustain run`` shows the same film; a link to it as a QR code."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from netsustain.app.play import Play
from netsustain.report.scenario_files import tables_of
from netsustain.scenario.schema import Scenario


def scenario_file(play: Play, scenario: Scenario) -> str:
    """YAML text; its first lines say how to run it.

    Parameters
    ----------
    scenario
        The play's scenario under the parameters of its replicate.
    """
    yaml = YAML()
    yaml.width = 110
    stream = io.StringIO()
    data = scenario.resolved()
    beside = _named_beside(data)
    yaml.dump(data, stream)
    run = f"netsustain run play.yaml --seed {play.seed} --first {play.replicate}"
    return f"# A play of {play.scenario}. The same network again, month by month: {run}\n{beside}{stream.getvalue()}"


def _named_beside(data: dict[str, Any]) -> str:
    """Name tables as lying beside the file: a scenario reads none elsewhere. Returns the line that says so."""
    names = []
    for key, path in tables_of(data):
        data["network"]["files"][key] = Path(path).name
        names.append(Path(path).name)
    return f"# Put it into the folder of {' and '.join(names)}.\n" if names else ""


LONGEST = 1200
"""Characters: a denser code is hard to read from a projector."""


def qr_code(text: str) -> bytes:
    """The code as an SVG file. Raises ValueError for a text that is too long or empty."""
    import segno

    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"qr: got {len(text)} characters, expected 1 to {LONGEST}")
    stream = io.BytesIO()
    segno.make(text, error="l", micro=False).save(stream, kind="svg", scale=6, border=3, light="#fff", dark="#1f2d37")
    return stream.getvalue()
