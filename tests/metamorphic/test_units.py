"""Units mean nothing: another currency and another length of a day leave every share as it is.

Prices of levers are constants of the model, so the model is run in plain Python with those constants changed.
Factors are powers of two: multiplying by them is exact.
"""

import numpy as np
from tests.worlds import small

from netsustain.plan import compile_scenario
from netsustain.scenario.kinds import TRAITS
from netsustain.scenario.parameters import PARAMETER_GROUP, Parameters
from netsustain.scenario.quantities import quantity_of
from netsustain.state import COLUMNS
from netsustain.storage import MONTHLY, RUN_COLUMNS

BASE = small(
    9, 30, "strategies_all",
    events=[{"at": 4, "transfer": {"share": 0.5}}, {"at": 9, "budget": {"level": 0.5}}, {"at": 14, "crisis": {}}],
    funding={"grants": [{"amount": 80, "from": 1, "to": 12}], "area_office_budget": 4},
)  # fmt: skip
UNITS = {item.name: item.unit for item in COLUMNS if item.entity == "network"}


def run(plain, scenario):
    """Rows of two runs and their months, by column."""
    runs, months = np.zeros((2, len(RUN_COLUMNS))), np.zeros((2, scenario.months, len(MONTHLY)))
    plain.driver().ensemble(
        *compile_scenario(scenario)[:3], np.uint64(3), np.arange(2, dtype="u8"), np.zeros((0, 0)), runs, months
    )
    table = dict(zip(RUN_COLUMNS, runs.T, strict=True))
    return table | {name: months[:, :, k] for k, name in enumerate(MONTHLY)}


def assert_scaled(one, other, unit, factor):
    """Columns of the unit are so many times as large, all others the same, bit for bit."""
    scaled = {name for name in one if UNITS.get(name) == unit}
    assert scaled
    for name in one:
        expected = one[name] * factor if name in scaled else one[name]
        np.testing.assert_array_equal(other[name], expected, err_msg=name)


def test_prices_in_another_currency(plain, monkeypatch):
    """All money eight times as much, a staff-day too."""
    one = run(plain, BASE)
    resources = plain("rules.resources")
    monkeypatch.setattr(resources, "COST_MONEY", resources.COST_MONEY * 8.0)
    other = run(plain, BASE.with_(staff_day_price=BASE.staff_day_price * 8.0))
    assert one["money"].any()
    assert_scaled(one, other, "money", 8.0)


def test_what_is_paid_in_money_is_among_the_staff_days_paid(plain, monkeypatch):
    """The same prices in staff-days instead of money: as much is needed and paid, so money is no cost beside them."""
    one = run(plain, BASE)
    resources = plain("rules.resources")
    in_days = resources.COST_FIXED + resources.COST_MONEY / BASE.staff_day_price
    monkeypatch.setattr(resources, "COST_FIXED", in_days)
    monkeypatch.setattr(resources, "COST_MONEY", 0.0 * resources.COST_MONEY)
    other = run(plain, BASE)
    assert one["money"].any()
    assert not other["money"].any()
    for name in ("need_days", "paid_days"):
        np.testing.assert_allclose(one[name], other[name], rtol=1e-9)


def test_a_scenario_can_change_its_currency():
    """Prices of a staff-day and of a baht in another currency, and nothing else to say: costs in staff-days stay."""
    from tests.worlds import numbers

    one, other = (
        numbers(BASE.with_(currency=currency, staff_day_price=price, baht_price=baht), 2)
        for currency, price, baht in (("THB", 1600.0, 1.0), ("USD", 50.0, 1.0 / 32.0))
    )
    np.testing.assert_array_equal(one.months["need_days"], other.months["need_days"])
    np.testing.assert_array_equal(one.months["money"], 32.0 * other.months["money"])


def per_day(unit):
    """Whether a number counts staff-days (and is no ratio of them)."""
    return unit.startswith("staff-days") and unit != "staff-days/staff-day"


def in_shorter_days(scenario, factor):
    """The scenario with every staff-day counted as ``factor`` days of that part of the length."""
    parameters: dict[str, dict[str, float]] = {}
    for name, group in PARAMETER_GROUP.items():
        quantity = quantity_of(type(getattr(Parameters(), group)).model_fields[name])
        if per_day(quantity.unit):
            value = getattr(getattr(scenario.parameters, group), name)
            parameters.setdefault(group, {})[name] = value * factor
    grants = [{"amount": g.amount * factor, "from": g.from_month, "to": g.to_month} for g in scenario.funding.grants]
    goals = {
        f"network.goals.{k}.workload": goal.workload * factor
        for k, goal in enumerate(scenario.network.goals, start=1)
        if goal.workload
    }
    return scenario.with_(
        parameters=parameters, staff_day_price=scenario.staff_day_price / factor,
        funding={"grants": grants, "area_office_budget": scenario.funding.area_office_budget * factor}, **goals,
    )  # fmt: skip


def test_days_of_another_length(plain, monkeypatch):
    """Half-days instead of days: everything counted in days doubles, every share and every end is the same."""
    one = run(plain, BASE)
    resources, communication, traits = (
        plain("rules.resources"), plain("rules.communication"), plain("traits")
    )  # fmt: skip
    for module, name in ((resources, "COST_FIXED"), (resources, "COST_PER_MEMBER"), (communication, "MEMBER_DAYS"),
                         (traits, "OWN_RESOURCES")):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name) * 2.0)
    other = run(plain, in_shorter_days(BASE, 2.0))
    assert one["lapsed_days"].any() or one["reserve"].any()
    assert len(TRAITS) == len(traits.OWN_RESOURCES)
    assert_scaled(one, other, "staff-days", 2.0)


def test_every_volume_at_half_the_budget_level():
    """Half the level of twice the amounts is the whole."""
    from tests.worlds import different, numbers

    volumes = {
        name: getattr(BASE.parameters.resources, name) * 2 for name in PARAMETER_GROUP if name.startswith("volume_")
    }
    twice = BASE.with_(
        parameters={"resources": volumes}, events=[event for event in BASE.events if event.kind != "budget"],
        funding={"grants": [{"amount": 160, "from": 1, "to": 12}], "area_office_budget": 8, "budget_level": 0.5},
    )  # fmt: skip
    whole = BASE.with_(events=[event for event in BASE.events if event.kind != "budget"])
    assert different(numbers(whole, 2), numbers(twice, 2)) == []
