"""A play as a scenario file: whole, with the parameters of its luck, so that ``netsustain run`` shows the same film."""

from __future__ import annotations

import io

from ruamel.yaml import YAML

from netsustain.app.play import Play
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
    yaml.dump(scenario.resolved(), stream)
    run = f"netsustain run play.yaml --seed {play.seed}"
    return f"# A play of {play.scenario}. The same network again, month by month: {run}\n{stream.getvalue()}"
