"""What a run is: scenario files and the typed, immutable objects they are read into.

The public names are loaded when first asked for: rules import small modules of this package, and
need neither the YAML reader nor the whole schema for that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netsustain.scenario.problems import Problem, ScenarioError
    from netsustain.scenario.reader import load
    from netsustain.scenario.schema import Scenario

__all__ = ["Problem", "Scenario", "ScenarioError", "load"]

_HOMES = {"Problem": "problems", "Scenario": "schema", "ScenarioError": "problems", "load": "reader"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
