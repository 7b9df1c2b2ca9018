"""A brief made again: beside the old one, which is kept, and with what has changed, by program, data and answers."""

import json
import shutil

import pytest

from netsustain.briefing.memory import recall
from netsustain.commands.brief import execute
from netsustain.exploration.results import ResultsError
from netsustain.messages import LANGUAGES

QUICK = {"replicates": 12, "months": 18}


@pytest.fixture(scope="module")
def first(tmp_path_factory, writes):
    place = tmp_path_factory.mktemp("first")
    scenario = writes(place / "data")
    assert execute(scenario=str(scenario), out=place / "brief", **QUICK) == 0
    return place


@pytest.fixture
def place(first, tmp_path, writes, unrendered):
    """A copy of a brief and its data that a test may spoil; the data lie where they lay."""
    shutil.copytree(first / "brief", tmp_path / "brief")
    yield tmp_path
    writes(first / "data")


def made_again(place, capsys, **options):
    capsys.readouterr()
    assert execute(again=place / "brief", out=place / "new", json=True, **options) == 0
    return json.loads(capsys.readouterr().out)["changes"]


def test_the_folder_holds_page_workbook_figures_scenarios_and_inputs(first) -> None:
    names = {path.relative_to(first / "brief").as_posix() for path in (first / "brief").rglob("*") if path.is_file()}
    figures = {"figures/opening-alive.png", "figures/opening-alive.svg"}
    scenarios = {"scenarios/now.yaml", "scenarios/members.csv", "inputs/ten.yaml"}
    assert {"report.html", "tables.xlsx", "brief.json", "manifest.json", *figures, *scenarios} <= names
    manifest = json.loads((first / "brief" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == names - {"manifest.json"}


def test_nothing_changed_is_said_and_the_old_folder_is_kept(place, capsys) -> None:
    before = {path: path.read_bytes() for path in (place / "brief").rglob("*") if path.is_file()}
    said = made_again(place, capsys)
    assert said == [
        "All answers are those of the earlier brief, to the last digit.",
        said[1],
        "The data are the same: scenarios, tables and survey.",
    ]
    assert said[1].startswith("The program is the same")
    assert {path: path.read_bytes() for path in before} == before


def test_without_a_folder_it_goes_beside_the_old_one(place) -> None:
    assert execute(again=place / "brief", lang="th") == 0
    (beside,) = (path for path in place.iterdir() if path.name != "brief")
    assert beside.name.startswith("brief-20")
    assert "สิ่งที่เปลี่ยนไปตั้งแต่" in (beside / "report.html").read_text(encoding="utf-8")


def test_other_data_and_other_answers_are_said(first, place, capsys) -> None:
    scenario, ties = first / "data" / "ten.yaml", first / "data" / "ties.csv"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("0.2", "0.6"), encoding="utf-8")
    ties.write_text("\n".join(ties.read_text(encoding="utf-8").splitlines()[:-3]) + "\n", encoding="utf-8")
    said = " ".join(made_again(place, capsys))
    assert "Tables that are not those of then: ties.csv." in said
    assert "1 values differ" in said
    assert "The data are the same" not in said
    assert "to the last digit" not in said
    page = (place / "new" / "report.html").read_text(encoding="utf-8")
    assert "0.2 → 0.6" in page


def test_a_file_that_is_gone_is_replaced_by_its_copy(first, place, capsys) -> None:
    (first / "data" / "ten.yaml").unlink()
    said = made_again(place, capsys)
    assert "the copy that the earlier brief kept was used" in said[-1]
    assert said[0].startswith("All answers are those")


def test_another_model_and_another_version_are_said(place, capsys) -> None:
    path = place / "brief" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["results"], manifest["versions"]["netsustain"] = "another", "0.0.1"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    said = " ".join(made_again(place, capsys))
    assert "instead of 0.0.1, and so is its model" in said


def test_what_is_no_brief_is_refused(place, tmp_path) -> None:
    with pytest.raises(ResultsError, match=r"manifest\.json"):
        recall(tmp_path / "nothing")
    (place / "brief" / "brief.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ResultsError, match=r"brief\.json"):
        recall(place / "brief")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "wrong", [{}, {"scenario": "demo_none", "again": "x"}, {"again": "x", "options": ["demo_all"]}]
)
def test_wrong_usage_is_told(lang, wrong, capsys) -> None:
    assert execute(**wrong, lang=lang) == 2
    assert "--again" in capsys.readouterr().err
