"""Simulation of collaboration networks around an educational area office: which strategies keep them alive.

The public names are loaded when first asked for, so that ``import netsustain`` and ``netsustain --help`` wait
for no numerical library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Relative on purpose: machine code is cached for the files that the rules import, which are found by the
    # package's full name; none of these is one of them.
    from .commands.calls import experiment
    from .ensemble import Ensemble, simulate
    from .exploration.answer import Answer
    from .exploration.comparison import Comparison, compare
    from .exploration.replaying.replay import Replayed, replay
    from .exploration.results import Results, load_results
    from .game.recorded import RecordedGame, load_game
    from .model import NetworkModel
    from .scenario.problems import ScenarioError
    from .scenario.reader import load
    from .scenario.schema import Scenario

    __version__: str

__all__ = [
    "Answer",
    "Comparison",
    "Ensemble",
    "NetworkModel",
    "RecordedGame",
    "Replayed",
    "Results",
    "Scenario",
    "ScenarioError",
    "__version__",
    "compare",
    "experiment",
    "load",
    "load_game",
    "load_results",
    "replay",
    "simulate",
]

_HOMES = {
    "Answer": "exploration.answer",
    "Comparison": "exploration.comparison",
    "Ensemble": "ensemble",
    "NetworkModel": "model",
    "RecordedGame": "game.recorded",
    "Replayed": "exploration.replaying.replay",
    "Results": "exploration.results",
    "Scenario": "scenario.schema",
    "ScenarioError": "scenario.problems",
    "compare": "exploration.comparison",
    "experiment": "commands.calls",
    "load": "scenario.reader",
    "load_game": "game.recorded",
    "load_results": "exploration.results",
    "replay": "exploration.replaying.replay",
    "simulate": "ensemble",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version(__name__)
    elif name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
