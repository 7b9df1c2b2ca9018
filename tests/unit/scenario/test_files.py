"""Files that are no scenario at all: size, encoding, shape."""

import codecs
import os

import pytest

from netsustain.scenario import load

from .conftest import SMALLEST, problem


def place(found):
    return found.line, found.column


def test_byte_order_mark_of_utf8_is_no_fault(write):
    assert load(write(codecs.BOM_UTF8 + SMALLEST.encode())).months == 120


def test_line_ends_of_windows_and_old_macs_count_as_one(write):
    for ending in ("\r\n", "\r"):
        text = (SMALLEST + "months: 0\n").replace("\n", ending)
        assert place(problem(write(text.encode()))) == (7, 9)


def test_utf16_is_named(write):
    assert "UTF-16" in problem(write(SMALLEST.encode("utf-16"))).message


def test_a_byte_that_is_no_utf8_is_found(write):
    found = problem(write(SMALLEST.encode() + "currency: \u00e9".encode("latin-1")))
    assert place(found) == (7, 11)
    assert "0xe9" in found.message


def test_nul_is_found(write):
    found = problem(write(SMALLEST.encode() + b"# a\0b\n"))
    assert place(found) == (7, 4)
    assert "U+0000" in found.message


@pytest.mark.parametrize("text", ["", "\n\n", "   \n", "# only a remark\n", "---\n", "null\n"])
def test_nothing_in_it(write, text):
    found = problem(write(text.encode()))
    assert found.line <= 2
    assert "expected" in found.message


def test_control_characters_are_refused(write):
    assert "control character" in problem(write("currency: \x07\n")).message


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        (SMALLEST + "# " + "x" * 4_000, (7, 4_001), "got a line of 4002 characters, expected at most 4000"),
        (SMALLEST + "#\n" * 10_000, (10_000, 1), "got more than 10000 lines"),
        (SMALLEST + ("#" * 3_000 + "\n") * 100, (1, 1), "got more than 256 KiB"),
        (SMALLEST + "k" * 201 + ": 1", (7, 1), "got a key of 201 characters, expected at most 200"),
        (SMALLEST + "levers: " + "[" * 40, (7, 40), "got more than 32 levels inside each other"),
        (SMALLEST + "events: [" + ("1," * 1_900 + "\n") * 6, (12, 949), "got more than 10000 values"),
    ],
)
def test_the_limits(write, text, where, words):
    found = problem(write(text.encode()))
    assert place(found) == where
    assert words in found.message


def test_a_folder_is_no_file(tmp_path):
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    assert "got a folder" in problem(folder).message


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "no plain file" in problem(tmp_path / "pipe.yaml").message


def test_a_file_that_is_not_there(tmp_path):
    assert "does not exist" in problem(tmp_path / "absent.yaml").message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(write):
    path = write()
    path.chmod(0)
    assert "cannot be read" in problem(path).message
