"""Outlook, seeded scenarios, the command and the blank survey, end to end on small runs."""

import io
import json
import re

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.diagnosis import network_words, reading
from netsustain.diagnosis.diagnosing import diagnose
from netsustain.diagnosis.outlook import Outlook, first_to_give_way
from netsustain.diagnosis.scores import scores_of
from netsustain.diagnosis.seeding import seeded, starts_of
from netsustain.diagnosis.template import headings, items, write_template
from netsustain.importing.extending import extended_by
from netsustain.messages import LANGUAGES
from netsustain.scenario import load
from netsustain.scenario.problems import ScenarioError

from .conftest import drawn, wide

FEW = ["--replicates", "8", "--months", "24"]


def call(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def survey_file(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(drawn(), encoding="utf-8")
    return path


# ---- seeding --------------------------------------------------------------------------------------


def test_a_mean_of_3_27_is_the_level_the_literature_reads_it_as(survey_of):
    """K5: 3.27 of 5 → .57."""
    rows = [(f"p{k}", f"o{k % 10}", [4 if k < 27 else 3] * 7, [5] * 7) for k in range(100)]
    survey = survey_of(wide(rows))
    starts = {each.name: each for each in starts_of(survey, scores_of(survey))}
    assert {name: each.level for name, each in starts.items()} == {
        "goal_clarity": 0.57, "trust": 0.57, "role_clarity": 0.57, "flexibility": 0.57,
    }  # fmt: skip
    assert starts["trust"].low < 0.57 < starts["trust"].high
    initial = seeded(load("baseline"), list(starts.values())).network.initial
    assert (initial.trust, initial.goal_clarity) == (0.57, 0.57)
    assert initial.plan == load("baseline").network.initial.plan


@pytest.mark.usefixtures("unrendered")
def test_the_seeded_file_passes_check_and_says_what_was_measured(tmp_path, survey_file):
    seed = tmp_path / "seeded.yaml"
    call("diagnose", survey_file, "--no-outlook", "--seed-scenario", seed, "--out", tmp_path / "out")
    assert call("check", seed).stdout == f"{seed}: fine\n"
    text = seed.read_text(encoding="utf-8")
    assert re.search(r"trust: 0\.\d\d # trust: \d\.\d\d of 5, 40 respondents; 95 % interval 0\.\d\d to 0\.\d\d", text)
    assert "# Not measured, so as in the file this extends: trust_spread, agreement" in text
    assert re.search(r"# No starting level stands for .*: communication, resources, perceived value\n", text)
    call("diagnose", survey_file, "--no-outlook", "--seed-scenario", seed, "--out", tmp_path / "out", code=1)


@pytest.mark.usefixtures("unrendered")
def test_with_a_network_the_file_extends_it(tmp_path, survey_file):
    network = tmp_path / "mine.yaml"
    titles = "title: {en: Mine, th: ของเรา}\nquestion: {en: How long?, th: นานเพียงใด}\nsources: [A-M]\n"
    network.write_text(f"schema: 1\nextends: baseline\n{titles}months: 24\n", encoding="utf-8")
    seed = tmp_path / "seeded.yaml"
    arguments = ("--network", network, "--seed-scenario", seed, "--lang", "th", "--out", tmp_path / "out", *FEW)
    call("diagnose", survey_file, *arguments)
    assert 'extends: "mine.yaml"' in seed.read_text(encoding="utf-8")
    assert load(seed).months == 24
    assert "วัดได้" in seed.read_text(encoding="utf-8")
    (tmp_path / "below").mkdir()
    with pytest.raises(ScenarioError, match=r"cannot be extended, expected another file beside it.*seeded"):
        extended_by(tmp_path / "below" / "seeded.yaml", str(network))


def test_too_few_respondents_seed_nothing(tmp_path):
    survey = tmp_path / "few.csv"
    survey.write_text(drawn(respondents=4), encoding="utf-8")
    seed = tmp_path / "seeded.yaml"
    result = call("diagnose", survey, "--no-outlook", "--seed-scenario", seed, "--out", tmp_path / "out", code=1)
    assert "fewer than 5" in result.stderr
    assert not seed.exists()


# ---- outlook --------------------------------------------------------------------------------------


def runs(causes, replicates):
    return pd.DataFrame({"replicate": range(replicates), "cause": [*causes, *["none"] * (replicates - len(causes))]})


def test_shares_of_what_gives_way_first_are_of_all_futures():
    counted = runs(["c5"] * 6 + ["c2"] * 2, 20)
    found = first_to_give_way(counted, counted["cause"] != "none", 0, 1)
    assert found["condition"].tolist()[:2] == ["c5", "c2"]
    assert found["share"].tolist()[:2] == pytest.approx([0.3, 0.1])
    assert found["share_low"].iloc[0] < 0.3 < found["share_high"].iloc[0]
    assert found["leads"].sum() == pytest.approx(1)
    late = first_to_give_way(counted, counted["cause"] == "c2", 0, 1)  # c5 gave way after the horizon only
    assert late["condition"].iloc[0] == "c2"
    assert late["share"].sum() == pytest.approx(0.1)


def said_of(shares, leads, dissolved=10):
    columns = {"condition": ["c5", "c2"], "share": shares, "share_low": [0, 0], "share_high": [1, 1], "leads": leads}
    table = pd.DataFrame(columns)

    class Told(Outlook):
        row = pd.Series({"counted": 20, "dissolved": 0.5})

    return network_words._first(Told(None, table, dissolved, (1, 2, 3), {}, None))


def test_which_gives_way_first_is_called_clear_only_if_it_is():
    assert said_of([0.3, 0.1], [0.97, 0.03]).key == "outlook_first"
    assert said_of([0.3, 0.25], [0.6, 0.4]).key == "outlook_first_unsure"
    assert said_of([0.0, 0.0], [np.nan, np.nan], 0).key == "outlook_none_dissolves"


def test_the_outlook_starts_where_the_survey_says_and_says_where_it_does_not(survey_of):
    found = diagnose(survey_of(drawn(weak="c5")), replicates=8, months=12)
    assert found.outlook.scenario.network.initial.trust == next(s.level for s in found.starts if s.name == "trust")
    starts = found.findings.tables["starts"].set_index("condition")
    assert starts.loc["c5", "through"] == ""
    far = next(said for said in found.findings.warnings if said.key == "start_differs")
    assert "c5" in far.values["words"]
    assert {said.key for said in found.findings.sentences} >= {"outlook_typical"}


# ---- the command ----------------------------------------------------------------------------------


def test_json_is_one_object_without_anybodys_answers(tmp_path, survey_file):
    told = json.loads(call("diagnose", survey_file, "--json", *FEW).stdout)
    assert told["survey"]["respondents"] == 40
    assert [row["condition"] for row in told["conditions"]] == [f"c{k}" for k in range(1, 8)]
    assert told["outlook"]["futures"] == 8
    assert told["structure"] is None
    assert "p39" not in json.dumps(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_in_both_languages_and_files_without_anybodys_answers(tmp_path, survey_file, lang):
    out = tmp_path / "out"
    printed = call("diagnose", survey_file, "--network", "baseline", "--lang", lang, "--out", out, *FEW).stdout
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page
    assert 'lang="th"' in page
    assert "ความต้องการจำเป็น" in page
    assert "The greatest need" in page
    assert ("จุดอ่อน" if lang == "th" else "weak point") in printed
    assert (out / "figures" / "diagnosis-conditions.png").is_file()
    for path in out.glob("*.parquet"):
        assert not {"respondent", "organisation"} & set(pd.read_parquet(path).columns)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["asked"]["survey_sha256"]) == 64


def test_wrong_usage(tmp_path, survey_file):
    call("diagnose", code=2)
    call("diagnose", survey_file, "--seed-scenario", tmp_path / "x.txt", code=2)
    call("diagnose", "--template", tmp_path / "x.csv", code=2)
    call("diagnose", tmp_path / "absent.csv", code=1)


# ---- the blank survey -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filled_template_is_read_back(tmp_path, lang):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(write_template(lang)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == headings()
    (check,) = sheet.data_validations.dataValidation
    assert (check.type, check.formula1, check.formula2) == ("whole", "1", "5")
    for row in range(2, 9):
        sheet.append([f"R{row}", f"โรงเรียน {row % 4}", "โรงเรียน", "1/10/2569", *[1 + (row + k) % 5 for k in range(42)]])
    path = tmp_path / "filled.xlsx"
    book.save(path)
    survey = reading.read_survey(path)
    assert (len(survey.respondents), survey.organisations, len(survey.items)) == (7, 4, 21)
    assert survey.account.unused == ()
    assert survey.account.missing == 0
    assert set(survey.kinds) == {"school"}
    sheet["F4"] = 7
    book.save(path)
    with pytest.raises(ScenarioError, match=r"filled\.xlsx:4:6: .*!F4: got 7, expected a whole number from 1 to 5"):
        reading.read_survey(path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_made_up_survey_says_so_and_is_diagnosed(tmp_path, lang):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "tried.xlsx"
    call("diagnose", "--template", path, "--filled", "--lang", lang)
    statements = openpyxl.load_workbook(path).worksheets[1]
    assert ("synthetic" in statements["B1"].value) or ("สมมติ" in statements["B1"].value)
    told = json.loads(call("diagnose", path, "--no-outlook", "--json").stdout)
    assert told["survey"]["respondents"] == 42
    weak = [row["condition"] for row in told["conditions"] if row["stands"] == "weak"]
    assert "c5" in weak
    assert {row["kind"] for row in told["kinds"]} == {"school", "local_government", "others"}
    call("diagnose", "--template", path, code=1)


def test_every_condition_is_asked_with_several_statements():
    asked = [item[:2] for item in items()]
    assert {key: asked.count(key) for key in sorted(set(asked))} == {f"c{k}": 3 for k in range(1, 8)}
