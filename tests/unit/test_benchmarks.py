"""The benchmarks run and say what they measured; how fast anything is, no test asks."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MACHINE = {
    "processor": "a processor", "architecture": "any", "system": "any", "cores": 4, "memory_gib": 8.0, "python": "3",
    "numba": "0", "numpy": "2", "pandas": "3", "netsustain": "0", "sources": "0", "load_average": 0.1,
    "date": "2026-01-01",
}  # fmt: skip


@pytest.fixture
def page(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import page

    return page


@pytest.fixture
def results():
    rows = [
        {"what": "quick work", "measured": 4.0, "unit": "ms", "goal": 5.0, "aim": 2.0, "ratio": 2e6},
        {"what": "slow work", "measured": 3.0, "unit": "s", "goal": 1.5, "processor": 2.5},
    ]
    question = {"name": "work", "title": "Work", "asks": "How long does work take?", "rows": rows}
    return {"machine": dict(MACHINE), "settings": "tiny", "questions": [question], "minutes": 1.0}


def test_small_questions_in_plain_python(tmp_path):
    figures, out = tmp_path / "figures.json", tmp_path / "page.md"
    given = ["--settings", "tiny", "--only", "run,ties", "--figures", str(figures), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *given], cwd=ROOT, env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text(encoding="utf-8"))
    rows = {row["what"]: row for question in found["questions"] for row in question["rows"]}
    assert [question["name"] for question in found["questions"]] == ["run", "ties"]
    for name in ("rule trust", "rule health", "rule neighbours", "a month", "a month of baseline"):
        assert rows[name]["measured"] > 0
        assert rows[name]["unit"] == "µs"
        assert rows[name]["ratio"] > 0
    assert any(row["goal"] == 5.0 and row["unit"] == "ms" for row in rows.values())
    assert "rule trust" in out.read_text(encoding="utf-8")


def test_the_timers_hold_every_rule_in_order(page):
    from benchmarks import inside

    from netsustain.schedule import MONTH

    tree = ast.parse(inside.source())
    stamped = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "stamped")
    called = [
        node.value.func.id for node in stamped.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    assert called == [rule.name for rule in MONTH]


def test_a_missed_goal_is_said(page, results):
    text = page.render(results)
    assert "| quick work | ≤ 5.00 ms (aim 2.00 ms) | 4.00 ms | 0.80 | met |" in text
    assert "| slow work | ≤ 1.50 s | 3.00 s | 2.00 | **missed** |" in text
    assert "Missed: slow work." in text
    assert "busy machine" not in text


@pytest.mark.parametrize(("measured", "said"), [(0.0, "met"), (2.0, "**missed**")])
def test_what_should_not_happen_at_all_is_met_by_none(page, results, measured, said):
    results["questions"][0]["rows"] = [{"what": "rows lost", "measured": measured, "unit": "", "goal": 0.0}]
    assert f"|  | {said} |" in page.render(results)


def test_a_busy_machine_is_said(page, results):
    results["machine"]["load_average"] = 4.0
    assert "**Taken on a busy machine**" in page.render(results)


def test_only_what_lies_between_the_markers_changes(page, results, tmp_path):
    path = tmp_path / "page.md"
    path.write_text(f"before\n{page.MARKS[0]}\nold\n{page.MARKS[1]}\nafter\n", encoding="utf-8")
    page.write(path, results)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    path.write_text("no place", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the tables"):
        page.write(path, results)


def test_what_became_slower_since_the_baseline_is_said(page, results, tmp_path, monkeypatch):
    from benchmarks import baseline

    monkeypatch.setattr(baseline, "FILE", tmp_path / "baseline.json")
    assert "Since the baseline" not in page.render(results)
    baseline.write(results, baseline.FILE)
    assert "Nothing moved by more than 15 %." in page.render(results)
    results["questions"][0]["rows"][0]["ratio"] = 3e6
    assert "| work | quick work | 1.50 |" in page.render(results)
    results["settings"] = "other"
    assert "Since the baseline" not in page.render(results)


def test_a_kept_baseline_keeps_what_was_not_asked_again(results, tmp_path, page):
    from benchmarks import baseline

    path = tmp_path / "baseline.json"
    baseline.write(results, path)
    results["questions"] = [{**results["questions"][0], "name": "other"}]
    baseline.write(results, path)
    assert set(baseline.read(path)["ratios"]) == {"work", "other"}
    assert baseline.read(path)["ratios"]["work"] == {"quick work": 2e6}


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(0.123456, "s", "0.123 s"), (12.345, "ms", "12.3 ms"), (1234.5, "MiB", "1,234 MiB"), (2.5, "", "2.50")],
)
def test_numbers_have_three_figures(page, value, unit, text):
    from benchmarks import wording

    assert wording.amount(value, unit) == text


def test_the_page_holds_its_figures(page):
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    inner = text.partition(page.MARKS[0])[2].partition(page.MARKS[1])[0]
    for expected in ("### Goals", "Taken 20", "rule trust", "python -m benchmarks"):
        assert expected in (inner if expected != "python -m benchmarks" else text)
