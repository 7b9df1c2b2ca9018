"""``netsustain explore``, end to end on a shipped scenario, small."""

import json

import pytest
from typer.testing import CliRunner

from netsustain.cli import app

SMALL = ("--replicates", "8", "--months", "24", "--workers", "1")


def test_the_command_writes_one_file(tmp_path):
    out = tmp_path / "page.html"
    done = CliRunner().invoke(
        app,
        ["explore", "budget_cut_sudden", "--levers", "platform,mediation=0:0.5", "--budget-hint", "9", *SMALL,
         "--out", str(out), "--json"],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["levers"] == ["platform", "mediation", "transfer_probability"]
    assert 0 <= said["sustained_low"] <= said["sustained_months"] <= said["sustained_high"] <= 24
    page = out.read_text(encoding="utf-8")
    assert '"budget":9.0' in page
    assert "netsustain explore budget_cut_sudden --levers platform,mediation=0:0.5 --budget-hint 9" in page
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_gets_explore_html_and_the_same_command_the_same_bytes(tmp_path):
    pages = []
    for name in ("a", "b"):
        arguments = ["explore", "baseline", "--levers", "platform", *SMALL, "--lang", "th"]
        done = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert "explore.html" in done.stdout
        pages.append((tmp_path / name / "explore.html").read_bytes())
    assert pages[0] == pages[1]
    assert b'data-lang="th"' in pages[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo"], "expected one: type netsustain explore demo_none"),
        (["baseline", "--levers", "platfrom"], "did you mean platform"),
        (["basline"], "did you mean baseline"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path, arguments, said):
    done = CliRunner().invoke(app, ["explore", *arguments, "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output
