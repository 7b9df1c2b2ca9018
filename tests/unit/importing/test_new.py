"""A scenario from a few questions: by options, by answers, in both languages, and always one that loads."""

import json

import pytest

from netsustain.importing.new.answers import DEFAULT_MEMBERS, LEVERS, bounds_of, in_use
from netsustain.roster import drawn_members
from netsustain.scenario import load
from netsustain.scenario.kinds import Kind


@pytest.fixture
def new(call):
    def new(*options, answers=(), lang="en"):
        asked = ("--ask",) if answers else ("--no-ask",)
        typed = "".join(f"{answer}\n" for answer in answers)
        return call("new", "--out", "n.yaml", "--lang", lang, *asked, *options, input=typed)

    return new


@pytest.mark.parametrize("lang", ["en", "th"])
def test_defaults_are_the_baseline_with_other_words(new, call, lang):
    result = new(lang=lang)
    assert result.exit_code == 0, result.output
    assert call("check", "n.yaml").exit_code == 0
    scenario, baseline = load("n.yaml"), load("baseline")
    assert scenario.levers == baseline.levers
    assert scenario.funding == baseline.funding
    assert scenario.network.recipe.members.high == sum(DEFAULT_MEMBERS.values()) == 24
    assert scenario.events == baseline.events


def test_options(new):
    result = new(
        "--name", "เครือข่ายเขต 1", "--members", "school=12", "--members", "มหาวิทยาลัย=1", "--members", "area_office=1",
        "--lead", "committee", "--budget", "108,000", "--budget-cut", "10/2570=40%", "--director-leaves", "2028-10",
        "--handover", "2", "--lever", "platform", "--lever", "mediation=0.5",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    scenario = load("n.yaml")
    assert scenario.title.th == "เครือข่ายเขต 1"
    assert scenario.funding.area_office_budget == 6.0
    assert scenario.levers.governance_mode.name == "COMMITTEE"
    assert (scenario.levers.platform, scenario.levers.mediation) == (in_use()["platform"], 0.5)
    cut, leaves = scenario.events
    assert (cut.date, cut.budget.level) == ("2027-10", 0.4)
    assert (leaves.date, leaves.transfer.handover) == ("2028-10", 2)


def test_there_are_exactly_the_members_that_were_said(new):
    counts = {"school": 7, "university": 2, "parents": 3, "private": 1}
    assert new(*(f"--members={kind}={count}" for kind, count in counts.items())).exit_code == 0
    kinds = drawn_members(load("n.yaml")).whole["kind"].tolist()
    assert {kind: kinds.count(Kind[kind.upper()]) for kind in counts} == counts
    assert len(kinds) == 13


def test_questions(new):
    answers = ["Net", "1", "๕", *[""] * 7, "3", "x", "90000", "2028-01", "", "2025-01", "2029-03", "1", "7 mediation"]
    result = new("--json", answers=answers)
    assert result.exit_code == 0, result.output
    assert "got “x”, expected a number from 0" in result.stderr
    assert "got “2025-01”, expected a month such as 2027-10" in result.stderr
    said = json.loads(result.stdout)["answers"]
    assert said["members"]["school"] == 5
    assert said["budget"] == 90_000
    assert said["cut"] == {"date": "2028-01", "level": 0.5}
    assert (said["director_leaves"], said["handover"]) == ("2029-03", 1)
    assert list(said["levers"]) == ["platform", "mediation"]
    assert load("n.yaml").levers.governance_mode.name == "COMMITTEE"


def test_what_an_option_says_is_not_asked(new):
    result = new("--members", "school=3", "--lead", "shared", "--lever", "platform", answers=["Net"])
    assert result.exit_code == 0, result.output
    assert "What is the network called?" in result.stderr
    assert "budget" not in result.stderr, "without an area office there is none"


def test_answers_that_end_too_early(new, folder):
    assert new(answers=["Net"]).exit_code == 2
    assert not (folder / "n.yaml").exists()


def test_thai_remarks(new, folder):
    assert new("--budget-cut", "2027-10", lang="th").exit_code == 0
    text = (folder / "n.yaml").read_text(encoding="utf-8")
    assert "school: 14 # โรงเรียน" in text
    assert "# 10/2570: งบประมาณทั้งหมดถูกตัด เหลือร้อยละ 50" in text


def test_a_remark_s_lever_can_be_brought_to_life(new, folder):
    new("--lever", "platform")
    text = (folder / "n.yaml").read_text(encoding="utf-8")
    (folder / "n.yaml").write_text(text.replace("  # mediation: 0 #", "  mediation: 0.7 #"), encoding="utf-8")
    assert load("n.yaml").levers.mediation == 0.7


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--members=school", "expected KIND=COUNT"), ("--members=shool=3", "(did you mean school?)"),
        ("--members=school=-1", "expected a whole number"), ("--members=school=x", "expected a whole number"),
        ("--members=area_office=2", "expected one area office at"), ("--members=school=0", "between 1 and 100000"),
        ("--lead=king", "expected a number or one of lead_organisation"), ("--budget=-1", "expected a number from 0"),
        ("--budget=nan", "expected a number from 0"), ("--budget-cut=soon", "expected a month such as"),
        ("--budget-cut=2027-10=2", "expected a number from 0 to 1"), ("--director-leaves=2020-01", "expected a month"),
        ("--director-leaves=2027-13", "expected a month"), ("--lever=platfrom", "(platform?)"),
        ("--lever=platform=3", "expected a number from 0 to 1"),
    ],
)  # fmt: skip
def test_wrong_answers_are_wrong_usage(new, folder, option, message):
    result = new(option)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (folder / "n.yaml").exists()


def test_a_file_that_exists_is_kept(new, folder):
    (folder / "n.yaml").write_text("mine")
    assert new().exit_code == 1
    assert (folder / "n.yaml").read_text() == "mine"
    assert new("--force").exit_code == 0


def test_doses_in_use_lie_inside_their_bounds():
    for name in LEVERS:
        low, high = bounds_of(name)
        assert low <= in_use()[name] <= high
