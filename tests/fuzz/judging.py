"""One case: made from its number, read, measured and judged."""

from __future__ import annotations

import gc
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .kinds import KINDS, Files
from .memory import Peak

SECONDS = 1.0
"""Processor time that a reader may take for a file of this size."""
TOOK = "took too long:"
"""How a verdict begins that is about time alone: the nightly command counts it, the tests do not."""
MEBIBYTES = 200.0
"""Memory that it may hold beyond what it held before."""
LONGEST_MESSAGE = 20_000
"""Characters of all faults of a file together: more would not be read."""
ACCEPTED, REFUSED, FAILED = "accepted", "refused", "failed"


@dataclass(frozen=True)
class Verdict:
    """How a reader met a case."""

    kind: str
    number: int
    outcome: str
    """One of accepted, refused and failed."""
    seconds: float = 0.0
    mebibytes: float = 0.0
    why: str = ""
    """What is wrong, for a failure."""


def made(kind: str, number: int, seed: int, shared: Path) -> Files:
    """The files of a case: always the same ones for a kind, a number and a seed."""
    return KINDS[kind].make(Random(f"{seed}/{kind}/{number}"), shared)


def put(files: Files, folder: Path) -> Path:
    """Write the files of a case into an empty folder; the one that is read."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / next(iter(files))


def judged(kind: str, number: int, file: Path) -> Verdict:
    """Read a case and say how it went."""
    gc.collect(0)
    why, outcome = "", ACCEPTED
    with Peak() as peak:
        begin = time.process_time()
        try:
            said = KINDS[kind].read(file)
        except MemoryError:
            outcome, why = FAILED, "MemoryError: more memory than a worker may have"
        except Exception as error:
            said, why = _told(error)
            outcome = FAILED if why else REFUSED
        else:
            outcome = REFUSED if said else ACCEPTED
            why = _unclear(said) if said else ""
        seconds = time.process_time() - begin
    if not why and seconds > SECONDS:
        why = f"{TOOK} {seconds:.2f} s, expected at most {SECONDS:g}"
    if not why and peak.mebibytes > MEBIBYTES:
        why = f"took {peak.mebibytes:.0f} MiB, expected at most {MEBIBYTES:g}"
    return Verdict(kind, number, FAILED if why else outcome, seconds, peak.mebibytes, why)


def _told(error: Exception) -> tuple[str, str]:
    """An error's message, and what is wrong with it; nothing for one that tells people what to mend."""
    import traceback

    from netsustain.app.catalogue import UnknownScenarioError
    from netsustain.app.play import PlayError
    from netsustain.exploration.results import ResultsError
    from netsustain.scenario.problems import ScenarioError

    if not isinstance(error, (ScenarioError, ResultsError, PlayError, UnknownScenarioError)):
        *_, last = traceback.extract_tb(error.__traceback__)
        ours = [step for step in traceback.extract_tb(error.__traceback__) if "netsustain" in step.filename]
        where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} " if ours else ""
        return "", f"{type(error).__name__} in {where}({Path(last.filename).name}:{last.lineno}): {str(error)[:300]}"
    if isinstance(error, ScenarioError):
        placeless = [each for each in error.problems if each.line < 1 or not each.file or not each.message]
        if placeless or not error.problems:
            return "", f"a fault without a place: {placeless[:1]}"
    return str(error), _unclear(str(error))


def _unclear(said: str) -> str:
    """What is wrong with a message."""
    if ":" not in said:
        return f"a message without a place: {said[:200]}"
    if len(said) > LONGEST_MESSAGE and max(map(len, said.splitlines())) > 1_500:
        return f"a message of {len(said)} characters: {said[:200]}"
    try:
        said.encode()
    except UnicodeEncodeError:
        return f"a message that cannot be printed: {said[:200]!a}"
    return ""
