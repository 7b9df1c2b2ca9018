"""The kind from a file to tables, words, figures and a page; conditions read aloud."""

import json

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration.answer import Said
from netsustain.exploration.discovery import tables, telling
from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.form import Event
from netsustain.exploration.discovery.prim import Rules
from netsustain.exploration.discovery.regions import regions
from netsustain.exploration.kinds import discovery as kind
from netsustain.exploration.question import question_of
from netsustain.exploration.reading import load_experiment
from netsustain.report.canvas import Frame, png, settings
from netsustain.report.experiments.discovery import FIGURES, NUMBERS, shows
from netsustain.report.experiments.words import ExperimentWords

FILE = """schema: 1
kind: discovery
title: {en: Try, th: ลอง}
question: {en: What if?, th: ถ้า}
sources: [A-H1]
scenarios: [demo_none, demo_all]
months: 36
factors:
  transfer_probability: {from: 0, to: 0.9}
  levers.core_leaders: {from: 1, to: 5}
event: {outcome: live_months, below: 30}
boxes: 2
design: {draws: 120}
replicates: 2
outcomes: [live_months, dissolved]
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A small experiment of the kind, its answer and its file."""
    folder = tmp_path_factory.mktemp("discovery")
    path = folder / "small.yaml"
    path.write_text(FILE, encoding="utf-8")
    asked = load_experiment(path)
    return asked, kind.answer(asked, folder / "out", workers=1), path


@pytest.fixture
def planted(ran):
    """The same question with a box put into its cases: above 0.6, and at least three core leaders."""
    asked, _, _ = ran
    generator = np.random.default_rng(1)
    points = np.column_stack([0.9 * generator.random(1500), generator.integers(1, 6, 1500)]).astype(float)
    inside = (points[:, 0] > 0.6) & (points[:, 1] >= 3)
    cases = Cases(points, generator.binomial(2, np.where(inside, 0.9, 0.1)).astype(float), np.full(1500, 2.0))
    found = {name: kind.of_one(name, asked, cases) for name in asked.scenarios}
    keys = ("summary", "restrictions", "tree", "trajectory")
    joined = {key: pd.concat([each[key] for each in found.values()]) for key in keys}
    event = telling.happens(asked.experiment.event, 36)
    shares = dict.fromkeys(found, cases.share)
    told = telling.sentences(joined["summary"], joined["restrictions"], shares, asked.factors, event)
    return asked, joined, told


def test_boxes_are_read_aloud(planted):
    asked, joined, told = planted
    words = ExperimentWords(asked, "en")
    said = [words.said(each) for each in told]
    assert said[0].startswith("“No strategy”: over all that is uncertain, ")
    assert "of networks have live months below 30.0 months" in said[0]
    row = joined["restrictions"].iloc[0]
    box = joined["summary"].iloc[0]
    assert said[1] == (
        f"Where chance that an eligible leader moves in a year is above {row['low']:.0%}".replace("%", " %")
        + f" and {words.factor('levers.core_leaders')} is at least 3, {100 * box['density']:.0f} % of networks have "
        f"live months below 30.0 months ({100 * box['low']:.0f} % to {100 * box['high']:.0f} %); "
        f"these are {100 * box['coverage']:.0f} % of all that do."
    )
    assert row["low"] == pytest.approx(0.6, abs=0.03)


def test_boxes_are_read_aloud_in_thai(planted):
    asked, _, told = planted
    said = ExperimentWords(asked, "th").said(told[1])
    assert "ตั้งแต่ 3 ขึ้นไป" in said
    assert "{" not in said


def test_limits_of_whole_factors_are_the_last_whole_number_inside(planted):
    _, joined, _ = planted
    row = joined["restrictions"].set_index("factor").loc["levers.core_leaders"].iloc[0]
    assert row["low"] == 3.0
    assert np.isnan(row["high"])


def test_noise_is_told_as_nothing():
    generator = np.random.default_rng(6)
    cases = Cases(generator.random((600, 1)), generator.binomial(1, 0.5, 600).astype(float), np.ones(600))
    found = regions(cases, Rules(), 1)
    boxes = tables.boxes("one", found)
    limits = pd.DataFrame(columns=["scenario", "box"])
    told = telling.sentences(boxes, limits, {"one": cases.share}, (), Said("x"))
    assert [each.key for each in told] == ["said_base", "said_nothing"]


def test_an_event_that_always_happens_is_told():
    told = telling.sentences(
        tables.boxes("one", []), pd.DataFrame(columns=["scenario", "box"]), {"one": 1.0}, (), Said("x")
    )
    assert [each.key for each in told] == ["said_base", "said_always"]
    warned = telling.warnings(50, {"one": 1.0}, tables.boxes("one", []))
    assert [each.key for each in warned] == ["warn_few", "warn_rare"]


@pytest.mark.parametrize(
    ("event", "key"),
    [
        (Event(), "event_dissolved"),
        (Event(outcome="cost", above=3), "event_above"),
        (Event(outcome="c2", below=0.2), "event_below"),
    ],
)
def test_events_have_words(event, key):
    assert telling.happens(event, 12).key == key
    assert event.misfit() == ""


def test_every_text_and_figure_is_there_in_both_languages(ran, planted):
    asked, answer, _ = ran
    _, joined, told = planted
    for tables_, sentences in ((answer.tables, answer.sentences), ({**answer.tables, **joined}, told)):
        full = type(answer)(**{**vars(answer), "tables": tables_, "sentences": sentences})
        for lang in ("en", "th"):
            words = ExperimentWords(asked, lang)
            assert all(words.said(each) for each in (*sentences, *answer.warnings))
            for name in shows(asked, full):
                shown = NUMBERS[name](asked, full)
                assert words.heading(shown)
                assert [words.cell(column, row) for row in shown.rows.to_dict("records") for column in shown.columns]
                for narrow in (False, True):
                    with settings():
                        assert png(FIGURES[name](asked, full, Frame(lang, narrow)), 40)
    assert shows(asked, full) == ["boxes", "tree", "trajectory"]


def test_few_replicates_do_not_mean_few_accepted_vectors():
    """Four runs a draw under the same four vectors would tell of four models; each has its own instead."""
    asked = load_experiment("discovery_ends")
    question = question_of(asked)
    found = question.vectors["demo_none"]
    assert found is not None
    assert question.vectors_by == "luck"
    assert len(found) > 100


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
    assert (tmp_path / "out" / "report.html").exists()
