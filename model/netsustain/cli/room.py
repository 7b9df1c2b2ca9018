"""The workshop app, and what this machine has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netsustain.cli.options import Json, Lang, Language, Seed, Workers
from netsustain.cli.program import app, call

PANEL = "The room, and this machine"


@app.command(name="app", rich_help_panel=PANEL)
def app_(
    scenarios: Annotated[
        list[str] | None, typer.Argument(metavar="[SCENARIO]…", help="Your own scenarios, offered first.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 8700 or any free one by default.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    handouts: Annotated[
        Path | None, typer.Option(help="Only write role cards and survey sheets to print, into this folder.")
    ] = None,
    debrief: Annotated[
        Path | None, typer.Option(help="Only write tables and debrief of the game in this folder, into it.")
    ] = None,
    game: Annotated[bool, typer.Option("--game", help="Lead a game, on this machine only: to try it out.")] = False,
    lan: Annotated[bool, typer.Option("--lan", help="Lead a game for the room: phones join with a code.")] = False,
    address: Annotated[
        str | None, typer.Option(help="With --lan: address of this machine that phones use, if the wrong one is shown.")
    ] = None,
    seats: Annotated[
        int | None, typer.Option(min=3, max=100, help="Organisations in a game whose network is generated.")
    ] = None,
    seed: Seed = 1, out: Annotated[
        Path | None, typer.Option(help="Folder of a game; one that holds a game is gone on with.")
    ] = None,
    lang: Lang = Language.EN, workers: Workers = None,
) -> None:  # fmt: skip
    """The workshop app in a browser: watch a network live, change its course, compare; or play it in a room."""
    call("app", scenarios=scenarios, port=port, browser=browser, handouts=handouts, debrief=debrief, game=game,
         lan=lan, address=address, seats=seats, seed=seed, out=out, lang=lang, workers=workers)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def doctor(lang: Lang = Language.EN, json: Json = False) -> None:
    """Versions, cores, fonts and caches: what is missing and what to type."""
    call("doctor", lang=lang, json=json)
