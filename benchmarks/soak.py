"""Does the workshop app grow in a day of work? ``python -m benchmarks.soak``: eight hours of plays without a pause.

In a workshop somebody changes something every fifteen seconds: eight hours are some 2,000 plays, each with a film, an
answer over 200 pairs, now and then a file, a QR code, another scenario. They are asked without waiting. Memory and open
descriptors are read after every fiftieth; after a first third, in which everything is loaded and kept once, a straight
line tells what an hour adds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import machine
from benchmarks.rows import ROOT

PLAYS_AN_HOUR = 250
EVERY = 50
SCENARIOS = ("demo_none", "baseline", "crisis", "newcomers", "strategies_all")
LEVERS = ("meeting_frequency", "platform", "relationship_activities", "transparency", "monitoring")
SHOCKS = ({"transfer": {"who": "director"}}, {"budget": {"level": 0.5}}, {"crisis": {"months": 6}})


class Reading(NamedTuple):
    """What the server holds after so many plays."""

    plays: int
    memory_mib: float
    descriptors: int


def main(given: list[str] | None = None) -> int:
    """Ask, read, print the readings and the slopes; 1 when the server stopped answering."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--plays", type=int, default=8 * PLAYS_AN_HOUR, help="2,000 are eight hours of a workshop")
    chosen = parser.parse_args(given)
    server = subprocess.Popen(
        [sys.executable, "-m", "netsustain", "app", "--port", "0", "--no-browser"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        match = re.search(r"http://[\d.]+:\d+", server.stdout.readline())
        assert match is not None
        began = time.perf_counter()
        readings = soaked(match[0], server.pid, chosen.plays)
        print(told(readings, time.perf_counter() - began))
    finally:
        server.terminate()
        server.wait(10)
    return 0


def soaked(address: str, process: int, plays: int) -> list[Reading]:
    """Ask so many plays of a server; a reading after every fiftieth."""
    from websockets.sync.client import connect

    chance, readings = random.Random(1), []
    _got(f"{address}/api/catalogue")
    page = address.replace("http", "ws") + "/api/whatif"
    with connect(page, additional_headers={"Origin": address}, max_size=None) as socket:
        for number in range(1, plays + 1):
            play = _play(chance, number)
            _posted(address, "film", play)
            socket.send(json.dumps({**play, "id": number}))
            while not json.loads(socket.recv(timeout=60)).get("whole"):
                pass
            if number % 20 == 0:
                _posted(address, "file", play)
                _got(f"{address}/api/scenario/{chance.choice(SCENARIOS)}")
                _posted(address, "qr", "a link")
            if number % EVERY == 0:
                readings.append(_read(process, number))
    return readings


def _play(chance: random.Random, number: int) -> dict[str, object]:
    events = [{"at": chance.randint(2, 60), **chance.choice(SHOCKS)} for _ in range(chance.randint(0, 2))]
    levers = {name: round(chance.random(), 2) for name in chance.sample(LEVERS, chance.randint(0, 3))}
    return {"scenario": chance.choice(SCENARIOS), "levers": levers, "events": events, "replicate": number % 200}


def _got(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=120) as answer:
        content: bytes = answer.read()
        return content


def _posted(address: str, what: str, body: object) -> None:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    asked = urllib.request.Request(f"{address}/api/{what}", data, {"Origin": address})
    with urllib.request.urlopen(asked, timeout=120) as answer:
        answer.read()


def _read(process: int, plays: int) -> Reading:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    held = re.search(r"VmRSS:\s+(\d+)", status)
    assert held is not None
    return Reading(plays, int(held[1]) / 1024, len(list(Path(f"/proc/{process}/fd").iterdir())))


def told(readings: list[Reading], seconds: float) -> str:
    """Readings as a table, and what an hour adds."""
    lines = ["| plays | memory, MiB | descriptors |", "|---:|---:|---:|"]
    some = readings[:: max(len(readings) // 10, 1)]
    lines += [f"| {each.plays} | {each.memory_mib:.0f} | {each.descriptors} |" for each in some]
    settled = readings[len(readings) // 3 :]
    if len(settled) > 2:
        plays = np.array([each.plays for each in settled])
        for name, values in (("MiB", [each.memory_mib for each in settled]),
                             ("descriptors", [each.descriptors for each in settled])):  # fmt: skip
            slope = float(np.polyfit(plays, values, 1)[0]) * PLAYS_AN_HOUR
            lines.append(f"\n{slope:+.2f} {name} an hour of {PLAYS_AN_HOUR} plays, after the first third")
    about = machine.describe()
    lines.append(f"\n{readings[-1].plays} plays in {seconds / 60:.0f} minutes; {about['date']}, {about['processor']}, "
                 f"load average at the end {about['load_average']}")  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
