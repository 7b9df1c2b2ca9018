"""The only place that calls numba: how the model's functions are compiled, cached and kept honest.

Two decisions live here. The cache folder is named by a digest of the package's sources, because numba's own
cache does not notice a change in a helper of another file. And :func:`frozen` turns an array into a read-only
one inside compiled code, so that a rule which writes a column it did not declare does not compile.
"""

from __future__ import annotations

import gc
import hashlib
import os
import platform
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
import platformdirs
from numba.core import event, types
from numba.core.imputils import impl_ret_borrowed
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

PACKAGE = Path(__file__).parent
_SETTINGS: Any = numba.config
_njit: Any = numba.njit  # its types do not know the options that leave Python wrappers out
KEPT_CACHES = 4
"""Cache folders of other versions that are left in place (two versions side by side must not fight)."""

JIT = not _SETTINGS.DISABLE_JIT


_IMPORT = re.compile(r"^\s*(?:from|import) (netsustain[\w.]*)(?: import ([\w, ]+|\([^)]*\)))?", re.MULTILINE)


def _file_of(module: str) -> Path | None:
    """The source file of a module of this package, if there is such a module."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def compiled_sources() -> list[Path]:
    """Every source file that machine code can depend on: what the driver imports, directly or not."""
    found: dict[Path, None] = {}
    waiting = [PACKAGE / "driver.py"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = None
        for module, names in _IMPORT.findall(path.read_text(encoding="utf-8")):
            inner = [f"{module}.{name}" for name in re.findall(r"\w+", names)]
            waiting.extend(file for file in map(_file_of, [module, *inner]) if file is not None)
    return sorted(found)


def source_digest() -> str:
    """Digest of the sources behind the machine code, and of what else decides it."""
    digest = hashlib.sha256()
    for path in compiled_sources():
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update(f"{numba.__version__} {np.__version__} {platform.python_version()}".encode())
    return digest.hexdigest()[:20]


def cache_root() -> Path:
    """Folder that holds one cache folder a version; ``NETSUSTAIN_CACHE_DIR`` overrides the user's cache."""
    override = os.environ.get("NETSUSTAIN_CACHE_DIR")
    return Path(override) if override else Path(platformdirs.user_cache_dir("netsustain", appauthor=False))


def _prepare_cache() -> Path:
    root = cache_root()
    folder = root / source_digest()
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    others = sorted(
        (path for path in root.iterdir() if path.is_dir() and path != folder),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    day_ago = time.time() - 86_400
    for stale in others[KEPT_CACHES:]:
        if stale.stat().st_mtime < day_ago:
            shutil.rmtree(stale, ignore_errors=True)
    return folder


CACHE = _prepare_cache()
_SETTINGS.CACHE_DIR = str(CACHE)


class _Uncollected(event.Listener):  # type: ignore[misc]
    """No garbage collection while numba compiles: it took 3 of 43 seconds of a cold compile."""

    depth, was_on = 0, False

    def on_start(self, event: Any) -> None:
        """Switch it off at the outermost compilation."""
        if self.depth == 0:
            self.was_on = gc.isenabled()
            gc.disable()
        self.depth += 1

    def on_end(self, event: Any) -> None:
        """Switch it on again."""
        self.depth -= 1
        if self.depth == 0 and self.was_on:
            gc.enable()


event.register("numba:compile", _Uncollected())  # type: ignore[no-untyped-call]
_WITHOUT_WRAPPERS = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Only entry points are called from Python: the other functions need no wrapper, which takes time to compile."""


def compiled(function: Function) -> Function:
    """Compile a function that other compiled functions call.

    No ``fastmath``: bits must not depend on the processor. The numpy error model keeps a division by zero an
    infinity, which the invariants of a month catch, instead of an exception on a thread.
    """
    return _njit(error_model="numpy", nogil=True, **_WITHOUT_WRAPPERS)(function)


def inlined(function: Function) -> Function:
    """Compile a small function that is worth inlining at every call (random draws, exponentials)."""
    return _njit(error_model="numpy", nogil=True, forceinline=True, **_WITHOUT_WRAPPERS)(function)


def entry_point(function: Function) -> Function:
    """Compile a function that Python calls, and cache its machine code for the next process.

    It releases the interpreter lock: several replicates run in threads of one process.
    """
    return _njit(error_model="numpy", nogil=True, cache=True)(function)


def kept(function: Function) -> Function:
    """Compile a function that entry points call, and cache it: the next entry point does not compile it again."""
    return _njit(error_model="numpy", nogil=True, cache=True, **_WITHOUT_WRAPPERS)(function)


@intrinsic
def _frozen(typing_context: Any, array: Any) -> Any:
    """Type-level cast of an array to read-only; no instruction is emitted."""
    signature = array.copy(readonly=True)(array)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return impl_ret_borrowed(  # type: ignore[no-untyped-call]
            context, builder, signature.return_type, arguments[0])

    assert isinstance(array, types.Array)
    return signature, generate


def _frozen_view(array: np.ndarray) -> np.ndarray:
    view = array.view()
    view.flags.writeable = False
    return view


frozen: Any = _frozen if JIT else _frozen_view
"""Read-only view of an array, in compiled code and in plain Python alike."""


def cache_hits(dispatcher: Any) -> int:
    """How many signatures of an entry point were loaded from the cache in this process."""
    return sum(dispatcher.stats.cache_hits.values())


def kernel_source(function: Callable[..., Any]) -> Callable[..., Any]:
    """The plain Python function behind a compiled one (itself when compilation is off)."""
    return getattr(function, "py_func", function)
