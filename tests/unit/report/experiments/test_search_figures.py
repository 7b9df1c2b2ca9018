"""Figures of a policy search: drawn in both languages and widths, with every named policy and nothing invented."""

import numpy as np
import pytest

from netsustain.exploration.answer import Answer
from netsustain.exploration.kinds import search as kind
from netsustain.exploration.reading import load_experiment
from netsustain.exploration.search import tables
from netsustain.exploration.search.confirm import Confirmed, Interval
from netsustain.exploration.search.judge import Judged
from netsustain.exploration.search.optimise import Found
from netsustain.report.canvas import Frame, settings
from netsustain.report.experiments import search as figures
from netsustain.report.experiments.drawing import figure_svg

FILE = """schema: 1
kind: search
title: {en: Try, th: ลอง}
question: {en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}
sources: [A-S1]
scenarios: [demo_none, demo_leadership, demo_all]
levers: {platform: , mediation: , governance_mode: }
objectives: [{outcome: months_sustained}, {outcome: alive, over: worst_tenth}, {outcome: planned_cost}]
budget: 12
factors: {personal_share: }
design: {draws: 4}
confirm: {draws: 40, replicates: 2}
"""
LIFE = np.array([30.0, 70.0, 90.0, 60.0, 50.0, 85.0])
COST = np.array([3.0, 6.0, 11.0, 7.0, 5.8, 22.0])


@pytest.fixture
def asked(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(FILE, encoding="utf-8")
    return load_experiment(path)


@pytest.fixture
def found(asked):
    """Four policies of a search and the first two of three references; numbers made up."""
    problem = kind.problem_of(asked)
    names = dict(list(problem.references.items())[:2])
    problem = type(problem)(**{**vars(problem), "references": names})
    own = [
        {"platform": dose, "mediation": 0.0, "governance_mode": form}
        for dose, form in ((0.0, "lead_organisation"), (0.4, "committee"), (0.9, "committee"), (0.5, "shared"))
    ]
    values = np.column_stack([LIFE, LIFE / 120, COST])
    interval = Interval(values, values * 0.9, values * 1.1)
    front = np.array([True, True, True, False, False, False])
    confirmed = Confirmed(interval, values[None], front, front * 0.9)
    worst = Interval(LIFE * 0.5, LIFE * 0.4, LIFE * 0.6)
    short = Interval(90 - LIFE, 88 - LIFE, 92 - LIFE)
    gap = Interval(np.array([2.0, 0.1, 0.0]), np.array([1.0, -0.1, 0.0]), np.array([3.0, 0.2, 0.0]))
    searched = Found(own, values[:4] * 1.05, [0.5, 0.9, 1.0], 30, True)
    return Judged(
        problem, searched, [*own, *names.values()], COST, np.array([True] * 5 + [False]), values * 1.05, confirmed,
        worst, {"cheapest": 0, "knee": 1, "robust": 2, "longest": 2}, short, 4.5, gap,
    )  # fmt: skip


@pytest.fixture
def answer(found):
    return Answer(
        rows=10, failed=0, digest="ab" * 32, tables=tables.tables(found), shown=tables.shown(found), files=(),
        seeds={"runs": 1},
    )  # fmt: skip


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("name", list(figures.FIGURES))
def test_it_draws(asked, answer, name, lang, narrow):
    drawn = figure_svg(asked, answer, name, Frame(lang, narrow)).decode("utf-8")
    assert drawn.count("<path") > 5


def test_letters_go_by_cost_and_one_policy_has_all_its_names(found):
    table = tables.named(found)
    assert table[["name", "letter"]].to_numpy().tolist() == [
        ["cheapest", "A"], ["knee", "B"], ["robust", "C"], ["longest", "C"],
    ]  # fmt: skip
    rows = tables.summary(found)
    assert rows["names"].tolist() == ["cheapest", "knee", "robust, longest", "", "", ""]
    assert rows["scenario"].tolist() == ["", "", "", "", "demo_none", "demo_leadership"]
    assert rows["months_sustained_searched"].tolist() == pytest.approx(list(LIFE * 1.05))


def test_up_is_better_on_every_axis(asked, answer):
    with settings():
        figure = figures.tradeoffs(asked, answer, Frame("en"))
    (axes,) = figure.axes
    lines = [line for line in axes.get_lines() if line.get_linewidth() > 2]
    heights = {tuple(line.get_ydata()) for line in lines}
    # A is the cheapest and does worst; C does best and is the dearest of the front.
    assert (0, 0, 1) in heights
    assert (1, 1, 0) in heights
    assert len(lines) == 3


def test_the_line_is_the_best_for_at_most_so_much(asked, answer):
    with settings():
        figure = figures.front(asked, answer, Frame("en"))
    (axes,) = figure.axes
    steps = [line for line in axes.get_lines() if line.get_drawstyle() == "steps-post"]
    assert [list(steps[0].get_xdata()), list(steps[0].get_ydata())] == [[3, 6, 11], [30, 70, 90]]


def test_levers_show_what_is_changed_alone(asked, answer):
    with settings():
        figure = figures.levers(asked, answer, Frame("en"))
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 1  # mediation stays as it is in every named policy
    assert labels[0].startswith("online platform")
    assert figures.shows(asked, answer) == ["front", "tradeoffs", "levers", "trace"]


def test_without_a_named_policy_only_the_trace_is_drawn(asked, answer):
    answer.tables["summary"]["letter"] = ""
    assert figures.shows(asked, answer) == ["trace"]
