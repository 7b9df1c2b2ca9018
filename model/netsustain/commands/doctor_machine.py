"""What the doctor looks at in the machine: cores, memory, clock, home, terminal, and the folders written to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from netsustain.commands.doctor_check import NEEDED_BYTES, Check, Say, free_after_writing, mebibytes
from netsustain.commands.installation import memory_bytes, shows_thai, terminal_encoding

PACKAGE = Path(__file__).parents[1]
DAY = 86_400
"""Seconds by which a clock may be behind the files of the package, whatever their time zone was."""


def capacity(say: Say) -> Iterator[Check]:
    """Cores this process may use, of those there are, and memory."""
    there = os.cpu_count() or 1
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else there
    yield Check("cores", True, str(ours) if ours == there else say("some_of", some=ours, all=there))
    memory = memory_bytes()
    yield Check("memory", True, say("unknown") if memory is None else f"{memory / 2**30:.1f} GiB")


def clock(say: Say) -> Iterator[Check]:
    """The time of day; a clock behind the package's own files makes wrong dates, and make builds too little."""
    now = time.time()
    behind = now + DAY < (PACKAGE / "__init__.py").stat().st_mtime
    value = datetime.fromtimestamp(now).astimezone().isoformat(" ", "minutes")
    yield Check("clock", None if behind else True, value, say("clock_advice") if behind else "")


def home(say: Say) -> Iterator[Check]:
    """The user's own folder: where the cache goes unless a variable says otherwise."""
    try:
        folder = Path.home()
    except RuntimeError:  # neither a variable nor an entry of this user
        folder = None
    if folder is None or not folder.is_dir():
        yield Check("home", None, say("absent_folder") if folder is None else str(folder), say("home_advice"))
    else:
        yield Check("home", True, str(folder))


def terminal(say: Say) -> Iterator[Check]:
    """Whether standard output can carry Thai letters."""
    shows = shows_thai()
    yield Check("terminal", True if shows else None, terminal_encoding(), "" if shows else say("terminal_advice"))


def cache(say: Say) -> Iterator[Check]:
    """The folder of the machine code: written to, room, and whether the code is there."""
    try:
        from netsustain.kernels import CACHE, JIT

        free = free_after_writing(CACHE)
    except OSError as error:
        yield Check("cache", False, str(error.filename or error), say("cache_advice"))
        return
    except ImportError as error:
        yield Check("cache", False, say("absent"), say("install", what=error.name or "numba"))
        return
    room = free >= NEEDED_BYTES
    yield Check("cache", room, str(CACHE), "" if room else say("disk_full", free=mebibytes(free)))
    if not JIT:
        yield Check("compiled", None, say("switched_off"), say("switch_on"))
        return
    ready = any(CACHE.glob("*/netsustain_driver.ensemble-*.nbc"))
    yield Check("compiled", True if ready else None, say("ready" if ready else "not_ready"),
                "" if ready else say("first_run"))  # fmt: skip


def results(say: Say) -> Iterator[Check]:
    """The folder that results go to from here: written to, and room."""
    from netsustain.exploration.places import RESULTS

    folder = RESULTS.absolute() if RESULTS.is_dir() else Path.cwd()
    try:
        free = free_after_writing(folder)
    except OSError:
        yield Check("results", False, str(folder), say("results_advice"))
        return
    room = free >= NEEDED_BYTES
    yield Check("results", room, say("folder_free", folder=folder, free=mebibytes(free)),
                "" if room else say("results_full"))  # fmt: skip
