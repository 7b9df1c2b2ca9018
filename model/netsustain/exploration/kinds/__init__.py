"""Kinds of experiment: one module and one line each.

A module of this package offers

``FORM``
    What its files say: a subclass of :class:`netsustain.exploration.experiment.Experiment`.
``faults(asked) -> Iterator[Fault]``
    What cannot be seen in the file alone; ``asked.scenarios`` are loaded by then.
``completed(asked) -> Asked``, where a file means more than it names
    The experiment with the scenarios and factors that follow from it, for reports and manifests.
``digest_of(asked) -> str``
    Of everything that decides the numbers; names the folder.
``answer(asked, folder, *, workers, progress) -> Answer``
    Do what is left to do in the folder, and answer from what is stored there.
``status(asked, folder) -> Status``
    How far it is, without running anything.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

KINDS: dict[str, str] = {
    "replicates": "netsustain.exploration.kinds.replicates",
    "compare": "netsustain.exploration.kinds.compare",
    "discovery": "netsustain.exploration.kinds.discovery",
    "value_of_information": "netsustain.exploration.kinds.value_of_information",
    "calibrate": "netsustain.exploration.kinds.calibrate",
    "branch": "netsustain.exploration.kinds.branch",
    "programme": "netsustain.exploration.kinds.programme",
    "search": "netsustain.exploration.kinds.search",
    "sensitivity": "netsustain.exploration.kinds.sensitivity",
}
"""Kind → its module, imported when a file asks for it."""


def module_of(kind: str) -> ModuleType:
    """The module of a kind. Raises KeyError."""
    return import_module(KINDS[kind])
