"""How soon does a whole room know what one phone decided, and what do crashes of the game's server take away?

``python -m benchmarks.room --minutes 30 --phones 100`` is the long form. Phones are simulated (``benchmarks.phones``)
in two processes, the facilitator in this one; ``netsustain compare`` runs beside them. Then the facilitator asks
what-if questions of the same server, all connections are cut, its disk is full for a turn, and server and keeper are
killed (``kill -9``). Needs Linux: processes are found by ``/proc``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine, seen
from benchmarks.evening import evening_of
from benchmarks.participants import Plan
from benchmarks.rows import Row, Settings

TITLE = "The room of the game"
MIB_GOAL = 1024.0


def figures(plan: Plan, folder: Path) -> dict[str, Any]:
    """Everything measured of one evening."""
    took, phones, proof = asyncio.run(evening_of(plan, folder))
    journal, rows = folder / "game" / "journal.jsonl", {number: number for number in range(plan.phones)}
    excused = [(took.cut, took.cut + 10.0), *((moment, moment + 5.0) for moment in took.kills),
               (took.keeper, took.ended)]  # fmt: skip
    shown = {
        name: {"decisions": int(heard.size), **_shares(heard), "own": _shares(seen.acknowledgements(phones, window)),
               "turns": _shares(seen.turn_delays(phones, took.played, window))}
        for name, window in (("beside", took.beside), ("asking", took.asking))
        if window[1] and (heard := seen.delays(journal, phones, window)).size
    }  # fmt: skip
    singly = [moment for place, moment in enumerate(took.kills)
              if all(abs(moment - other) > 1.0 for other in took.kills[place + 1 :])]  # fmt: skip
    # Nobody was back yet when a server was killed again: what follows such a kill says nothing.
    returns = [found for moment in singly if (found := seen.back_after(phones, moment, rows))]
    return {
        "plan": asdict(plan), "machine": machine.describe(), "load": took.load, "shown": shown,
        "unexpected": seen.unexpected(phones, excused), "turns": len(took.played), "ensembles": took.ensembles,
        "answers": took.answers, "shares": took.shares, "resident": took.resident, "proportional": took.proportional,
        "full": seen.refused(phones, "disk"),
        "cut": seen.back_after(phones, took.cut, rows, took.cut_turn), "kills": len(took.kills),
        "returns": _shares(np.array(returns)), "keeper": seen.back_after(phones, took.keeper, rows),
        "proof": asdict(proof), "journal": journal.stat().st_size, "sound": proof.sound,
    }  # fmt: skip


def _shares(values: Any) -> dict[str, float]:
    """Median, 95 and 99 in 100, and the longest."""
    return {name: seen.share(values, of) for name, of in (("p50", 50), ("p95", 95), ("p99", 99), ("most", 100))}


def measure(settings: Settings) -> list[Row]:
    """The short form of the evening, as rows."""
    plan = Plan(settings.phones, settings.room_minutes, 12.0, settings.room_kills, settings.room_minutes / 3)
    with tempfile.TemporaryDirectory(prefix="netsustain-room-") as folder:
        return _rows(plan, figures(plan, Path(folder)))


def _rows(plan: Plan, found: dict[str, Any]) -> list[Row]:
    rows = []
    for name, where in (("beside", "beside an ensemble"), ("asking", "while the facilitator asks what-if questions")):
        if shown := found["shown"].get(name):
            times = f"median {1000 * shown['p50']:.0f} ms, longest {1000 * shown['most']:.0f} ms"
            how = f"{plan.phones} phones, {shown['decisions']} decisions; {times}"
            rows += [
                Row(f"action → everyone {where}, 95 in 100", 1000 * shown["p95"], "ms", how, goal=150.0),
                Row(f"action → everyone {where}, 99 in 100", 1000 * shown["p99"], "ms", "", goal=400.0),
                Row(f"turn → everyone {where}, longest", 1000 * shown["turns"]["most"], "ms", ""),
            ]
    wrong = found["proof"]
    kills = f"{found['kills']} kills, median {found['returns']['p50']:.2f} s"
    return [
        *rows,
        Row("unexpected disconnects", float(len(found["unexpected"])), "", "", goal=0.0),
        Row("memory of all processes", found["proportional"], "MiB", f"each page counted once; {found['resident']:.0f} "
            "MiB with shared pages counted again", goal=MIB_GOAL),
        Row("all cut → everybody has turn and seat", found["cut"], "s", "back within 5 s of the cut", goal=10.0),
        Row("decisions refused while the disk was full", float(found["full"]), "", "none of them counts"),
        Row("server killed → everybody plays, longest", found["returns"]["most"], "s", kills, goal=5.0),
        Row("keeper killed and started by hand → everybody plays", found["keeper"], "s", ""),
        Row("acknowledged decisions lost", float(wrong["lost"]), "", f"of {wrong['acknowledged']}", goal=0.0),
        Row("decisions doubled", float(wrong["doubled"]), "", "", goal=0.0),
        Row("refused decisions that stand", float(wrong["refused_but_standing"]), "", "", goal=0.0),
        Row("seats lost", float(wrong["seats_lost"]), "", "", goal=0.0),
        Row("courses other than undisturbed", float(wrong["other_course"]), "", "", goal=0.0),
    ]  # fmt: skip


def main(given: list[str] | None = None) -> int:
    """The long form; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.room", description=__doc__)
    for name, value in asdict(Plan()).items():
        if name != "ensemble":
            parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--alone", action="store_true", help="no ensemble beside it")
    parser.add_argument("--keep", type=Path, help="folder for journal and what phones saw; a temporary one by default")
    chosen = vars(parser.parse_args(given))
    keep, alone = chosen.pop("keep"), chosen.pop("alone")
    plan = Plan(**chosen, ensemble=not alone)
    with tempfile.TemporaryDirectory(prefix="netsustain-room-") as temporary:
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
        found = figures(plan, keep or Path(temporary))
    print(json.dumps(found, indent=1))
    return 0 if found["sound"] and not found["unexpected"] else 1


if __name__ == "__main__":
    sys.exit(main())
