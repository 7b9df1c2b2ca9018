"""Tables that networks were read from: a replay needs the very same ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests_of_tables(resolved: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Path → digest of every table that scenarios, written out in full, read their networks from."""
    return {path: digest_of_file(Path(path)) for each in resolved for path in tables_of(each)}


def tables_of(resolved: dict[str, Any]) -> list[str]:
    """Paths of the tables that a scenario, written out in full, reads its network from."""
    files = (resolved.get("network") or {}).get("files") or {}
    return [files[key] for key in ("members", "ties") if files.get(key)]
