"""What must hold at the end of every month of every run: money, members, ties, ranges."""

import numpy as np
import pytest

from netsustain import driver
from netsustain.ensemble import run_batch
from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.state import COLUMNS, POSITION, Status
from netsustain.storage import MONTHLY

MONTHS = 60
CASES = [
    ("baseline", 24), ("baseline", 8), ("demo_all", 24), ("grant_end", 16), ("resources_five_channels", 12),
    ("newcomers", 20), ("school_mergers", 24), ("double_shock", 16), ("dominant_member", 12),
    ("grant_taper_self_reliance", 16),
]  # fmt: skip
BOUNDED = {"0-1": (0.0, 1.0), "0/1": (0.0, 1.0), "share": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0-4": (0, 4)}
MAY_GO_UP = {"channel.level", "channel.level_target"}
"""Budgets in shares of what was planned, which an event may raise above 1."""


class World:
    """A run of the compiled model, one month at a time, with columns by name."""

    def __init__(self, scenario, replicate: int, seed: int = 1) -> None:
        self.template, self.plan, self.clock, _ = compile_scenario(scenario)
        self.luck = (np.uint64(seed), np.uint64(replicate))
        self.driver = driver.load()
        self.state = self.driver.start(self.template, self.plan, self.clock, *self.luck)
        self.month = 0

    def step(self) -> None:
        self.month += 1
        season = (self.clock.season - 1 + self.month - 1) % 12 + 1
        clock = self.clock._replace(month=self.month, season=season)
        self.state = self.driver.one_month(self.state, self.plan, clock, *self.luck)

    def __getitem__(self, name: str) -> np.ndarray:
        """Live rows of ``entity.column``."""
        entity, _, column = name.partition(".")
        dtype = "i8" if column in POSITION[entity, "i8"] else "f8"
        rows = {"member": 0, "leader": 0, "tie": 1, "goal": 2}.get(entity)
        block = getattr(self.state, f"{entity}_{dtype}")
        return block[POSITION[entity, dtype][column], : None if rows is None else self.state.size[rows]]

    def net(self, name: str) -> float:
        """A number of the network."""
        return float(self[f"network.{name}"][0])


@pytest.fixture(params=[(name, members, replicate) for name, members in CASES for replicate in (0, 1)],
                ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")  # fmt: skip
def run(request):
    name, members, replicate = request.param
    scenario = load(name).until(MONTHS).with_(**{"network.recipe.members": members})
    return World(scenario, replicate)


def money_is_conserved(world: World, reserve_before: float) -> None:
    """Income + own + reserve before = paid + projects + reserve after + lapsed."""
    came = world.net("income") + world.net("own_income") + reserve_before
    went = (
        world.net("paid_days") + world.net("project_days") + world.net("reserve") + world.net("lapsed_days")
    )
    assert went == pytest.approx(came, rel=1e-12, abs=1e-12)
    assert world.net("income") == pytest.approx(world["channel.income"].sum(), rel=1e-12)
    for name in (
        "income",
        "own_income",
        "paid_days",
        "project_days",
        "reserve",
        "lapsed_days",
        "need_days",
        "money",
    ):
        assert world.net(name) >= 0.0, name
    assert world.net("paid_days") <= world.net("need_days") * (1 + 1e-12)
    if world.net("need_days") > 0.0:
        assert world.net("funded_share") == pytest.approx(world.net("paid_days") / world.net("need_days"))


def members_are_accounted_for(world: World, taking_part_before: int) -> None:
    """Every row has one status, and who takes part changed by who joined and who left."""
    status = world["member.status"]
    counts = [int((status == code).sum()) for code in Status]
    assert sum(counts) == status.size == np.unique(world["member.number"]).size
    active, dormant, left, _, _ = counts
    assert active + dormant == taking_part_before + world.net("joined") - world.net("left")
    assert world.net("active_members") == active
    assert world.net("active_share") == pytest.approx(active / (active + dormant + left))
    assert np.isin(world["member.ring_order"], np.arange(status.size)).all()
    assert np.unique(world["member.ring_order"]).size == status.size
    gone = status >= Status.LEFT
    assert not world["member.effort"][gone].any()
    assert not world["leader.core"][gone].any() or world.net("left") > 0, "seats are given up within a month"


def ties_are_sound(world: World) -> None:
    """Each pair once, between rows that take part, and neighbour lists that say the same."""
    a, b, status = world["tie.a"], world["tie.b"], world["member.status"]
    assert (a < b).all()
    assert (a >= 0).all()
    assert (b < status.size).all()
    assert np.unique(a * status.size + b).size == a.size
    assert (status[a] <= Status.DORMANT).all()
    assert (status[b] <= Status.DORMANT).all()
    start = world.state.neighbour_start[: status.size + 1]
    assert start[0] == 0
    assert start[-1] == 2 * a.size
    for i in range(status.size):
        others = world.state.neighbour_member[start[i] : start[i + 1]]
        through = world.state.neighbour_tie[start[i] : start[i + 1]]
        assert (np.diff(others) > 0).all()
        assert sorted([*b[a == i], *a[b == i]]) == others.tolist()
        assert (np.where(a[through] == i, b[through], a[through]) == others).all()
    for way in ("ab", "ba"):
        assert (world[f"tie.trust_{way}"] <= world[f"tie.ceiling_{way}"]).all()


def numbers_stay_in_range(world: World) -> None:
    """Every number is finite, every share between 0 and 1; of members that are only expected, nothing is known."""
    known = world["member.status"] != Status.EXPECTED
    for item in COLUMNS:
        name = f"{item.entity}.{item.name}"
        values = world[name]
        values = values[known] if item.entity in ("member", "leader") else values
        assert np.isfinite(values).all(), name
        if item.unit in BOUNDED and name not in MAY_GO_UP:
            low, high = BOUNDED[item.unit]
            assert (values >= low).all(), name
            assert (values <= high + 1e-12).all(), name
        elif (
            item.unit in ("staff-days", "staff-days/month", "months", "members", "ties")
            and name not in BELOW_0
        ):
            assert (values >= 0).all(), name
    assert sum(world.net(f"level_{level}") for level in range(1, 5)) <= 1 + 1e-12


BELOW_0 = {"network.sustained_value", "leader.handover"}
"""A balance, and a -1 that stands for no order."""


def test_every_month_is_sound(run):
    for _ in range(MONTHS):
        reserve = run.net("reserve")
        taking_part = int((run["member.status"] <= Status.DORMANT).sum())
        run.step()
        money_is_conserved(run, reserve)
        members_are_accounted_for(run, taking_part)
        ties_are_sound(run)
        numbers_stay_in_range(run)


@pytest.mark.parametrize("name", ["demo_all", "newcomers"])
def test_month_by_month_is_the_same_as_in_one_go(name):
    scenario = load(name).until(MONTHS)
    world = World(scenario, replicate=4)
    batch = run_batch(
        compile_scenario(scenario), 1, np.array([3, 4], dtype="u8"), np.zeros((0, 0)), months=True
    )
    for month in range(MONTHS):
        if world["network.ended"][0]:
            break
        world.step()
        np.testing.assert_array_equal([world.net(column) for column in MONTHLY], batch.months[1, month])


def test_something_happens_in_these_runs():
    """So that the identities are not met by networks in which nobody joins, leaves, saves or falls short."""
    joined = left = grown = 0
    reserve, lapsed, short = [], 0, 0
    for name, members in CASES:
        world = World(load(name).until(MONTHS).with_(**{"network.recipe.members": members}), 0)
        for _ in range(MONTHS):
            world.step()
            joined += world.net("joined")
            left += world.net("left")
            reserve.append(world.net("reserve"))
            lapsed += world.net("lapsed_days") > 0
            short += 0 < world.net("funded_share") < 1
        grown += world["member.status"].size > members
    assert joined >= 5
    assert left >= 10
    assert grown >= 1
    assert np.diff(reserve).max() > 0, "somebody saves"
    assert min(lapsed, short) >= 10


def test_a_month_knows_its_season(plain):
    """The clock of the plan stands at the season of month 1; October is 10 again in month 13."""
    clock = compile_scenario(load("baseline")).clock
    seasons = [plain("storage").at_month(clock, month).season for month in (1, 3, 4, 12, 13)]
    assert seasons == [10, 12, 1, 9, 10]
