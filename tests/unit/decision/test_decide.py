"""``compare`` as a decision, from the command line to files, on short runs of the real model."""

import json
import re

import pandas as pd
import pytest

from netsustain.commands.compare import write
from netsustain.exploration.comparison import compare
from netsustain.exploration.decision.decide import decide, decided
from netsustain.exploration.decision.growing import settle
from netsustain.exploration.replaying.replay import replay
from netsustain.scenario.reader import load

SHORT = ("--months", "30", "--seed", "3", "--at-most", "20")


@pytest.fixture(scope="module")
def short():
    return {name: load(name).until(30) for name in ("demo_none", "demo_all", "demo_leadership")}


def test_the_demo_from_the_command_line_to_a_page(call, tmp_path):
    result = call("compare", "demo", "--out", str(tmp_path), *SHORT)
    assert result.exit_code == 0, result.output
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["asked"]["command"] == "netsustain compare demo --at-most 20 --seed 3 --months 30"
    assert (manifest["asked"]["replicates"], manifest["asked"]["worthwhile"]) == (20, 1.5)
    assert list(manifest["asked"]["futures"])[:2] == ["transfers", "tight_money"]
    files = {"verdicts.parquet", "futures.parquet", "looks.parquet", "figures/decision-futures.svg"}
    assert files <= set(manifest["files"])
    html = re.sub(r"<[^>]+>", "", (tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "Which option to choose" in html
    assert "ควรเลือกทางเลือกใด" in html
    assert "leaders move more often" in html
    said = pd.read_parquet(tmp_path / "verdicts.parquet")
    assert len(said) == 6
    assert "of 100 simulated futures" in result.stdout.replace("\n", " ")


def test_json_keeps_its_contract_and_adds_verdicts_and_futures(call):
    result = call("compare", "demo_none", "demo_all", "--json", "--worthwhile", "2", *SHORT)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert {"scenarios", "pairs", "replicates", "seed", "seconds", "verdicts", "futures"} <= set(found)
    (verdict,) = found["verdicts"]
    assert verdict["name"] == "demo_all"
    assert verdict["verdict"] in ("better", "worse", "no_difference", "cannot_tell")
    assert verdict["gain_months"] == pytest.approx(-found["pairs"][0]["difference_months"])
    assert verdict["longer_of_100"] + verdict["same_of_100"] + verdict["shorter_of_100"] == 100
    assert found["worthwhile_months"] == 2
    assert found["futures"][0]["name"] == "as_it_is"
    assert len(found["futures"]) == 7
    for future in found["futures"]:
        best = max(future["scenarios"], key=lambda each: each["sustained_months"])
        assert best["regret_months"] == 0


def test_a_fixed_number_of_replicates_means_what_it_did(call, short):
    result = call("compare", "demo_none", "demo_all", "--json", "--replicates", "8", "--months", "30", "--seed", "3")
    found = json.loads(result.stdout)
    assert (found["replicates"], found["futures"]) == (8, [])
    names = ("demo_none", "demo_all")
    plain = compare({name: short[name] for name in names}, replicates=8, seed=3).to_json()
    for key in ("scenarios", "pairs", "vectors", "parameters"):
        assert found[key] == plain[key]


def test_both_ways_to_say_how_many_are_refused(call):
    result = call("compare", "demo_none", "demo_all", "--replicates", "8", "--at-most", "20")
    assert result.exit_code == 2
    assert "give one of them" in result.output.replace("\n", " ").replace("│ ", "")


def test_bad_input_is_one_clear_line(call):
    no_gain = call("compare", "demo_none", "demo_all", "--months", "30", "--worthwhile", "40")
    assert no_gain.exit_code == 1
    assert no_gain.stderr == (
        "worthwhile: got 40 months, expected more than 0 and fewer than the 30 compared, type --worthwhile 1.5\n"
    )
    no_file = call("compare", "demo_none", "demo_all", "--futures", "mine.yaml")
    assert no_file.exit_code == 1
    assert "got a file that does not exist, expected standard, none or a file" in no_file.stderr


def test_it_is_the_same_each_time_whatever_the_workers(short):
    one, other = (
        decide(short, at_most=20, seed=3, workers=workers).to_json() | {"seconds": 0} for workers in (1, 2)
    )
    assert one == other


def test_progress_is_told_for_runs_and_futures(short):
    told = []
    decide(dict(list(short.items())[:2]), at_most=10, seed=3, progress=lambda *each: told.append(each))
    assert told[0][1] == 20
    assert told[-1] == (120, 120)


@pytest.mark.usefixtures("unrendered")
def test_results_that_grew_are_replayed_with_the_months_that_were_kept(short, tmp_path):
    two = {name: short[name] for name in ("demo_none", "demo_all")}
    settled = settle(two, worthwhile=0.01, at_most=20, base=10, seed=3)
    write(decided(settled.comparison, worthwhile=0.01, looks=settled.looks), tmp_path, "en", "netsustain compare")
    assert pd.read_parquet(tmp_path / "runs.parquet")["replicate"].max() == 19
    assert pd.read_parquet(tmp_path / "months.parquet")["replicate"].max() == 9
    found = replay(tmp_path, everything=True)
    assert (found.rows, found.compared, found.different) == (40, 40, 0)


def test_a_comparison_made_already_can_be_decided(short):
    comparison = compare(short, replicates=8, seed=3)
    decision = decided(comparison, worthwhile=2)
    assert list(decision.verdicts) == ["demo_all", "demo_leadership"]
    assert decision.futures == {}
