"""Tables under keys in a folder, each whole or absent: what a long computation has finished so far.

    Store(folder)                    folder/parts/part-<key>.parquet
    store.has(key) -> bool           True if the table is there and sound
    store.write(key, frame)          atomic: temporary name, forced to disk, renamed
    store.read(key) -> frame | None  None if it is absent or damaged
    store.read_all(keys=None)        every table, or those of the keys, one below the other
    store.frames(keys=None)          the same one at a time, as (key, frame)
    store.keys() -> list[str]        keys of the tables there are, damaged ones too
    store.note(key) -> str | None    what was noted beside a table: quick, for its numbers are not read
    store.exists(key) -> bool        True if there is a file; whether it is sound, only reading can tell
    store.clean()                    removes what killed processes left half-written
    shared_store(folder)             the store that the experiments beside a result folder share

A table holds numbers, booleans and texts. Its key and a digest of its values travel inside the file: a file that
was cut short, changed by one bit or renamed is damaged, counts as absent and is written again. Neither reading nor
writing needs a lock: processes that write the same key write the same values. Nothing here knows what the tables are
about.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from netsustain.exploration.atomic import left_behind, write_whole
from netsustain.exploration.digest import exact
from netsustain.exploration.places import store_folder

PARTS = "parts"
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_PREFIX, _SUFFIX = "part-", ".parquet"
_OWN_KEY, _OWN_DIGEST, _OWN_NOTE = b"netsustain.key", b"netsustain.digest", b"netsustain.note"


class DamagedPartError(ValueError):
    """A stored table that cannot be read, or is not what was written."""


class Store:
    """Tables by key under ``folder/parts``.

    Parameters
    ----------
    folder
        Made when the first table is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder) / PARTS
        self._sound: set[str] = set()

    def path(self, key: str) -> Path:
        """The file of a key. Raises ValueError for a key that could not be a file's name everywhere."""
        if not KEY.fullmatch(key):
            raise ValueError(f"key {key!r}: expected up to 100 of a-z, 0-9, - and _, beginning with a letter or digit")
        return self.folder / f"{_PREFIX}{key}{_SUFFIX}"

    def keys(self) -> list[str]:
        """Keys of all files there are, sorted; a file may turn out to be damaged."""
        names = (path.name for path in self.folder.glob(f"{_PREFIX}*{_SUFFIX}"))
        keys = (name[len(_PREFIX) : -len(_SUFFIX)] for name in names)
        return sorted(key for key in keys if KEY.fullmatch(key))

    def has(self, key: str) -> bool:
        """True if the table is there and sound; the first answer reads it, later ones remember."""
        if key not in self._sound and self.read(key) is None:
            return False
        return self.path(key).exists()

    def exists(self, key: str) -> bool:
        """True if there is a file of this key: quick, and silent on whether it is sound."""
        return self.path(key).exists()

    def read(self, key: str) -> pd.DataFrame | None:
        """The table of a key; None if there is none or it is damaged."""
        try:
            return self._read(key)
        except (FileNotFoundError, DamagedPartError):
            return None

    def note(self, key: str) -> str | None:
        """What was noted beside a table when it was written, without reading it; None if that cannot be read."""
        try:
            own = pq.read_metadata(self.path(key)).metadata or {}
            return own[_OWN_NOTE].decode() if own.get(_OWN_KEY) == key.encode() else None
        except Exception:  # absent, or a changed byte led the reader anywhere
            return None

    def write(self, key: str, frame: pd.DataFrame, note: str = "") -> None:
        """Keep a table under a key, in place of any there is. May be called from several threads."""
        table = pa.Table.from_pandas(frame, preserve_index=False)
        own = {_OWN_KEY: key.encode(), _OWN_DIGEST: _digest(table).encode(), _OWN_NOTE: note.encode()}
        stream = io.BytesIO()
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), **own})
        pq.write_table(table, stream, compression="zstd", use_dictionary=False, write_statistics=False)
        write_whole(self.path(key), stream.getvalue())
        self._sound.add(key)

    def frames(self, keys: Iterable[str] | None = None) -> Iterator[tuple[str, pd.DataFrame]]:
        """Each key and its table, in the order of the keys (sorted when none are given).

        Raises
        ------
        DamagedPartError
            If a table is absent or damaged: compute what ``has`` denies first.
        """
        for key in self.keys() if keys is None else keys:
            try:
                yield key, self._read(key)
            except FileNotFoundError:
                raise DamagedPartError(f"{self.path(key)}: there is no such part, expected one") from None

    def read_all(self, keys: Iterable[str] | None = None) -> pd.DataFrame:
        """All tables, or those of the keys, one below the other. Raises :class:`DamagedPartError`."""
        found = [frame for _, frame in self.frames(keys)]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame()

    def clean(self) -> list[Path]:
        """Remove the temporary files of processes that are gone; returns them."""
        left = [path for folder in (self.folder, self.folder.parent) for path in left_behind(folder)]
        for path in left:
            path.unlink(missing_ok=True)
        return left

    def _read(self, key: str) -> pd.DataFrame:
        """The table, checked. Raises FileNotFoundError or :class:`DamagedPartError`."""
        path = self.path(key)
        content = path.read_bytes()
        try:
            table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
            own = table.schema.metadata or {}
            sound = own.get(_OWN_KEY) == key.encode() and own.get(_OWN_DIGEST) == _digest(table).encode()
            frame = table.replace_schema_metadata(None).to_pandas()  # what it says of pandas is not in the digest
        except Exception as error:  # a changed byte can lead the reader anywhere
            raise DamagedPartError(f"{path}: cannot be read ({type(error).__name__}), expected a whole part") from None
        if not sound:
            self._sound.discard(key)
            raise DamagedPartError(f"{path}: its values are not those that were written, expected a whole part")
        self._sound.add(key)
        return frame


def _digest(table: pa.Table) -> str:
    """SHA-256 of names, types and values, the same before writing and after reading."""
    digest = hashlib.sha256()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_floating(column.type) or pa.types.is_integer(column.type) or pa.types.is_boolean(column.type):
            content = exact(column.to_numpy()).tobytes()
        else:
            content = json.dumps(column.to_pylist(), ensure_ascii=False).encode("utf-8")
        digest.update(f"{name}\0{column.type}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def shared_store(folder: Path) -> Store:
    """The store of a result folder, which the experiments beside it share."""
    return Store(store_folder(folder))
