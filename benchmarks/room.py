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
import os
import random
import resource
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

from benchmarks import machine, seen
from benchmarks.rows import ROOT, Row, Settings
from benchmarks.watching import Share, Watch, family, prioritise

TITLE = "The room of the game"
SCENARIO = """schema: 1
extends: game
title: {{en: "A full room", th: "ห้องเต็ม"}}
question: {{en: "Does everybody hear it?", th: "ทุกคนได้รับหรือไม่"}}
sources: [A-H1]
months: {months}
network: {{recipe: {{members: {members}}}}}
"""
SHOCKS: tuple[dict[str, Any], ...] = (
    {"budget": {"level": 0.5}}, {"crisis": {"months": 6, "urgency": 0.3}}, {"communication": {"policy": "blackout"}},
    {"communication": {"policy": "restore"}},
)  # fmt: skip
SHOCK_EVERY = 7
BETWEEN_KILLS = 4.0, 10.0
"""Seconds; a keeper gives up a server that dies more than five times in thirty."""
AGAIN = 0.2, 5
"""Chance that a server is killed again while it comes back, and tenths of a second within which."""
WORKERS = 2
MIB_GOAL = 1024.0


@dataclass
class Plan:
    """How large the evening is."""

    phones: int = 100
    minutes: float = 30.0
    seconds: float = 30.0
    """Of a turn."""
    kills: int = 30
    asking: float = 2.0
    """Minutes in which the facilitator asks what-if questions."""
    rest: float = 60.0
    """Most seconds to wait for all to come back after the cut, the kills and the keeper's end."""
    nice: int = 0
    """Priority of server and phones, for a machine that others use at the same time; the ensemble keeps its own."""
    ensemble: bool = True


@dataclass
class Evening:
    """What took place, and when."""

    beside: seen.Window = (0.0, 0.0)
    asking: seen.Window = (0.0, 0.0)
    cut: float = 0.0
    cut_turn: int = 0
    full: float = 0.0
    """When the journal could not grow any more."""
    kills: list[float] = field(default_factory=list)
    keeper: float = 0.0
    ended: float = 0.0
    played: list[tuple[float, int]] = field(default_factory=list)
    answers: int = 0
    """What-if answers."""
    ensembles: int = 0
    shares: list[float] = field(default_factory=list)
    resident: float = 0.0
    proportional: float = 0.0
    load: float = 0.0


