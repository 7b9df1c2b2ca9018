"""What the words and numbers of the mapped columns mean: kinds, agreements, scales, one row or two a tie."""

from __future__ import annotations

from collections import Counter

from netsustain.importing.headers import FREQUENCIES, plain
from netsustain.importing.kind_words import guessed_kinds
from netsustain.importing.mapping import Columns, is_level
from netsustain.importing.seen import Seen
from netsustain.scenario.kinds import Kind
from netsustain.scenario.network import Scale
from netsustain.scenario.tables.fields import DAY_OF_TRAVEL, KINDS

FREQUENCY: Scale = (1, 5)
LEVEL: Scale = (0, 4)
FORMAL_LEVELS = {"0": False, "1": False, "2": False, "3": True, "4": True}
"""Levels 3 and 4 of the ties list of Luke et al. 2013: collaborate formally, on one project or several."""
USUAL_SCALES: tuple[Scale, ...] = ((1, 5), (1, 7), (1, 10), (0, 1), (0, 4), (0, 5), (0, 10), (0, 100))
DAY_IN_MILES: Scale = (0, 186)
"""``DAY_OF_TRAVEL`` in miles."""
KNOWN_SCALE = 0.9
"""Share of values inside the scale that a header is known for."""
TWO_SIDED = 0.2
"""Share of ties given both ways from which a table is taken to hold two reports of each tie."""


def kinds(seen: Seen, columns: Columns, given: dict[str, Kind]) -> dict[str, Kind]:
    """Word → kind for every word of the column of kinds that is not a kind's own name and can be guessed."""
    if "kind" not in columns:
        return {}
    words = Counter(word for word in seen.known(columns["kind"]) if word not in KINDS)
    guessed = guessed_kinds(Counter({word: count for word, count in words.items() if word not in given}))
    if _has_office(given, words):
        guessed = {word: Kind.GOVERNMENT if kind is Kind.AREA_OFFICE else kind for word, kind in guessed.items()}
    known = {word: kind for word, kind in given.items() if word in words} | guessed
    return {word: known[word] for word in words if word in known}


def _has_office(given: dict[str, Kind], words: Counter[str]) -> bool:
    return any(kind is Kind.AREA_OFFICE and word in words for word, kind in given.items())


def agreements(seen: Seen, columns: Columns) -> dict[str, bool]:
    """Level → whether it stands for a formal agreement, for a column of levels of collaboration."""
    if "formal" not in columns or not is_level(columns["formal"]):
        return {}
    levels = {f"{number:g}" for number in seen.numbers(columns["formal"])}
    return FORMAL_LEVELS if levels <= set(FORMAL_LEVELS) and levels - {"0", "1"} else {}


def scales(seen: Seen, columns: Columns) -> dict[str, Scale]:
    """The ends of the scales of strength, trust and distance where they are not 0 and 1."""
    found: dict[str, Scale] = {}
    for field in ("strength", "trust"):
        scale = _scale(seen, columns[field]) if field in columns else None
        if scale is not None and scale != (0, 1):
            found[field] = scale
    if "distance" in columns:
        header = plain(columns["distance"])
        found["distance"] = DAY_IN_MILES if "mile" in header or "ไมล์" in header else DAY_OF_TRAVEL
    return found


def _scale(seen: Seen, column: str) -> Scale | None:
    numbers = [number for number in seen.numbers(column) if number >= 0]
    if not numbers or max(numbers) <= 1:
        return None
    if is_level(column) and _mostly(numbers, LEVEL):
        return LEVEL
    if plain(column) in FREQUENCIES and _mostly(numbers, FREQUENCY):
        return FREQUENCY
    inside = [scale for scale in USUAL_SCALES if scale[0] <= min(numbers) and max(numbers) <= scale[1]]
    return inside[0] if inside else None


def _mostly(numbers: list[float], scale: Scale) -> bool:
    """Whether a known scale fits but for a few values, which are faults then and no other scale."""
    return sum(scale[0] <= number <= scale[1] for number in numbers) >= KNOWN_SCALE * len(numbers)


def two_sided(seen: Seen, columns: Columns) -> bool:
    """Whether many ties are given both ways, so that a row must be one side's report."""
    if "trust" in columns or not {"source", "target"} <= columns.keys():
        return False
    rows = set(zip(seen.words(columns["source"]), seen.words(columns["target"]), strict=True))
    both = sum((target, source) in rows for source, target in rows) / 2
    return both >= TWO_SIDED * max(len(rows) - both, 1)
