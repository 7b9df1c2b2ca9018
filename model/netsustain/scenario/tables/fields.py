"""What the cells of members and ties tables hold: fields, units, ranges, and how a word becomes a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from netsustain.scenario.kinds import Contributor, Kind
from netsustain.scenario.network import MemberField, Scale, TieField
from netsustain.scenario.problems import nearest, nearest_choice, shortened
from netsustain.scenario.values import choice_names

MEMBER_FIELDS: tuple[str, ...] = get_args(MemberField)
TIE_FIELDS: tuple[str, ...] = get_args(TieField)
KINDS = choice_names(Kind)
CONTRIBUTORS = choice_names(Contributor)
LARGEST_NUMBER = 1_000_000_000
"""Of a member: below the numbers of organisations that join later."""


class Quantity(NamedTuple):
    """A number of a table; values outside ``low`` to ``high`` are refused."""

    low: float
    high: float
    unit: str
    above: bool = False
    """Whether ``low`` itself is refused."""
    whole: bool = False

    @property
    def words(self) -> str:
        """What is expected, as a message says it."""
        kind = "a whole number" if self.whole else "a number"
        bound = f"above {self.low:g} up to" if self.above else f"from {self.low:g} to"
        return f"{kind} {bound} {self.high:.12g}{f' [{self.unit}]' if self.unit else ''}"


SHARE = Quantity(0, 1, "")
QUANTITIES: dict[str, Quantity] = {
    "number": Quantity(1, LARGEST_NUMBER, "", whole=True),
    "size": Quantity(0, 1000, "schools", above=True),
    "remoteness": SHARE,
    "digital_access": SHARE,
    "own_resources": Quantity(0, 10_000, "staff-days/month"),
    "skill": SHARE,
    "priority": SHARE,
    "alone": Quantity(0, 100, "benefit of a typical school"),
    "captures": SHARE,
    "strength": SHARE,
    "trust": SHARE,
    "age": Quantity(0, 1200, "months"),
    "distance": Quantity(0, 40_000, "km, or as its scale"),
}
DAY_OF_TRAVEL: Scale = (0, 300)
"""Distances read as remoteness 0 and 1 where the scenario gives no scale [km]; assumed."""
ASSUMED_STRENGTH = 0.3
"""Strength of a tie of which it is not known: that of a new one."""

UNKNOWN = frozenset({"", "na", "n/a"})
"""Cells, in small letters, that say nothing."""
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_COMMA_NUMBER = re.compile(r"[-+]?[0-9]+(,[0-9]+)+(\.[0-9]+)?")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_YES_NO = {
    "1": True, "true": True, "yes": True, "y": True, "มี": True, "ใช่": True,
    "0": False, "false": False, "no": False, "n": False, "ไม่มี": False, "ไม่ใช่": False,
}  # fmt: skip


class BadCellError(ValueError):
    """A cell that cannot be what its column holds: what came and what was expected."""

    def __init__(self, message: str, word: str = "", choices: Sequence[str] = (), meaning: str = "") -> None:
        super().__init__(message)
        self._word, self._choices, self._meaning = word, choices, meaning

    def advice(self) -> str:
        """What to type: the nearest word, or how to say what this one means (takes its time)."""
        close = nearest_choice(self._word, self._choices) if self._choices else None
        typed = f", type {close}{nearest(self._word, self._choices)}" if close else ""
        return f"{typed}, or {self._meaning}" if self._meaning else typed


def is_unknown(cell: str) -> bool:
    """Whether a cell says nothing."""
    return cell.strip().casefold() in UNKNOWN


def number_in(cell: str, quantity: Quantity, scale: Scale | None = None) -> float:
    """The number in a cell, NaN where it says nothing. Raises :class:`BadCellError`.

    Where there is a scale, its ends take the place of the quantity's.
    """
    if is_unknown(cell):
        return float("nan")
    digits = cell.strip().translate(THAI_DIGITS)
    expected = quantity if scale is None else quantity._replace(low=min(scale), high=max(scale), unit="scale")
    if not _NUMBER.fullmatch(digits) or len(digits) > 40:
        raise BadCellError(f"got {_quoted(cell)}, expected {expected.words}{_number_meant(digits)}")
    value = float(digits)
    inside = expected.low < value if expected.above else expected.low <= value
    if not inside or value > expected.high or (expected.whole and value != int(value)):
        raise BadCellError(f"got {digits}, expected {expected.words}")
    return value


def _number_meant(digits: str) -> str:
    """``0,5`` is a half, ``1,500`` fifteen hundred, ``50%`` a half."""
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]{1,2}", digits):
        return f", type {digits.replace(',', '.')}"
    if _COMMA_NUMBER.fullmatch(digits):
        return f", type {digits.replace(',', '')}"
    if digits.endswith("%") and _NUMBER.fullmatch(digits[:-1].strip()):
        return f", type {float(digits[:-1]) / 100:g}"
    return ""


def kind_in(cell: str, words: Mapping[str, Kind]) -> int:
    """The kind a cell names. Raises :class:`BadCellError`."""
    if cell in words:
        return int(words[cell])
    if cell in KINDS:
        return int(Kind[cell.upper()])
    expected = f"expected one of {', '.join(KINDS)}"
    if is_unknown(cell):
        raise BadCellError(f"got no kind, {expected}")
    meaning = f"say what it means: network.files.values.kind: {{{_quoted(cell)}: {KINDS[1]}}}"
    raise BadCellError(f"got the kind {_quoted(cell)}, {expected}", cell, [*words, *KINDS], meaning)


def contributor_in(cell: str) -> int:
    """The type of contributor a cell names, -1 where it says nothing. Raises :class:`BadCellError`."""
    if is_unknown(cell):
        return -1
    if cell in CONTRIBUTORS:
        return int(Contributor[cell.upper()])
    raise BadCellError(f"got {_quoted(cell)}, expected one of {', '.join(CONTRIBUTORS)}", cell, CONTRIBUTORS)


def formal_in(cell: str, words: Mapping[str, bool]) -> int:
    """Whether a tie is under a formal agreement, -1 where the cell says nothing.

    ``words`` says what the levels of a column mean; without it 1 and 0, yes and no are understood.
    Raises :class:`BadCellError`.
    """
    if is_unknown(cell):
        return -1
    level = f"{float(cell):g}" if _NUMBER.fullmatch(cell) else cell.casefold()
    known: Mapping[str, bool] = words or _YES_NO
    for word in (cell, level):
        if word in known:
            return int(known[word])
    expected = f"one of {', '.join(map(_quoted, list(words)[:20]))}" if words else "1 or 0 (yes or no)"
    meaning = f"say what it means: network.files.values.formal: {{{_quoted(cell)}: true}}"
    raise BadCellError(f"got {_quoted(cell)}, expected {expected}", cell, (), meaning)


def _quoted(word: str) -> str:
    return f'"{shortened(word)}"'
