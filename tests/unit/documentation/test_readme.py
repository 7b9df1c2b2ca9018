"""The README: every command it names is there and takes the options it is given; every file it names exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from netsustain.cli import app
from netsustain.scenario.resolve import find, shipped_names

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.strip().splitlines()]
TYPED = [line for line in LINES if line.startswith("netsustain ")]
MADE_EARLIER = {"mine.yaml", "question.yaml", "results/demo"}
"""What the commands above one write, and ``make demo``."""
TAKE_A_NAME = {"run": "scenarios", "compare": "scenarios", "why": "scenarios", "experiment": "experiments"}


def parsed(line: str):
    """The options and arguments of a command, taken apart as the command line does; nothing is run."""
    words = shlex.split(line, comments=True)[1:]
    return get_command(app).commands[words[0]].make_context(words[0], words[1:]).params


@pytest.mark.parametrize("line", TYPED)
def test_a_command_takes_what_it_is_given(line):
    assert parsed(line)


def test_commands_were_found():
    assert len(TYPED) >= 15
    named = {line.split()[1] for line in TYPED}
    assert set(get_command(app).commands) - named == set(), "a command that the README does not show"


@pytest.mark.parametrize("line", [line for line in TYPED if line.split()[1] in TAKE_A_NAME])
def test_a_name_is_one_that_ships(line):
    given = parsed(line)
    what = TAKE_A_NAME[line.split()[1]]
    for name in given.get("scenarios") or [given.get("scenario") or given["file"]]:
        assert name in shipped_names(what)
        assert find(name, what).is_file()


def test_files_in_commands_are_there():
    words = {word for line in TYPED for word in shlex.split(line, comments=True)[2:] if "=" not in word}
    files = {word for word in words - MADE_EARLIER if re.search(r"\.(csv|yaml)$|^[a-z]+/", word)}
    assert len(files) > 1
    assert [file for file in sorted(files) if not (ROOT / file).exists()] == []


def test_every_target_of_make_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([\w-]+)|`make ([\w-]+)`|[;(] ?make ([\w-]+)|: make ([\w-]+)", README, re.MULTILINE))
    named = {name for group in named for name in group if name}
    assert {"demo", "test", "test-long", "app", "bundle"} <= named
    assert named <= targets


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)(?:#[\w-]+)?\)", README))))
def test_a_linked_file_is_there(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize(("page", "anchor"), re.findall(r"\]\(([^)#]+)#([\w-]+)\)", README))
def test_a_linked_heading_is_there(page, anchor):
    headings = re.findall(r"^#+ (.+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_python_lines_run():
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    small = block.replace("replicates=200", "replicates=4").replace("})\n", "}, replicates=4)\n")
    assert small.count("replicates=4") == 2
    program = f"{small}\nprint(len(ensemble.runs), *comparison.names)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()[-3:]) == (0, ["4", "now", "platform"]), done.stderr