class Server:
    """The game's keeper, from its folder."""

    def __init__(self, folder: Path, scenario: Path, nice: int) -> None:
        self.folder, self.scenario, self.nice = folder, scenario, nice
        self.process: asyncio.subprocess.Process

    async def start(self) -> None:
        """As somebody would type it; the second time in the folder of the game."""
        port = [] if self.folder.exists() else ["--port", "0"]
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "netsustain", "app", str(self.scenario), "--game", "--no-browser",
            "--out", str(self.folder), *port, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        prioritise(self.process.pid, self.nice)
        while not (self.folder / "door.json").exists():
            await asyncio.sleep(0.02)
        self.door = json.loads((self.folder / "door.json").read_text(encoding="utf-8"))
        self.address = f"http://127.0.0.1:{self.door['port']}"

    async def number(self) -> int:
        """Process number of the server itself: below the fork server, below the keeper."""
        while len(found := family(self.process.pid)) < 4:
            await asyncio.sleep(0.01)
        return found[-1]

    async def end(self) -> None:
        """Ctrl-C."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGINT)
            await asyncio.wait_for(self.process.wait(), 20)


class Facilitator:
    """Opens turns; comes back as a page does."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.room: dict[str, Any] = {}
        self.online = 0
        self.socket: ClientConnection | None = None
        self.answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.cookie = f"netsustain_host={server.door['secret']}"

    def connect(self, path: str) -> Any:
        """A connection as the facilitator."""
        url = self.server.address.replace("http", "ws") + path
        return connect(url, origin=self.server.address, additional_headers={"Cookie": self.cookie},
                       ping_interval=None, max_size=2**24, open_timeout=60)  # fmt: skip

    async def stay(self) -> None:
        """Hold a connection."""
        while True:
            try:
                async with self.connect("/api/game/page?as=host") as socket:
                    self.socket = socket
                    async for text in socket:
                        said = json.loads(text)
                        if said["t"] == "room":
                            self.room = said
                        elif said["t"] == "pulse":
                            self.online = said["online"]
                        elif said["t"] in ("done", "refused"):
                            self.answers.put_nowait(said)
            except (OSError, TimeoutError, websockets.WebSocketException):
                pass
            self.socket, self.online = None, 0
            await asyncio.sleep(0.25)

    async def everybody(self, plan: Plan) -> None:
        """Wait until all phones are there, after whatever has just broken their connections; not for ever."""
        deadline = time.monotonic() + plan.rest
        await asyncio.sleep(2)
        while self.online < plan.phones and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)

    async def lead(self, do: str, what: dict[str, Any] | None = None) -> bool:
        """Ask the server for something; whether it said that it was done."""
        while not self.answers.empty():
            self.answers.get_nowait()
        try:
            assert self.socket is not None
            await self.socket.send(json.dumps({"t": "lead", "do": do, "what": what}))
            return (await asyncio.wait_for(self.answers.get(), 10))["t"] == "done"
        except (AssertionError, TimeoutError, websockets.ConnectionClosed):
            return False

    async def turns(self, seconds: float, played: list[tuple[float, int]]) -> None:
        """Open a turn every so many seconds, and let something happen now and then."""
        while True:
            await asyncio.sleep(seconds)
            turn = self.room["turn"]
            if turn % SHOCK_EVERY == 0:
                await self.lead("happen", SHOCKS[turn // SHOCK_EVERY % len(SHOCKS)])
            asked = time.monotonic()
            if await self.lead("play"):
                played.append((asked, turn + 1))

    async def ask(self, evening: Evening) -> None:
        """What-if questions without a pause, each overtaking none."""
        while True:
            try:
                async with self.connect("/api/whatif") as socket:
                    for number in range(1_000_000):
                        dose = 0.2 + 0.02 * (number % 30)
                        await socket.send(json.dumps(
                            {"id": number, "scenario": "baseline", "levers": {"relationship_activities": dose}}
                        ))  # fmt: skip
                        said: dict[str, Any] = {}
                        while not said.get("whole") and "error" not in said:
                            said = json.loads(await asyncio.wait_for(socket.recv(), 60))
                        evening.answers += 1
            except (OSError, TimeoutError, websockets.WebSocketException):
                await asyncio.sleep(0.25)


async def beside(folder: Path, evening: Evening) -> None:
    """Ensembles on all cores, one after the other."""
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "netsustain", "compare", "baseline", "strategies_all", "--replicates", "400",
            "--workers", str(WORKERS), "--out", str(folder / f"compare-{evening.ensembles}"), cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "NETSUSTAIN_STORE": str(folder / f"store-{evening.ensembles}")},
        )  # fmt: skip
        try:
            await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
        evening.ensembles += 1


class Phones:
    """Simulated phones in two processes."""

    def __init__(self, server: Server, plan: Plan, folder: Path) -> None:
        self.server, self.plan = server, plan
        self.rows = {number: number for number in range(plan.phones)}
        self.files = [folder / f"phones-{share}.json" for share in range(2)]
        self.processes: list[asyncio.subprocess.Process] = []

    async def start(self) -> None:
        """All join and sit."""
        for share, file in enumerate(self.files):
            numbers = list(self.rows)[share::2]
            asked = {
                "address": self.server.address, "code": self.server.door["code"], "numbers": numbers, "seed": share + 1,
                "rows": [self.rows[number] for number in numbers], "seconds": self.plan.seconds, "out": str(file),
            }  # fmt: skip
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "benchmarks.phones", cwd=ROOT, stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
            prioritise(process.pid, self.plan.nice)
            self.processes.append(process)
            self.say(json.dumps(asked), process)
        await self.said()

    def say(self, word: str, *processes: asyncio.subprocess.Process) -> None:
        """A line to some of them; all by default."""
        for process in processes or self.processes:
            assert process.stdin is not None
            process.stdin.write(f"{word}\n".encode())

    async def said(self) -> None:
        """Wait for a line of each. Raises RuntimeError where one has failed."""
        for process in self.processes:
            assert process.stdout is not None
            if not await process.stdout.readline():
                raise RuntimeError("simulated phones failed; their reason stands above")

    async def end(self) -> list[dict[str, Any]]:
        """Go home; what all have seen."""
        self.say("end")
        await self.said()
        for process in self.processes:
            await process.wait()
        return seen.read(self.files)


