"""Whether a network lies inside the calibrated range, and in what it does not."""

from pathlib import Path

import pytest

from netsustain.calibration.coverage import Outside, coverage_of, described_by, outside
from netsustain.scenario.reader import load

COVERAGE = {
    "members": [15, 45], "months": [84, 84], "own_resources": [0.7, 1.3], "leader_experience": [0.1, 0.7],
    "outside_income": [0.04, 1.47], "governance": ["lead_organisation", "administrative_centre"],
}  # fmt: skip


def test_set_ups_together_span_the_range() -> None:
    grant = load("baseline").with_(
        months=84, levers={"governance_mode": "administrative_centre"},
        network={"recipe": {
            "members": {"from": 15, "to": 45}, "leader_experience": {"from": 0.1, "to": 0.7},
            "own_resources_factor": {"from": 0.7, "to": 1.3},
        }},
        funding={"area_office_budget": 2, "grants": [{"amount": 20, "from": 1, "to": 36}]},
    )  # fmt: skip
    other = load("baseline").with_(months=60)
    found = coverage_of([grant, other])
    assert found["members"] == [15, 45]
    assert found["months"] == [60, 84]
    assert found["own_resources"] == [0.7, 1.3]
    assert found["leader_experience"] == [0.1, 0.7]
    assert found["outside_income"] == pytest.approx([2 / 45, 22 / 15])
    assert found["governance"] == ["lead_organisation", "administrative_centre"]
    assert outside(grant, found) == outside(other, found) == []
    with pytest.raises(ValueError, match="got none"):
        coverage_of([])


def _inside():
    return load("baseline").with_(months=84)


@pytest.mark.parametrize(
    ("changes", "what", "found"),
    [
        ({"months": 120}, "months", (120, 120)),
        ({"network": {"recipe": {"members": 60}}}, "members", (60, 60)),
        ({"network": {"recipe": {"members": {"from": 10, "to": 20}}}}, "members", (10, 20)),
        ({"network": {"recipe": {"own_resources_factor": 0.5}}}, "own_resources", (0.5, 0.5)),
        ({"network": {"recipe": {"leader_experience": 0.9}}}, "leader_experience", (0.9, 0.9)),
        ({"network": {"initial": {"leader_experience": 0.05}}}, "leader_experience", (0.05, 0.05)),
        ({"funding": {"area_office_budget": 48}}, "outside_income", (2, 2)),
        ({"levers": {"governance_mode": "shared"}}, "governance", ("shared",)),
    ],
)
def test_each_way_of_being_outside_is_told(changes: dict, what: str, found: tuple) -> None:
    assert outside(_inside(), COVERAGE) == []
    (told,) = outside(_inside().with_(**changes), COVERAGE)
    assert (told.what, told.covered) == (what, tuple(COVERAGE[what]))
    assert told.found == pytest.approx(found) if what != "governance" else told.found == found


def test_a_shorter_horizon_lies_inside() -> None:
    assert outside(_inside().with_(months=24), COVERAGE) == []


def test_events_count_as_well() -> None:
    cut = {"at": 12, "budget": {"level": 0.0}}
    shared = {"at": 24, "set": {"governance_mode": "shared"}}
    told = outside(_inside().with_(events=[cut, shared]), COVERAGE)
    assert told[0].what == "outside_income"
    assert told[0].found == pytest.approx((0, 6 / 24))
    assert told[1] == Outside("governance", ("shared",), tuple(COVERAGE["governance"]))


def test_a_grant_that_tapers_counts_until_nothing_is_left() -> None:
    grant = {"amount": 48, "from": 3, "to": 4, "taper": 1}
    scenario = _inside().with_(funding={"area_office_budget": 0, "grants": [grant]})
    assert described_by(scenario)["outside_income"] == pytest.approx((0, 2))


def test_a_network_from_tables_is_counted_and_its_resources_weighed(tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(
        "name,kind,own_resources\nA,school,8\nB,school,\nC,parents,1\n", encoding="utf-8"
    )
    path = tmp_path / "mine.yaml"
    path.write_text(
        "schema: 1\ntitle: {en: t, th: ท}\nquestion: {en: q, th: ถ}\nsources: [A-H1]\n"
        "network: {files: {members: members.csv}}\n",
        encoding="utf-8",
    )
    found = described_by(load(path))
    assert found["members"] == (3, 3)
    # A school gives 4 days, parents 2: twice as much, unknown, half as much.
    assert found["own_resources"] == pytest.approx(((2 + 1 + 0.5) / 3,) * 2)
    assert outside(load(path), COVERAGE)[0] == Outside("members", (3, 3), (15, 45))


def test_a_range_the_account_does_not_name_is_not_judged() -> None:
    assert outside(load("governance_shared").with_(months=84), {"members": [15, 45]}) == []
