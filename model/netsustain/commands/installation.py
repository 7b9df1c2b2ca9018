"""What is installed here: versions of packages, memory, fonts, letters of the terminal."""

from __future__ import annotations

import os
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

THAI = "ไทย"
_LEAST = re.compile(r"\s*([\w-]+).*?>=\s*([0-9.]+)")


def terminal_encoding() -> str:
    """The encoding of standard output."""
    return sys.stdout.encoding or "ascii"


def shows_thai() -> bool:
    """Whether standard output can carry Thai letters."""
    try:
        THAI.encode(terminal_encoding())
    except UnicodeEncodeError:
        return False
    return True


def installed(name: str) -> str | None:
    """The version of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def least_versions() -> dict[str, str]:
    """Package → oldest version that will do, as the installed netsustain declares it."""
    try:
        declared = requires("netsustain") or []
    except PackageNotFoundError:
        return {}
    matches = (_LEAST.match(line) for line in declared if "extra ==" not in line)
    return {match[1].lower(): match[2].strip(".") for match in matches if match}


def made_for() -> Path | None:
    """The folder that the set-up made this environment in; None for an environment that it did not make."""
    try:
        return Path(Path(sys.prefix, ".ready-run").read_text(encoding="utf-8").strip())
    except OSError:
        return None


def version_numbers(found: str) -> tuple[int, ...]:
    """The first three numbers of a version, to compare by."""
    return tuple(int(part) for part in re.findall(r"[0-9]+", found)[:3])


def memory_bytes() -> int | None:
    """Memory of this machine; None where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def is_font(path: Path) -> bool:
    """Whether a file begins as a TrueType font does."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"\x00\x01\x00\x00"
    except OSError:
        return False
