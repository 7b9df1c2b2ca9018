"""Pages with a measured part: what stands between two marks is replaced, the text around them is kept."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, marks: tuple[str, str], text: str) -> None:
    """Put a text between the marks of a page, whole or not at all; a page that is not there is made.

    Raises
    ------
    ValueError
        If the page has no marks; says what to type.
    """
    first, last = marks
    page = path.read_text(encoding="utf-8") if path.exists() else f"{first}\n{last}\n"
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(last)
    if not (begin and end):
        raise ValueError(f"{path.name}: no place for the tables; write {first} and {last} on lines of their own")
    partial = path.with_suffix(".tmp")
    partial.write_text(f"{before}{first}\n\n{text}\n{last}{after}", encoding="utf-8")
    os.replace(partial, path)
