"""The networks of a programme: drawn from the ranges of their groups, or read from a table, a row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from netsustain.exploration.designs import unit_points
from netsustain.exploration.factors import Factor, FactorError, factor_of, path_of
from netsustain.exploration.programmes.form import NAMES, Networks
from netsustain.exploration.programmes.tables import Table, opened
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.paths import NoSuchNumberError, Spot, number_at
from netsustain.scenario.problems import ScenarioError, nearest, shortened
from netsustain.scenario.schema import Scenario
from netsustain.scenario.tables.faults import Faults
from netsustain.scenario.tables.fields import BadCellError, Quantity, is_unknown, number_in
from netsustain.scenario.tables.text import clean

NAME, GROUP = "name", "group"
MOST_NETWORKS = 100_000


@dataclass(frozen=True)
class Trait:
    """Something in which networks differ."""

    name: str
    """As the file writes it: a short name, a parameter or a path."""
    factors: tuple[Factor, ...]
    """The numbers of the scenario that are set to it."""

    @property
    def shown(self) -> Factor:
        """It as one factor under its own name."""
        return replace(self.factors[-1], name=self.name)

    def within(self, low: float, high: float) -> Trait:
        """The same with another range."""
        return replace(self, factors=tuple(replace(factor, low=low, high=high) for factor in self.factors))


def trait_of(name: str, span: tuple[float, float], base: Scenario) -> Trait:
    """The trait of a name, its range checked against the scenario. Raises :class:`FactorError`."""
    try:
        return Trait(name, tuple(factor_of(path, span, [base]) for path in NAMES.get(name, (name,))))
    except FactorError as error:
        raise FactorError(error.part, unknown_name(name, (), base) if error.part == "[key]" else str(error)) from None


def unknown_name(name: str, others: Iterable[str], base: Scenario) -> str:
    """What to say of a name that is none of ``others``, no short name, no parameter and no path."""
    known = [*others, *NAMES]
    expected = f"expected one of {', '.join(known)}, a parameter or a path of {base.name or 'the scenario'}"
    return f"got {shortened(name)!r}, {expected}{nearest(name, [*known, *PARAMETER_NAMES])}"


# ---- drawn ----------------------------------------------------------------------------------------


def drawn(networks: Networks, traits: Iterable[Mapping[str, Trait]], seed: int) -> pd.DataFrame:
    """Networks of every group, each group's ranges covered by a Latin hypercube of its own.

    Parameters
    ----------
    traits
        Traits of each group, by name, with the group's ranges.

    Returns
    -------
    DataFrame
        A row a network: ``name``, ``group``, a column a trait.
    """
    frames = []
    for place, ((group, said), own) in enumerate(zip(networks.groups.items(), traits, strict=True)):
        frame = pd.DataFrame({GROUP: [group] * said.number})
        frame.insert(0, NAME, [f"{group} {number + 1}" for number in range(said.number)])
        if own:
            points = unit_points("latin_hypercube", said.number, len(own), _apart(seed, place))
            for column, name in enumerate(said.factors):
                frame[name] = own[name].factors[-1].values(points[:, column])
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _apart(seed: int, place: int) -> int:
    """A seed for each group."""
    return int(np.random.SeedSequence([seed, place]).generate_state(1, np.uint64)[0])


# ---- read -----------------------------------------------------------------------------------------


def read(path: Path, base: Scenario, sheet_name: str | None = None) -> tuple[pd.DataFrame, dict[str, Trait]]:
    """Networks of a table: columns ``name`` and ``group`` if there are any, and a column a trait.

    Parameters
    ----------
    path
        A CSV file, or a workbook (``.xlsx``).
    sheet_name
        Which sheet of a workbook; its first when None.

    Raises
    ------
    ScenarioError
        With every fault at its line and column, or its sheet and cell.
    """
    sheet = opened(path, sheet_name)
    faults = sheet.faults()
    traits = _columns(sheet, base, faults)
    rows = sheet.rows(range(len(sheet.header)), faults)
    table = _texts(sheet, rows.cells, rows.lines, faults)
    for index, trait in traits.items():
        table[trait.name] = _numbers(trait, index, rows.cells[index], rows.lines, faults)
    if not 0 < len(rows.lines) <= MOST_NETWORKS and not faults:
        expected = f"at most {MOST_NETWORKS}" if rows.lines else "a row for each"
        faults.add(sheet.header_line, None, f"got {len(rows.lines) or 'no'} networks, expected {expected}")
    if faults:
        raise ScenarioError(faults.problems())
    return table, {each.name: each.within(table[each.name].min(), table[each.name].max()) for each in traits.values()}


def _columns(sheet: Table, base: Scenario, faults: Faults) -> dict[int, Trait]:
    """The traits that columns hold; any other column, or one that is there twice, is told."""
    found: dict[int, Trait] = {}
    for index, name in enumerate(sheet.header):
        if name in sheet.header[:index]:
            faults.add(sheet.header_line, index, f"got the column {shortened(name)} again, expected each once")
        elif name not in (NAME, GROUP):
            try:
                found[index] = _column_trait(name, base)
            except FactorError as error:
                unknown = error.part == "[key]"
                faults.add(sheet.header_line, index, unknown_name(name, (NAME, GROUP), base) if unknown else str(error))
    if not found and not faults:
        faults.add(sheet.header_line, None, f"got no column in which networks differ, expected {', '.join(NAMES)}")
    return found


def _column_trait(name: str, base: Scenario) -> Trait:
    """The trait of a column, within all that the scenario allows."""
    spots = [_spot(base, path_of(path)) for path in NAMES.get(name, (name,))]
    low, high = max(spot.low for spot in spots), min(spot.high for spot in spots)
    value = spots[-1].value  # the scenario's own value lies in any range
    return trait_of(name, (value, value), base).within(low, high)


def _spot(base: Scenario, path: str) -> Spot:
    try:
        return number_at(base, path)
    except NoSuchNumberError:
        raise FactorError("[key]", path) from None


def _numbers(trait: Trait, index: int, cells: list[str], lines: list[int], faults: Faults) -> list[float]:
    """The numbers of a column; what is none, is missing or lies outside is told."""
    allowed, found = trait.factors[-1], []
    quantity = Quantity(allowed.low, allowed.high, "", whole=allowed.whole)
    for cell, line in zip(cells, lines, strict=True):
        value = float("nan")
        try:
            if is_unknown(cell):
                raise BadCellError(f"got nothing, expected {quantity.words}")
            value = number_in(cell, quantity)
        except BadCellError as error:
            faults.add(line, index, f"{error}{error.advice()}")
        found.append(value)
    return found


def _texts(sheet: Table, cells: list[list[str]], lines: list[int], faults: Faults) -> pd.DataFrame:
    """Names, each once (numbers where there are none), and groups (one where there are none)."""
    names = [f"N{number + 1}" for number in range(len(lines))]
    groups = [""] * len(lines)
    if NAME in sheet.header:
        index = sheet.header.index(NAME)
        names = [clean(cell) for cell in cells[index]]
        first: dict[str, int] = {}
        for name, line in zip(names, lines, strict=True):
            if not name:
                faults.add(line, index, "got no name, expected the network's name")
            elif first.setdefault(name, line) != line:
                again = f"got {shortened(name)!r} again (first on line {first[name]})"
                faults.add(line, index, f"{again}, expected another")
    if GROUP in sheet.header:
        index = sheet.header.index(GROUP)
        groups = [clean(cell) for cell in cells[index]]
        for group, line in zip(groups, lines, strict=True):
            if not group:
                faults.add(line, index, "got no group, expected one in each row or no such column")
    return pd.DataFrame({NAME: names, GROUP: groups})
