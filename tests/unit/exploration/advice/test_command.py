"""``netsustain advise`` from a shipped scenario to a folder: page, tables, and mixes that cost what was said."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import netsustain as ns
from netsustain.calibration.accepted import explicit_parameters
from netsustain.cli import app
from netsustain.exploration.advice.advise import advise
from netsustain.exploration.search.price import prices_of
from netsustain.report.manifest import MANIFEST
from netsustain.report.planners.advice_files import mix_files

from .conftest import EFFORT, fake

pytest.importorskip("pymoo")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder, and what was printed: few runs of three years."""
    folder = tmp_path_factory.mktemp("advice") / "out"
    options = ["--budget", "12", "--replicates", "20", "--months", "48", "--json", "--out", str(folder)]
    done = CliRunner().invoke(app, ["advise", "demo_none", *options])
    assert done.exit_code == 0, done.output
    return folder, json.loads(done.stdout)


def test_what_is_printed_is_what_is_written(written):
    folder, said = written
    assert json.loads((folder / "advice.json").read_text(encoding="utf-8")) == said
    assert said["budget"] == {"amount": 12.0, "unit": "staff-days", "days": 12.0}
    assert said["verdict"] in ("surely", "on_average", "not_told")
    for mix in said["mixes"]:
        assert mix["days"] <= 12 + 1e-9
        assert mix["longer"] + mix["equal"] + mix["shorter"] == pytest.approx(1)
        assert mix["gain_low"] <= mix["gain_low_chance"] <= mix["gain_high_chance"] <= mix["gain_high"]
        assert set(mix["conditions"]) == {f"c{number}" for number in range(1, 8)}


def test_each_mix_is_a_scenario_that_costs_what_was_said(written):
    folder, said = written
    assert said["mixes"]
    base = ns.load("demo_none")
    for mix in said["mixes"]:
        scenario = ns.load(folder / "mixes" / f"{mix['letter']}.yaml")
        assert prices_of(scenario).planned({}) == pytest.approx(mix["days"])
        assert scenario.months == 48
        assert scenario.events == base.events
        assert scenario.title.th != scenario.title.en
        for lever, value in mix["levers"].items():
            own = getattr(scenario.levers, lever)
            assert (own.name.lower() if isinstance(value, str) else own) == value


def test_a_mix_in_steps_ends_where_the_mix_does(written):
    folder, said = written
    base = ns.load("demo_none").levers
    for mix in said["mixes"]:
        steps = ns.load(folder / "mixes" / f"{mix['letter']}_in_steps.yaml")
        first = {lever for lever in mix["levers"] if getattr(steps.levers, lever) != getattr(base, lever)}
        later = set(steps.events[-1].set.doses) if steps.events[-1].set else set()
        assert first | later == set(mix["levers"])
        assert not first & later


def test_the_page_speaks_both_languages_and_shows_every_figure(written):
    folder, _ = written
    page = re.sub('<span class="whole">(.*?)</span>', r"\1", (folder / "report.html").read_text(encoding="utf-8"))
    for text in ("What to do within the budget", "ควรทำอะไรภายในงบประมาณ", "advice-gain", "advice-mixes"):
        assert text in page
    assert "{" not in page.split("<main", 1)[1].split("<svg", 1)[0], "no placeholder is left"
    listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert {"report.html", "summary.parquet", "mixes/A.yaml", "figures/advice-mixes.png"} <= set(listed)


def test_a_budget_too_small_is_one_clear_line():
    done = CliRunner().invoke(app, ["advise", "demo_none", "--budget", "1"])
    assert done.exit_code == 1
    assert "type --budget 5" in done.output
    assert "Traceback" not in done.output


def test_a_network_of_ones_own_moves_with_its_mixes(tmp_path):
    """A scenario with tables: the folder of mixes is whole by itself."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    source = Path(ns.load("pattern_ties_bridge").network.files.ties)
    for name in ("pattern_ties_bridge_members.csv", "pattern_ties_bridge_ties.csv"):
        (here / name).write_bytes(source.with_name(name).read_bytes())
    text = source.with_name("pattern_ties_bridge.yaml").read_text(encoding="utf-8")
    (here / "own.yaml").write_text(text, encoding="utf-8")
    own = ns.load(here / "own.yaml")
    found = advise(own, 40, effort=EFFORT, make=fake(lambda levers, _design: 4 + 6 * levers.platform))
    there.mkdir()
    for name, content in mix_files(found, str(here / "own.yaml"), "en"):
        (there / name).write_bytes(content)
    shutil.rmtree(here)
    mix = ns.load(there / "A.yaml")
    assert prices_of(mix).planned({}) == pytest.approx(found.mixes[0].days)
    assert explicit_parameters(ns.load(there / "scenario.yaml")) == explicit_parameters(own)
