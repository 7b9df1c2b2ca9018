"""What phones have seen, held against the journal: how soon everybody knew, and whether every decision stands once."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

Window = tuple[float, float]
"""From one moment of the monotonic clock to another."""


@dataclass
class Proof:
    """What a journal says of a game that was disturbed; all but the first should be 0."""

    acknowledged: int = 0
    """Decisions that a phone was told of."""
    lost: int = 0
    """Of those, absent from the journal."""
    doubled: int = 0
    """Identities that stand more than once."""
    refused_but_standing: int = 0
    seats_lost: int = 0
    """Phones whose seat is no longer theirs."""
    other_course: int = 0
    """1 where the journal, played undisturbed, takes another course than the game did."""
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong."""
        wrong = self.lost + self.doubled + self.refused_but_standing + self.seats_lost + self.other_course
        return wrong == 0 and not self.faults


def records(journal: Path) -> list[dict[str, Any]]:
    """All records of a journal."""
    from netsustain.game.journal import records_of

    return list(records_of(journal))


def proof(journal: Path, phones: list[dict[str, Any]], rows: dict[int, int]) -> Proof:
    """Hold a journal against what phones were told.

    Parameters
    ----------
    rows
        Number of a phone → the row where it sat down.
    """
    from netsustain.game.decisions import GameError
    from netsustain.game.game import replayed

    found, course = Proof(), records(journal)
    stands = Counter(each["id"] for each in course if each["do"] == "decide")
    found.doubled = sum(count > 1 for count in stands.values())
    for phone in phones:
        for identity, each in phone["decided"].items():
            found.acknowledged += "done" in each
            found.lost += "done" in each and identity not in stands
            found.refused_but_standing += "refused" in each and "done" not in each and identity in stands
    try:
        game = replayed(iter(course))
    except GameError as error:
        found.other_course = 1
        found.faults.append(str(error))
        return found
    kept = {phone["number"]: game.people[phone["code"]].row for phone in phones}
    found.seats_lost = sum(kept[number] != row and game.network.can_be_played(row) for number, row in rows.items())
    return found


def _inside(time: float, windows: list[Window]) -> bool:
    return any(first <= time <= last for first, last in windows)


def _connection(phone: dict[str, Any], time: float) -> Window | None:
    """The connection that a phone had at a moment."""
    for first, last in phone["connections"]:
        if first <= time <= (last := math.inf if last is None else last):
            return first, last
    return None


def unexpected(phones: list[dict[str, Any]], excused: list[Window]) -> list[str]:
    """Connections that broke though nobody had broken them: when and why."""
    return [f"{time:.3f} phone {phone['number']}: {why}" for phone in phones
            for time, why in phone["broken"] if not _inside(time, excused)]  # fmt: skip


def delays(journal: Path, phones: list[dict[str, Any]], window: Window) -> np.ndarray:
    """Seconds from sending each decision until every phone that stays connected has a pulse that holds it.

    A pulse says up to which record it is said; the place of a decision's line in the journal is its record. Decisions
    of phones that went away before an answer, by their own will, are left out; one that anybody missed is infinite.
    """
    line = {each["id"]: number for number, each in enumerate(records(journal), start=1) if each["do"] == "decide"}
    sent, wanted = [], []
    for phone in phones:
        for identity, each in phone["decided"].items():
            held = _connection(phone, each["sent"])
            if not _inside(each["sent"], [window]) or each["offline"] or held is None or "refused" in each:
                continue
            if each.get("done", math.inf) > held[1] and not any(held[1] == time for time, _ in phone["broken"]):
                continue
            sent.append(each["sent"])
            wanted.append(line.get(identity, 2**62))
    last = np.array(sent)
    for phone in phones:
        last = np.fmax(last, _heard(phone, np.array(sent), np.array(wanted)))
    return last - np.array(sent)


def _heard(phone: dict[str, Any], sent: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """When a phone had a pulse with each record; NaN where it was away, or went before it came."""
    times, known = np.array([*phone["pulses"], math.inf]), np.array([*phone["records"], 2**63 - 1])
    heard = times[np.searchsorted(np.maximum.accumulate(known), wanted)]
    by_will = {last for _, last in phone["connections"] if last} - {time for time, _ in phone["broken"]}
    for place, time in enumerate(sent):
        held = _connection(phone, time)
        if held is None or (heard[place] > held[1] and held[1] in by_will):
            heard[place] = math.nan
    return heard


def refused(phones: list[dict[str, Any]], code: str) -> int:
    """Decisions that were refused for a reason."""
    return sum(each.get("code") == code for phone in phones for each in phone["decided"].values())


def acknowledgements(phones: list[dict[str, Any]], window: Window) -> np.ndarray:
    """Seconds from sending each decision to its own acknowledgement, on connections that held."""
    return np.array([each["done"] - each["sent"] for phone in phones for each in phone["decided"].values()
                     if "done" in each and not each["offline"] and _inside(each["sent"], [window])
                     and (held := _connection(phone, each["sent"])) and each["done"] <= held[1]])  # fmt: skip


def turn_delays(phones: list[dict[str, Any]], played: list[tuple[float, int]], window: Window) -> np.ndarray:
    """Seconds from asking for each turn until every phone that is connected has the room after it."""
    found = []
    for asked, turn in played:
        if not _inside(asked, [window]):
            continue
        times = [next((time for time, new in phone["turns"] if new >= turn and time >= asked), math.inf)
                 for phone in phones if (held := _connection(phone, asked)) and held[1] > asked + 2.0]  # fmt: skip
        found.append(max(times, default=0.0) - asked)
    return np.array(found)


def back_after(phones: list[dict[str, Any]], moment: float, rows: dict[int, int], turn: int | None = None) -> float:
    """Seconds until every phone has the room and its own seat again; infinite if one never had.

    Phones that were away at that moment, by their own will, are left out.
    """
    last = 0.0
    for phone in phones:
        if _connection(phone, moment) is None:
            continue
        times = [time for time, new, row in phone["back"]
                 if time > moment and row == rows[phone["number"]] and (turn is None or new >= turn)]  # fmt: skip
        last = max(last, min(times, default=math.inf))
    return last - moment if last else 0.0


def read(paths: list[Path]) -> list[dict[str, Any]]:
    """What all phones of some processes have seen."""
    return [phone for path in paths for phone in json.loads(path.read_text(encoding="utf-8"))]


def share(values: np.ndarray, of: float) -> float:
    """A percentile; not a number where nothing was measured."""
    return float(np.percentile(values, of, method="higher")) if values.size else math.nan
