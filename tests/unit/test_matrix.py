"""The matrix of configurations: it covers what it says, and a number that differs anywhere is found and named."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.matrix import __main__ as command  # noqa: E402
from tools.matrix import interpreters, page, pairs, series  # noqa: E402
from tools.matrix.configurations import FACTORS, allowed, configurations  # noqa: E402
from tools.matrix.covering import covering  # noqa: E402
from tools.matrix.running import Matrix, Result, compared, levels_here  # noqa: E402

from netsustain.scenario.resolve import shipped_names  # noqa: E402

ONE, TWO = (1, 0, 1), (pairs.LARGE_SEED, 3, 2)
EVERY = 22
TINY = pairs.Size(every=EVERY, months=6, lucks=((1, 0, 8), TWO), wide=(), few=(ONE, TWO), least=(3, ONE))
"""Every twenty-second scenario, half a year."""
NUMBER = 10 * len(shipped_names()[::EVERY])
"""Pairs of it: eight lucks and two of each scenario taken."""
PLANTED = '''
"""Started with the interpreter: one number of one month is the next larger one."""
import sys
if "tools.matrix.worker" in sys.orig_argv:
    import numpy as np
    from netsustain import ensemble
    made = ensemble.months_frame
    def planted(series, replicates, runs):
        frame = made(series, replicates, runs)
        place = frame.index[(frame["replicate"] == 4) & (frame["month"] == 5)]
        frame.loc[place, "mean_trust"] = np.nextafter(frame.loc[place, "mean_trust"], 2.0)
        return frame
    ensemble.months_frame = planted
'''


@pytest.fixture(scope="module")
def here():
    """This interpreter."""
    usable, _ = interpreters.found(alone=True)
    return usable[0]


# ---- the list -----------------------------------------------------------------------------------------------------


def test_every_two_levels_stand_together():
    factors = {"a": ("1", "2", "3"), "b": ("1", "2"), "c": ("1", "2", "3"), "d": ("1", "2")}

    def rule(row):
        return not (row.get("a") == "3" and row.get("c") == "3")

    rows = covering(factors, rule)
    together = {pair for row in rows for pair in combinations(row.items(), 2)}
    wanted = {
        ((one, x), (two, y)) for one, two in combinations(factors, 2) for x in factors[one] for y in factors[two]
    }
    assert wanted - together == {(("a", "3"), ("c", "3"))}
    assert len(rows) <= 12


def test_the_configurations_cover_every_two_levels():
    found = configurations(["3.11", "3.13"], FACTORS)
    factors = {"python": ("3.11", "3.13"), **FACTORS}
    together = {pair for each in found for pair in combinations(each.levels.items(), 2)}
    for one, two in combinations(factors, 2):
        for x in factors[one]:
            for y in factors[two]:
                assert not allowed({one: x, two: y}, "3.11") or ((one, x), (two, y)) in together, (one, x, two, y)
    assert len(found) >= 30
    assert len({each.name for each in found}) == len(found)
    assert not found[0].differs
    assert all(allowed(each.levels, "3.11") for each in found)
    assert all(len(each.differs) > 1 for each in found if each.name.startswith("mix"))


def test_the_full_matrix_runs_every_shipped_scenario_more_than_200_times():
    reference = configurations(["3.11"], FACTORS)[0]
    blocks = pairs.blocks_of(reference.levels, pairs.SIZES["full"], mixed=False)
    assert {block.scenario for block in blocks} == {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert pairs.number(blocks) >= 200
    assert {block.count > 64 for block in blocks} == {True, False}


def test_orders_run_what_the_reference_runs():
    reference = {"code": "native", "way": "simulate", "order": "forwards"}
    every = _runs(reference)
    assert _runs({**reference, "order": "backwards"}) == every
    assert _runs({**reference, "order": "alone"}) == every
    for fewer in ({"order": "some"}, {"way": "mesa"}, {"code": "plain"}):
        assert _runs({**reference, **fewer}) < every


def _runs(levels):
    blocks = pairs.blocks_of(levels, pairs.SIZES["full"], mixed=False)
    found = [(each.scenario, each.seed, each.first + place) for each in blocks for place in range(each.count)]
    assert len(found) == len(set(found)) == pairs.number(blocks)
    return set(found)


# ---- differences --------------------------------------------------------------------------------------------------


def _found(trust=0.25, cause="c1", end=np.nan):
    months = {"month": np.arange(1, 4), "mean_trust": np.array([0.5, trust, 1.0])}
    return {"baseline/1/0": {"months": months, "run": {"cause": np.array([cause]), "end_month": np.array([end])}}}


@pytest.mark.parametrize(
    ("changed", "part", "said"),
    [
        ({"trust": np.nextafter(0.25, 1)}, "months", "months, month 2, column mean_trust: got 0.25000000000000006"),
        ({"cause": "c2"}, "run", "run, row 1, column cause: got 'c2', expected 'c1'"),
        ({"end": 7.0}, "run", "run, row 1, column end_month: got 7.0"),
    ],
)
def test_one_bit_is_another_digest_and_is_named(changed, part, said, tmp_path):
    folders = [tmp_path / "expected", tmp_path / "got"]
    for folder, found in zip(folders, (_found(), _found(**changed)), strict=True):
        folder.mkdir()
        series.save(found, folder)
    expected, got = series.digests(_found())["baseline/1/0"], series.digests(_found(**changed))["baseline/1/0"]
    assert [name for name in expected if expected[name] != got[name]] == [part]
    kept = [series.kept(folder, "baseline/1/0", part) for folder in reversed(folders)]
    assert said in str(series.first_difference("baseline/1/0", part, *kept))


def test_the_sign_of_a_zero_counts_and_the_kind_of_nan_does_not():
    other_nan = np.array([0x7FF8000000000001], dtype="u8").view("f8")
    assert series.digest({"x": series.plain(other_nan)}) == series.digest({"x": series.plain(np.array([np.nan]))})
    assert series.digest({"x": np.array([0.0])}) != series.digest({"x": np.array([-0.0])})


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        ({"x": [1, 2]}, {"x": [1.0, 2.0]}, "row 1, column x: got 1, expected 1.0"),
        ({"x": [1, 2]}, {"x": [1, 2, 3]}, "column (rows): got 2, expected 3"),
        ({"x": [1], "y": [2]}, {"x": [1], "z": [2]}, "column (names): got x, y, expected x, z"),
        ({"x": [], "y": [1.0, 2.0]}, {"x": [], "y": [1.0, 2.5]}, "column (rows)"),
        ({"x": [0, 1, 1], "y": [0, 0, 1]}, {"x": [0, 1, 0], "y": [0, 1, 1]}, "row 2, column y: got 0, expected 1"),
    ],
)
def test_the_earliest_row_is_named(got, expected, said):
    arrays = [{name: np.array(values) for name, values in each.items()} for each in (got, expected)]
    assert said in str(series.first_difference("baseline/1/0", "run", *arrays))


def test_the_same_numbers_have_no_difference():
    empty = {"x": np.zeros(0), "y": np.zeros(0, dtype=int)}
    with pytest.raises(ValueError, match="got no difference between the numbers kept"):
        series.first_difference("baseline/1/0", "network goal", empty, empty)


def test_numbers_are_kept_pair_by_pair(tmp_path):
    found = {f"baseline/1/{k}": {"network tie": {"a": np.arange(k), "trust": np.full(k, 0.1 * k)}} for k in (3, 0, 2)}
    series.save(found, tmp_path)
    for pair, parts in found.items():
        kept = series.kept(tmp_path, pair, "network tie")
        assert series.digest(kept) == series.digest(parts["network tie"])


# ---- the page -----------------------------------------------------------------------------------------------------


def _report(results):
    machine = {"date": "2026-01-01", "processor": "P", "architecture": "any", "system": "any", "cores": 2,
               "load_average": 0.1}  # fmt: skip
    return {
        "command": "python -m tools.matrix", "machine": machine, "size": "full", "minutes": 3.0,
        "interpreters": ["Python 3.11.7, Mesa 3.3.1"], "skipped": ["Python 3.13: no environment here has it"],
        "levels": {"python": ["3.11"], **{name: list(levels) for name, levels in FACTORS.items()}}, "results": results,
    }  # fmt: skip


ROWS = [
    {"name": "reference", "differs": [], "pairs": 9, "equal": 9, "parts": ["run"], "first": ""},
    {"name": "hash=1", "differs": ["hash=1"], "pairs": 9, "equal": 8, "parts": ["run"], "first": "baseline, seed 1"},
]


def test_the_page_says_what_was_found(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(f"# Above\n\n{page.MARKS[0]}\nstale\n{page.MARKS[1]}\n\nBelow\n", encoding="utf-8")
    page.write(file, _report(ROWS))
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Above\n")
    assert text.endswith("Below\n")
    assert "stale" not in text
    for said in ("DIFFERENT in hash=1", "- hash=1: baseline, seed 1", "**8**", "3.13: no environment", "Mesa 3.3.1"):
        assert said in text
    page.write(file, _report(ROWS[:1]))
    assert "every number the same to the last bit" in file.read_text(encoding="utf-8")


def test_a_page_without_marks_is_left_alone(tmp_path):
    file = tmp_path / "page.md"
    file.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md: no place for the tables; write <!-- same bits: begin"):
        page.write(file, _report(ROWS))
    assert file.read_text(encoding="utf-8") == "# Mine\n"


def test_a_wanted_interpreter_that_is_missing_is_said(here):
    _, skipped = interpreters.found([str(ROOT / "no_python")], alone=True)
    wanted = {"3.11", "3.13"} - {here.name}
    for version in wanted:
        assert any(each.startswith(f"Python {version}: no environment here has it") for each in skipped)


def test_a_pattern_that_names_nothing_is_refused(capsys):
    assert command.main(["--alone", "--only", "treads=*"]) == 2
    assert "got treads=*, expected one of reference" in capsys.readouterr().err


# ---- running it ---------------------------------------------------------------------------------------------------


@pytest.mark.long  # .ci/run compares two Pythons at every run, test_a_planted_difference_is_named two threads
@pytest.mark.slow
def test_a_covering_set_of_configurations_gives_the_same_bits(here):
    levels, _ = levels_here(compile_apart=False)
    levels |= {"way": ["simulate", "mesa", "campaign"], "processes": ["1", "2"], "hash": ["0", "1", "random"]}
    every = configurations([here.name], levels)
    chosen = [every[0], *(each for each in every if each.name.startswith("mix"))]
    results = list(compared(Matrix([here], TINY), chosen, lambda _: None, jobs=2))
    assert [result for result in results if not result.same] == []
    assert len(results) == len(chosen)
    assert results[0].pairs == NUMBER
    assert set(results[0].parts) == {"network", "months", "run", "outcomes"}


@pytest.mark.slow
def test_a_planted_difference_is_named(here, tmp_path, monkeypatch, capsys):
    (tmp_path / "sitecustomize.py").write_text(PLANTED, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    monkeypatch.setitem(command.SIZES, "quick", TINY)
    monkeypatch.setattr(
        command, "configurations",
        lambda *given: [
            replace(each, environment=(("PYTHONPATH", path),)) if each.name == "chunk=7" else each
            for each in configurations(*given)
        ],
    )  # fmt: skip
    report = tmp_path / "report.json"
    given = ["--quick", "--alone", "--only", "chunk=7,threads=2", "--jobs", "2", "--report", str(report)]
    assert command.main(given) == 1
    assert "DIFFERENT in chunk=7" in capsys.readouterr().out
    found = {row["name"]: Result(**row) for row in json.loads(report.read_text(encoding="utf-8"))["results"]}
    assert found["threads=2"].same
    assert (found["chunk=7"].pairs, found["chunk=7"].equal) == (NUMBER, NUMBER - NUMBER // 5)
    first = found["chunk=7"].first
    assert first.startswith("baseline, seed 1, replicate 4: months, month 5, column mean_trust: got")


@pytest.mark.slow
def test_a_configuration_that_is_not_what_it_says_is_no_comparison(here):
    every = configurations([here.name], FACTORS)
    one = next(each for each in every if each.name == "hash=1")
    said = {
        ("PYTHONHASHSEED", "5"): ("not in force: hash: got 5, expected 1",),
        ("NUMBA_DISABLE_JIT", "1"): ("not in force: compiled: got False, expected True",),
        ("NETSUSTAIN_CACHE_DIR", os.devnull): ("FileExistsError", "NotADirectoryError"),
    }
    chosen = [every[0], *(replace(one, name=variable[0], environment=(variable,)) for variable in said)]
    _, *results = compared(Matrix([here], replace(TINY, every=80, months=1)), chosen, lambda _: None)
    for result, reasons in zip(results, said.values(), strict=True):
        assert not result.same, result.name
        assert any(reason in result.first for reason in reasons), (result.name, result.first)
