"""A game that was played, read from its folder: every decision, every turn, and people against the model's rules.

    found = load_game("results/game-20261127-1400")
    found.decisions, found.turns, found.months, found.comparison      DataFrames
    found.columns                                                     what every column means, in both languages
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from netsustain.game.columns import described
from netsustain.game.courses import months_of, shock_months, turns_of
from netsustain.game.decisions import GameError
from netsustain.game.game import Game, replayed
from netsustain.game.journal import NAME, records_of
from netsustain.game.learning import comparison_of
from netsustain.game.log import decisions_of
from netsustain.game.noted import Noted, Notes


@dataclass(frozen=True)
class RecordedGame:
    """A game as its journal tells it."""

    game: Game
    noted: list[Noted]
    """What the journal says of each turn."""

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """A row a played organisation and month; people by their pseudonyms."""
        return decisions_of(self.game, self.noted)

    @cached_property
    def turns(self) -> pd.DataFrame:
        """A row a turn."""
        return turns_of(self.game, self.noted)

    @cached_property
    def months(self) -> pd.DataFrame:
        """A row a month: the network people played beside the same network left to the rules."""
        return months_of(self.game)

    @cached_property
    def comparison(self) -> pd.DataFrame:
        """Where people differ from the rules; effects that too few persons stand behind have no numbers."""
        return comparison_of(self.decisions, self.shocks, self.game.network.scenario.months)

    @property
    def shocks(self) -> list[tuple[int, str]]:
        """Month and kind of everything that happened to the network."""
        return shock_months(self.game.network)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in ("decisions", "turns", "months", "comparison")}

    @property
    def columns(self) -> dict[str, Any]:
        """What tables and columns mean: names, types, units, meanings in both languages."""
        return described()


def recorded(records: Iterable[dict[str, Any]]) -> RecordedGame:
    """The game that records tell. Raises :class:`GameError`."""
    notes = Notes()
    return RecordedGame(replayed(records, notes), notes.turns)


def load_game(folder: str | Path) -> RecordedGame:
    """The game of a folder, played again from its journal.

    Raises
    ------
    GameError
        If the folder holds no game, or another version of the model made it.
    """
    journal = Path(folder) / NAME
    if not journal.is_file():
        raise GameError("folder", f"{folder}: got a folder without {NAME}, expected that of a game")
    return recorded(records_of(journal))
