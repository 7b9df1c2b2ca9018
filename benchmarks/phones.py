"""Phones of a room, simulated: they join, sit, decide at times as people do, ask each other for ties, go and come back.

``python -m benchmarks.phones`` plays a share of them in one process: it reads one JSON object with what to do, then a
word a line (``cut``: all connections break at once and come back within seconds; ``end``), and writes what every phone
has seen, with the times of the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import urllib.request
from array import array
from pathlib import Path
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

BURST_EVERY, BURST = 3, 3.0
"""Every third turn all decide within so many seconds before it closes."""
TWICE, ASK, ACCEPT, LEAVE, AWAY = 0.2, 0.15, 0.7, 0.02, 0.03
"""Chances in a turn: to decide anew, to ask for a tie, to accept one, to leave the network, to go for a while."""
GONE = 2.0, 8.0
"""Seconds that a phone is away."""
RETURN = 5.0
"""Seconds within which all are back after a cut."""
SOON, LATE = 0.25, 2.0
"""Seconds before a page tries to come back, at first and at most."""


class Phone:
    """One phone, and what it has seen."""

    def __init__(self, address: str, number: int, seconds: float, luck: random.Random) -> None:
        self.address, self.number, self.seconds, self.luck = address, number, seconds, luck
        self.cookie = ""
        self.room: dict[str, Any] = {}
        self.person: dict[str, Any] = {}
        self.planned = 0
        self.pulses, self.records = array("d"), array("q")
        self.turns: list[tuple[float, int]] = []
        self.back: list[tuple[float, int, int | None]] = []
        """When it has the room and its own seat after each connection: time, turn, row."""
        self.connections: list[list[float]] = []
        self.broken: list[tuple[float, str]] = []
        self.decided: dict[str, dict[str, Any]] = {}
        self.unanswered: dict[str, str] = {}
        self.socket: ClientConnection | None = None
        self.closing = False
        self.wait = 0.0
        self.tasks: set[asyncio.Task[None]] = set()

    # ---- the way in -----------------------------------------------------------------------------------

    def join(self, code: str) -> None:
        """Come in with the code on the wall."""
        body = json.dumps({"code": code, "name": f"Phone {self.number}"}).encode()
        asked = urllib.request.Request(
            f"{self.address}/api/game/join", body, {"Origin": self.address, "Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]

    async def stay(self) -> None:
        """Hold a connection; come back as a page does."""
        wait = SOON
        url = f"{self.address.replace('http', 'ws')}/api/game/page?as=person"
        while True:
            try:
                async with connect(url, origin=self.address, additional_headers={"Cookie": self.cookie},
                                   ping_interval=None, max_size=2**22, open_timeout=30) as socket:  # fmt: skip
                    wait, self.closing = SOON, False
                    await self._talk(socket)
            except (OSError, TimeoutError, websockets.WebSocketException) as error:
                self._lost(f"{type(error).__name__}: {error}")
            rest, self.wait = self.wait, 0.0
            await asyncio.sleep(rest or wait * self.luck.uniform(0.75, 1.25))
            wait = min(2 * wait, LATE)

    async def _talk(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.connections.append([time.monotonic(), float("inf")])
        self.room, self.person = {}, {}
        for message in list(self.unanswered.values()):
            await socket.send(message)
        async for text in socket:
            self._hear(json.loads(text))
        self._lost("closed")

    def _lost(self, why: str) -> None:
        now = time.monotonic()
        if self.connections and self.connections[-1][1] == float("inf"):
            self.connections[-1][1] = now
            if not self.closing:
                self.broken.append((now, why))
        self.socket = None

    def leave(self, seconds: float, *, cleanly: bool) -> None:
        """Break the connection, with or without a word, and come back after so long."""
        if self.socket is not None:
            self.closing, self.wait = True, max(seconds, 0.001)
            self.connections[-1][1] = time.monotonic()  # from now on it is away by its own will
            if cleanly:
                self._soon(self.socket.close())
            else:
                self.socket.transport.abort()

    def _soon(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    # ---- what it hears --------------------------------------------------------------------------------

    def _hear(self, said: dict[str, Any]) -> None:
        now, kind = time.monotonic(), said["t"]
        if kind == "pulse":
            self.pulses.append(now)
            self.records.append(said["records"])
        elif kind == "room":
            self.turns.append((now, said["turn"]))
            self._entered(now, room=said)
            if said["phase"] == "play" and said["turn"] != self.planned:
                self.planned = said["turn"]
                self._soon(self._turn(said["turn"]))
        elif kind == "person":
            self._entered(now, person=said)
            self._asked()
        elif kind in ("done", "refused") and said["id"] is not None:
            self.unanswered.pop(said["id"], None)
            self.decided[said["id"]][kind] = now
            self.decided[said["id"]]["code"] = said.get("code", "")

    def _entered(self, now: float, **heard: dict[str, Any]) -> None:
        """Note when a connection has told both the room and the own seat."""
        before = bool(self.room and self.person)
        for name, said in heard.items():
            setattr(self, name, said)
        if not before and self.room and self.person:
            self.back.append((now, self.room["turn"], self.person["row"]))

    def _asked(self) -> None:
        """Accept some of those that ask for a tie."""
        seat = self.person.get("seat")
        if not seat or not seat["decision"] or self.room.get("phase") != "play":
            return
        new = [row for row in seat["asking"] if row not in seat["decision"]["accepts"]]
        if new and self.luck.random() < ACCEPT:
            decision = {**seat["decision"], "accepts": [*seat["decision"]["accepts"], *new][:20]}
            self._soon(self._decide(self.room["turn"], decision))

    # ---- what it does ---------------------------------------------------------------------------------

    async def sit(self, row: int) -> None:
        """Take a seat once connected."""
        while self.socket is None or not self.person:
            await asyncio.sleep(0.01)
        await self.socket.send(json.dumps({"t": "sit", "row": row}))

    async def _turn(self, turn: int) -> None:
        """Decide at some time of a turn; perhaps again; perhaps go for a while."""
        luck, seconds = self.luck, self.seconds
        if luck.random() < AWAY:
            await asyncio.sleep(luck.uniform(0, 0.3 * seconds))
            self.leave(luck.uniform(*GONE), cleanly=luck.random() < 0.5)
        late = turn % BURST_EVERY == 0
        first = seconds - luck.uniform(0.3, 0.3 + BURST) if late else luck.lognormvariate(-1.2, 0.5) * seconds
        await asyncio.sleep(max(min(first, seconds - 0.5), 0.0))
        await self._decide(turn, self._choice())
        if luck.random() < TWICE and not late:
            await asyncio.sleep(luck.uniform(0.5, 0.2 * seconds))
            await self._decide(turn, self._choice())

    def _choice(self) -> dict[str, Any]:
        decision: dict[str, Any] = {"effort": round(self.luck.random(), 2), "takes": self.luck.choice((0, 1, 1, 2))}
        seat = self.person.get("seat") or {}
        others = {row["row"] for row in self.room.get("seats", ()) if row["status"] == "active"}
        known = {self.person.get("row"), *(partner["row"] for partner in seat.get("partners", ()))}
        strangers = sorted(others - known)
        if strangers and self.luck.random() < ASK:
            decision["turns_to"] = self.luck.choice(strangers)
        if self.luck.random() < LEAVE:
            decision["part"] = "leave"
        return decision

    async def _decide(self, turn: int, decision: dict[str, Any]) -> None:
        identity = f"{self.number}-{len(self.decided)}"
        message = json.dumps({"t": "decide", "id": identity, "turn": turn, "decision": decision})
        self.decided[identity] = {"sent": time.monotonic(), "offline": self.socket is None}
        self.unanswered[identity] = message
        try:
            if self.socket is not None:
                await self.socket.send(message)
        except websockets.ConnectionClosed:
            return  # sent again with the next connection

    def seen(self) -> dict[str, Any]:
        """Everything it has seen, for JSON."""
        return {
            "number": self.number, "row": self.person.get("row"), "code": self.person.get("code"),
            "pulses": self.pulses.tolist(), "records": self.records.tolist(), "turns": self.turns, "back": self.back,
            "connections": [[each if each != float("inf") else None for each in both] for both in self.connections],
            "broken": self.broken, "decided": self.decided,
        }  # fmt: skip


async def play(asked: dict[str, Any]) -> None:
    """Some phones, from joining to ``end``."""
    luck = random.Random(asked["seed"])
    phones = [Phone(asked["address"], number, asked["seconds"], random.Random(luck.random()))
              for number in asked["numbers"]]  # fmt: skip
    for phone in phones:
        await asyncio.to_thread(phone.join, asked["code"])
    held = [asyncio.create_task(phone.stay()) for phone in phones]
    await asyncio.gather(*(phone.sit(row) for phone, row in zip(phones, asked["rows"], strict=True)))
    print("seated", flush=True)
    while (word := (await asyncio.to_thread(sys.stdin.readline)).strip()) not in ("end", ""):
        if word == "cut":
            for phone in phones:
                phone.leave(phone.luck.uniform(0.0, RETURN), cleanly=False)
    for phone in phones:
        phone.closing = True
    seen = [phone.seen() for phone in phones]
    for task in held:
        task.cancel()
    Path(asked["out"]).write_text(json.dumps(seen), encoding="utf-8")
    print("ended", flush=True)


if __name__ == "__main__":
    asyncio.run(play(json.loads(sys.stdin.readline())))
