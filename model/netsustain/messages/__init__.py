"""Every text a user reads, by key and language: ``<section>.en.json`` and ``<section>.th.json``.

A key is ``section.name``. Both languages hold the same keys with the same placeholders; a test compares them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "th")
_FOLDER = Path(__file__).parent


def text(key: str, lang: str, **values: object) -> str:
    """The text of a key in a language, its placeholders filled in.

    Parameters
    ----------
    key
        ``section.name``, for example ``conditions.c2``.
    lang
        ``en`` or ``th``.
    values
        What stands for ``{name}`` in the text.

    Raises
    ------
    KeyError
        If the section, the key or the language does not exist, or a placeholder gets no value.
    """
    section, _, name = key.partition(".")
    try:
        template = section_texts(section, lang)[name]
    except KeyError:
        raise KeyError(f"no text {key!r} in language {lang!r}") from None
    return template.format(**values)


def has(key: str) -> bool:
    """True if there is a text of this key."""
    section, _, name = key.partition(".")
    return (_FOLDER / f"{section}.en.json").exists() and name in section_texts(section, "en")


@cache
def section_texts(section: str, lang: str) -> dict[str, str]:
    """All texts of a section in one language, by name."""
    file = _FOLDER / f"{section}.{lang}.json"
    if lang not in LANGUAGES or not file.exists():
        raise KeyError(f"no texts {section!r} in language {lang!r}")
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def sections() -> list[str]:
    """Names of all sections."""
    return sorted(file.name.removesuffix(".en.json") for file in _FOLDER.glob("*.en.json"))
