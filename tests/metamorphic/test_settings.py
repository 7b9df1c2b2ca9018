"""Settings of a run: each changes what it is for and nothing else."""

import numpy as np
import pytest
from tests.worlds import NO_LUCK, STILL, World, bits, both, different, many, numbers, small

from netsustain import driver
from netsustain.scenario.parameters import PARAMETER_GROUP
from netsustain.scenario.paths import bounds_of
from netsustain.state import State
from netsustain.storage import AT_END

BASE = small(
    9, 30, "demo_all",
    events=[{"at": 5, "transfer": {"share": 0.5}}, {"at": 12, "join": {"kind": "school"}}],
    recurrent=[{"rate": 3, "season": [4, 11], "scandal": {"severity": 0.2}}],
)  # fmt: skip
FEW = many(4, 2)
STRUCTURE = ("ties", "density", "centralisation", "transitivity", "components")


def changed_by(**changes):
    """Columns in which runs differ from those of the base."""
    return set(different(numbers(BASE, FEW, seed=5), numbers(BASE.with_(**changes), FEW, seed=5)))


@pytest.mark.parametrize("every", [1, 7, 60])
def test_how_often_structure_is_measured_changes_the_measures_only(every):
    allowed = {f"months.{name}" for name in STRUCTURE} | {"runs.density_end", "runs.centralisation_end"}
    found = changed_by(structure_every=every)
    assert found <= allowed
    assert found


@pytest.mark.parametrize("discount", [0, 0.2])
def test_the_discount_changes_sustained_value_only(discount):
    assert changed_by(discount=discount) == {"runs.sustained_value"}


def test_the_last_values_of_a_run_are_those_of_its_last_month():
    found = numbers(BASE.with_(**{"funding.area_office_budget": 40}), many(40, 12), seed=5)
    alive = found.runs["ended"] == 0
    assert alive.any()
    for name in AT_END:
        np.testing.assert_array_equal(found.runs[f"{name}_end"][alive], found.months[name][alive, -1], err_msg=name)


# ---- the calendar ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["2027-10", "2042-10"])
def test_years_later_is_the_same(start):
    assert changed_by(start=start) == set()


def test_start_and_window_moved_together_are_the_same():
    """Start and transfers in April are start and transfers in October."""
    moved = BASE.with_(
        start="2027-04", parameters={"leadership": {"window_month": 4}},
        recurrent=[{"rate": 3, "season": [10, 5], "scandal": {"severity": 0.2}}],
    )  # fmt: skip
    assert different(numbers(BASE, FEW, seed=5), numbers(moved, FEW, seed=5)) == []


def test_without_anything_seasonal_the_start_does_not_matter():
    free = BASE.with_(recurrent=[], parameters={"leadership": {"annual_window": 0}, "trust": {"signing_chance": 0}})
    for start in ("2026-11", "2027-06"):
        assert different(numbers(free, FEW, seed=5), numbers(free.with_(start=start), FEW, seed=5)) == []


def test_with_the_window_the_start_does_matter():
    assert changed_by(start="2027-04")


# ---- room, saving and going on -----------------------------------------------------------------------------------


def test_room_for_rows_is_no_number_of_the_model():
    """Arrays that have grown hold the same network."""
    tight, roomy = World(BASE, seed=5), World(BASE, seed=5)
    roomy.state = with_more_room(roomy.state)
    for month in range(30):
        one, other = tight.step(), roomy.step()
        assert bits(one.state) == bits(other.state), month


def with_more_room(state: State) -> State:
    """The same rows in larger arrays."""

    def wider(name: str, array: np.ndarray) -> np.ndarray:
        if name.startswith(("member_", "leader_", "tie_")):
            return np.concatenate([array, np.full((len(array), 500), 7, dtype=array.dtype)], axis=1)
        return np.concatenate([array, np.full(3000, 7)]) if name.startswith("neighbour") else array

    return State(**{name: wider(name, array) for name, array in state._asdict().items()})


@pytest.mark.parametrize("month", [1, 12, 23])
def test_a_state_saved_as_arrays_goes_on_identically(month, tmp_path):
    whole, begun, resumed = World(BASE, seed=5), World(BASE, seed=5), World(BASE, seed=5)
    for _ in begun.months(month):
        pass
    np.savez(tmp_path / "state.npz", **begun.state._asdict())
    with np.load(tmp_path / "state.npz") as saved:
        resumed.state, resumed.month = State(**saved), month
    for _ in whole.months(30):
        pass
    for _ in resumed.months(30 - month):
        pass
    assert bits(whole.state) == bits(resumed.state)