async def evening_of(plan: Plan, folder: Path) -> tuple[Evening, list[dict[str, Any]], seen.Proof]:
    """A whole evening: play beside an ensemble, questions, the cut, the kills."""
    found, luck = Evening(), random.Random(1)
    minutes = plan.minutes + plan.asking + 1.5 + plan.kills * 0.15
    scenario = folder / "room.yaml"
    months = 24 + int(60 * minutes / plan.seconds)
    scenario.write_text(SCENARIO.format(months=months, members=plan.phones), encoding="utf-8")
    server, tasks = Server(folder / "game", scenario, plan.nice), []
    await server.start()
    watch = Watch(server.process.pid)
    host, phones = Facilitator(server), Phones(server, plan, folder)
    try:
        tasks.append(asyncio.create_task(host.stay()))
        await phones.start()
        _say("everybody sits")
        await host.lead("start")
        tasks.append(asyncio.create_task(host.turns(plan.seconds, found.played)))
        ensemble = await _beside(plan, folder, found, tasks)
        share, begun = Share(await server.number()), time.monotonic()
        await asyncio.sleep(60 * plan.minutes)
        found.beside, found.load = (begun, time.monotonic()), os.getloadavg()[0]
        found.shares.append(share.so_far())
        if plan.asking:
            await _stopped(ensemble)
            await _questions(plan, host, server, found)
            await _beside(plan, folder, found, tasks)
        memory = watch.end()
        found.resident, found.proportional = memory.resident, memory.proportional
        _say("all connections are cut")
        found.cut, found.cut_turn = time.monotonic(), host.room["turn"]
        phones.say("cut")
        await host.everybody(plan)
        await _full(plan, server, found)
        await _kills(plan, server, host, found, luck)
        seen_by = await phones.end()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.end()
    return found, seen_by, seen.proof(server.folder / "journal.jsonl", seen_by, phones.rows)


async def _beside(plan: Plan, folder: Path, found: Evening, tasks: list[asyncio.Task[None]]) -> asyncio.Task[None]:
    """Ensembles from here on, where the plan has them."""
    task = asyncio.create_task(beside(folder, found) if plan.ensemble else asyncio.sleep(0))
    tasks.append(task)
    await asyncio.sleep(5)  # until its workers are at work
    return task


async def _stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _questions(plan: Plan, host: Facilitator, server: Server, found: Evening) -> None:
    _say("the facilitator asks what if")
    asking = asyncio.create_task(host.ask(found))
    await asyncio.sleep(5)
    share, begun = Share(await server.number()), time.monotonic()
    await asyncio.sleep(60 * plan.asking)
    found.asking = begun, time.monotonic()
    found.shares.append(share.so_far())
    await _stopped(asking)


async def _full(plan: Plan, server: Server, found: Evening) -> None:
    """For the length of a turn the system lets no file of the server grow beyond what the journal has."""
    _say("the disk is full")
    number, limit = await server.number(), resource.RLIMIT_FSIZE
    before = resource.prlimit(number, limit)
    resource.prlimit(number, limit, ((server.folder / "journal.jsonl").stat().st_size + 20, before[1]))
    found.full = time.monotonic()
    await asyncio.sleep(plan.seconds)
    resource.prlimit(number, limit, before)


async def _kills(plan: Plan, server: Server, host: Facilitator, found: Evening, luck: random.Random) -> None:
    """The server is killed at random moments, sometimes again while it comes back; at last its keeper."""
    _say("the server is killed")
    while len(found.kills) < plan.kills:
        await asyncio.sleep(luck.uniform(*BETWEEN_KILLS))
        await _kill(server, found)
        if luck.random() < AGAIN[0] and len(found.kills) < plan.kills:
            await asyncio.sleep(luck.uniform(0, AGAIN[1] / 10))
            await _kill(server, found)
    await host.everybody(plan)
    _say("the keeper is killed")
    found.keeper = time.monotonic()
    server.process.kill()
    await server.process.wait()
    await server.start()
    await host.everybody(plan)
    found.ended = time.monotonic()


async def _kill(server: Server, found: Evening) -> None:
    number = await server.number()
    found.kills.append(time.monotonic())
    os.kill(number, signal.SIGKILL)
    while number in family(server.process.pid):
        await asyncio.sleep(0.001)


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {what}", file=sys.stderr, flush=True)


# ---- figures --------------------------------------------------------------------------------------


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
    returns = [seen.back_after(phones, moment, rows) for moment in singly]
    return {
        "plan": asdict(plan), "machine": machine.describe(), "load": took.load, "shown": shown,
        "unexpected": seen.unexpected(phones, excused), "turns": len(took.played), "ensembles": took.ensembles,
        "answers": took.answers, "shares": took.shares, "resident": took.resident, "proportional": took.proportional,
        "full": seen.refused(phones, "disk"),
        "cut": seen.back_after(phones, took.cut, rows, took.cut_turn), "kills": len(took.kills),
        "returns": _shares(_array(returns)), "keeper": seen.back_after(phones, took.keeper, rows),
        "proof": asdict(proof), "journal": journal.stat().st_size, "sound": proof.sound,
    }  # fmt: skip


def _array(values: list[float]) -> Any:
    import numpy as np

    return np.array(values)


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
