"""Films of a game: the network that people play, and the same network left to the rules, for the workshop's stage."""

from __future__ import annotations

import numpy as np

from netsustain.app.film import film_of_states
from netsustain.app.wire import packed
from netsustain.ensemble import runs_frame
from netsustain.game.played import PlayedNetwork
from netsustain.kernels import kernel_source
from netsustain.storage import RUN_COLUMNS, store_last, store_run


def film(network: PlayedNetwork, *, agents: bool) -> bytes:
    """The months played so far, as they travel; before the first, the start twice."""
    states = network.agents if agents else network.states
    kept = states if len(states) > 1 else states * 2
    row = np.zeros((1, len(RUN_COLUMNS)))
    kernel_source(store_last)(states[-1], row, 0)
    kernel_source(store_run)(states[-1], row, 0)
    number = np.array([network.luck[1]], dtype=np.uint64)
    run = runs_frame(row, number, network.compiled.clock).iloc[0]
    scenario = network.scenario.until(len(kept) - 1)
    return packed(film_of_states(scenario, network.compiled, kept, run))
