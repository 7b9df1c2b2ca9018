"""Result folders: whole files, true digests, nothing of an earlier result left over."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from netsustain.exploration import atomic
from netsustain.exploration.atomic import write_whole
from netsustain.report.manifest import ResultFolder

SCENARIO = SimpleNamespace(resolved=lambda: {"schema": 1, "title": "ทดสอบ"})


def _written(folder: Path, names: list[str]) -> dict:
    result = ResultFolder(folder)
    for name in names:
        result.write(name, name.encode())
    result.finish({"command": "netsustain compare a"}, {"a": SCENARIO}, {"runs": 1})
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_lists_every_file_with_its_digest(tmp_path: Path) -> None:
    found = _written(tmp_path, ["report.html", "figures/survival.png"])
    assert found["schema"] == 1
    assert found["scenarios"] == {"a": {"schema": 1, "title": "ทดสอบ"}}
    assert set(found["versions"]) >= {"python", "netsustain", "mesa", "numba", "numpy"}
    for name, listed in found["files"].items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == listed["sha256"]


def test_files_of_an_earlier_result_go_and_foreign_ones_stay(tmp_path: Path) -> None:
    _written(tmp_path, ["report.html", "figures/old.png"])
    (tmp_path / "notes.txt").write_text("mine")
    _written(tmp_path, ["report.html"])
    assert not (tmp_path / "figures/old.png").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_manifest_from_elsewhere_cannot_take_files_outside_its_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep")
    folder = tmp_path / "result"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"files": {"../outside.txt": {}, str(outside): {}}}))
    _written(folder, ["report.html"])
    assert outside.exists()


def test_an_unfinished_folder_has_no_manifest(tmp_path: Path) -> None:
    _written(tmp_path, ["report.html"])
    ResultFolder(tmp_path).write("report.html", b"new")
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "report.html"
    write_whole(path, b"old")

    def full_disk(*_arguments: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(atomic.os, step, full_disk)
    with pytest.raises(OSError, match="no space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_the_same_table_makes_the_same_bytes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["a", "b"], "value": [1.5, float("nan")]})
    first, second = ResultFolder(tmp_path / "1"), ResultFolder(tmp_path / "2")
    assert first.table("t.parquet", frame).read_bytes() == second.table("t.parquet", frame).read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "1" / "t.parquet"), frame)
