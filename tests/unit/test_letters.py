"""Terminals and pipes that cannot carry every letter: an answer all the same, and what to set."""

import json
import os
import subprocess
import sys

import pytest

from netsustain.commands import letters

NARROW = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}


def program(*arguments, **environment):
    words = [sys.executable, "-m", "netsustain", *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONIOENCODING", "LANG", "LC_ALL")}
    return subprocess.run(words, env={**kept, **environment}, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp874"])
def test_an_answer_in_english_loses_nothing_that_matters(encoding):
    done = program("explain", "baseline", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode(encoding)
    assert "path of a number -> range of its plausible values" in said
    assert "\ufffd" not in said


def test_thai_where_there_is_none_says_what_to_set():
    done = program("check", "baseline", "--lang", "th", **NARROW)
    assert done.returncode == 0
    assert done.stdout.startswith(b"baseline: ?")
    assert b"PYTHONUTF8" in done.stderr
    assert b"PYTHONUTF8" not in program("check", "baseline", "--lang", "th", PYTHONIOENCODING="utf-8").stderr


def test_an_object_keeps_every_letter():
    done = program("doctor", "--json", "--lang", "th", **NARROW)
    plain = program("doctor", "--json", "--lang", "th", PYTHONIOENCODING="utf-8")
    assert b"PYTHONUTF8" not in done.stderr
    narrow, wide = json.loads(done.stdout.decode("ascii")), json.loads(plain.stdout)
    assert "สถานการณ์" in next(check["value"] for check in narrow["checks"] if check["name"] == "scenarios")
    assert [check["name"] for check in narrow["checks"]] == [check["name"] for check in wide["checks"]]


def test_help_in_plain_letters():
    done = program("brief", "--help", **NARROW)
    assert (done.returncode, done.stderr) == (0, b"")


def test_whoever_chose_a_way_keeps_it():
    done = program("check", "baseline", "--lang", "th", PYTHONIOENCODING="ascii:xmlcharrefreplace")
    assert b"&#" in done.stdout


@pytest.mark.parametrize(
    ("way", "expected"),
    [(letters.NEAREST, b"-1 to 2.5 x ? ??"),
     (letters.ESCAPED, b"\\u22121 to 2.5 \\u00d7 \\ud83d\\ude00 \\u0e44\\u0e17")],
)  # fmt: skip
def test_both_ways(way, expected):
    assert "−1 to 2.5 × 😀 ไท".encode("ascii", way) == expected
