"""What the doctor's looks hand in, and how they speak."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

NEEDED_BYTES = 200 * 2**20
"""Room for machine code and a few results."""

Say = Callable[..., str]
"""A text of the section ``doctor`` by its key, its placeholders filled in."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: ``ok`` is False where something must be done, None where it may be."""

    name: str
    ok: bool | None
    value: str
    advice: str = ""


def free_after_writing(folder: Path) -> int:
    """Bytes free in a folder that was just written to; raises OSError where it cannot be."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(4096))
        file.flush()
    return shutil.disk_usage(folder).free


def mebibytes(size: int) -> str:
    """A size as it is read."""
    return f"{size / 2**20:,.0f}"
