"""Words, numbers and letters that readers stumble over."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

LETTERS = (
    "\u200f",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\u2060",  # direction, no width
    "\u0e34\u0e34\u0e48\u0e48\u0e4c",
    "\u0e33",
    "\u0e4d\u0e32",
    "\u0e47" * 40,  # Thai marks on marks, on nothing
    "\0",
    "\x07",
    "\x1b[2J",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\r",
    "\t",
    "\xa0",
    "\u3000",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "\U0001f469\u200d\U0001f3eb",
    "e\u0301",
    "ﬁ",
    "İ",
    "ß",
    "ſ",
    "Ⅷ",
    "½",
    "²",
)
NUMBERS = (
    "0",
    "-0",
    "-1",
    "1e308",
    "1e309",
    "-1e309",
    "1e-400",
    "4e-324",
    "9" * 30,
    "9" * 5_000,
    "0x1F",
    "0o17",
    "0b1",
    "1_000",
    "1,000",
    "1.000,5",
    "NaN",
    "nan",
    ".nan",
    "Infinity",
    "-inf",
    ".inf",
    "+.5",
    "5.",
    "1e",
    "--1",
    "١٢",
    "๑๒",
    "½",
    "1/2",
    "50%",
    "2147483648",
    "9223372036854775808",
    "18446744073709551616",
    "0.1" + "0" * 300,
    "1e99999999999999999999",
)
WORDS = (
    "",
    " ",
    "null",
    "~",
    "none",
    "true",
    "no",
    "yes",
    "on",
    "-",
    "--",
    "?",
    "#",
    "'",
    '"',
    '""',
    "=1+1",
    "+1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "/dev/zero",
    "file:///etc/passwd",
    "C:\\x",
    "\\\\host\\share",
    "{{7*7}}",
    "{0.__class__}",
    "%s%n",
    "<b>x</b>",
    "]]>",
    "&amp;",
    "&#0;",
    "&lol;",
    "\\",
    "\\u0000",
    "2026-13",
    "0000-00",
    "9999-12",
    "2569-10",
    "1/2",
    "31/02/2569",
    "name",
    "members",
    "school",
    "area_office",
    "สำนักงานเขตพื้นที่",
    "โรงเรียน",
    "รวม",
    "total",
    "x" * 300,
    "ก" * 5_000,
    "a" * 100_000,
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**63,
    2**64,
    10**30,
    0.5,
    -0.5,
    1e308,
    5e-324,
    1e-9,
    [],
    {},
    [[]],
    {"": None},
    [None],
    {"from": 2, "to": 1},
    {"from": 1},
    [1, 2, 3],
    ["a"] * 100,
    {"a": {"b": {"c": 1}}},
)
SURROGATE = "\ud800"
"""Half a letter: a JSON or YAML text may name it by an escape, though no file can hold it."""


def odd_text(rng: Random) -> str:
    """A word with something strange in it."""
    word = rng.choice(rng.choice((WORDS, NUMBERS, LETTERS)))
    if rng.random() < 0.3:
        at = rng.randint(0, len(word))
        word = word[:at] + rng.choice(LETTERS) + word[at:]
    return word


def odd_value(rng: Random) -> Any:
    """Plain data of a kind that nobody expects."""
    roll = rng.random()
    if roll < 0.55:
        return deepcopy(rng.choice(VALUES))
    if roll < 0.6:
        return odd_text(rng) + SURROGATE
    return nested(rng.choice((3, 40, 200)), rng) if roll > 0.97 else odd_text(rng)


def nested(depth: int, rng: Random) -> Any:
    """Lists or mappings inside each other."""
    found: Any = 1
    for _ in range(depth):
        found = [found] if rng.random() < 0.5 else {"a": found}
    return found
