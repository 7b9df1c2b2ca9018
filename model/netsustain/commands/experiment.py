"""``netsustain experiment FILE``: run what is missing of an experiment, show what it found, keep everything."""

from __future__ import annotations

import errno
import json as json_text
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from netsustain.commands.experiment_progress import progress_shown
from netsustain.commands.experiment_tables import print_answer
from netsustain.commands.shared import FAILED_RUNS, typed
from netsustain.exploration.answer import Answer, Progress, Status
from netsustain.exploration.atomic import locked
from netsustain.exploration.kinds import module_of
from netsustain.exploration.origins import digest_of_file
from netsustain.exploration.places import RESULTS
from netsustain.exploration.reading import Asked, load_experiment
from netsustain.exploration.remote.client import crew_for
from netsustain.messages import text
from netsustain.report.manifest import ResultFolder

FOLDER_DIGITS = 12
"""Digits of the digest of what is asked that name its folder."""
NOT_DONE = 1
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
"""A full disk, or all that its owner may use of it."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""
REASONS_SHOWN = 3


def execute(
    *,
    file: str,
    scale: float | None = None,
    seed: int | None = None,
    out: Path | None = None,
    status: bool = False,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
    cluster: str | None = None,
) -> int:
    """Answer an experiment; returns 0, or 3 when some runs failed.

    Raises
    ------
    ScenarioError, QuestionError, BusyFolderError, ClusterError
        If the file is faulty, its folder answers another question or is in use, or the cluster cannot be used.
    """
    started = time.perf_counter()
    asked = load_experiment(file).with_options(scale, seed)
    folder = folder_of(asked, out)
    options = {"scale": scale, "seed": seed}
    command = typed("experiment", [file], {**options, "out": out, "cluster": cluster})
    if status:
        _print_status(module_of(asked.experiment.kind).status(asked, folder), folder, command, lang, json)
        return 0
    try:
        with interruptible(lang), progress_shown(lang) as progress:
            answer = answered(asked, folder, typed("experiment", [file], options), lang, workers, progress, cluster)
    except KeyboardInterrupt:
        print(text("experiment.interrupted", lang, command=command), file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        print(text("experiment.no_room", lang, folder=error.filename or folder, command=command), file=sys.stderr)
        return NOT_DONE
    seconds = time.perf_counter() - started
    if json:
        print(json_text.dumps(_plain(answer, folder, seconds), ensure_ascii=False, allow_nan=False))
    else:
        print_answer(asked, answer, lang)
        _print_end(answer, folder, seconds, lang)
    _print_failures(answer, lang)
    return FAILED_RUNS if answer.failed else 0


def folder_of(asked: Asked, out: str | Path | None) -> Path:
    """Where the results of an experiment lie: where it is said, else under a name of what is asked."""
    if out is not None:
        return Path(out)
    digest: str = module_of(asked.experiment.kind).digest_of(asked)
    return RESULTS / asked.name / digest[:FOLDER_DIGITS]


def answered(
    asked: Asked,
    folder: Path,
    command: str,
    lang: str,
    workers: int | None,
    progress: Progress | None,
    cluster: str | None = None,
) -> Answer:
    """Do what is left to do of an experiment and write its folder; nobody else may work there meanwhile."""
    with locked(folder), crew_for(cluster):
        found: Answer = module_of(asked.experiment.kind).answer(asked, folder, workers=workers, progress=progress)
        write(asked, found, folder, command, lang)
    return replace(found, folder=folder)


@contextmanager
def interruptible(lang: str) -> Iterator[None]:
    """Say at once that Ctrl-C was heard: the parts in work are finished first, which may take a while."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heard(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, earlier)
        print(text("experiment.stopping", lang), file=sys.stderr, flush=True)
        raise KeyboardInterrupt

    earlier = signal.signal(signal.SIGINT, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)


def write(asked: Asked, answer: Answer, folder: Path, command: str, lang: str) -> None:
    """Write the tables, the report and, last, the manifest; ``command`` makes the same result anywhere."""
    from netsustain.report.experiments.report import report_files

    result = ResultFolder(folder)
    for name, frame in answer.tables.items():
        result.table(f"{name}.parquet", frame)
    if "summary" in answer.tables:
        result.write("summary.csv", answer.tables["summary"].to_csv(index=False).encode("utf-8"))
    for path in answer.files:
        name = path.relative_to(folder).as_posix()
        result.files[name] = {"sha256": digest_of_file(path), "bytes": path.stat().st_size}
    for name, content in report_files(asked, answer, lang=lang, command=command):
        result.write(name, content)
    said = {
        "command": command,
        "experiment": asked.experiment.model_dump(mode="json", by_alias=True),
        "rows": answer.rows,
        "failed": answer.failed,
        "digest": answer.digest,
    }
    result.finish(said, asked.scenarios, answer.seeds)


def peak_rss_mib() -> float | None:
    """Largest memory this process has held, in MiB; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)


def _plain(answer: Answer, folder: Path, seconds: float) -> dict[str, Any]:
    """The object that ``--json`` prints."""
    return {
        "rows": answer.rows,
        "failed": answer.failed,
        "digest": answer.digest,
        "seconds": round(seconds, 3),
        "peak_rss_mib": peak_rss_mib(),
        "out": str(folder),
    }


def _print_end(answer: Answer, folder: Path, seconds: float, lang: str) -> None:
    """What was done, its digest, and where it lies."""
    print(text("experiment.done", lang, rows=f"{answer.rows:,}", seconds=f"{seconds:.1f}", failed=answer.failed))
    print(text("experiment.digest", lang, digest=answer.digest))
    print(text("experiment.place", lang, folder=folder))
    print(text("report.open_report", lang, path=folder / "report.html"))


def _print_failures(answer: Answer, lang: str) -> None:
    """The commonest reasons why runs failed, on standard error."""
    reasons = answer.tables.get("failures")
    if reasons is None:
        return
    for row in reasons.head(REASONS_SHOWN).itertuples(index=False):
        line = text("experiment.failed", lang, runs=row.runs, scenario=row.scenario, reason=row.failure)
        print(line, file=sys.stderr)


def _print_status(found: Status, folder: Path, command: str, lang: str, json: bool) -> None:
    left = found.seconds_left
    if json:
        rounded = None if left is None else round(left, 1)
        print(json_text.dumps({**vars(found), "seconds_left": rounded, "out": str(folder)}, ensure_ascii=False))
        return
    counts = ("parts_done", "parts_left", "rows_done", "rows_left", "failed")
    print(text("experiment.status", lang, **{name: f"{getattr(found, name):,}" for name in counts}))
    if left is not None and found.rows_a_second:
        print(text("experiment.status_time", lang, rate=f"{found.rows_a_second:,.0f}", left=_spoken(left, lang)))
    print(text("experiment.place", lang, folder=folder))
    print(text("experiment.status_go_on" if found.rows_left else "experiment.status_done", lang, command=command))


def _spoken(seconds: float, lang: str) -> str:
    """A time to wait, as people say it."""
    for unit, size in (("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2 * size:
            return text(f"experiment.{unit}", lang, number=f"{seconds / size:,.0f}")
    return text("experiment.seconds", lang, number=f"{seconds:,.0f}")
