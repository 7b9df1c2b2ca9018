"""Which column holds which field: what the user said, else a guess that the cells bear out."""

from __future__ import annotations

from netsustain.importing.asked import Asked
from netsustain.importing.headers import LEVELS, MEMBER_HEADERS, TIE_HEADERS, field_columns, plain
from netsustain.importing.seen import Seen
from netsustain.scenario.problems import Problem, nearest, shortened
from netsustain.scenario.tables.fields import CONTRIBUTORS, LARGEST_NUMBER, QUANTITIES

Columns = dict[str, str]
ENOUGH = 0.5
"""Share of cells that must fit a field; with fewer the header means something else."""
MOST_ENDS = 0.9
"""Share of the ties' ends that a column must name to be the one that ties refer to."""
_ALWAYS = ("name", "kind", "source", "target", "formal")
"""Fields whose words are looked at later, or may be any."""


def unknown_columns(asked: Asked, tables: dict[str, Seen]) -> list[Problem]:
    """Columns the user named that are not in the table."""
    found = []
    for table, seen in tables.items():
        for field, column in asked.declared(table).items():
            if column and column not in seen.header:
                columns = ", ".join(name for name in seen.header[:20] if name)
                message = f"got --map {field}={shortened(column)}, expected one of {columns}"
                place = (str(seen.path), seen.sheet.header_line, 1, "")
                found.append(Problem(*place, message + nearest(column, seen.header)))
    return found


def tie_columns(seen: Seen, asked: Asked) -> Columns:
    """Field → column of a ties table."""
    return _columns(seen, asked.declared("ties"), TIE_HEADERS)


def member_columns(seen: Seen, asked: Asked, ends: set[str]) -> Columns:
    """Field → column of a members table; the name is the column that the ties refer to (``ends``)."""
    given = asked.declared("members")
    columns = _columns(seen, given, MEMBER_HEADERS)
    if "name" not in given:
        name = _referred_to(seen, columns, ends)
        if name is not None:
            columns = {field: column for field, column in columns.items() if column != name} | {"name": name}
    return columns


def _columns(seen: Seen, given: Columns, words: dict[str, str]) -> Columns:
    guessed = field_columns(seen.header, words, {column for column in given.values() if column})
    kept = {field: column for field, column in guessed.items() if field not in given and _fits(seen, field, column)}
    both = kept | {field: column for field, column in given.items() if column}
    return {field: both[field] for field in words if field in both}


def _fits(seen: Seen, field: str, column: str) -> bool:
    """Whether the cells bear out what the header suggests; single bad cells are faults, not another meaning."""
    known = seen.known(column)
    if field in _ALWAYS or not known:
        return field in _ALWAYS
    if field == "contributor":
        return sum(word in CONTRIBUTORS for word in known) > ENOUGH * len(known)
    numbers = seen.numbers(column)
    if field == "number":
        whole = all(number == int(number) and 1 <= number <= LARGEST_NUMBER for number in numbers)
        return plain(column) == "number" or (whole and len(set(numbers)) == len(known) == seen.count)
    if field in ("strength", "trust"):
        return len(numbers) > ENOUGH * len(known)
    quantity = QUANTITIES[field]
    fitting = sum(quantity.low <= number <= quantity.high for number in numbers)
    return fitting > ENOUGH * len(known)


def _referred_to(seen: Seen, columns: Columns, ends: set[str]) -> str | None:
    """The column that names nearly all ends of the ties, if the guessed name and number do not."""
    if not ends or any(
        _share(seen, columns[field], ends) >= ENOUGH for field in ("name", "number") if field in columns
    ):
        return None
    shares = {column: _share(seen, column, ends) for column in seen.header if column}
    best = max(shares, key=lambda column: shares[column], default=None)
    return best if best is not None and shares[best] >= MOST_ENDS else None


def _share(seen: Seen, column: str, ends: set[str]) -> float:
    return len(ends & set(seen.words(column))) / len(ends)


def is_level(column: str) -> bool:
    """Whether a header names a level of collaboration."""
    return plain(column) in LEVELS
