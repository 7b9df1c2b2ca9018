"""Result folders: every file whole or absent, and a manifest that says how to make them again.

A file is written under a temporary name, forced to disk, then renamed. The manifest is the first to go when a
folder is written anew and the last to come, so a folder that has one is complete.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.exploration.atomic import write_whole
from netsustain.exploration.origins import digests_of_tables

SCHEMA = 1
MANIFEST = "manifest.json"
PACKAGES = ("netsustain", "mesa", "numba", "numpy", "pandas", "pyarrow", "scipy", "matplotlib")


class ResultFolder:
    """A folder of results being written.

    Parameters
    ----------
    folder
        Made if it does not exist. Files of an earlier result in it are replaced; those this result does not
        have are taken away at the end, foreign files never.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, dict[str, Any]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._earlier = _files_of(folder / MANIFEST)
        (folder / MANIFEST).unlink(missing_ok=True)

    def write(self, name: str, content: bytes) -> Path:
        """Write one file whole; its digest goes to the manifest."""
        path = self.folder / name
        write_whole(path, content)
        self.files[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        return path

    def table(self, name: str, frame: pd.DataFrame) -> Path:
        """Write a table as Parquet; the same table makes the same bytes."""
        stream = io.BytesIO()
        frame.to_parquet(stream, index=False, compression="zstd")
        return self.write(name, stream.getvalue())

    def json(self, name: str, content: dict[str, Any]) -> Path:
        """Write a JSON file."""
        return self.write(name, as_json(content))

    def finish(self, asked: dict[str, Any], scenarios: dict[str, Any], seeds: dict[str, int]) -> Path:
        """Write the manifest, last of all, and take away what an earlier result left behind.

        Parameters
        ----------
        asked
            The command and its options.
        scenarios
            Name → scenario, written out with every default.
        seeds
            Name of each seed → value.
        """
        from netsustain.exploration.question import results_version  # loads the model, which has run by now

        for name in sorted(self._earlier - set(self.files)):
            (self.folder / name).unlink(missing_ok=True)
        resolved = {name: scenario.resolved() for name, scenario in scenarios.items()}
        content = {
            "schema": SCHEMA,
            "asked": asked,
            "seeds": seeds,
            "versions": versions(),
            "results": results_version(),
            "scenarios": resolved,
            "tables": digests_of_tables(resolved.values()),
            "files": dict(sorted(self.files.items())),
        }
        write_whole(self.folder / MANIFEST, as_json(content))
        return self.folder / MANIFEST


def as_json(content: dict[str, Any]) -> bytes:
    """JSON for people and programs: Thai letters as they are, no NaN."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that numbers depend on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _files_of(manifest: Path) -> set[str]:
    """Names an earlier manifest lists, inside its own folder; none if there is no readable manifest."""
    try:
        listed = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in listed if _stays_inside(name)}


def _stays_inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts
