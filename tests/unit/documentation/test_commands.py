"""Every command that a page of the documentation names is there and knows the options it is given."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from netsustain.cli import app

ROOT = Path(__file__).parents[3]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "docs/decisions").glob("*.md"), ROOT / "CONTRIBUTING.md",
                ROOT / "experiments/README.md"])  # fmt: skip
COMMANDS = get_command(app).commands
TARGETS = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def typed(text: str, program: str) -> list[str]:
    """Lines of blocks and pieces of code that begin with a program."""
    lines = [line.strip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    lines += re.findall(rf"`({program} [^`]+)`", text)
    return [line for line in lines if line.startswith(f"{program} ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_options_are_there(page):
    for line in typed(page.read_text(encoding="utf-8"), "netsustain"):
        words = shlex.split(line.replace("…", ""), comments=True)
        if words[1].startswith("--"):
            continue
        assert words[1] in COMMANDS, line
        known = {option for each in COMMANDS[words[1]].params for option in (*each.opts, *each.secondary_opts)}
        given = {word.partition("=")[0] for word in words[2:] if word.startswith("--")} - {"--help"}
        assert given <= known, line


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_targets_of_make_and_modules_are_there(page):
    text = page.read_text(encoding="utf-8")
    for line in typed(text, "make"):
        words = [word for word in shlex.split(line, comments=True)[1:] if "=" not in word]
        assert {word for word in words if not word.startswith(".")} <= TARGETS, line
    for line in typed(text, "python"):
        words = shlex.split(line.replace("…", ""), comments=True)
        if words[1] != "-m" or words[2].partition(".")[0] not in ("tools", "tests", "benchmarks", "netsustain"):
            continue
        place = ROOT / words[2].replace(".", "/")
        if words[2].startswith("netsustain"):
            place = ROOT / "model" / words[2].replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), line
