"""What a model's data collector reports: the monthly columns, and attributes of agents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from netsustain.mesa_base import DataCollector
from netsustain.storage import MONTHLY

AgentReporters = Mapping[str, str | Callable[[Any], Any]]
"""Column of the table → name of an attribute, or a function of an agent (one defined in a module pickles)."""
ModelReporters = Mapping[str, Any]
"""Column of the table → anything Mesa takes as a model reporter."""

MONTHLY_REPORTERS: dict[str, str] = {"month": "tick", **{name: name for name in MONTHLY}}
"""The month and every column of the monthly series."""


class Reading:
    """Reads an attribute of an agent, None where it has none.

    Mesa does the same for a name, with a function that cannot be pickled.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, agent: Any) -> Any:
        """The agent's value."""
        return getattr(agent, self.name, None)


def collector(model_reporters: ModelReporters | None, agent_reporters: AgentReporters | None) -> Any:
    """A Mesa data collector that can be pickled with its model."""
    readings = {
        name: Reading(reporter) if isinstance(reporter, str) else reporter
        for name, reporter in (agent_reporters or {}).items()
    }
    chosen = MONTHLY_REPORTERS if model_reporters is None else model_reporters
    return DataCollector(model_reporters=dict(chosen), agent_reporters=readings)
