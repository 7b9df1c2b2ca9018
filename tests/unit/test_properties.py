"""Whatever a valid scenario says, its runs finish and their numbers make sense."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netsustain.ensemble import simulate
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind
from netsustain.scenario.levers import LEVER_NAMES, FairnessRule, GovernanceMode, lever_field
from netsustain.scenario.network import Form
from netsustain.scenario.parameters import PARAMETER_GROUP, PARAMETER_NAMES, Parameters
from netsustain.scenario.paths import bounds_of
from netsustain.scenario.quantities import quantity_of

FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
BASE = load("baseline")


def names(enumeration):
    """An entry of an enumeration as a scenario file writes it."""
    return st.sampled_from([item.name.lower() for item in enumeration])


def a_number(field, plausible=False):
    """A number that a field allows, ends included, or only one that is thought possible."""
    low, high = quantity_of(field).plausible if plausible else bounds_of(field)
    ends = st.sampled_from([float(low), float(high)])
    return st.one_of(ends, st.floats(low, high, allow_subnormal=False))


CHOICES = {"governance_mode": names(GovernanceMode), "fairness_rule": names(FairnessRule)}


@st.composite
def levers(draw):
    """Doses of a few levers; the others stay."""
    chosen = draw(st.lists(st.sampled_from(LEVER_NAMES), max_size=8, unique=True))
    return {name: draw(CHOICES[name] if name in CHOICES else a_number(lever_field(name))) for name in chosen}


@st.composite
def parameters(draw):
    """A few parameters within their plausible ranges."""
    table: dict = {}
    for name in draw(st.lists(st.sampled_from(PARAMETER_NAMES), max_size=12, unique=True)):
        group = PARAMETER_GROUP[name]
        field = type(getattr(Parameters(), group)).model_fields[name]
        table.setdefault(group, {})[name] = draw(a_number(field, plausible=True))
    # Shares of the types of contributor are one whole: keep the published ones.
    for name in ("conditional_share", "free_rider_share", "hump_share"):
        table.get("contribution", {}).pop(name, None)
    return table


SHARE = st.floats(0, 1)
POLICIES = st.sampled_from(["face_to_face", "platform", "hybrid", "newsletter", "blackout", "restore"])


def event(what, /, **fields):
    """An event as a scenario file writes it."""
    return st.fixed_dictionaries({what: st.fixed_dictionaries(fields)})


HAPPENINGS = st.one_of(
    event("transfer", who=st.sampled_from(["director", "core", "leaders"]), share=SHARE),
    event("budget", level=st.floats(0, 3), over=st.integers(0, 12)),
    event("grant_end", taper=st.integers(0, 12)),
    event("communication", policy=POLICIES),
    levers().filter(bool).map(lambda doses: {"set": doses}),
    event("join", kind=st.sampled_from(["school", "private"]), ties=st.integers(1, 4)),
    event("leave", kind=names(Kind), count=st.integers(1, 3)),
    event("scandal", severity=SHARE),
    event("crisis", months=st.integers(1, 12), urgency=SHARE),
    event("goal_reached", goal=st.just(1)),
    event("need_ended"),
    event("relaunch"),
    event("merger", kind=st.just("school"), count=st.integers(1, 2)),
    event("ministry_policy", shift=st.floats(-0.5, 0.5), rigidity=SHARE),
)


@st.composite
def scenarios(draw):
    """A small network for two years, with anything a file may say about it."""
    months = draw(st.integers(1, 24))
    events = draw(st.lists(st.tuples(st.integers(1, months), HAPPENINGS), max_size=5))
    recurrent = draw(st.lists(st.tuples(st.floats(0.1, 12), HAPPENINGS), max_size=2))
    recipe = {
        "members": draw(st.integers(0, 12)), "area_office": draw(st.booleans()),
        "mean_degree": draw(st.floats(0, 12)), "clustering": draw(SHARE), "hub_share": draw(SHARE),
    }  # fmt: skip
    goal = {"position": draw(SHARE), "breadth": 0.3, "workload": draw(st.sampled_from([None, 1.0, 300.0]))}
    grant = {
        "amount": draw(st.floats(0, 60)),
        "from": 1,
        "to": draw(st.integers(1, 24)),
        "taper": draw(st.integers(0, 6)),
    }
    return BASE.with_(
        months=months,
        structure_every=draw(st.integers(1, 6)),
        levers=draw(levers()),
        parameters=draw(parameters()),
        events=[{"at": at, **happening} for at, happening in events],
        recurrent=[{"rate": rate, **happening} for rate, happening in recurrent],
        network={"recipe": recipe, "form": draw(names(Form)), "goals": [goal]},
        funding={"area_office_budget": draw(st.floats(0, 30)), "grants": [grant]},
    )


@FEW
@given(scenarios(), st.integers(0, 2**64 - 1))
def test_runs_finish_with_numbers_that_make_sense(scenario, seed):
    result = simulate(scenario, 3, seed=seed, months=True)
    runs, months = result.runs, result.months
    assert not runs["failed"].any()
    numbers = months.select_dtypes("number").to_numpy()
    assert np.isfinite(numbers).all()
    # An end is an end: alive never comes back.
    alive = months["alive"].to_numpy().reshape(3, scenario.months)
    assert (np.diff(alive, axis=1) <= 0).all()
    assert ((runs["months_sustained"] >= 0) & (runs["months_sustained"] <= scenario.months)).all()
    assert (runs["live_months"] <= scenario.months).all()
    costs = ["cost_days", "cost_money", "cost_per_live_month"]
    assert (runs[costs] >= 0).all(axis=None)
    conditions = [f"c{c}" for c in range(1, 8)]
    assert months[conditions].min(axis=None) >= 0
    assert months[conditions].max(axis=None) <= 1 + 1e-12
    assert months[["income", "reserve", "paid_days", "lapsed_days"]].min(axis=None) >= 0
    dissolved = runs[runs["ended"] == "dissolved"]
    assert (dissolved["months_sustained"] == dissolved["end_month"] - 1).all()
    assert dissolved["cause"].str.fullmatch("c[1-7]").all()
    lasting = runs[runs["ended"].isin(["alive", "completed"])]
    assert (lasting["months_sustained"] == scenario.months).all()
    founders = scenario.network.recipe.members.high
    assert (runs["ended"] == "never_formed").all() == (founders < 3)


@FEW
@given(scenarios(), st.integers(0, 2**32))
def test_the_same_scenario_and_seed_are_the_same_runs(scenario, seed):
    again = type(scenario).from_resolved(scenario.resolved())
    assert simulate(scenario, 2, seed=seed).runs.equals(simulate(again, 2, seed=seed).runs)
