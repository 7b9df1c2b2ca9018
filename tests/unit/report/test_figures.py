"""Figures: same data, same bytes; Thai drawn with a Thai font; nothing left behind in matplotlib."""

import hashlib
import re
import warnings

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from netsustain.exploration.comparison import Comparison, summarise
from netsustain.health.series import CONDITIONS
from netsustain.report.canvas import FONTS, TRANSFERS, Frame, png, settings, svg
from netsustain.report.draw_run import OneRun
from netsustain.report.figures import COMPARISON_FIGURES, RUN_FIGURES, comparison_svg, figures_for
from netsustain.report.marks import pins, spread, transfer_months
from netsustain.report.view import View
from netsustain.scenario.reader import load


@pytest.mark.parametrize("name", COMPARISON_FIGURES)
def test_the_same_comparison_draws_the_same_bytes(demo: Comparison, name: str) -> None:
    digests = {hashlib.sha256(comparison_svg(demo, name, Frame("th"), shapes=True)).hexdigest() for _ in range(2)}
    assert len(digests) == 1
    with settings():
        images = {png(COMPARISON_FIGURES[name](View(demo, Frame("en"))), 60) for _ in range(2)}
    assert len(images) == 1


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("size", ["demo", "three", "one", "calibrated"])
def test_every_figure_is_drawn_without_a_warning(
    demo: Comparison, three: Comparison, calibrated: Comparison, size: str, narrow: bool, lang: str
) -> None:
    one = summarise({"demo_none": demo.ensembles["demo_none"]}, seed=1)
    comparison = {"demo": demo, "three": three, "one": one, "calibrated": calibrated}[size]
    for name in figures_for(comparison):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            drawn = comparison_svg(comparison, name, Frame(lang, narrow=narrow))
        assert drawn.startswith(b"<?xml")


def test_no_date_and_no_author_in_a_drawing(three: Comparison) -> None:
    drawn = comparison_svg(three, "survival", Frame("en")).decode()
    assert "dc:date" not in drawn
    assert "Created with" not in re.sub(r"<!--.*?-->", "", drawn)


def test_every_thai_letter_of_the_texts_is_in_the_font() -> None:
    from fontTools.ttLib import TTFont

    from netsustain.messages import section_texts, sections

    letters = {letter for section in sections() for said in section_texts(section, "th").values() for letter in said}
    for file in FONTS.glob("*.ttf"):
        known = set(TTFont(file).getBestCmap())
        assert {letter for letter in letters if "\u0e00" <= letter <= "\u0e7f" and ord(letter) not in known} == set()


def test_drawing_leaves_settings_as_they_were(three: Comparison) -> None:
    before = dict(matplotlib.rcParams)
    comparison_svg(three, "survival", Frame("en"))
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", RUN_FIGURES)
def test_one_network_is_drawn_with_its_events_and_its_end(demo: Comparison, name: str) -> None:
    ensemble = demo.ensembles["demo_none"]
    runs = ensemble.runs
    ended = runs[(runs["ended"] == "dissolved") & (runs["end_month"] > 30)].iloc[0]
    months = ensemble.months[ensemble.months["replicate"] == ended["replicate"]]
    one = OneRun(ensemble.scenario, months, ended, pins(ensemble.scenario, "en", 120), Frame("en"))
    with settings(shapes=False):
        drawn = svg(RUN_FIGURES[name](one)).decode()
    assert drawn.count("<text") > 4
    if name == "timeline":
        assert "budget at 50 %" in drawn
        assert re.search(r"dissolved, \w{3} 20\d\d", drawn)


def test_a_step_line_keeps_its_corners_only(three: Comparison) -> None:
    view = View(three, Frame("en"))
    corners = view.steps("demo_none", "alive")
    curve = three.curve("demo_none")
    months = curve["month"].to_numpy()
    drawn = [corners[corners[:, 0] <= month][-1, 1] for month in months]
    np.testing.assert_array_equal(drawn, curve["alive"])
    assert len(corners) < 2 * len(months)


def test_labels_are_moved_apart_and_stay_inside() -> None:
    moved = spread([0.0, 0.01, 0.02, 0.99, 1.0], 0.1, 0, 1)
    assert np.all(np.diff(moved) >= 0.1 - 1e-12)
    assert (min(moved), max(moved)) == (0.0, 1.0)
    assert spread([0.2, 0.8], 0.1, 0, 1) == [0.2, 0.8]


def test_an_event_the_network_did_not_live_to_see_is_not_drawn(demo: Comparison) -> None:
    ensemble = demo.ensembles["demo_none"]
    ended = ensemble.runs[ensemble.runs["end_month"] < 20].iloc[0]
    one = OneRun(ensemble.scenario, ensemble.months, ended, pins(ensemble.scenario, "en", 120), Frame("en"))
    assert one.seen == []


def test_annual_months_of_transfers_are_marked_as_far_as_the_network_lived() -> None:
    scenario = load("baseline")
    assert transfer_months(scenario, 36) == [1, 13, 25]
    assert transfer_months(scenario.with_(start="2027-01"), 24) == [10, 22]
    anytime = scenario.with_(parameters={"leadership": {"annual_window": 0}})
    assert transfer_months(anytime, 36) == transfer_months(load("contributions_game"), 10) == []
    run = pd.Series({"end_month": 20.0, "ended": "dissolved"})
    months = pd.DataFrame({"month": range(1, 121), "alive": 1, "active_members": 20, "income": 5.0, "need_days": 6.0})
    months = months.assign(**dict.fromkeys(CONDITIONS, 0.5))
    one = OneRun(scenario, months, run, [], Frame("en"))
    assert one.transfers == [1, 13]
    for name in RUN_FIGURES:
        with settings(shapes=False):
            drawn = svg(RUN_FIGURES[name](one)).decode()
        assert "month of annual transfers" in drawn
        assert TRANSFERS in drawn


@pytest.mark.parametrize("narrow", [False, True])
def test_labels_of_the_cost_figure_do_not_touch_each_other(demo: Comparison, narrow: bool) -> None:
    view = View(demo, Frame("en", narrow=narrow))
    with settings():
        figure = COMPARISON_FIGURES["cost"](view)
        png(figure, 80)
        # Of an annotation's own extent the line to its dot is a part; of its text's it is not.
        written = [Text.get_window_extent(item) for item in figure.axes[0].texts]
    assert len(written) == len(demo.names) - narrow
    for place, one in enumerate(written):
        assert not any(one.overlaps(other) for other in written[place + 1 :])


def test_chance_is_thick_and_what_is_not_known_thin(calibrated: Comparison, three: Comparison) -> None:
    widths = {}
    for name, comparison in (("calibrated", calibrated), ("three", three)):
        with settings():
            axes = COMPARISON_FIGURES["sustained"](View(comparison, Frame("en"))).axes[0]
        widths[name] = {line.get_linewidth()[0] for line in axes.collections}
    assert widths == {"calibrated": {5.0, 1.3}, "three": {5.0}}
