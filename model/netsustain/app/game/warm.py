"""Loaded by the fork server, so that a server that starts again has everything in memory at once.

A month is played because much is loaded on first use only: reading scenarios, tables, the compiled month.
"""

import netsustain.app.connections
import netsustain.app.game.routes
import netsustain.app.server  # noqa: F401
from netsustain.game.played import PlayedNetwork
from netsustain.scenario.reader import load

PlayedNetwork(load("baseline").until(1), 1, 0).advance({})
