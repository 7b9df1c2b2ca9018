"""What the system refuses (no room, no right to write, no such folder) in words, and what to type."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path

from netsustain.messages import text

FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR)
CROWDED = 50 * 2**20
"""Bytes free below which a disk is taken for the one that is full."""


def told(error: OSError, lang: str) -> str:
    """What was refused and where; with what to type where that is known."""
    what = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
    advice = _advice(error, lang)
    return f"{what}\n{advice}" if advice else what


def _advice(error: OSError, lang: str) -> str:
    if error.errno in FULL:
        crowded = _crowded()
        return text("trouble.full", lang, where=", ".join(map(str, crowded or _written_to())))
    if error.errno in IN_THE_WAY:
        return text("trouble.in_the_way", lang)
    if error.errno in REFUSED and error.filename:
        place, cache = Path(os.fsdecode(error.filename)).absolute(), _cache()
        in_cache = place == cache or cache in place.parents
        return text("trouble.cache_refused" if in_cache else "trouble.refused", lang)
    return ""


def _written_to() -> list[Path]:
    """Folders that commands write to, of which each may lie on a disk of its own."""
    return [Path.cwd(), _cache(), Path(tempfile.gettempdir())]


def _crowded() -> list[Path]:
    return [folder for folder in _written_to() if _free(folder) < CROWDED]


def _free(folder: Path) -> int:
    existing = next((each for each in (folder, *folder.parents) if each.exists()), Path("/"))
    return shutil.disk_usage(existing).free


def _cache() -> Path:
    """The folder of the machine code, or the one that could not be made on the way to it."""
    try:
        from netsustain.kernels import CACHE
    except OSError as error:
        return Path(os.fsdecode(error.filename or ".")).absolute()
    return CACHE.absolute()
