"""What an unquoted word means: YAML 1.2's core schema, nothing of YAML 1.1."""

import pytest

from netsustain.scenario import load
from netsustain.scenario.scalars import BadScalarError, plain_scalar
from netsustain.scenario.syntax import parse


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("25e-5", 0.00025), ("1e3", 1000.0), ("1E3", 1000.0), ("1.5e+2", 150.0), (".5", 0.5), ("5.", 5.0),
        ("+3", 3), ("-0.5", -0.5), ("007", 7), ("0o17", 15), ("0x1F", 31),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"),
        ("1_000", "1_000"), ("12:30", "12:30"), ("2026-10", "2026-10"), ("2026-10-01", "2026-10-01"),
        ("0b11", "0b11"), ("1e", "1e"), (".", "."), ("e5", "e5"), ("=", "="), ("ลอง", "ลอง"),
    ],
)  # fmt: skip
def test_words(word, value):
    assert plain_scalar(word) == value
    assert type(plain_scalar(word)) is type(value)
    assert parse(f"key: {word}\n", "t.yaml")[0].data == {"key": value}


@pytest.mark.parametrize(
    "word", [".nan", ".NaN", ".inf", "-.inf", "+.INF", "1e999", "-1e999", "9" * 41, "0." + "1" * 99]
)
def test_numbers_that_are_none(word):
    with pytest.raises(BadScalarError):
        plain_scalar(word)


@pytest.mark.parametrize("quoted", ["'1e3'", '"1e3"', "|-\n  1e3", ">-\n  1e3"])
def test_quoted_is_text(quoted):
    assert parse(f"key: {quoted}\n", "t.yaml")[0].data == {"key": "1e3"}


def test_keys_are_text_as_written():
    document, _ = parse("{1: a, no: b, 1e3: c, null: d}", "t.yaml")
    assert document.data == {"1": "a", "no": "b", "1e3": "c", "null": "d"}


def test_numbers_reach_the_scenario(write):
    scenario = load(write("discount: 25e-5\nstaff_day_price: 1e3\n"))
    assert scenario.discount == 0.00025
    assert scenario.staff_day_price == 1000.0
