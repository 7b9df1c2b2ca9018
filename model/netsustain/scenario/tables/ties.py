"""The ties table: who works with whom, as arrays of ties between rows a < b."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from netsustain.scenario.network import Files, Scale
from netsustain.scenario.problems import shortened
from netsustain.scenario.tables.columns import Misfit, Reading, columns_of, near, reading_of, require
from netsustain.scenario.tables.faults import Faults
from netsustain.scenario.tables.fields import QUANTITIES, THAI_DIGITS, TIE_FIELDS, formal_in, number_in
from netsustain.scenario.tables.members import MemberTable
from netsustain.scenario.tables.text import Sheet, clean


@dataclass(frozen=True)
class Reports:
    """Rows of the table, as arrays: ``a`` < ``b`` whichever way round the row says it."""

    a: np.ndarray
    b: np.ndarray
    forward: np.ndarray
    """Whether the row goes from a to b."""
    values: dict[str, np.ndarray]
    """strength, trust, age, distance (NaN where unknown) and formal (-1) of the columns there are."""


def read_ties(
    sheet: Sheet, files: Files, members: MemberTable, faults: Faults, misfits: list[Misfit]
) -> tuple[Reports, bool] | None:
    """Rows of a ties table and whether they are directed; None if it does not name two ends."""
    columns = columns_of(sheet, "ties", TIE_FIELDS, files.columns.ties, misfits)
    ends = [require(sheet, "ties", end, columns, faults) for end in ("source", "target")]
    if not all(ends):
        return None
    reading = reading_of(sheet, columns, faults)
    if not reading.rows.lines and not faults:
        message = "got no ties, expected a row for each, or no ties: in the scenario"
        faults.add(sheet.header_line, None, message)
    source, target = _ends(reading, members)
    values = _values(reading, files)
    two_sided = "trust" in columns if files.directed is None else files.directed
    reports = Reports(np.minimum(source, target), np.maximum(source, target), source < target, values)
    _refuse_loops_and_repetitions(reading, reports, two_sided, members.names)
    return reports, two_sided


# ---- the two ends ---------------------------------------------------------------------------------


def _ends(reading: Reading, members: MemberTable) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the members at both ends, -1 where the name is of nobody."""
    rows = {name: row for row, name in enumerate(members.names)}
    if members.numbered:
        rows = {str(number): row for row, number in enumerate(members.number)} | rows
    source, target = reading.words("source"), reading.words("target")
    row_of = {cell: _row(clean(cell), rows) for cell in {*source, *target}}
    _tell_strangers(reading, members, row_of)
    ends = [np.array([row_of[cell] for cell in cells], dtype=np.int64) for cells in (source, target)]
    return ends[0], ends[1]


def _row(word: str, rows: Mapping[str, int]) -> int:
    """The row of a member by name, or by number in any digits; -1 where there is none."""
    return rows[word] if word in rows else rows.get(word.translate(THAI_DIGITS), -1)


def _tell_strangers(reading: Reading, members: MemberTable, row_of: dict[str, int]) -> None:
    """Tell ends that are no member, unless the members table could not be read to its end."""
    strangers = {cell for cell, row in row_of.items() if row < 0 and clean(cell) not in members.doubtful}
    if not strangers or not (members.complete and members.names):
        return
    messages: dict[str, str] = {}
    for end in ("source", "target"):
        for cell, line in zip(reading.words(end), reading.rows.lines, strict=True):
            if cell in strangers:
                if cell not in messages:
                    messages[cell] = _stranger(cell, members, len(messages))
                reading.faults.add(line, reading.columns[end], messages[cell])


def _stranger(cell: str, members: MemberTable, told: int) -> str:
    name = clean(cell)
    if not name:
        return "got no name, expected a member's"
    hint = near(name, members.names, told)
    return f"got {shortened(name)!r}, expected the name of a member in the members table{hint}"


# ---- values ---------------------------------------------------------------------------------------


def _values(reading: Reading, files: Files) -> dict[str, np.ndarray]:
    meanings = {clean(word): known for word, known in files.values.formal.items()}
    # A distance keeps its unit here: beyond the end of its scale it is far, not wrong.
    scales: dict[str, Scale | None] = {
        "strength": files.scales.get("strength"),
        "trust": files.scales.get("trust"),
        "age": None,
        "distance": None,
    }
    found: dict[str, np.ndarray] = {}
    for field, scale in scales.items():
        if field in reading.columns:
            numbers = np.array(reading.values(field, _reader_of(field, scale), float("nan")), dtype=float)
            found[field] = numbers if scale is None else (numbers - scale[0]) / (scale[1] - scale[0])
    if "formal" in reading.columns:
        found["formal"] = np.array(reading.values("formal", lambda cell: formal_in(cell, meanings), -1))
    return found


def _reader_of(field: str, scale: Scale | None) -> Callable[[str], float]:
    return lambda cell: number_in(cell, QUANTITIES[field], scale)


# ---- rows that cannot be --------------------------------------------------------------------------


def _refuse_loops_and_repetitions(
    reading: Reading, reports: Reports, two_sided: bool, names: list[str]
) -> None:
    known = reports.a >= 0
    loops = known & (reports.a == reports.b)
    lines, source = reading.rows.lines, reading.columns["source"]
    for row in np.flatnonzero(loops):
        name = shortened(names[reports.a[row]])
        reading.faults.add(lines[row], source, f"got a tie of {name!r} with itself, expected two members")
    rows = np.flatnonzero(known & ~loops)
    key = reports.a[rows] * len(names) + reports.b[rows]
    key = key * 2 + reports.forward[rows] if two_sided else key
    order = np.argsort(key, kind="stable")
    first = np.concatenate([[True], np.diff(key[order]) != 0])[: len(order)]
    leader = rows[order][np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    for again, earlier in zip(rows[order][~first], leader[~first], strict=True):
        reading.faults.add(lines[again], source, _repetition(reports, again, lines[earlier], earlier, names))


def _repetition(reports: Reports, row: int, line: int, earlier: int, names: list[str]) -> str:
    ends = f"{shortened(names[reports.a[row]])} – {shortened(names[reports.b[row]])}"
    got = f"got the tie {ends} again (first on line {line})"
    if reports.forward[row] == reports.forward[earlier]:
        return f"{got}, expected it once"
    advice = "if a row is one side's report, type network.files.directed: true"
    return f"{got}, the other way round, expected it once; {advice}"
