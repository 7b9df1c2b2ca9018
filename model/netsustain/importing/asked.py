"""What the user typed about the tables, checked before one is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from netsustain.importing.partner import PARTNER_FIELDS
from netsustain.scenario.kinds import Kind
from netsustain.scenario.network import Scale, ScaledField
from netsustain.scenario.problems import nearest
from netsustain.scenario.resolve import SUFFIXES
from netsustain.scenario.tables.fields import KINDS, MEMBER_FIELDS, TIE_FIELDS
from netsustain.scenario.tables.text import clean

SCALED: tuple[str, ...] = get_args(ScaledField)
SHEETS = ("members", "ties", "matrix", "partner")
_SCALE = re.compile(r"(\w+)=(-?[0-9]+(?:\.[0-9]+)?):(-?[0-9]+(?:\.[0-9]+)?)")


class WrongUsageError(ValueError):
    """An option that cannot be understood."""


@dataclass(frozen=True)
class Given:
    """The files of an import."""

    members: Path | None = None
    ties: Path | None = None
    matrix: Path | None = None
    partner: Path | None = None
    graphml: Path | None = None

    def __post_init__(self) -> None:
        """Check that the files go together. Raises :class:`WrongUsageError`."""
        networks = {f"--{name}": getattr(self, name) for name in ("ties", "matrix", "partner", "graphml")}
        several = [option for option, path in networks.items() if path is not None]
        if len(several) > 1:
            raise WrongUsageError(f"{' '.join(several)}: expected one of them, with --members where it is known")
        if self.graphml is not None and self.members is not None:
            raise WrongUsageError("--graphml with --members: expected --graphml alone, its nodes are the members")
        if not any((self.members, self.matrix, self.partner, self.graphml)):
            raise WrongUsageError("expected --members, --matrix, --partner or --graphml (or --template)")

    @property
    def paths(self) -> list[Path]:
        """Every file, once."""
        every = (self.members, self.ties, self.matrix, self.partner, self.graphml)
        return list(dict.fromkeys(path for path in every if path is not None))


@dataclass(frozen=True)
class Names:
    """What happens to names."""

    keep_people: bool = False
    """Whether people keep their names."""
    pseudonyms: bool = False
    """Whether organisations lose theirs."""
    key: Path | None = None
    """Where to keep who is who."""


@dataclass(frozen=True)
class Asked:
    """One import as it was asked for."""

    given: Given
    out: Path
    columns: dict[str, str] = field(default_factory=dict)
    """Field → column; an empty column means that none holds the field."""
    kinds: dict[str, Kind] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    directed: bool | None = None
    """Whether a row of ties is one side's report; None = to be guessed."""
    sheets: dict[str, str] = field(default_factory=dict)
    """Table → name of the sheet that holds it."""
    names: Names = Names()
    leave_out: bool = False
    """Whether to go on without what cannot be read."""
    anew: bool = False
    """Whether every table is written anew, also one that could be read as it stands."""

    def declared(self, table: str) -> dict[str, str]:
        """The columns given for the fields of one table, ``members`` or ``ties``."""
        fields = MEMBER_FIELDS if table == "members" else TIE_FIELDS
        return {name: column for name, column in self.columns.items() if name in fields}

    def table(self, table: str) -> Path:
        """Where a written table lies: beside the scenario."""
        return self.out.with_name(f"{self.out.name.rsplit('.', 1)[0]}_{table}.csv")


def asked(
    given: Given,
    out: Path | None,
    columns: list[str],
    kinds: list[str],
    scales: list[str],
    directed: bool | None = None,
    sheets: list[str] | None = None,
    names: Names = Names(),
    leave_out: bool = False,
) -> Asked:
    """Check the options. Raises :class:`WrongUsageError`."""
    if out is None:
        raise WrongUsageError("expected --out FILE.yaml, the scenario to write")
    if not out.name.endswith(SUFFIXES):
        raise WrongUsageError(f"--out {out}: expected a file that ends in .yaml")
    said = Asked(given, out, dict(_column(option, given) for option in columns), dict(map(_kind, kinds)),
                 dict(map(_scale, scales)), directed, dict(map(_sheet, sheets or [])), names, leave_out)  # fmt: skip
    inputs = {path.resolve() for path in given.paths}
    for written in (said.table("members"), said.table("ties"), *([names.key] if names.key else [])):
        if written.resolve() in inputs:
            raise WrongUsageError(f"--out {out}: would write {written}, which is read: expected another name")
    return said


def _column(option: str, given: Given) -> tuple[str, str]:
    name, equals, column = option.partition("=")
    fields = [*MEMBER_FIELDS, *TIE_FIELDS]
    if given.partner is not None:
        fields = [*MEMBER_FIELDS, *PARTNER_FIELDS]
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


def _sheet(option: str) -> tuple[str, str]:
    table, equals, name = option.partition("=")
    if not equals or table.strip() not in SHEETS:
        raise WrongUsageError(f"--sheet {option}: expected TABLE=NAME with one of {', '.join(SHEETS)}")
    return table.strip(), name.strip()
