"""Both languages say the same things."""

import json
from pathlib import Path
from string import Formatter

import pytest

from netsustain import messages


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("section", messages.sections())
def test_both_languages_have_the_same_keys_and_placeholders(section: str) -> None:
    english, thai = (messages.section_texts(section, lang) for lang in messages.LANGUAGES)
    assert list(english) == list(thai)
    for name in english:
        assert _placeholders(english[name]) == _placeholders(thai[name]), f"{section}.{name}"


@pytest.mark.parametrize("section", messages.sections())
def test_thai_texts_are_thai_and_whole(section: str) -> None:
    for name, template in messages.section_texts(section, "th").items():
        assert "�" not in template, f"{section}.{name}"
        # U+0E33 is one letter; its two halves written apart look the same and are not found by a search.
        assert "\u0e4d\u0e32" not in template, f"{section}.{name}"


@pytest.mark.parametrize("path", sorted(Path(messages.__file__).parent.glob("*.json")), ids=lambda path: path.name)
def test_no_key_stands_twice(path: Path) -> None:
    """JSON takes the last of two silently, and the first text is never said."""
    keys: list[str] = []
    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: keys.extend(key for key, _ in pairs))
    assert [key for key in keys if keys.count(key) > 1] == []


def test_text_fills_in_values() -> None:
    assert messages.text("conditions.c2", "en") == "Trust and strong relationships"
    assert messages.text("conditions.c2", "th") == "ความไว้วางใจและความสัมพันธ์ที่เข้มแข็ง"


@pytest.mark.parametrize(
    ("key", "lang"), [("conditions.c9", "en"), ("nothing.c1", "en"), ("conditions.c1", "fr")]
)
def test_an_unknown_key_or_language_is_named(key: str, lang: str) -> None:
    with pytest.raises(KeyError, match=f"(?s){key.split('.')[0]}.*{lang}"):
        messages.text(key, lang)
