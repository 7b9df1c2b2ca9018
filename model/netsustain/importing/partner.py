"""A PARTNER-style edge list: one organisation's view of another, on scales of 1 to 4.

Trust is the mean of reliability, support of the mission and openness; value the mean of power, involvement and
contribution of resources (Varda et al. 2008). Both are the view of ``from`` on ``to``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from netsustain.importing.headers import TIE_HEADERS, field_columns
from netsustain.importing.matrix import unstored_message
from netsustain.importing.note import Note
from netsustain.importing.source import Source, Spot
from netsustain.scenario.network import Scale
from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.tables.fields import BadCellError, Quantity, number_in

SCALE: Scale = (1, 4)
VALUE = ("power", "involvement", "resource")
TRUST = ("reliability", "mission", "openness")
PARTNER_HEADERS: dict[str, str] = {
    "source": TIE_HEADERS["source"],
    "target": TIE_HEADERS["target"],
    "frequency": "frequency freq contactfrequency frequencyofinteraction frequencyofcontact interaction ความถี่ "
    "ความถี่ในการติดต่อ ความถี่ของการติดต่อ",
    "power": "power powerinfluence powerandinfluence influence อำนาจ อิทธิพล อำนาจและอิทธิพล อำนาจ/อิทธิพล",
    "involvement": "involvement levelofinvolvement timecommitment การมีส่วนร่วม ระดับการมีส่วนร่วม",
    "resource": "resource resources resourcecontribution resourcecontributions contribution ทรัพยากร การสนับสนุนทรัพยากร",
    "reliability": "reliability reliable ความน่าเชื่อถือ เชื่อถือได้",
    "mission": "mission missioncongruence missionsupport supportofmission insupportofmission พันธกิจ การสนับสนุนพันธกิจ",
    "openness": "openness open opentodiscussion การเปิดกว้าง การเปิดรับ การเปิดรับความคิดเห็น",
}
PARTNER_FIELDS = tuple(PARTNER_HEADERS)
_ENDS = ("source", "target")


@dataclass(frozen=True)
class Views:
    """Ties with strength, trust and value on their scales of 1 to 4, faults by cell."""

    ties: Source
    columns: dict[str, str]
    problems: tuple[Problem, ...]


def views_of(table: Source, given: Mapping[str, str], frequency: Scale = SCALE) -> Views:
    """Read an edge list.

    Parameters
    ----------
    table
        The table as it is.
    given
        Field of ``PARTNER_FIELDS`` → column, where the user says it; an empty column means none.
    frequency
        Ends of the scale of the frequency of contact.

    Raises
    ------
    ScenarioError
        If the ends of the ties or all answers are missing.
    """
    columns = _columns(table, given)
    problems: list[Problem] = []
    index = {field: table.header.index(column) for field, column in columns.items()}
    scales = {field: frequency if field == "frequency" else SCALE for field in columns if field not in _ENDS}
    answers = {
        field: [_answer(table, row, index[field], scale, problems) for row in range(len(table.rows))]
        for field, scale in scales.items()
    }
    header, cells, first = list(_ENDS), [[row[index[end]] for row in table.rows] for end in _ENDS], [*_ENDS]
    for field, parts in (("strength", ("frequency",)), ("trust", TRUST), ("value", VALUE)):
        known = [part for part in parts if part in answers]
        if known:
            header.append(field)
            cells.append(_means([answers[part] for part in known]))
            first.append(known[0])

    def spot(row: int, column: int) -> Spot:
        return table.spot(row, index[first[column]])

    origins = {end: columns[end] for end in _ENDS}
    for field, parts in (("strength", ("frequency",)), ("trust", TRUST), ("value", VALUE)):
        origins[field] = ", ".join(columns[part] for part in parts if part in columns)
    rows = [list(row) for row in zip(*cells, strict=True)]
    ties = Source(table.path, header, rows, spot, table.left_out, notes=tuple(_notes(header, rows)), origins=origins)
    return Views(ties, columns, tuple(problems))


def _columns(table: Source, given: Mapping[str, str]) -> dict[str, str]:
    absent = {field: column for field, column in given.items() if column and column not in table.header}
    guessed = field_columns(table.header, PARTNER_HEADERS, {column for column in given.values() if column})
    both = {field: column for field, column in {**guessed, **given}.items() if column}
    missing = [field for field in _ENDS if field not in both]
    if not set(both) & {"frequency", *TRUST}:
        missing.append("frequency")
    names = ", ".join(name for name in table.header[:20] if name)
    faults = [f"got --map {field}={column}, expected one of {names}" for field, column in absent.items()]
    faults += [
        f"got the columns {names}, expected one for {field}, or say which one holds it: --map {field}=COLUMN"
        for field in missing
    ]
    if faults:
        raise ScenarioError([table.spot(-1, 0).problem(fault) for fault in faults])
    return {field: both[field] for field in PARTNER_FIELDS if field in both}


def _answer(table: Source, row: int, column: int, scale: Scale, problems: list[Problem]) -> float:
    """The number in a cell, NaN where it says nothing or cannot be read."""
    cell = table.rows[row][column]
    try:
        if (row, column) in table.unstored:
            raise BadCellError(unstored_message(cell))
        return number_in(cell, Quantity(*scale, "scale"))
    except BadCellError as error:
        problems.append(table.spot(row, column).problem(str(error)))
        return float("nan")


def _means(answers: list[list[float]]) -> list[str]:
    """Mean of the known answers of each row as text, ``""`` where none is."""
    found = []
    for row in zip(*answers, strict=True):
        known = [answer for answer in row if not np.isnan(answer)]
        found.append(f"{sum(known) / len(known):.12g}" if known else "")
    return found


def _notes(header: list[str], rows: list[list[str]]) -> list[Note]:
    notes = [Note("partner_trust", {})] if "trust" in header else []
    if "value" in header:
        known = [float(row[header.index("value")]) for row in rows if row[header.index("value")]]
        if known:
            values = {"mean": f"{sum(known) / len(known):.1f}", "count": len(known)}
            notes.append(Note("partner_value", values))
    return notes
