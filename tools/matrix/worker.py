"""The process that runs one configuration: ``python -m tools.matrix.worker JSON`` prints digests as one JSON object.

``--about`` prints what the interpreter is, and ``--compile`` only makes its machine code.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import platform
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from tools.matrix import series, ways
from tools.matrix.pairs import Block
from tools.matrix.series import Found

LIBRARIES = ("mesa", "numba", "numpy", "pandas")
HIDDEN = {"FMA": (0, 2, 12), "AVX2": (1, 1, 5), "AVX512F": (1, 1, 16)}
"""Feature of the processor → leaf, register and bit of CPUID where the C library says whether it uses it."""


def about() -> dict[str, Any]:
    """Versions, the sources of the model, and what this numpy can do without on this processor."""
    from netsustain.exploration.question import results_version

    return {
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
        "sources": results_version(),
        "dispatched": _numpy_features(),
    }


def _numpy_features() -> list[str]:
    """What numpy has code of its own for, and uses here."""
    return list(np.show_config(mode="dicts")["SIMD Extensions"].get("found", []))  # type: ignore[index]


def facts() -> dict[str, Any]:
    """What of a configuration this process can see to be in force."""
    from netsustain import kernels

    settings = kernels.numba.config
    return {
        "sources": about()["sources"],
        "compiled": kernels.JIT,
        "processor": settings.CPU_NAME or "host",
        "numpy": _numpy_features(),
        "glibc": _glibc_features(),
        "new_memory": _new_memory(),
        "hash": os.environ.get("PYTHONHASHSEED", ""),
    }


def _glibc_features() -> list[str] | None:
    """Features of the processor that the C library uses; None where it does not say."""
    try:
        ask = ctypes.CDLL("ld-linux-x86-64.so.2").__getattr__("__x86_get_cpuid_feature_leaf")
    except (OSError, AttributeError):
        return None
    ask.restype, found = ctypes.POINTER(ctypes.c_uint32), []
    for name, (leaf, register, bit) in HIDDEN.items():
        active = ask(ctypes.c_uint(leaf))[4 + register]  # four registers as the processor says, then four as used
        if active >> bit & 1:
            found.append(name)
    return found


def _new_memory() -> int:
    """A byte of memory that nobody wrote."""
    return int(np.empty(1 << 15, dtype=np.uint8)[-1])


# ---- runs -----------------------------------------------------------------------------------------------------


def run(task: dict[str, Any]) -> Found:
    """Run the blocks of a task, shared by so many processes as it says."""
    levels, blocks = task["levels"], [Block(*block) for block in task["blocks"]]
    processes = int(levels["processes"])
    if processes == 1:
        return ways.run(levels, blocks, task["months"])
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        shares = [pool.submit(ways.run, levels, blocks[first::processes], task["months"]) for first in range(processes)]
        found: Found = {}
        for share in shares:
            found |= share.result()
    return {pair: found[pair] for pair in _pairs(blocks)}


def _pairs(blocks: Sequence[Block]) -> list[str]:
    return [series.pair(each[0], each[1], each[2] + place) for each in blocks for place in range(each[3])]


def _processor_seconds() -> float:
    """Of this process and of those that it waited for."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def compile_all() -> None:
    """Use every compiled entry point once, so that its machine code is in the cache."""
    from netsustain import NetworkModel, load, simulate

    scenario = load("baseline").until(2)
    simulate(scenario, replicates=1)
    NetworkModel(scenario).run()


def main(given: list[str]) -> int:
    """Do what is asked and print one JSON object."""
    began = time.perf_counter()
    if given == ["--about"]:
        answer = about()
    elif given == ["--compile"]:
        compile_all()
        answer = {"seconds": time.perf_counter() - began}
    else:
        task = json.loads(given[0])
        seen = facts()  # before the runs: Dask sets a hash seed of its own in this process too
        found = run(task)
        series.save(found, Path(task["folder"]))
        digests = series.digests(found)
        answer = {
            "facts": seen, "pairs": digests, "seconds": time.perf_counter() - began, "processor": _processor_seconds(),
        }  # fmt: skip
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
