"""A part that travels to another machine makes the rows that it makes at home."""

import pickle
import shutil
from pathlib import Path

import pandas as pd
import pytest

import netsustain
from netsustain.exploration.branches.form import Branches
from netsustain.exploration.branches.question import Question
from netsustain.exploration.branches.rows import rows_of as branch_rows
from netsustain.exploration.branches.travelling import job as branch_job
from netsustain.exploration.chunks import chunks_of, rows_of
from netsustain.exploration.prepared import prepared
from netsustain.exploration.question import Lucks, question_of, question_over
from netsustain.exploration.remote.alone import job
from netsustain.exploration.remote.worker import ClusterError, done, own_version, packed

from .conftest import TINY

SCENARIOS = Path(netsustain.__file__).parents[2] / "scenarios"
NUMBERS = """scenarios: [demo_none, demo_all]
factors: {levers.core_leaders: {from: 1, to: 3}, personal_share: }
design: {draws: 5}
replicates: 3
"""
IMPOSSIBLE = """scenarios: [demo_none]
factors: {network.recipe.members.from: {from: 20, to: 28}}
design: {draws: 9}
replicates: 2
"""
ACCEPTED = """scenarios: [demo_none]
factors: {personal_share: }
design: {draws: 4}
replicates: 4
parameters: accepted
"""


def all_the_same(question, folder):
    """Every part makes the same rows at home and after its journey; returns how many failed."""
    failed = 0
    for chunk in chunks_of(prepared(question, folder)):
        here, there = rows_of(chunk), done(tuple(own_version()), packed(job(chunk)))
        pd.testing.assert_frame_equal(here, there, check_exact=True)
        failed += int(here["failed"].sum())
    return failed


@pytest.mark.parametrize("text", [TINY, NUMBERS, ACCEPTED], ids=["parameters", "other numbers", "accepted"])
def test_the_rows_are_the_same_there(asked, small_parts, tmp_path, text):
    kind = "compare" if "demo_all" in text else "replicates"
    assert all_the_same(question_of(asked(text, kind)), tmp_path / "out") == 0


def test_reasons_of_failures_are_the_same_there(asked, small_parts, tmp_path):
    assert all_the_same(question_of(asked(IMPOSSIBLE, "replicates")), tmp_path / "out") > 0


@pytest.mark.parametrize("vectors", ["default", "accepted"])
def test_blocks_keep_their_lucks_on_the_way(asked, small_parts, tmp_path, vectors):
    """Parts of five rows begin in the middle of blocks of three draws with two replicates."""
    experiment = asked(f"scenarios: [demo_none]\nreplicates: 2\nparameters: {vectors}\n", "replicates")
    design = pd.DataFrame({"personal_share": [0.1 * (1 + draw) for draw in range(9)]})
    question = question_over(experiment, design, lucks=Lucks(2, block=3, first=10, apart=7))
    assert all_the_same(question, tmp_path / "out") == 0


def test_a_part_takes_no_more_along_than_it_needs(asked, small_parts, tmp_path):
    sizes = []
    for draws in (10, 1000):
        text = NUMBERS.replace("draws: 5", f"draws: {draws}")
        ready = prepared(question_of(asked(text)), tmp_path / str(draws))
        first, last = chunks_of(ready)[0], chunks_of(ready)[-1]
        sizes += [len(packed(job(first))), len(packed(job(last)))]
        assert first.prepared.values.nbytes == draws * 2 * 8
    assert max(sizes) < 1.1 * min(sizes)


def test_a_job_is_not_even_unpacked_by_another_version():
    other = ("0.0.1", "f" * 20)
    with pytest.raises(ClusterError, match=r"got netsustain .* expected netsustain 0\.0\.1 \(results f{12}\)"):
        done(other, b"no pickle at all")


# ---- networks read from tables --------------------------------------------------------------------


@pytest.fixture
def from_tables(asked, tmp_path):
    """An experiment whose draws read tables again."""
    for path in SCENARIOS.glob("pattern_ties_bridge*"):
        shutil.copy(path, tmp_path)
    for path in SCENARIOS.glob("pattern_ties*.yaml"):
        shutil.copy(path, tmp_path)
    text = NUMBERS.replace("[demo_none, demo_all]", "[pattern_ties_bridge.yaml]").replace("draws: 5", "draws: 2")
    return question_of(asked(text.replace("personal_share: ", "levers.platform: "), "replicates"))


def test_tables_are_read_where_they_are_the_same(from_tables, tmp_path):
    assert all_the_same(from_tables, tmp_path / "out") == 0


@pytest.mark.parametrize("change", ["other", "absent"])
def test_a_worker_with_other_tables_makes_no_rows(from_tables, tmp_path, change):
    chunk = chunks_of(prepared(from_tables, tmp_path / "out"))[0]
    job_there = pickle.loads(packed(job(chunk)))
    table = tmp_path / "pattern_ties_bridge_members.csv"
    if change == "other":
        table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    else:
        table.unlink()
    with pytest.raises(ClusterError, match=r"members\.csv: got .* on a worker, expected the table of the machine"):
        job_there()


def test_a_branch_takes_the_vectors_of_its_replicates_along(asked):
    """The last part of thirty-one replicates under more vectors begins with the thirtieth."""
    text = """scenarios: [demo_none]
replicates: 31
parameters: accepted
at: 6
policies: {less: {like: demo_all}}
"""
    question = Question(Branches(asked(text, "branch")))
    here = branch_rows(question.branches, 29, 31, question.vectors)
    sent = packed(branch_job(question.branches, 29, 31, question.vectors))
    pd.testing.assert_frame_equal(done(tuple(own_version()), sent), here, check_exact=True)
    assert here["replicate"].tolist() == [29, 29, 30, 30]
    few = question.vectors[:4]  # replicates share vectors: 29 and 30 are those of rows 1 and 2
    there = done(tuple(own_version()), packed(branch_job(question.branches, 29, 31, few)))
    pd.testing.assert_frame_equal(there, branch_rows(question.branches, 29, 31, few), check_exact=True)
    assert not there.equals(here)
