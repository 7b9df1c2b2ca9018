"""A game as a room might play it, by simulated players."""

from __future__ import annotations

import pytest
from tests.unit.learning.players import lively

from netsustain.game.recorded import RecordedGame, recorded


@pytest.fixture(scope="session")
def lively_game() -> RecordedGame:
    """Twenty people, three years, three shocks; some leave, some refuse, some take more than their share."""
    return recorded(lively(20).records)
