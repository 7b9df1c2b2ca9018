"""Every column is an attribute that reads and writes its row through the model's present state."""

import mesa
import numpy as np
import pytest

from netsustain.agents import Leader, MemberOrganisation, Tie
from netsustain.attributes import FIXED, ColumnAttribute
from netsustain.model import NetworkModel
from netsustain.scenario.kinds import Contributor, Kind
from netsustain.state import COLUMNS, POSITION, Status

pytestmark = pytest.mark.filterwarnings("error")

VIEWS = {"member": MemberOrganisation, "leader": Leader, "tie": Tie, "network": NetworkModel}
VIEWED = [column for column in COLUMNS if column.entity in VIEWS]


def _view(model, entity):
    member = list(model.members)[2]
    return {"member": member, "leader": member.leader, "tie": member.ties[0], "network": model}[entity]


def _cell(model, column, row):
    return getattr(model.state, f"{column.entity}_{column.dtype}")[
        POSITION[column.entity, column.dtype][column.name], row : row + 1
    ]


@pytest.mark.parametrize("column", VIEWED, ids=lambda column: f"{column.entity}.{column.name}")
def test_reads_and_writes_its_column(column, half_way):
    view = _view(half_way, column.entity)
    cell = _cell(half_way, column, getattr(view, "row", 0))
    assert getattr(view, column.name) == cell[0]
    assert isinstance(getattr(view, column.name), int | float)
    value = cell[0]
    cell[0] = 1 - value if column.unit == "0/1" and column.dtype == "i8" else 1
    assert getattr(view, column.name) == cell[0]
    if column.name in FIXED:
        with pytest.raises(AttributeError, match="cannot be changed"):
            setattr(view, column.name, int(value))
        return
    setattr(view, column.name, value)
    assert cell[0] == value
    setattr(view, column.name, 0)
    assert cell[0] == 0


@pytest.mark.parametrize("entity", VIEWS)
def test_no_column_hides_something_of_mesa_or_of_ours(entity):
    base = {"network": mesa.Model, "tie": object}.get(entity, mesa.Agent)
    blank = base(rng=1) if entity == "network" else base
    for name in (column.name for column in VIEWED if column.entity == entity):
        assert not hasattr(base, name)
        assert not hasattr(blank, name)
        assert isinstance(vars(VIEWS[entity])[name], ColumnAttribute)


def test_help_says_meaning_and_unit():
    assert MemberOrganisation.trust.__doc__ == "mean trust in its partners (closeness) [0-1]"


def test_codes_read_as_what_they_mean(half_way):
    member = next(iter(half_way.members))
    assert member.kind is Kind.AREA_OFFICE
    assert isinstance(member.status, Status)
    assert isinstance(member.contributor, Contributor)
    assert member.founder is True
    assert type(member.level) is int
    assert type(member.leader.core) is bool
    assert type(half_way.c1) is float


def test_what_is_written_counts_in_the_next_step(lively, bits):
    told, left_alone = (NetworkModel(lively, rng=4) for _ in range(2))
    for model in (told, left_alone):
        model.step()
    told.members.set("priority", 0.5)
    assert {member.priority for member in told.members} == {0.5}
    assert bits(told) != bits(left_alone)
    for model in (told, left_alone):
        model.step()
    assert told.c1 != left_alone.c1


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("trust", 1.5, ValueError),
        ("trust", -0.1, ValueError),
        ("trust", float("nan"), ValueError),
        ("size", float("inf"), ValueError),
        ("trust", "high", ValueError),
        ("trust", None, TypeError),
        ("bad_months", 1.5, TypeError),
        ("status", 9, ValueError),
        ("kind", -1, ValueError),
        ("founder", 2, ValueError),
        ("level", 5, ValueError),
        ("project", 99, ValueError),
        ("project", -1, ValueError),
    ],
)
def test_values_that_cannot_be_are_refused(name, value, error, half_way):
    member = next(iter(half_way.members))
    before = getattr(member, name)
    with pytest.raises(error):
        setattr(member, name, value)
    assert getattr(member, name) == before


def test_views_follow_a_state_that_moves_to_larger_arrays(lively):
    model = NetworkModel(lively, rng=4)
    first, old = next(iter(model.members)), model.state.member_f8
    while model.state.member_f8.shape == old.shape and model.running:
        model.step()
    assert not np.shares_memory(model.state.member_f8, old)
    first.size = 7.0
    assert model.state.member_f8[POSITION["member", "f8"]["size"], first.row] == 7.0
