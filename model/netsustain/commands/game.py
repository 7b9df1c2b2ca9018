"""``netsustain app --lan``: a game for a room, on this machine and on phones of the local network."""

from __future__ import annotations

import sys
import threading
import time
import webbrowser
from pathlib import Path

from netsustain.commands.shared import read_scenarios
from netsustain.game.decisions import GameError
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.schema import Scenario

FAILED = 1
DEFAULT = "game"
LOOPBACK, EVERY_ADDRESS = "127.0.0.1", "0.0.0.0"
LEAST_SEATS, MOST_SEATS = 3, 100


def execute(
    *,
    scenarios: list[str],
    port: int | None,
    browser: bool,
    lan: bool,
    address: str | None,
    seats: int | None,
    seed: int,
    out: Path | None,
    lang: str,
) -> int:
    """Lead a game until Ctrl-C; returns 0, or 1 when it cannot be served.

    Parameters
    ----------
    scenarios
        The first is played; the others are offered in the workshop.
    lan
        Open it to the local network; else it can be played on this machine only.
    address
        Address of this machine that phones should use, where the right one is not found.
    seats
        Organisations of a network that is generated.
    out
        Folder of the game; one that holds a game is gone on with.

    Raises
    ------
    ScenarioError
        If a scenario, the number of seats, the address or the folder does not fit, or another server plays the
        game there.
    """
    from netsustain.app.game.addresses import is_address
    from netsustain.exploration.atomic import BusyFolderError, locked

    if address is not None and not is_address(address):
        wrong = f"got {address}, expected an IPv4 address of this machine, for example 192.168.1.20"
        raise ScenarioError([Problem("--address", 1, 1, "", wrong)])
    loaded = list(read_scenarios(scenarios or [DEFAULT], None).values())
    played = _with_seats(loaded[0], seats)
    folder = out if out is not None else Path("results") / time.strftime("game-%Y%m%d-%H%M%S")
    try:
        with locked(folder):
            return _led(loaded, played, folder, port, browser, lan, address, seed, lang)
    except BusyFolderError as error:
        raise ScenarioError([Problem("--out", 1, 1, "", str(error))]) from None


def _led(
    loaded: list[Scenario], played: Scenario, folder: Path, port: int | None, browser: bool, lan: bool,
    address: str | None, seed: int, lang: str,
) -> int:  # fmt: skip
    """Lead a game in a folder that this process holds."""
    from netsustain.app.game.addresses import local_addresses
    from netsustain.app.game.folder import kept_port, prepare
    from netsustain.app.game.serving import keep
    from netsustain.commands.app import listener

    outside = ([address] if address else local_addresses()) if lan else []
    if lan and not outside:
        print(text("game.no_network", lang), file=sys.stderr)
    try:
        listening = listener(port if port is not None else kept_port(folder), EVERY_ADDRESS if lan else LOOPBACK)
        chosen = listening.getsockname()[1]
        kept = prepare(folder, one_luck(played, seed), seed, 0, chosen)
    except (GameError, OSError) as error:
        raise ScenarioError([Problem("--out", 1, 1, "", str(error))]) from None
    hosts = [f"{name}:{chosen}" for name in (LOOPBACK, "localhost", *outside)]
    shown = f"http://{outside[0] if outside else LOOPBACK}:{chosen}"
    desk = f"http://{LOOPBACK}:{chosen}/host.html#{lang}&{kept.secret}"
    print(text("game.serving", lang, desk=desk, address=shown, code=kept.code, folder=folder), flush=True)
    if browser:
        threading.Timer(2.0, webbrowser.open, [desk]).start()
    own = {scenario.name: scenario for scenario in loaded if scenario.name}
    served = keep(folder, listening, hosts, shown, own)
    if served:
        print(text("game.ill", lang, folder=folder), file=sys.stderr)
    return served


def one_luck(scenario: Scenario, seed: int) -> Scenario:
    """The scenario under the accepted parameters of its first replicate, as everywhere in the app."""
    from netsustain.app.luck import one_of

    return one_of(scenario, 0)


def _with_seats(scenario: Scenario, seats: int | None) -> Scenario:
    """The scenario with so many organisations. Raises ScenarioError."""
    if seats is not None:
        if scenario.network.recipe is None:
            named = "the members of this network are named: leave --seats out"
            raise ScenarioError([Problem("--seats", 1, 1, "", named)])
        scenario = scenario.with_(**{"network.recipe.members": seats})
    return scenario
