"""The section and the command: both languages, figures, files, and what the command prints."""

import json
from itertools import pairwise

import pandas as pd
import pytest
from tests.unit.why.tables import CUT, Made, planted, still
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.exploration.why.asking import ask, find
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, settings, svg
from netsustain.report.planners.page import planners_page
from netsustain.report.planners.why import pages, section
from netsustain.report.planners.why_flow import STAGES, nodes_of
from netsustain.report.planners.why_story import drawn_from, drawn_levels, marks, numbered
from netsustain.scenario.reader import load


@pytest.fixture(scope="module")
def why():
    """Of a shipped scenario, small."""
    return ask(load("demo_none").until(60), replicates=40, seed=3)


def test_the_section_says_the_same_in_both_languages(why):
    english, thai = (section(why, lang) for lang in LANGUAGES)
    assert [each.name for each in english.figures] == ["ways", "flow", "story"]
    assert len(english.sentences) == len(thai.sentences)
    for one, other in zip(english.tables, thai.tables, strict=True):
        assert len(one.rows) == len(other.rows)
        assert len(one.head) == len(other.head)
    for part in (english, thai):
        said = [*part.sentences, *part.warnings, *part.explained, *(each.reading for each in part.figures)]
        assert all(said)
        assert not [text for text in said if "{" in text or "nan" in text]


def test_the_story_is_dated_in_the_era_of_its_language(why):
    english, thai = (section(why, lang).tables[0] for lang in LANGUAGES)
    assert english.rows[0][1].said == "Oct 2026 (month 1)"
    assert thai.rows[0][1].said == "ต.ค. 2569 (เดือนที่ 1)"
    assert len(english.rows) == why.findings.tables["timeline"]["line"].nunique() <= 12


def test_the_story_tells_who_stopped_and_what_is_left():
    told = section(find(planted().ensemble(still(events=[CUT])), seed=1, told=False), "en").tables[0]
    said = [row[2].said for row in told.rows]
    assert said[0] == "20 members take part; 6 of the 8 staff-days a month that working together needs come in."
    assert said[1] == "A budget cut."
    assert said[2].startswith("The first to fall and not come back: members' effort, from 0.50 (mean of the half year")
    assert said[2].endswith(" to 0.30.")
    assert "8 members stop taking part; 12 are left." in said
    assert said[-3] == (
        "The last month alive: 9 of 20 members still take part, their effort is 0.10 (from 0.50), resources are at 0.40"
        " (from 0.50)."
    )
    assert said[-1] == "Six such months in a row: the end is confirmed."


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_is_drawn_for_desk_and_phone(why, lang, narrow):
    for figure in section(why, lang).figures:
        with settings(shapes=False):
            drawn = svg(figure.draw(Frame(lang, narrow, titled=False))).decode()
        assert "<svg" in drawn
        assert drawn.count("<text") >= 4


def test_bars_of_every_stage_hold_all_chains_and_stand_apart(why):
    flows = why.findings.tables["flows"]
    nodes = nodes_of(flows)
    for stage in STAGES:
        mine = sorted((node for node in nodes.values() if node.stage == stage), key=lambda node: node.low)
        assert sum(node.high - node.low for node in mine) == pytest.approx(flows["count"].sum())
        assert all(above.low > below.high for below, above in pairwise(mine))


def test_numbers_of_the_story_stand_for_every_line_once(why):
    timeline = why.findings.tables["timeline"]
    lines = []
    for said, _, _ in numbered(timeline):
        low, _, high = said.partition("–")
        lines += range(int(low), int(high or low) + 1)
    assert lines == list(range(1, timeline["line"].max() + 1))
    assert "effort" in drawn_levels(timeline)


def test_of_a_long_life_the_last_part_is_drawn_and_what_came_before_stands_at_its_edge():
    made = Made(96).add(number=30).add(85, 6, effort={80: 0.1})
    events = [{"at": 13, "crisis": {}}, {"at": 79, "scandal": {}}]
    timeline = find(made.ensemble(still(96, events)), seed=1, told=False).findings.tables["timeline"]
    assert drawn_from(timeline, 91) == 60  # 18 months before month 80, at a half year
    assert [(said, month) for said, month, _ in marks(timeline, 60)][:3] == [("‹ 1–2", 61), ("3", 79), ("4", 80)]
    assert drawn_from(timeline, 36) == 0


def test_the_page_holds_both_languages_and_nothing_is_fetched(why):
    page = planners_page(pages(why, "netsustain why demo_none"), "th")
    assert 'lang="en"' in page
    assert "netsustain why demo_none" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert len(page) < 2_000_000


@pytest.mark.parametrize("made", [Made().add(number=30), Made().add(number=30).add(20, 4), Made().add(1, 8)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_none_few_or_all_that_end_at_once_is_whole(made, lang):
    why = find(made.ensemble(still()), seed=1, told=False)
    assert section(why, lang).sentences
    assert "<svg" in planners_page(pages(why, ""), lang) or why.replicate is None
    for figure in section(why, lang).figures:
        with settings():
            svg(figure.draw(Frame(lang, narrow=True)))


# ---- the command ----------------------------------------------------------------------------------


def test_the_command_prints_one_object_and_writes_only_where_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = ["why", "demo_none", "--replicates", "24", "--months", "48", "--json"]
    outcome = CliRunner().invoke(app, options)
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    assert said["replicates"] == 24
    assert said["months"] == 48
    assert set(said["sentences"]) == {"en", "th"}
    assert sum(way["count"] for way in said["ways"]) == said["dissolved"]
    for world in said["without"]:
        assert world["lived"] + world["later"] + world["as_before"] == world["ended"] == said["dissolved"]
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_page_tables_figures_and_manifest(tmp_path):
    options = ["why", "demo_none", "--replicates", "24", "--months", "48", "--lang", "th"]
    options += ["--out", str(tmp_path / "out")]
    outcome = CliRunner().invoke(app, options)
    assert outcome.exit_code == 0, outcome.output
    written = {path.name for path in (tmp_path / "out").rglob("*") if path.is_file()}
    tables = ("chains", "steps", "ways", "flows", "met", "without", "timeline", "typical")
    assert {"report.html", "manifest.json", "why.json", *(f"{name}.parquet" for name in tables)} <= written
    assert {"why-ways.png", "why-ways.svg", "why-flow.png", "why-story.svg"} <= written
    chains = pd.read_parquet(tmp_path / "out" / "chains.parquet")
    assert chains["end_month"].le(48).all()
    assert "เครือข่ายจำลอง" in outcome.output


def test_a_scenario_that_is_not_there_is_said_plainly():
    outcome = CliRunner().invoke(app, ["why", "no_such_scenario"])
    assert outcome.exit_code == 1
    assert "no_such_scenario" in outcome.output
