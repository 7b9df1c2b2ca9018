"""Where results lie, and the store that experiments share."""

from __future__ import annotations

import os
from pathlib import Path

RESULTS = Path("results")
"""Results that no option sends elsewhere, in the working folder."""
STORE_VARIABLE = "NETSUSTAIN_STORE"
"""Environment variable: a folder to use as the store, such as a cluster's shared one."""


def store_folder(folder: Path) -> Path:
    """Folder of the store for a result folder.

    Results under ``results/`` share ``results/store``; any other result folder shares ``netsustain-store`` with
    the folders beside it.
    """
    chosen = os.environ.get(STORE_VARIABLE)
    if chosen:
        return Path(chosen)
    place = Path(folder).absolute()
    if RESULTS.absolute() in place.parents:
        return RESULTS / "store"
    return Path(folder).parent / "netsustain-store"
