"""``netsustain advise`` from a shipped scenario to a folder: page, tables, and mixes that cost what was said."""

import json

import pytest
from typer.testing import CliRunner

import netsustain as ns
from netsustain.cli import app
from netsustain.exploration.search.price import prices_of
from netsustain.report.manifest import MANIFEST

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
    page = (folder / "report.html").read_text(encoding="utf-8")
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
