"""``netsustain replay RESULT``: make stored rows again from their manifest and compare them bit for bit."""

from __future__ import annotations

import json as json_text
import math
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from netsustain.exploration.replaying.replay import Replayed, replay
from netsustain.messages import text

DIFFERENT = 1


def execute(
    *,
    result: Path,
    rows: list[int] | None = None,
    everything: bool = False,
    lang: str = "en",
    json: bool = False,
    workers: int | None = None,
) -> int:
    """Replay a result; returns 0 where every row made again is the stored one, else 1.

    Raises
    ------
    ResultsError
        If there is no finished result with rows of runs, or no such row.
    """
    started = time.perf_counter()
    found = replay(result, rows=rows or (), everything=everything, workers=workers)
    seconds = time.perf_counter() - started
    if json:
        print(json_text.dumps(_plain(found, result, seconds), ensure_ascii=False, allow_nan=False))
    else:
        _print(found, lang, seconds)
    return 0 if found.same else DIFFERENT


def _plain(found: Replayed, result: Path, seconds: float) -> dict[str, Any]:
    """The object that ``--json`` prints; a number that JSON cannot hold stands as text."""
    said = asdict(found)
    if found.first is not None:
        for key in ("stored", "again"):
            value = said["first"][key]
            said["first"][key] = str(value) if isinstance(value, float) and not math.isfinite(value) else value
    return {"same": found.same, **said, "out": str(result), "seconds": round(seconds, 3)}


def _print(found: Replayed, lang: str, seconds: float) -> None:
    if found.same_sources is False:
        print(text("replay.other_sources", lang), file=sys.stderr)
    for name in found.damaged:
        print(text("replay.damaged", lang, name=name), file=sys.stderr)
    for name in found.changed_tables:
        print(text("replay.changed_table", lang, name=name), file=sys.stderr)
    if found.damaged or found.changed_tables:
        print(text("replay.not_made", lang), file=sys.stderr)
        return
    counts = {"compared": f"{found.compared:,}", "rows": f"{found.rows:,}", "seconds": f"{seconds:.1f}"}
    if found.first is None:
        print(text("replay.same", lang, **counts))
        return
    print(text("replay.different", lang, different=f"{found.different:,}", **counts), file=sys.stderr)
    first = {key: repr(value) if isinstance(value, float) else value for key, value in vars(found.first).items()}
    print(text("replay.first", lang, **first), file=sys.stderr)
