"""The store: a table is whole or absent, whatever happens to its file."""

import multiprocessing
import os
import random

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration import atomic as module
from netsustain.exploration.atomic import BusyFolderError, locked, temporary_name, write_whole
from netsustain.exploration.digest import digest_of_table
from netsustain.exploration.places import RESULTS, STORE_VARIABLE, store_folder
from netsustain.exploration.store import DamagedPartError, Store

FLIPS = 300


@pytest.fixture
def frame():
    return pd.DataFrame({
        "scenario": ["a", "b", "ก"], "draw": [0, 1, 2], "x": [0.1, np.nan, -0.0], "failed": [False, True, False],
        "failure": ["", "no\nluck", ""],
    })  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "results")


def test_what_is_written_is_read_to_the_last_bit(store, frame):
    assert not store.has("k1")
    assert store.read("k1") is None
    store.write("k1", frame)
    found = Store(store.folder.parent).read("k1")
    assert digest_of_table(found) == digest_of_table(frame)
    pd.testing.assert_frame_equal(found, frame)
    assert np.signbit(found["x"][2])


def test_all_tables_come_in_the_order_of_their_keys(store, frame):
    for key in ("b", "a", "c"):
        store.write(key, frame.assign(scenario=key))
    assert store.keys() == ["a", "b", "c"]
    assert store.read_all()["scenario"].tolist() == list("aaabbbccc")
    assert store.read_all(["c", "a"])["scenario"].tolist() == list("cccaaa")
    assert store.read_all([]).empty


def test_a_table_that_is_not_there_cannot_be_read_with_the_others(store, frame):
    store.write("a", frame)
    with pytest.raises(DamagedPartError, match=r"part-b\.parquet: there is no such part"):
        store.read_all(["a", "b"])


def test_text_that_is_missing_is_no_damage(store):
    store.write("k", pd.DataFrame({"said": ["x", None]}))
    assert Store(store.folder.parent).has("k")


@pytest.mark.parametrize("key", ["", "A", "a/b", "../a", "a b", ".a", "x" * 101])
def test_a_key_is_a_name_that_any_file_system_takes(store, frame, key):
    with pytest.raises(ValueError, match="expected up to 100"):
        store.write(key, frame)


# ---- damage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_torn_file_is_absent_and_written_again(store, frame, keep):
    store.write("k", frame)
    whole = store.path("k").read_bytes()
    store.path("k").write_bytes(whole[:keep])
    fresh = Store(store.folder.parent)
    assert not fresh.has("k")
    with pytest.raises(DamagedPartError, match="cannot be read"):
        fresh.read_all()
    fresh.write("k", frame)
    assert fresh.has("k")
    pd.testing.assert_frame_equal(fresh.read_all(), frame)


def test_a_flipped_bit_is_found_or_changes_no_value(store, frame):
    """What the reader does not look at, such as statistics of a column, may change; a value may not."""
    store.write("k", frame)
    whole, luck, found = store.path("k").read_bytes(), random.Random(1), 0
    for _ in range(FLIPS):
        content = bytearray(whole)
        content[luck.randrange(len(content))] ^= 1 << luck.randrange(8)
        store.path("k").write_bytes(bytes(content))
        table = Store(store.folder.parent).read("k")
        found += table is None
        assert table is None or digest_of_table(table) == digest_of_table(frame)
    assert found > FLIPS / 3


def test_a_part_under_another_name_is_not_that_part(store, frame):
    store.write("k", frame)
    os.rename(store.path("k"), store.path("other"))
    assert not Store(store.folder.parent).has("other")


def test_values_that_were_exchanged_are_found(store, frame):
    """A sound file of other values, such as one of another version, does not pass for this one."""
    store.write("k", frame)
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(store.path("k"))
    other = pa.Table.from_pandas(frame.assign(draw=9)).replace_schema_metadata(table.schema.metadata)
    pq.write_table(other, store.path("k"))
    assert not Store(store.folder.parent).has("k")


# ---- interruptions --------------------------------------------------------------------------------


def test_a_full_disk_leaves_nothing_behind_and_one_can_go_on(store, frame, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(module.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            store.write("k", frame)
    assert list(store.folder.iterdir()) == []
    assert not store.has("k")
    store.write("k", frame)
    assert store.has("k")


def test_temporary_files_count_as_nothing_and_are_removed_with_their_process(store, frame, ended):
    store.write("k", frame)
    own = [temporary_name(store.path("x")), temporary_name(store.folder.parent / "runs.parquet")]
    torn = [path.with_name(path.name.replace(f".{os.getpid()}-", f".{ended}-")) for path in own]
    foreign = [store.folder / "notes.txt", store.folder.parent / ".film.part"]
    elsewhere = store.folder / f".part-x.parquet.other-machine.{ended}-1.part"
    for path in (*own, *torn, *foreign, elsewhere):
        path.write_bytes(b"PAR1")
    assert store.keys() == ["k"]
    assert sorted(store.clean()) == sorted(torn)
    assert not any(path.exists() for path in torn)
    assert all(path.exists() for path in (*own, *foreign, elsewhere))
    assert store.has("k")
    os.utime(elsewhere, (0, 0))
    assert store.clean() == [elsewhere]


def test_a_note_is_read_without_the_table(store, frame):
    store.write("k", frame, '{"failed": 1}')
    assert (store.note("k"), store.note("other")) == ('{"failed": 1}', None)
    store.path("k").write_bytes(b"PAR1")
    assert store.note("k") is None


def test_results_share_a_store_with_those_beside_them(tmp_path, monkeypatch):
    monkeypatch.delenv(STORE_VARIABLE)
    monkeypatch.chdir(tmp_path)
    assert store_folder(RESULTS / "a" / "123") == store_folder(tmp_path / "results" / "b") == RESULTS / "store"
    assert store_folder(tmp_path / "one") == store_folder(tmp_path / "two") == tmp_path / "netsustain-store"
    monkeypatch.setenv(STORE_VARIABLE, "elsewhere")
    assert str(store_folder(tmp_path / "one")) == "elsewhere"


def test_a_file_gets_its_name_only_after_it_is_on_disk(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(module.os, "fsync", lambda _: done.append("to disk"))
    rename = os.replace
    monkeypatch.setattr(module.os, "replace", lambda *names: (done.append("named"), rename(*names)))
    write_whole(tmp_path / "x", b"1")
    assert done[:2] == ["to disk", "named"]


def _try(folder, found):
    try:
        with locked(folder):
            found.put("held")
    except BusyFolderError as error:
        found.put(str(error))


def test_one_process_at_a_time(tmp_path):
    context = multiprocessing.get_context("spawn")
    found = context.Queue()

    def other():
        process = context.Process(target=_try, args=(tmp_path, found))
        process.start()
        process.join()
        return found.get()

    with locked(tmp_path):
        assert "another process is working here" in other()
    assert other() == "held"
