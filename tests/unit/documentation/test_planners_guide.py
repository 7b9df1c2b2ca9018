"""The planners' guide: its commands work as they stand, one after the other, in both languages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netsustain.cli import app

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "planners.md").read_text(encoding="utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.strip().splitlines()
]
RUNS = {"brief", "diagnose", "advise", "explore"}
"""Commands that run networks: made small here."""
LONG = {"advise", "explore"}
AGAIN_IN_THAI = {"diagnose"}
"""Same commands as in English, whose files hold both languages anyway."""


def small(line: str) -> list[str]:
    """The words of a command after ``netsustain``, its runs few and its networks short."""
    words = shlex.split(line)[1:]
    runs = words[0] in RUNS and not {"--template", "--again"} & set(words)
    return [*words, "--replicates", "16", "--months", "24"] if runs else words


def test_both_languages_say_the_same_commands():
    english = [line for line in COMMANDS if "_th" not in line and "--lang th" not in line]
    thai = [re.sub(r"_th\b|_th(?=\.)", "", line).replace(" --lang th", "") for line in COMMANDS if line not in english]
    years = {"10/2570": "10/2027", "10/2571": "10/2028"}
    for buddhist, common in years.items():
        thai = [line.replace(buddhist, common) for line in thai]
    assert [line.replace("_th", "") for line in thai] == english


@pytest.mark.slow
@pytest.mark.parametrize("lang", [pytest.param("en", marks=pytest.mark.long), "th"])
def test_the_commands_work_as_they_stand(lang, tmp_path, monkeypatch):
    """All but the two that search: their own tests run them. In Thai, those that make files of their own."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    for line in COMMANDS:
        words = small(line)
        thai = "_th" in line or "--lang th" in line
        if thai != (lang == "th") or words[0] in LONG:
            continue
        if thai and (words[0] in AGAIN_IN_THAI or "--survey" in words or "--again" in words):
            continue
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, f"{line}\n{result.output}\n{result.exception!r}"
    suffix = "_th" if lang == "th" else ""
    page = (tmp_path / f"brief{suffix}" / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}"' in page
    assert len(page) < 5e6
    assert (tmp_path / f"brief{suffix}" / "tables.xlsx").stat().st_size > 10_000
