"""Replay: stored rows are made again alone, and whatever is not the same is said."""

import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import netsustain as ns
from netsustain.cli import app
from netsustain.commands.experiment import write
from netsustain.ensemble import run_batch, simulate
from netsustain.exploration import chunks
from netsustain.exploration.campaign import answer_of, over
from netsustain.exploration.question import Lucks
from netsustain.exploration.replaying.replay import SAMPLE, Difference
from netsustain.exploration.results import ResultsError
from netsustain.report.manifest import ResultFolder
from netsustain.scenario.parameters import PARAMETER_NAMES

from .conftest import TINY

pytestmark = pytest.mark.usefixtures("unrendered")
OTHER_NUMBERS = """scenarios: [demo_none, demo_all]
factors: {levers.meeting_frequency: {from: 0.2, to: 2}, levers.core_leaders: {from: 1, to: 3}, personal_share: }
design: {draws: 3}
replicates: 2
"""
SOME_IMPOSSIBLE = """scenarios: [demo_none]
factors: {network.recipe.members.from: {from: 20, to: 28}}
design: {draws: 5}
replicates: 2
"""


def forged(folder, name, change):
    """Change a table and the manifest with it, so that only making rows again can tell."""
    path, manifest = folder / name, folder / "manifest.json"
    frame = pd.read_parquet(path)
    change(frame)
    frame.to_parquet(path, index=False)
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["files"][name]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TINY, "compare"), (OTHER_NUMBERS, "compare"), (SOME_IMPOSSIBLE, "replicates"),
        (TINY.replace("replicates: 4", "replicates: 3\nparameters: accepted"), "compare"),
    ],
    ids=["parameters", "other numbers", "failed rows", "accepted"],
)  # fmt: skip
def test_every_row_of_an_experiment_is_made_again(asked, small_parts, tmp_path, text, kind):
    asked(text, kind)
    answer = ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")
    found = ns.replay(tmp_path / "out", everything=True)
    assert (found.same, found.rows, found.compared, found.different) == (True, answer.rows, answer.rows, 0)
    assert found.same_sources is True


def test_campaigns_with_blocks_and_lucks_of_their_own(asked, tmp_path):
    design = pd.DataFrame({"levers.platform": [0.0, 0.5, 1.0], "personal_share": [0.2, 0.4, 0.6]})
    found = asked("scenarios: [demo_none]\nreplicates: 2\n", "replicates")
    lucks = Lucks(2, block=2, first=5, apart=40)
    done = [over(found, design, tmp_path / "out", name, lucks=lucks, seed=seed) for name, seed in (("a", 1), ("b", 2))]
    write(found, answer_of(done, {}, ()), tmp_path / "out", "netsustain …", "en")
    replayed = ns.replay(tmp_path / "out")
    assert (replayed.same, replayed.rows, replayed.compared) == (True, 12, 12)
    rows = ns.load_results(tmp_path / "out").runs
    assert rows.groupby("campaign")["replicate"].unique().map(sorted).tolist() == [[5, 6, 45, 46]] * 2


@pytest.mark.parametrize("column", ["live_months", "ended", "replicate", "personal_share", "failed"])
def test_a_forged_value_is_found_and_named(asked, tmp_path, column):
    asked()
    ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")

    def change(frame):
        value = frame.loc[17, column]
        frame.loc[17, column] = "x" if isinstance(value, str) else (not value if column == "failed" else value + 1)

    forged(tmp_path / "out", "runs.parquet", change)
    found = ns.replay(tmp_path / "out")
    assert (found.same, found.different, found.first.row) == (False, 1, 17)
    if column != "replicate":  # another luck gives other numbers instead
        assert found.first.column == column
    assert ns.replay(tmp_path / "out", rows=[3, 4]).same
    assert not ns.replay(tmp_path / "out", rows=[16, 17, 18]).same


def test_the_last_bit_counts(asked, tmp_path):
    asked()
    ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")

    def change(frame):
        frame.loc[5, "cost"] = np.nextafter(frame.loc[5, "cost"], np.inf)

    forged(tmp_path / "out", "runs.parquet", change)
    first = ns.replay(tmp_path / "out").first
    assert isinstance(first, Difference)
    assert (first.table, first.row, first.column) == ("runs.parquet", 5, "cost")
    assert 0 < first.stored - first.again < 1e-9


