"""The rules in C as a library: compiled with the system's compiler into a temporary folder, loaded, called."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.c_rules.signature import FOLDER, arguments, given

if TYPE_CHECKING:
    from netsustain.rules.contract import Clock
    from netsustain.state import State
    from netsustain.streams import Luck

FLAGS = ("-std=c11", "-O3", "-march=native", "-ffp-contract=off")
"""The processor's own instructions, as numba uses them; no fast-math, and no fused multiply-add, which rounds once
where the model rounds twice."""
SOURCES = ("trust.c", "health.c")
RULES = ("trust", "health")


class NoCompiler(RuntimeError):
    """There is no C compiler, or it does not know the flags."""


def compiler() -> str:
    """Path of the C compiler: ``$CC``, or else ``cc``.

    Raises
    ------
    NoCompiler
        If there is none; says what to type.
    """
    wanted = os.environ.get("CC") or "cc"
    found = shutil.which(wanted)
    if found is None:
        raise NoCompiler(f"no C compiler: {wanted} is not on the path; install gcc or clang, or set CC=/path/to/it")
    return found


def build(folder: Path) -> Path:
    """Compile the sources into a shared library in a folder.

    Raises
    ------
    NoCompiler
        If there is no compiler, or it refuses; says what it said.
    """
    library = folder / "c_rules.so"
    command = [compiler(), *FLAGS, "-fPIC", "-shared", "-o", str(library), *(str(FOLDER / name) for name in SOURCES)]
    done = subprocess.run([*command, "-lm"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()
        raise NoCompiler(f"{command[0]} {' '.join(FLAGS)} did not compile {' '.join(SOURCES)}:\n{said}")
    return library


@cache
def load() -> ctypes.CDLL:
    """The library, once a process; its functions can also be named in compiled code afterwards."""
    import llvmlite.binding

    with tempfile.TemporaryDirectory(prefix="netsustain-c-rules-") as folder:
        library = build(Path(folder))
        llvmlite.binding.load_library_permanently(str(library))
        return ctypes.CDLL(str(library))


def version() -> str:
    """First line of what the compiler says of itself."""
    said = subprocess.run([compiler(), "--version"], capture_output=True, text=True, check=False).stdout
    return said.partition("\n")[0].strip()


def apply(rule: str, state: State, clock: Clock, luck: Luck) -> None:
    """One month of a rule in C, in place."""
    function = getattr(load(), f"c_{rule}")
    values = given(rule, state, clock, luck)
    whole, real = iter(values.whole.tolist()), iter(values.real.tolist())
    function.restype = None
    function(
        *(
            ctypes.c_double(next(real)) if argument.is_real else ctypes.c_int64(next(whole))
            for argument in arguments(rule)
        )
    )
