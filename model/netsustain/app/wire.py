"""How a film travels: a JSON header, then arrays as they lie in memory, each at a multiple of four bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from typing import Any

import numpy as np

from netsustain.app.film import SERIES, Film

MAGIC = b"NSF1"


def packed(film: Film) -> bytes:
    """A film as bytes: ``NSF1``, length of the header (little-endian uint32), header, arrays.

    The header's ``arrays`` says name, dtype, shape and offset (from the end of the padded header) of each.
    """
    arrays = {each.name: getattr(film.frames, each.name) for each in fields(film.frames)}
    arrays |= {"place": film.place, "series": film.series}
    listed: list[dict[str, Any]] = []
    parts: list[bytes] = []
    offset = 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        listed.append({"name": name, "dtype": str(array.dtype), "shape": list(array.shape), "offset": offset})
        parts.append(raw + bytes(-len(raw) % 4))
        offset += len(parts[-1])
    header = json.dumps(_header(film) | {"arrays": listed}, ensure_ascii=False).encode("utf-8")
    header += b" " * (-len(header) % 4)
    return b"".join((MAGIC, struct.pack("<I", len(header)), header, *parts))


def _header(film: Film) -> dict[str, Any]:
    end = film.run["end_month"]
    return {
        "months": film.months,
        "start": film.scenario.start,
        "names": film.names,
        "kinds": film.kinds,
        "joined": [int(month) for month in film.joined],
        "series": list(SERIES),
        "ended": str(film.run["ended"]),
        "end_month": int(end) if np.isfinite(end) else None,
        "cause": str(film.run["cause"]),
        "trigger": str(film.run["trigger"]),
        "happened": [[each.month, each.what, each.member] for each in film.happened],
    }
