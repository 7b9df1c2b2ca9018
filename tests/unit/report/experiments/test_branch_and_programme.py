"""Figures of branches and programmes: drawn for every reader, from hand-made answers and real ones, with texts."""

from dataclasses import replace

import numpy as np
import pytest

from netsustain.exploration.kinds import branch, programme
from netsustain.exploration.reading import load_experiment
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, settings, svg
from netsustain.report.experiments import figures_module
from netsustain.report.experiments.drawing import figure_names, figure_numbers, figure_values
from netsustain.report.experiments.words import ExperimentWords


def answered(name, kind, scale, folder):
    """A small run of a shipped file."""
    asked = load_experiment(name).with_options(scale)
    return asked, kind.answer(asked, folder / "out", workers=2)


@pytest.fixture(scope="module")
def branched(tmp_path_factory):
    """A branch and its answer."""
    return answered("branch_after_cut", branch, 0.06, tmp_path_factory.mktemp("branch"))


@pytest.fixture(scope="module")
def programmed(tmp_path_factory):
    """A programme and its answer."""
    return answered("programme_area_offices", programme, 0.004, tmp_path_factory.mktemp("programme"))


@pytest.fixture(params=["branched", "programmed"])
def either(request):
    """Each of them."""
    return request.getfixturevalue(request.param)


def test_every_figure_is_drawn_for_every_reader(either):
    asked, answer = either
    module = figures_module(asked.experiment.kind)
    assert set(figure_names(asked, answer)) <= set(module.FIGURES)
    for name, draw in module.FIGURES.items():
        if name == "whom" and answer.tables["thirds"].empty:
            continue
        for lang in LANGUAGES:
            for narrow in (False, True):
                with settings():
                    assert svg(draw(asked, answer, Frame(lang, narrow))).startswith(b"<?xml")


def test_every_text_has_what_it_needs(either):
    asked, answer = either
    for lang in LANGUAGES:
        words = ExperimentWords(asked, lang)
        for name in figures_module(asked.experiment.kind).FIGURES:
            values = figure_values(asked, answer, name)
            assert words.say(f"figure_{name}_title", **values)
            assert words.say(f"figure_{name}_reading", **values)
            assert figure_numbers(asked, answer, name) is None
        for said in (*answer.sentences, *answer.warnings):
            assert "{" not in words.said(said)
        for shown in answer.shown:
            assert words.heading(shown)
            assert all(words.notes(shown))
            for row in shown.rows.to_dict("records"):
                assert all(words.cell(column, row)[0] for column in shown.columns)


def test_the_curves_after_a_branch_continue_the_curve_before_it(branched):
    asked, answer = branched
    tables = answer.tables
    share = tables["summary"]["runs"].iloc[0] / tables["before"]["of"].iloc[0]
    nothing = tables["alive"].query("scenario == 'as_before'").set_index("month")["alive"]
    at = asked.experiment.at
    assert tables["before"].set_index("month")["alive"][at - 1] == pytest.approx(share * nothing[at - 1])


def test_a_programme_that_surely_gains_nothing_has_no_targeting_curve(programmed):
    asked, answer = programmed
    table = answer.tables["summary"]
    flat = {**answer.tables, "summary": table.assign(gain_low=-1.0)}
    assert "targeting" not in figure_names(asked, replace(answer, tables=flat))
    sure = {**answer.tables, "summary": table.assign(gain_low=np.float64(1.0))}
    assert figure_names(asked, replace(answer, tables=sure))[0] == "targeting"
