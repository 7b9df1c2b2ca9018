"""Who takes part in a measured evening: the game's server, its facilitator, two processes of phones, an ensemble."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

from benchmarks import seen
from benchmarks.rows import ROOT
from benchmarks.watching import family, prioritise

SHOCKS: tuple[dict[str, Any], ...] = (
    {"budget": {"level": 0.5}}, {"crisis": {"months": 6, "urgency": 0.3}}, {"communication": {"policy": "blackout"}},
    {"communication": {"policy": "restore"}},
)  # fmt: skip
SHOCK_EVERY = 7
WORKERS = 2


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
        """Process number of the server itself: below the fork server, below the keeper. Raises RuntimeError."""
        while len(found := family(self.process.pid)) < 4:
            if self.process.returncode is not None:
                raise RuntimeError("the keeper gave up; its reason stands above")
            await asyncio.sleep(0.01)
        return found[-1]

    async def end(self) -> None:
        """End the keeper; its server follows."""
        if self.process.returncode is None:
            self.process.terminate()  # Ctrl-C is not heard where all of this runs in the background
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
