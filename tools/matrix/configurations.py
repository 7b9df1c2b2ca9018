"""The factors that must not matter, their levels, and the configurations: every level alone, then mixes of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.matrix.covering import Levels, covering

FACTORS: dict[str, tuple[str, ...]] = {
    "way": ("simulate", "mesa", "campaign", "cluster"),
    "code": ("native", "generic", "haswell", "plain"),
    "libraries": ("native", "glibc", "numpy", "old"),
    "threads": ("1", "2"),
    "processes": ("1", "2", "4"),
    "chunk": ("25", "1", "7", "64"),
    "hash": ("0", "1", "4242", "random"),
    "months": ("yes", "no"),
    "order": ("forwards", "backwards", "alone", "some"),
    "memory": ("fresh", "filled"),
}
"""Factor → levels, the reference's first; ``python`` is added with the interpreters that were found."""
MEANING = {
    "way": "`ns.simulate`; `ns.NetworkModel` stepped to its end by Mesa; a campaign of experiments into a store; the "
    "same made by two workers of a Dask cluster",
    "python": "interpreter, with the Mesa that it holds",
    "code": "machine code for this processor, for any processor of its family, for one with AVX2 but no AVX-512; "
    "`plain`: no compiler at all",
    "libraries": "C library without AVX2, FMA and AVX-512; numpy without all that it can do without; both, and an old "
    "linear algebra: `old`",
    "threads": "threads of a process",
    "processes": "processes that share the work",
    "chunk": "runs a task",
    "hash": "`PYTHONHASHSEED`",
    "months": "whether the monthly series are kept",
    "order": "as listed; last first and every batch in two halves; each run alone; half the scenarios and of those the "
    "later runs",
    "memory": "`filled`: new memory holds rubbish, not zeros",
}
HARDWARE = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"
RUBBISH = 165
"""What the C library fills new memory with; a byte."""
COMPILED_APART = ("generic", "haswell")
"""Machine code that is not in the user's cache: 40 to 100 seconds the first time."""
ON_EVERY_PYTHON = ("native", "plain")
"""Machine code that further interpreters run too: the rest would be compiled once more for each."""


@dataclass(frozen=True)
class Configuration:
    """One row of the matrix."""

    name: str
    levels: Levels
    differs: tuple[str, ...]
    """Levels that the reference does not have, as ``factor=level``."""
    environment: tuple[tuple[str, str], ...] = ()
    """Further variables of its process."""

    @property
    def cache(self) -> str:
        """Configurations of the same cache share machine code."""
        return f"{self.levels['python']}-{self.levels['code']}"


def allowed(levels: Mapping[str, str], this: str) -> bool:
    """Whether levels can stand together and each matters; ``this`` is the reference's interpreter."""

    def only(factor: str, *expected: str) -> bool:
        return levels.get(factor, expected[0]) in expected

    way, code = levels.get("way"), levels.get("code")
    if way == "mesa" and not (  # one run after the other, months always kept
        only("threads", "1") and only("chunk", "25") and only("months", "yes")
        and only("order", "forwards", "backwards", "some")
    ):  # fmt: skip
        return False
    if way in ("campaign", "cluster") and not (  # rows only, in an order of its own
        only("months", "yes") and only("order", "forwards", "backwards", "some")
    ):
        return False
    if way == "cluster" and not (only("threads", "1") and only("processes", "1")):  # its workers are processes
        return False
    if levels.get("order") == "alone" and not only("chunk", "25"):
        return False
    return levels.get("python", this) == this or code is None or code in ON_EVERY_PYTHON


def configurations(pythons: Sequence[str], levels: Mapping[str, Sequence[str]]) -> list[Configuration]:
    """The reference, every other level alone, then mixes that hold every two levels of any two factors.

    Parameters
    ----------
    pythons
        Names of the interpreters, the reference's first.
    levels
        Factor → the levels that this machine can have, the reference's first.
    """
    factors = {"python": tuple(pythons), **{factor: tuple(found) for factor, found in levels.items()}}
    reference = {factor: found[0] for factor, found in factors.items()}
    rows = [("reference", reference)]
    for factor, found in factors.items():
        rows += [(f"{factor}={level}", {**reference, factor: level}) for level in found[1:]]
    mixes = covering(factors, lambda row: allowed(row, pythons[0]), [row for _, row in rows])
    rows += [(f"mix {number:02d}", row) for number, row in enumerate(mixes, 1)]
    return [Configuration(name, row, _differing(row, reference)) for name, row in rows]


def _differing(levels: Levels, reference: Levels) -> tuple[str, ...]:
    return tuple(f"{factor}={level}" for factor, level in levels.items() if level != reference[factor])


def environment(levels: Mapping[str, str], dispatched: Sequence[str]) -> dict[str, str]:
    """Variables of the process of a configuration.

    Parameters
    ----------
    dispatched
        What its numpy can do on this processor and can do without.
    """
    found = {"PYTHONHASHSEED": levels["hash"], **_CODE[levels["code"]]}
    tunables = []
    if levels["libraries"] in ("glibc", "old"):
        tunables.append(HARDWARE)
    if levels["libraries"] in ("numpy", "old") and dispatched:
        found["NPY_DISABLE_CPU_FEATURES"] = " ".join(dispatched)
    if levels["libraries"] == "old":
        found["OPENBLAS_CORETYPE"] = "Nehalem"
    if levels["memory"] == "filled":
        tunables.append(f"glibc.malloc.perturb={RUBBISH}")
        found["PYTHONMALLOC"] = "malloc"
    return found | ({"GLIBC_TUNABLES": ":".join(tunables)} if tunables else {})


_CODE: dict[str, dict[str, str]] = {
    "native": {},
    "generic": {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""},
    "haswell": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": ""},
    "plain": {"NUMBA_DISABLE_JIT": "1"},
}
