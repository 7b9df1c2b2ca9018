"""Runs the page's scripts in Node, as they stand in the file; tests that need it skip where there is none."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[3] / "model" / "netsustain" / "report" / "templates"
SCRIPTS = ("surface.js", "explore_words.js")


def evaluated(code: str, given: object) -> object:
    """What an expression over ``given`` comes to, in a world that holds the page's scripts."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the page's arithmetic cannot be run")
    scripts = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    read = "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    program = f"{scripts}\n{read}\nprocess.stdout.write(JSON.stringify({code}));"
    done = subprocess.run(
        [node, "-e", program], input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
