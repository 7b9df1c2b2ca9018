"""From benefits to tables, sentences and a page: one world with a known answer."""

import json

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration.factors import Factor
from netsustain.exploration.information import study, telling
from netsustain.exploration.information.benefits import Benefits
from netsustain.exploration.kinds import value_of_information as kind
from netsustain.exploration.reading import load_experiment
from netsustain.report.canvas import Frame, png, settings
from netsustain.report.experiments.value_of_information import FIGURES, shows
from netsustain.report.experiments.words import ExperimentWords

FACTORS = tuple(Factor(name, name, 0.0, 10.0, False, None) for name in ("a", "b", "c"))
NAMES = ("stay", "go")


@pytest.fixture(scope="module")
def benefits():
    """Going pays above a = 4: a gain of a − 4 on 0-10, half of it hidden by luck; b and c do nothing."""
    generator = np.random.default_rng(2)
    points = generator.random((300, 3))
    gain = 10 * points[:, :1] - 4 + generator.normal(scale=3.0, size=(300, 12))
    return Benefits(np.stack([0 * gain, gain], axis=2), points, np.arange(300), 0)


@pytest.fixture(scope="module")
def worths(benefits):
    return study.worths(benefits, FACTORS, {"both": (0, 1), "others": (1, 2)}, 1)


def test_only_the_factor_that_matters_is_worth_knowing(worths):
    """Knowing a: E max(a − 4, 0) − E(a − 4) = 1.8 − 1."""
    rows = worths.set_index("name")
    assert list(worths["what"]) == ["everything", "factor", "factor", "factor", "group", "group"]
    assert rows.loc["a", "value"] == pytest.approx(0.8, abs=0.12)
    assert rows.loc[study.EVERYTHING, "value"] == pytest.approx(0.8, abs=0.12)
    assert list(rows["verdict"]) == ["worth", "worth", "not_told", "not_told", "worth", "not_told"]
    assert rows.loc["both", "value"] >= rows.loc["a", "value"]
    assert (worths["value"] <= worths["value"].iloc[0]).all()


def test_where_the_choice_switches(benefits):
    table = study.switching(benefits, FACTORS, NAMES, ["a"], 1)
    assert table[["factor", "below", "above"]].iloc[0].tolist() == ["a", "stay", "go"]
    assert table["at"].iloc[0] == pytest.approx(4.0, abs=0.4)
    assert table["low"].iloc[0] < 4.0 < table["high"].iloc[0]


def test_sentences_say_so(benefits, worths):
    tables = {
        "summary": worths, "options": study.options(benefits, NAMES),
        "switching": study.switching(benefits, FACTORS, NAMES, ["a"], 1),
    }  # fmt: skip
    told = telling.sentences(tables, FACTORS, "months_sustained", "months_sustained")
    keys = [each.key for each in told]
    assert keys == ["said_now", "said_everything", "said_factor", "said_others", "said_group", "said_switch"]
    assert told[0].values["scenario"] == "go"
    assert told[2].values["factor"] == "a"


def test_too_few_draws_say_nothing_of_factors(benefits):
    few = Benefits(benefits.values[:10], benefits.points[:10], np.arange(10), 1)
    assert list(study.worths(few, FACTORS, {}, 1)["what"]) == ["everything"]
    whole = pd.Series({"upper": 1.0, "lower": 0.0, "value": 0.5})
    keys = [each.key for each in telling.warnings(10, 1, study.options(few, NAMES), whole)]
    assert keys == ["warn_few", "warn_lost", "warn_luck"]


# ---- the kind ---------------------------------------------------------------------------------------

FILE = """schema: 1
kind: value_of_information
title: {en: Try, th: ลอง}
question: {en: What if?, th: ถ้า}
sources: [A-S1]
scenarios: [demo_none, demo_all]
months: 12
factors:
  transfer_probability:
  personal_share:
groups: {both: {title: {en: both of them, th: ทั้งคู่}, factors: [transfer_probability, personal_share]}}
design: {draws: 48}
replicates: 4
outcomes: [live_months, cost]
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A small experiment of the kind, and its folder."""
    folder = tmp_path_factory.mktemp("voi")
    path = folder / "small.yaml"
    path.write_text(FILE, encoding="utf-8")
    asked = load_experiment(path)
    return asked, kind.answer(asked, folder / "out", workers=1), path


def test_every_text_and_figure_is_there_in_both_languages(ran):
    asked, answer, _ = ran
    for lang in ("en", "th"):
        words = ExperimentWords(asked, lang)
        assert all(words.said(each) for each in (*answer.sentences, *answer.warnings))
        for shown in answer.shown:
            assert words.heading(shown)
            assert all(words.column(column) for column in shown.columns)
            assert [words.cell(column, row) for row in shown.rows.to_dict("records") for column in shown.columns]
        for narrow in (False, True):
            for name in shows(asked, answer):
                with settings():
                    assert png(FIGURES[name](asked, answer, Frame(lang, narrow)), 40)
    assert ExperimentWords(asked, "th").factor("both") == "ทั้งคู่"


def test_workers_change_nothing(ran, tmp_path):
    asked, answer, _ = ran
    again = kind.answer(asked, tmp_path / "out", workers=2)
    assert again.digest == answer.digest
    for name, table in answer.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table, check_exact=True)


def test_the_command_answers(ran, tmp_path):
    _, answer, path = ran
    result = CliRunner().invoke(app, ["experiment", str(path), "--out", str(tmp_path / "out"), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["digest"] == answer.digest
    assert (tmp_path / "out" / "worth.png").exists()
    assert "both of them" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
