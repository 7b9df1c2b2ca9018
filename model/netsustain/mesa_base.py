"""Mesa's base classes, imported without a side effect.

Importing Mesa 3.3 sets the start method of the whole process's ``multiprocessing`` to ``spawn``. That choice
is the user's, so it is put back; Mesa 3.5 leaves it alone.
"""

import multiprocessing

_before = multiprocessing.get_start_method(allow_none=True)

from mesa import Agent, DataCollector, Model  # noqa: E402
from mesa.agent import AgentSet  # noqa: E402

if multiprocessing.get_start_method(allow_none=True) != _before:
    multiprocessing.set_start_method(_before, force=True)  # type: ignore[arg-type]  # None: not chosen yet

__all__ = ["Agent", "AgentSet", "DataCollector", "Model"]
