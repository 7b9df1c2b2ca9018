"""Tiny worlds: columns written out by hand, and only those numbers that the sum on paper uses."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from netsustain.state import COLUMNS, FIXED_ROWS


class Tiny:
    """Builds the views and arguments of rules."""

    def __init__(self, plain) -> None:
        self.plain = plain
        self.luck = plain("streams").luck_of(np.uint64(1), np.uint64(0))

    def rule(self, name: str) -> ModuleType:
        """The plain module of a rule."""
        return self.plain(f"rules.{name}")

    def view(self, entity: str, rows: int, given: dict[str, Any], room: int | None = None) -> SimpleNamespace:
        """All columns of an entity, zero but for those given (a number for every row, or a list)."""
        columns = {}
        for item in COLUMNS:
            if item.entity == entity:
                columns[item.name] = np.zeros(room or rows, dtype=item.dtype)
        for name, values in given.items():
            assert name in columns, name
            columns[name][:rows] = values
        return SimpleNamespace(**columns)

    def members(self, count: int, room: int | None = None, **given: Any) -> SimpleNamespace:
        """So many active schools; ``number`` is the row."""
        own = {"number": np.arange(count), "kind": 1, "size": 1.0, "ring": np.arange(count) / max(count, 1)}
        member = self.view("member", count, {**own, **given}, room)
        self.plain("ties").sort_ring(member.ring, member.ring_order, count)
        return member

    def leaders(self, count: int, room: int | None = None, **given: Any) -> SimpleNamespace:
        return self.view("leader", count, {"handover": -1.0, **given}, room)

    def ties(self, pairs: list[tuple[int, int]], room: int | None = None, **given: Any) -> SimpleNamespace:
        """Ties in contact, without ceiling; ``trust=.5`` fills both parts of both directions."""
        trust = given.pop("trust", None)
        parts = ("personal_ab", "personal_ba", "institutional_ab", "institutional_ba", "trust_ab", "trust_ba")
        own: dict[str, Any] = {"contact": 1, "ceiling_ab": 1.0, "ceiling_ba": 1.0}
        own |= dict.fromkeys(parts, trust) if trust is not None else {}
        ends = {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}
        return self.view("tie", len(pairs), {**own, **ends, **given}, room)

    def goals(self, count: int = 1, **given: Any) -> SimpleNamespace:
        return self.view("goal", count, {"original": 1, "workload": 1.0, **given})

    def network(self, **given: Any) -> SimpleNamespace:
        return self.view("network", 1, given)

    def channels(self, **given: Any) -> SimpleNamespace:
        return self.view("channel", FIXED_ROWS["channel"], given)

    def conditions(self, **given: Any) -> SimpleNamespace:
        return self.view("condition", FIXED_ROWS["condition"], given)

    def neighbours(self, members: int, pairs: list[tuple[int, int]]) -> Any:
        """Neighbour lists of these ties."""
        start = np.zeros(members + 1, dtype="i8")
        other, through = np.zeros(2 * len(pairs), dtype="i8"), np.zeros(2 * len(pairs), dtype="i8")
        a, b = (np.array([pair[end] for pair in pairs], dtype="i8") for end in (0, 1))
        self.plain("ties").rebuild(a, b, members, len(pairs), start, other, through)
        return self.plain("rules.contract").Neighbours(start, other, through)

    def clock(self, month: int = 2, season: int = 11, horizon: int = 60, **given: Any) -> Any:
        """November of the first year unless said otherwise: no annual window."""
        numbers = {"structure_every": 3, "staff_day_price": 1000.0, "baht": 1.0, "discount": 1.0, **given}
        return self.plain("rules.contract").Clock(month=month, season=season, horizon=horizon, **numbers)

    def numbers(self, **given: float) -> SimpleNamespace:
        """Parameters or levers: asking for one that is not given is an error."""
        return SimpleNamespace(**given)

    def timeline(self, *rows: dict[str, Any], grants: list[list[float]] = ()) -> Any:
        """Events by the names of their columns."""
        codes = self.rule("events")
        columns = ("MONTH", "KIND", "WHO", "KINDS", "TARGET", "OVER", "COUNT", "SEASONS", "NUMBER")
        whole = np.zeros((len(rows), len(columns)), dtype="i8")
        real = np.zeros((len(rows), codes.RATE + 1))
        for e, row in enumerate(rows):
            numbers = {"kinds": 511, "target": -1, "count": 1, "number": e, **row}
            real[e, : len(row.get("real", ()))] = row.get("real", ())
            real[e, codes.RATE] = row.get("rate", 0.0)
            for column in columns:
                whole[e, getattr(codes, column)] = numbers.get(column.lower(), 0)
        return self.plain("rules.contract").Timeline(
            whole, real, np.array(grants, dtype=float).reshape(-1, 4)
        )


@pytest.fixture(scope="session")
def tiny(plain) -> Tiny:
    return Tiny(plain)


@pytest.fixture
def fixed_luck(tiny, monkeypatch):
    """``fixed_luck("trust", .5, .5, .9, .1)``: every draw of that rule gives these four numbers."""

    def fix(rule: str, *numbers: float) -> None:
        monkeypatch.setattr(tiny.rule(rule), "uniforms", lambda *_: numbers)

    return fix
