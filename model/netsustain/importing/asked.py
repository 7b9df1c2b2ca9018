"""What the user typed about the tables, checked before one is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from netsustain.scenario.kinds import Kind
from netsustain.scenario.network import Scale, ScaledField
from netsustain.scenario.problems import nearest
from netsustain.scenario.resolve import SUFFIXES
from netsustain.scenario.tables.fields import KINDS, MEMBER_FIELDS, TIE_FIELDS
from netsustain.scenario.tables.text import clean

SCALED: tuple[str, ...] = get_args(ScaledField)
_SCALE = re.compile(r"(\w+)=(-?[0-9]+(?:\.[0-9]+)?):(-?[0-9]+(?:\.[0-9]+)?)")


class WrongUsageError(ValueError):
    """An option that cannot be understood."""


@dataclass(frozen=True)
class Asked:
    """One import as it was asked for."""

    members: Path
    ties: Path | None
    out: Path
    columns: dict[str, str] = field(default_factory=dict)
    """Field → column; an empty column means that none holds the field."""
    kinds: dict[str, Kind] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    directed: bool | None = None
    """Whether a row of ties is one side's report; None = to be guessed."""

    def declared(self, table: str) -> dict[str, str]:
        """The columns given for the fields of one table, ``members`` or ``ties``."""
        fields = MEMBER_FIELDS if table == "members" else TIE_FIELDS
        return {name: column for name, column in self.columns.items() if name in fields}


def asked(
    members: Path,
    ties: Path | None,
    out: Path,
    columns: list[str],
    kinds: list[str],
    scales: list[str],
    directed: bool | None = None,
) -> Asked:
    """Check the options. Raises :class:`WrongUsageError`."""
    if not out.name.endswith(SUFFIXES):
        raise WrongUsageError(f"--out {out}: expected a file that ends in .yaml")
    said = (dict(map(_column, columns)), dict(map(_kind, kinds)), dict(map(_scale, scales)))
    return Asked(members, ties, out, *said, directed)


def _column(option: str) -> tuple[str, str]:
    name, equals, column = option.partition("=")
    fields = (*MEMBER_FIELDS, *TIE_FIELDS)
    if not equals or name.strip() not in fields:
        hint = nearest(name.strip(), fields)
        raise WrongUsageError(f"--map {option}: expected FIELD=COLUMN with one of {', '.join(fields)}{hint}")
    return name.strip(), clean(column)


def _scale(option: str) -> tuple[str, Scale]:
    match = _SCALE.fullmatch(option)
    if match is None or match[1] not in SCALED:
        raise WrongUsageError(f"--scale {option}: expected FIELD=LOW:HIGH with one of {', '.join(SCALED)}")
    return match[1], (float(match[2]), float(match[3]))


def _kind(option: str) -> tuple[str, Kind]:
    word, equals, kind = option.rpartition("=")
    if not equals or kind.strip() not in KINDS:
        hint = nearest(kind.strip(), KINDS)
        raise WrongUsageError(f"--kind {option}: expected WORD=KIND with one of {', '.join(KINDS)}{hint}")
    return clean(word), Kind[kind.strip().upper()]