def test_a_template_is_not_written():
    world = World(BASE, 5)
    before = [array.copy() for array in world.compiled.template]
    for _ in world.months(20):
        pass
    for array, kept in zip(world.compiled.template, before, strict=True):
        np.testing.assert_array_equal(array, kept)
    assert driver.load() is driver.load()


# ---- what is switched off is off ---------------------------------------------------------------------------------

OFF = {
    "fundraising": (
        {"levers": {f"fundraising_{source}": 0 for source in
                    ("public_private", "community", "human", "technology", "international")}},
        ("fundraising_ramp", "income_volatility", "international_chance", "volume_public_private", "volume_community",
         "volume_human", "volume_technology", "volume_international"),
    ),
    "transfers": (
        {"parameters": {"leadership": {"transfer_probability": 0}}, "events": []},
        ("retained_none", "retained_overlap", "handover_scale", "handover_cost", "anchoring_retains",
         "vacancy_longest"),
    ),
    "reviews": ({"levers": {"review_every": 0}}, ("review_days", "review_effect", "review_fairness")),
    "mediation": ({"levers": {"mediation": 0}}, ("mediation_effect",)),
    "visits and feedback": (
        {"levers": {"relationship_activities": 0, "two_way_feedback": 0}},
        ("visit_warmth", "feedback_warmth", "visit_dose"),
    ),
    "scandals": ({"recurrent": []}, ("breach_ceiling",)),
    "steering": ({"network.initial": {"steering": 0}}, ("steering_effect", "steering_cost")),
    "reserve": ({"levers": {"reserve_plan": 0}}, ("reserve_longest",)),
    "goals to finish": (
        {"network": {"goals": [{"position": 0.5}]}}, ("adopt_rate", "close_rate", "win_urgency")
    ),
    "other ways to govern": (
        {"levers": {"governance_mode": "lead_organisation"}},
        ("overhead_pair", "overhead_committee", "overhead_committee_member", "overhead_centre",
         "overhead_centre_member"),
    ),
    "one leader": ({"levers": {"core_leaders": 1}}, ("core_pair",)),
    "transparency": ({"levers": {"transparency": 0}}, ("recognition",)),
    "training and clusters": (
        {"levers": {"leadership_training": 0, "capacity_building": 0}},
        ("facilitation_trained", "training_rate", "skill_rate"),
    ),
    "newsletter and platform": (
        {"levers": {"newsletter": 0, "platform": 0, "community_forum": 0}},
        ("newsletter_dose", "platform_dose", "forum_dose"),
    ),
    "relaunches": ({"events": []}, ("relaunch_urgency",)),
    "onboarding": ({"levers": {"onboarding": 0}}, ("onboarding_trust",)),
    "grants": ({"funding": {"grants": []}}, ("crowding_out",)),
}  # fmt: skip
"""What switches a mechanism off, and the parameters that then mean nothing."""


@pytest.mark.parametrize("what", OFF)
def test_parameters_of_what_is_switched_off_change_nothing(what):
    changes, names = OFF[what]
    off = BASE.with_(**changes)
    table: dict[str, dict[str, float]] = {}
    for name in names:
        group = PARAMETER_GROUP[name]
        low, high = bounds_of(type(getattr(off.parameters, group)).model_fields[name])
        now = getattr(getattr(off.parameters, group), name)
        table.setdefault(group, {})[name] = min(max(0.5 * (now + high), low), now + 5.0)
        assert table[group][name] != now
    assert different(numbers(off, FEW, seed=5), numbers(off.with_(parameters=table), FEW, seed=5)) == []


def test_on_they_change_something():
    """So that the relations above are not met by networks in which nothing happens."""
    for name, value in (("fundraising_ramp", 2.0), ("retained_none", 0.9), ("recognition", 1.0), ("crowding_out", 0.9)):
        granted = BASE.with_(funding={"grants": [{"amount": 2, "from": 1, "to": 30}]}, levers={"transparency": 1})
        other = granted.with_(parameters={PARAMETER_GROUP[name]: {name: value}})
        assert different(numbers(granted, FEW, seed=5), numbers(other, FEW, seed=5)), name
    assert both(NO_LUCK, STILL)["parameters"].keys() >= {"trust", "contribution"}
