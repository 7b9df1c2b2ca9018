"""Starts a process for every configuration and compares what it found with the reference."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.matrix import configurations as listed
from tools.matrix import series
from tools.matrix.configurations import COMPILED_APART, FACTORS, Configuration
from tools.matrix.interpreters import ROOT, Interpreter
from tools.matrix.pairs import Size, blocks_of, number
from tools.matrix.series import Difference, Digests
from tools.matrix.ways import parts_of

CACHES = ROOT / "results" / "matrix" / "machine_code"
LONGEST = 1_800
"""Seconds after which a configuration counts as hung."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What a configuration came to."""

    name: str
    differs: tuple[str, ...]
    pairs: int = 0
    equal: int = 0
    parts: tuple[str, ...] = ()
    """What was compared of every pair."""
    seconds: float = 0.0
    """By the wall clock."""
    processor: float = 0.0
    """Seconds of processors; hardly longer on a busy machine."""
    first: str = ""
    """The first number that differs, or why there are none."""

    @property
    def same(self) -> bool:
        """Whether every number of every pair is the reference's."""
        return not self.first and self.pairs > 0 and self.equal == self.pairs


@dataclass(frozen=True)
class Made:
    """What a worker said, and where the numbers lie."""

    pairs: Digests
    seconds: float
    processor: float
    folder: Path


# ---- what this machine can have -------------------------------------------------------------------------------


def levels_here(compile_apart: bool) -> tuple[dict[str, list[str]], list[str]]:
    """Levels of the factors, and what is left out for which reason."""
    levels = {factor: list(found) for factor, found in FACTORS.items()}
    skipped = []

    def without(factor: str, names: Iterable[str], reason: str) -> None:
        gone = [name for name in names if name in levels[factor]]
        levels[factor] = [name for name in levels[factor] if name not in gone]
        if gone:
            skipped.append(f"{factor}={', '.join(gone)}: {reason}")

    if not compile_apart:
        without("code", COMPILED_APART, "compiles for minutes: leave --quick out")
    if platform.machine() not in ("x86_64", "AMD64"):
        without("code", ["haswell"], f"machine code of another family than {platform.machine()}")
        without("libraries", ["glibc", "old"], f"no such features on {platform.machine()}")
    if platform.libc_ver()[0] != "glibc":
        without("libraries", ["glibc", "old"], "needs glibc")
        without("memory", ["filled"], "needs glibc")
    return levels, skipped


# ---- one configuration ----------------------------------------------------------------------------------------


class Matrix:
    """Configurations of one size on the interpreters that were found."""

    def __init__(self, interpreters: Sequence[Interpreter], size: Size, caches: Path = CACHES) -> None:
        self.interpreters = {each.name: each for each in interpreters}
        self.size, self.caches = size, caches

    def compile_for(self, chosen: Sequence[Configuration], tell: Tell) -> None:
        """Make the machine code that several configurations share, before any of them is timed."""
        for cache in dict.fromkeys(each.cache for each in chosen if each.levels["code"] != "plain"):
            first = next(each for each in chosen if each.cache == cache)
            environment = listed.environment({**first.levels, "libraries": "native", "memory": "fresh"}, ())
            try:
                tell(f"machine code {cache}: {self._worker(first, environment, '--compile')['seconds']:.0f} s")
            except RuntimeError as error:  # its configurations will say so, each in its line
                tell(f"machine code {cache}: {error}")

    def make(self, configuration: Configuration, folder: Path) -> Made:
        """Run a configuration.

        Raises
        ------
        RuntimeError
            If it fails, is not what it should be, or leaves something out.
        """
        levels, blocks = configuration.levels, self.blocks(configuration)
        interpreter = self.interpreters[levels["python"]]
        task = {"levels": levels, "blocks": blocks, "months": self.size.months, "folder": str(folder)}
        environment = listed.environment(levels, interpreter.dispatched)
        said = self._worker(configuration, environment, json.dumps(task))
        wrong = list(_not_in_force(configuration, said["facts"], interpreter))
        wrong += _left_out(levels, said["pairs"], number(blocks))
        if wrong:
            raise RuntimeError("; ".join(wrong))
        return Made(said["pairs"], said["seconds"], said["processor"], folder)

    def blocks(self, configuration: Configuration) -> list[Any]:
        """What a configuration runs."""
        return blocks_of(configuration.levels, self.size, len(configuration.differs) > 1)

    def _worker(self, configuration: Configuration, environment: dict[str, str], argument: str) -> Any:
        variables = {**os.environ, **environment, **dict(configuration.environment)}
        if configuration.levels["code"] in COMPILED_APART:
            place = self.caches / configuration.cache
            place.mkdir(parents=True, exist_ok=True)
            variables["NETSUSTAIN_CACHE_DIR"] = str(place)
        path = self.interpreters[configuration.levels["python"]].path
        done = subprocess.run(
            [path, "-m", "tools.matrix.worker", argument], cwd=ROOT, env=variables, capture_output=True, text=True,
            check=False, timeout=LONGEST,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1])
        return json.loads(done.stdout.splitlines()[-1])


