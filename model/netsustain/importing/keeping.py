"""Files of an import, written so that nothing half-written is ever seen under its name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from netsustain.importing.people import KEY_HEADER, Pseudonyms
from netsustain.importing.source import csv_of

_OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Output:
    """A file to write."""

    path: Path
    content: str
    private: bool = False
    """Whether its owner alone may read it."""


def key_text(pseudonyms: Pseudonyms) -> str:
    """Who is who, as the key file holds it."""
    return csv_of(KEY_HEADER, pseudonyms.rows())


def keep(outputs: list[Output]) -> None:
    """Write every file under another name first; then each takes its own, the last one last."""
    partial = [(output, _partial(output.path)) for output in outputs]
    try:
        for output, path in partial:
            output.path.parent.mkdir(parents=True, exist_ok=True)
            mode = _OWNER_ONLY if output.private else 0o666
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(output.content)
        for output, path in partial:
            os.replace(path, output.path)
    finally:
        for _, path in partial:
            path.unlink(missing_ok=True)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")