def test_another_model_makes_other_rows(asked, tmp_path, monkeypatch):
    """What cannot be told from files: the rows themselves are not those that the model makes."""

    def other(*arguments, **options):
        batch = run_batch(*arguments, **options)
        batch.runs[:] += 1.0
        return batch

    asked("scenarios: [demo_none]\nreplicates: 3\noutcomes: [cost_days]\n", "replicates")
    with monkeypatch.context() as changed:
        changed.setattr(chunks, "run_batch", other)
        ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")
    found = ns.replay(tmp_path / "out")
    assert (found.same, found.different) == (False, 3)


def test_a_changed_file_is_damage(asked, tmp_path):
    asked()
    ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")
    path = tmp_path / "out" / "summary.csv"
    path.write_bytes(path.read_bytes() + b" ")
    (tmp_path / "out" / "draws.parquet").unlink()
    found = ns.replay(tmp_path / "out")
    assert (found.same, found.compared, set(found.damaged)) == (False, 0, {"summary.csv", "draws.parquet"})


def test_a_sample_is_spread_over_all_rows(asked, tmp_path):
    asked(f"scenarios: [demo_none]\nreplicates: {2 * SAMPLE}\n", "replicates")
    ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")
    found = ns.replay(tmp_path / "out")
    assert (found.same, found.rows, found.compared) == (True, 2 * SAMPLE, SAMPLE)
    forged(tmp_path / "out", "runs.parquet", lambda frame: frame.__setitem__("alive", 1 - frame["alive"]))
    assert ns.replay(tmp_path / "out").different == SAMPLE


# ---- runs and comparisons -------------------------------------------------------------------------


@pytest.fixture
def command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *options: CliRunner().invoke(app, list(options))


@pytest.mark.parametrize(
    ("made", "table", "column"),
    [
        (("run", "baseline", "--replicates", "2", "--months", "12"), "months.parquet", "mean_trust"),
        (("compare", "demo_none", "demo_all", "--replicates", "4", "--months", "12"), "runs.parquet", "cost_days"),
        (("compare", "demo_none", "demo_all", "--replicates", "3", "--months", "12", "--parameters", "default"),
         "runs.parquet", "cost_days"),
    ],
    ids=["run", "accepted", "default"],
)  # fmt: skip
def test_runs_and_comparisons(command, tmp_path, made, table, column):
    assert command(*made, "--out", "out", "--json").exit_code == 0
    result = command("replay", "out", "--all")
    assert result.exit_code == 0, result.output
    assert "equal to the last bit" in result.stdout

    def change(frame):
        frame.loc[frame.index[1], column] += 1e-9

    forged(tmp_path / "out", table, change)
    result = command("replay", "out", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["same"], told["different"], told["first"]["column"]) == (False, 1, column)
    assert told["first"]["table"] == table


MEMBERS = "id,kind\n" + "".join(f"m{number},school\n" for number in range(6))
TIES = "a,b\nm0,m1\nm1,m2\nm2,m3\nm3,m4\nm4,m5\n"


def test_a_network_from_tables_needs_the_same_tables(command, tmp_path):
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    made = command("import", "--members", "members.csv", "--ties", "ties.csv", "--out", "mine.yaml")
    assert made.exit_code == 0, made.output
    made = command("run", "mine.yaml", "--months", "6", "--out", "out", "--json")
    assert made.exit_code == 0, made.output
    assert command("replay", "out").exit_code == 0
    (tmp_path / "ties.csv").write_text(TIES + "m0,m5\n", encoding="utf-8")
    result = command("replay", "out")
    assert result.exit_code == 1
    assert "not the table that the network was read from" in result.stderr
    assert "ties.csv" in result.stderr


# ---- what cannot be replayed ----------------------------------------------------------------------


def test_no_result_and_no_such_row(asked, command, tmp_path):
    result = command("replay", "nowhere")
    assert result.exit_code == 1
    assert "got no manifest.json, expected a finished result folder" in result.stderr
    asked()
    ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out")
    result = command("replay", "out", "--row", "24")
    assert result.exit_code == 1
    assert "got row 24, expected one from 0 to 23" in result.stderr
    assert command("replay", "out", "--row", "23", "--row", "0", "--lang", "th").exit_code == 0


# ---- results that are not as they were written ----------------------------------------------------


