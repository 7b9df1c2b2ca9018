"""The list of faults, and how one is planted in a copy of the sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LISTS = Path(__file__).parent / "planted"
"""One YAML file an area of the project; a list of faults each."""
PACKAGE = Path("model") / "netsustain"
KEYS = {"name", "stands_for", "file", "old", "new", "caught_by"}


class StaleFaultError(Exception):
    """A fault that can no longer be planted, because its text is not in the sources exactly once."""


@dataclass(frozen=True)
class Fault:
    """One fault: a text of a source file, what replaces it, and the tests that must notice."""

    name: str
    stands_for: str
    """The mistake a person could make, in words."""
    file: str
    """Path below ``model/netsustain``."""
    old: str
    """Stands exactly once in the file."""
    new: str
    caught_by: tuple[str, ...]
    """Tests as pytest names them, below ``tests``; the first one is expected to fail."""
    area: str
    quick: bool = False
    """Whether its tests take a few seconds at most, so that every run of the suite may plant it."""


def catalogue(folder: Path = LISTS) -> list[Fault]:
    """Every fault, in the order of the files' names.

    Raises
    ------
    ValueError
        For a key that is missing, unknown or empty, and for a name given twice.
    """
    faults = [_fault(item, path) for path in sorted(folder.glob("*.yaml")) for item in _read(path)]
    again = [name for name, count in Counter(fault.name for fault in faults).items() if count > 1]
    if again:
        raise ValueError(f"{folder}: got the name {again[0]} again, expected every fault to have its own")
    return faults


def _read(path: Path) -> list[dict[str, Any]]:
    return list(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or [])


def _fault(item: dict[str, Any], path: Path) -> Fault:
    where = f"{path.name}: {item.get('name', 'a fault without a name')}"
    wrong = (KEYS - {key for key, value in item.items() if value}) | (set(item) - KEYS - {"quick"})
    if wrong:
        raise ValueError(f"{where}: got {', '.join(item)}, expected {', '.join(sorted(KEYS))}, each with a value")
    if item["old"] == item["new"]:
        raise ValueError(f"{where}: got the same text before and after, expected a change")
    return Fault(**{**item, "caught_by": tuple(item["caught_by"])}, area=path.stem)


def planted(fault: Fault, text: str) -> str:
    """The file's text with the fault in it; raises :class:`StaleFaultError`."""
    found = text.count(fault.old)
    if found != 1:
        raise StaleFaultError(
            f"{fault.area}.yaml: {fault.name}: got the old text {found} times in {PACKAGE / fault.file}, expected it "
            f"once; the source has moved on: copy the present text into old: and write new: for it\n{fault.old}"
        )
    return text.replace(fault.old, fault.new)


def plant(fault: Fault, root: Path) -> None:
    """Plant a fault below ``root``; the file is replaced, not written into, since it may be a link."""
    path = root / PACKAGE / fault.file
    if not path.is_file():
        raise StaleFaultError(f"{fault.area}.yaml: {fault.name}: there is no {PACKAGE / fault.file}")
    text = planted(fault, path.read_text(encoding="utf-8"))
    path.unlink()
    path.write_text(text, encoding="utf-8")
