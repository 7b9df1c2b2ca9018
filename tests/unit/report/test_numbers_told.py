"""Numbers on their way to the reader: the ends of intervals, the month that is named, the digest that is kept."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from netsustain.exploration.comparison import Comparison
from netsustain.report.figure_numbers import numbers
from netsustain.report.manifest import ResultFolder
from netsustain.report.phrases import Phrases
from netsustain.report.readings import reading

NUMBER = re.compile(r"[+−]?[\d,]+(?:\.\d+)?")


def told(cell: str) -> list[float]:
    """The numbers of a cell: a value and the ends of its interval."""
    return [float(text.replace("−", "-").replace(",", "")) for text in NUMBER.findall(cell)]


@pytest.mark.parametrize("figure", ["sustained", "cost"])
def test_every_interval_is_told_from_its_low_end_to_its_high_one(demo: Comparison, figure: str) -> None:
    seen = 0
    for row in numbers(figure, Phrases(demo, "en")).rows:
        for cell in row[1:]:
            if cell.count("(") == 1 and len(found := told(cell)) == 3:
                value, low, high = found
                assert low <= value <= high, row
                seen += low < high
    assert seen >= 10


def test_what_an_option_costs_more_has_the_sign_of_what_it_costs_more(demo: Comparison) -> None:
    rows = numbers("cost", Phrases(demo, "en")).rows
    names = [name for name in demo.names if name != demo.reference]
    for name, row in zip(names, rows, strict=True):
        extra = demo.row(name)["cost"] - demo.row(demo.reference)["cost"]
        gained = demo.row(name)["sustained_months"] - demo.row(demo.reference)["sustained_months"]
        assert told(row[1])[0] == pytest.approx(extra, abs=0.5 + 1e-9)
        assert told(row[2])[0] == pytest.approx(gained, abs=0.05 + 1e-9)


def test_half_are_gone_in_the_month_in_which_the_curve_says_so(demo: Comparison) -> None:
    """At the close of month 14, November 2027, half of them are alive; a month before a few more were."""
    curve = demo.curves.copy()
    mine = curve["scenario"] == demo.reference
    curve.loc[mine, "alive"] = (curve.loc[mine, "month"] < 14).map({True: 0.51, False: 0.5})
    changed = replace(demo, curves=curve)
    assert "Nov 2027" in reading("survival", Phrases(changed, "en"))


def test_the_digest_of_a_file_is_that_of_its_content(tmp_path: Path) -> None:
    folder = ResultFolder(tmp_path)
    folder.write("report.html", b"<html>")
    folder.table("runs.parquet", pd.DataFrame({"months": [1.0, 2.0]}))
    scenario = SimpleNamespace(resolved=lambda: {"schema": 1})
    folder.finish({"command": "netsustain compare a"}, {"a": scenario}, {"runs": 1})
    files = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert files["report.html"] == {"sha256": hashlib.sha256(b"<html>").hexdigest(), "bytes": 6}
    content = (tmp_path / "runs.parquet").read_bytes()
    assert files["runs.parquet"] == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