@pytest.fixture
def stored(tmp_path):
    """A result of one scenario; returns a function that changes its manifest, and its folder."""
    place = ResultFolder(tmp_path / "out")
    scenario = ns.load("demo_none").until(12)
    place.table("runs.parquet", simulate(scenario, 2, 1, workers=1).runs)
    place.finish({"command": "netsustain run"}, {"demo_none": scenario}, {"runs": 1})
    path = tmp_path / "out" / "manifest.json"

    def changed(change):
        said = json.loads(path.read_text(encoding="utf-8"))
        change(said)
        path.write_text(json.dumps(said), encoding="utf-8")
        return tmp_path / "out"

    return changed


BROKEN = {
    "a file outside": lambda said: said["files"].update({"../../etc/passwd": {"sha256": ""}}),
    "a whole path": lambda said: said["files"].update({"/dev/zero": {"sha256": ""}}),
    "a name of no file": lambda said: said["files"].update({"a\0b": {"sha256": ""}}),
    "a file without a digest": lambda said: said["files"].update({"runs.parquet": {}}),
    "files in a list": lambda said: said.update(files=["runs.parquet"]),
    "nothing asked": lambda said: said.pop("asked"),
    "no scenarios": lambda said: said.update(scenarios={}),
    "scenarios that are a number": lambda said: said.update(scenarios=1.5),
    "a scenario with a fault": lambda said: said["scenarios"]["demo_none"].update(months=0),
    "a seed in words": lambda said: said["seeds"].update(runs="one"),
    "a seed too large": lambda said: said["seeds"].update(runs=2**64),
    "tables in words": lambda said: said.update(tables="none"),
    "a table that is not listed": lambda said: said["scenarios"]["demo_none"]["network"].update(
        recipe=None, files={"members": "/etc/passwd", "ties": None}),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_manifest_that_says_something_else_is_told_with_its_place(stored, name):
    folder = stored(BROKEN[name])
    with pytest.raises(ResultsError, match=re.escape(str(folder))):
        ns.replay(folder)


def test_a_manifest_that_is_nested_without_end(stored):
    folder = stored(lambda said: None)
    (folder / "manifest.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ResultsError, match="cannot be read as a manifest"):
        ns.replay(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.drop(columns="replicate"), lambda frame: frame.assign(replicate=-1),
        lambda frame: frame.assign(replicate="one"), lambda frame: frame.assign(scenario="another"),
        lambda frame: frame.iloc[:0], lambda frame: b"no table",
    ],
)  # fmt: skip
def test_rows_that_no_run_made_are_told_with_their_place(stored, change):
    folder = stored(lambda said: None)
    path = folder / "runs.parquet"
    found = change(pd.read_parquet(path))
    path.write_bytes(found) if isinstance(found, bytes) else found.to_parquet(path)
    sealed = hashlib.sha256(path.read_bytes()).hexdigest()
    stored(lambda said: said["files"]["runs.parquet"].update(sha256=sealed))
    with pytest.raises(ResultsError, match=re.escape(f"{folder}: got ")):
        ns.replay(folder)


def test_parameter_vectors_in_words_are_told_with_their_place(stored):
    folder = stored(lambda said: None)
    path = folder / "vectors.parquet"
    pd.DataFrame({"scenario": ["demo_none"], "vector": [0], **dict.fromkeys(PARAMETER_NAMES, "x")}).to_parquet(path)
    sealed = hashlib.sha256(path.read_bytes()).hexdigest()
    stored(lambda said: said["files"].update({"vectors.parquet": {"sha256": sealed}}))
    with pytest.raises(ResultsError, match=re.escape(str(folder))):
        ns.replay(folder)


def test_results_come_in_one_call(asked, tmp_path):
    asked()
    answer = ns.experiment(tmp_path / "tiny.yaml", out=tmp_path / "out", workers=1)
    assert answer.folder == tmp_path / "out"
    found = ns.load_results(tmp_path / "out")
    assert len(found.runs) == answer.rows == 24
    pd.testing.assert_frame_equal(found.summary, answer.tables["summary"])
    assert found.table("runs", ["cost"]).columns.tolist() == ["cost"]
    assert found.manifest["asked"]["digest"] == answer.digest
    with pytest.raises(ResultsError, match="got no table 'x', expected one of"):
        found.table("x")
    path = tmp_path / "out" / "summary.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ResultsError, match="got other content than was written"):
        ns.load_results(tmp_path / "out").table("summary")


def test_the_call_and_the_command_share_a_folder(asked, command, tmp_path):
    asked()
    answer = ns.experiment("tiny.yaml", scale=0.5)
    told = json.loads(command("experiment", "tiny.yaml", "--scale", "0.5", "--json").stdout)
    assert (told["digest"], told["out"]) == (answer.digest, str(answer.folder))
