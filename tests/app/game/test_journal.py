"""The journal: whole lines or none, whatever stops the writing, and one writer at a time."""

from __future__ import annotations

import errno
import json
import os

import pytest

from netsustain.game import journal as journals
from netsustain.game.decisions import GameError
from netsustain.game.journal import Journal, records_of

RECORDS = [{"do": "open", "name": "เกม"}, {"do": "join", "person": "P01"}, {"do": "sit", "row": 3}, {"do": "start"}]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.jsonl"


@pytest.fixture
def journal(path):
    found = Journal(path)
    found.write(RECORDS)
    yield found
    found.close()


def test_what_was_written_is_read_in_order(journal, path):
    journal.write([{"do": "finish"}])
    assert list(journal.records()) == list(records_of(path)) == [*RECORDS, {"do": "finish"}]


def test_cut_at_any_byte_it_holds_the_whole_lines_before_and_is_gone_on_with(journal, path):
    journal.close()
    whole = path.read_bytes()
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        kept = RECORDS[: whole[:size].count(b"\n")]
        cut = Journal(path)
        assert list(cut.records()) == kept
        cut.write([{"do": "finish"}])
        assert list(records_of(path)) == [*kept, {"do": "finish"}]
        cut.close()
    journal._file = os.open(path, os.O_RDONLY)  # for the fixture to close


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"do": 1}', b"{}", b"\xff\xfe", b"", b"[" * 5000])
def test_a_damaged_line_before_others_is_an_error_that_names_it(journal, path, line):
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([lines[0], line, *lines[2:]]))
    with pytest.raises(GameError, match=r"journal\.jsonl:2: got a line that is no record"):
        list(records_of(path))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_its_owner_may_read_it(path):
    before = os.umask(0)
    try:
        Journal(path).close()
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


# ---- writing that fails -------------------------------------------------------------------------------


def half(file, data):
    """As a disk that is full after half of it."""
    os.write(file, data[: len(data) // 2])
    raise OSError(errno.ENOSPC, "No space left on device")


def test_nothing_stands_of_what_could_not_be_written(journal, path, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(journals, "_append", half)
        with pytest.raises(OSError, match="No space left"):
            journal.write([{"do": "decide"}, {"do": "play"}])
    assert list(records_of(path)) == list(journal.records()) == RECORDS
    journal.write([{"do": "finish"}])
    assert list(records_of(path)) == [*RECORDS, {"do": "finish"}]


def test_whole_lines_that_did_not_reach_the_disk_are_taken_off(journal, path, monkeypatch):
    def written_not_flushed(file, data):
        os.write(file, data)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(journals, "_append", written_not_flushed)
    with pytest.raises(OSError, match="Input/output"):
        journal.write([{"do": "decide"}])
    assert list(records_of(path)) == RECORDS


def test_what_could_not_be_taken_off_never_counts_and_goes_before_the_next_records(journal, path, monkeypatch):
    def stuck(file, size):
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as ill:
        ill.setattr(journals, "_append", half)
        ill.setattr(journals.os, "ftruncate", stuck)
        with pytest.raises(OSError, match="No space left"):
            journal.write([{"do": "decide"}])
        assert list(journal.records()) == RECORDS
    journal.write([{"do": "finish"}])
    assert list(records_of(path)) == [*RECORDS, {"do": "finish"}]


def test_a_file_that_may_not_grow_is_left_as_it_was(journal, path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 7, hard))
        with pytest.raises(OSError, match="too large"):
            journal.write([{"do": "decide", "person": "P01"}])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"".join(
        json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for each in RECORDS
    )


# ---- one writer ---------------------------------------------------------------------------------------


def test_a_second_writer_is_refused_until_the_first_has_gone(path):
    pytest.importorskip("fcntl")
    first = Journal(path)
    with pytest.raises(GameError, match="another server plays this game"):
        Journal(path, patience=0.1)
    first.close()
    Journal(path, patience=0.1).close()
