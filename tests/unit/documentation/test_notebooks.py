"""Notebooks run as they stand, and are committed without what a run leaves in them."""

import json
import re
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SOBOL = FOLDER / "scenario_to_sobol.ipynb"
SEEN = """
import json
widths = [round(bar.get_width(), 9) for bar in axes.patches]
places = [label.get_text() for label in axes.get_yticklabels()]
print(json.dumps({
    "rows": answer.rows, "failed": answer.failed, "folder": str(answer.folder), "verdict": verdict,
    "title": axes.get_title(), "widths": widths, "places": places, "luck": float(luck["total_of_runs"].iloc[0]),
    "total": [float(each) for each in factors["total"]], "first": [float(each) for each in factors["first"]],
    "different": replayed.different,
}))
"""
"""What the last figure shows, beside what the tables say."""


def test_there_are_notebooks():
    assert SOBOL in NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_committed_clean(path):
    """Outputs would be numbers of an older model; the tests run every cell instead."""
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    for cell in book.cells:
        assert not cell.get("outputs"), "outputs are not kept"
        assert cell.get("execution_count") is None
        assert not cell.metadata
    assert set(book.metadata) == {"kernelspec", "language_info"}
    assert book.metadata.kernelspec.name == "python3"
    assert not re.search(r"(?:\"|\s)/(?:home|root|work|Users|tmp)/", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_links_lead_somewhere(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([^)#]+)", cell.source):
                assert "://" in target or (FOLDER / target).exists(), target


@pytest.mark.slow
def test_from_a_scenario_to_a_figure(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    before = sorted(FOLDER.iterdir())
    book = nbformat.read(SOBOL, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(SEEN))
    nbclient.NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    seen = json.loads(outputs[-1].text)
    assert (seen["rows"], seen["failed"], seen["different"]) == (256 * (6 + 2) * 2, 0, 0)
    assert len(seen["total"]) == 6, "factors"
    assert seen["widths"] == pytest.approx([*seen["total"], *seen["first"], seen["luck"]], abs=1e-8)
    assert seen["total"] == sorted(seen["total"]), "the strongest on top"
    assert seen["places"][0] == "luck (of single runs)"
    assert 0 < seen["luck"] < 1
    assert ("not" in seen["title"]) == (seen["verdict"] != "converged")
    assert (Path(seen["folder"]) / "report.html").exists()
    assert tmp_path in Path(seen["folder"]).parents
    assert sorted(FOLDER.iterdir()) == before, "it writes nothing beside itself"
