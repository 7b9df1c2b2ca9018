"""A whole evening of the game: play beside an ensemble, questions, connections cut, a full disk, kills."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import seen
from benchmarks.participants import Evening, Facilitator, Phones, Plan, Server, beside
from benchmarks.watching import Share, Watch, family

SCENARIO = """schema: 1
extends: game
title: {{en: "A full room", th: "ห้องเต็ม"}}
question: {{en: "Does everybody hear it?", th: "ทุกคนได้รับหรือไม่"}}
sources: [A-H1]
months: {months}
network: {{recipe: {{members: {members}}}}}
"""
BETWEEN_KILLS = 5.0, 9.0
"""Seconds; a keeper gives up a server that dies within five of them again and again."""
AGAIN = 0.2, 5
"""Chance that a server is killed again while it comes back, and tenths of a second within which."""


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
            await _stopped(task)
        await server.end()
    return found, seen_by, seen.proof(server.folder / "journal.jsonl", seen_by, phones.rows)


async def _beside(plan: Plan, folder: Path, found: Evening, tasks: list[asyncio.Task[None]]) -> asyncio.Task[None]:
    """Ensembles from here on, where the plan has them."""
    task = asyncio.create_task(beside(folder, found) if plan.ensemble else asyncio.sleep(0))
    tasks.append(task)
    if plan.ensemble:
        await asyncio.sleep(5)  # until its workers are at work
    return task


async def _stopped(task: asyncio.Task[None]) -> None:
    while not task.done():  # a wait that ends at the same moment may swallow the first word
        task.cancel()
        await asyncio.wait([task], timeout=2.0)


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