def _not_in_force(configuration: Configuration, facts: dict[str, Any], interpreter: Interpreter) -> Iterator[str]:
    """What of a configuration its process does not see: a comparison would prove nothing."""
    levels = configuration.levels
    expected: dict[str, Any] = {
        "sources": interpreter.sources,
        "compiled": levels["code"] != "plain",
        "processor": levels["code"] if levels["code"] in COMPILED_APART else "host",
        "hash": levels["hash"],
    }
    if levels["libraries"] in ("numpy", "old"):
        expected["numpy"] = []
    if levels["libraries"] in ("glibc", "old") and facts["glibc"] is not None:
        expected["glibc"] = []
    if levels["memory"] == "filled":
        expected["new_memory"] = listed.RUBBISH ^ 0xFF
    for name, value in expected.items():
        if facts[name] != value:
            yield f"not in force: {name}: got {facts[name]}, expected {value}"


def _left_out(levels: dict[str, str], pairs: Digests, expected: int) -> Iterator[str]:
    """What a configuration should have told and did not."""
    if len(pairs) != expected:
        yield f"got {len(pairs)} pairs, expected {expected}"
    parts = parts_of(levels)
    for pair, found in pairs.items():
        if {part.split()[0] for part in found} != parts:
            yield f"{pair}: got the parts {', '.join(found)}, expected {', '.join(sorted(parts))}"
            return


# ---- all of them ------------------------------------------------------------------------------------------------


def compared(matrix: Matrix, chosen: Sequence[Configuration], tell: Tell, jobs: int = 1) -> Iterator[Result]:
    """Run the configurations, the reference first, and compare each with it; yields them in order.

    Parameters
    ----------
    chosen
        The first is the reference.
    tell
        Given lines that say how far it is.
    jobs
        Configurations at a time; more than one makes their seconds longer.
    """
    matrix.compile_for(chosen, tell)
    with tempfile.TemporaryDirectory() as place:
        reference = _attempt(matrix, chosen[0], Path(place))
        if not isinstance(reference, Made):
            yield reference
            return
        yield _result(chosen[0], reference, reference)
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(lambda each: _against(matrix, each, reference, Path(place)), chosen[1:])


def _attempt(matrix: Matrix, configuration: Configuration, place: Path) -> Made | Result:
    folder = place / configuration.name.replace(" ", "_")
    folder.mkdir()
    began = time.perf_counter()
    try:
        return matrix.make(configuration, folder)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        seconds, pairs = time.perf_counter() - began, number(matrix.blocks(configuration))
        return Result(configuration.name, configuration.differs, pairs, seconds=seconds, first=str(error))


def _against(matrix: Matrix, configuration: Configuration, reference: Made, place: Path) -> Result:
    made = _attempt(matrix, configuration, place)
    if not isinstance(made, Made):
        return made
    result = _result(configuration, made, reference)
    shutil.rmtree(made.folder)
    return result


def _result(configuration: Configuration, made: Made, reference: Made) -> Result:
    """The comparison, pair by pair and part by part."""
    differing = [
        (pair, part)
        for pair, parts in made.pairs.items()
        for part, found in parts.items()
        if reference.pairs.get(pair, {}).get(part) != found
    ]
    unequal = dict.fromkeys(pair for pair, _ in differing)
    parts = dict.fromkeys(part.split()[0] for found in made.pairs.values() for part in found)
    first = str(_named(differing, made, reference)) if differing else ""
    return Result(
        configuration.name, configuration.differs, len(made.pairs), len(made.pairs) - len(unequal), tuple(parts),
        made.seconds, made.processor, first,
    )  # fmt: skip


def _named(differing: list[tuple[str, str]], made: Made, reference: Made) -> Difference | str:
    """The first difference: in the order of the reference's pairs, what comes first in a run first."""
    places = {pair: place for place, pair in enumerate(reference.pairs)}
    order = {name: place for place, name in enumerate(("network", "months", "run", "outcomes"))}
    pair, part = min(differing, key=lambda item: (places.get(item[0], -1), order[item[1].split()[0]]))
    if part not in reference.pairs.get(pair, {}):
        return f"{pair}: {part}: the reference has none"
    return series.first_difference(
        pair, part, series.kept(made.folder, pair, part), series.kept(reference.folder, pair, part)
    )
