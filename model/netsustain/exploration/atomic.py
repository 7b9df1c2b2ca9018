"""Files that are whole or absent, and folders that one process at a time works in."""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

TEMPORARY, LOCK = ".part", ".lock"
_LEFT_BEHIND = re.compile(r"\..+\.(?P<host>[A-Za-z0-9_-]*)\.(?P<process>[0-9]+)-[0-9]+\.part")
STALE = 86_400.0
"""Seconds after which a temporary file of another machine is nobody's."""


class BusyFolderError(ValueError):
    """Another process is writing into the folder."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that its name never stands for half of it, whatever interrupts, even a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_name(path)
    try:
        temporary.write_bytes(content)
        into_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def temporary_name(path: Path) -> Path:
    """Where to write a file that is to get this name once it is whole; says which thread of which process writes."""
    return path.with_name(f".{path.name}.{_host()}.{os.getpid()}-{threading.get_ident()}{TEMPORARY}")


def into_place(temporary: Path, path: Path) -> None:
    """Force a written file to disk and give it its name, in place of any there is."""
    to_disk(temporary)
    os.replace(temporary, path)
    if os.name == "posix":  # else a power cut may forget the name
        to_disk(path.parent)


def to_disk(path: Path) -> None:
    """Force what was written of a file, or the names in a folder, to disk."""
    number = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


# ---- what a killed process leaves behind ----------------------------------------------------------


def left_behind(folder: Path) -> list[Path]:
    """Temporary files in a folder that nobody writes any more: their process is gone, or they are a day old."""
    return [path for path in folder.glob(f".*{TEMPORARY}") if path.is_file() and _is_nobodys(path)]


def _is_nobodys(path: Path) -> bool:
    found = _LEFT_BEHIND.fullmatch(path.name)
    if found is None:
        return False
    if found["host"] == _host() and not _is_alive(int(found["process"])):
        return True
    try:
        return time.time() - path.stat().st_mtime > STALE
    except FileNotFoundError:  # its process has just finished it
        return False


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return True
    if os.name != "posix":  # there, asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@cache
def _host() -> str:
    """This machine's name, as far as a file's name takes it."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", socket.gethostname())[:40]


# ---- one process at a time ------------------------------------------------------------------------


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; the system lets go when the process ends, however it ends.

    Raises
    ------
    BusyFolderError
        If another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+b") as file:
        try:
            hold(file.fileno())
        except BlockingIOError:
            message = f"{folder}: another process is working here, expected nobody: wait for it, or add --out FOLDER"
            raise BusyFolderError(message) from None
        yield


def hold(number: int) -> None:
    """Lock an open file or raise BlockingIOError; a file system without locks is left unlocked."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return
