"""Names that look the same and are written differently: spaces, points, the order of Thai vowels and tone marks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

_JOINTS = re.compile(r"[\s.\-–_,()\u200b-\u200f\ufeff]+")
_TWO_E = "\u0e40\u0e40"
_AE = "\u0e41"
_SARA_AM = "\u0e33"
_HALF_AM = "\u0e4d"
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
"""Vowels above and below, tone marks and silencers: what is drawn the same in any order."""


def look_alike(name: str) -> str:
    """What is left of a name without its way of writing; equal for names that look the same.

    >>> look_alike("โรงเรียนบ้าน หนองแวง") == look_alike("โรงเรียนบ้านหนองเเวง")
    True
    """
    word = _JOINTS.sub("", unicodedata.normalize("NFC", name).casefold())
    word = word.replace(_TWO_E, _AE).replace(_SARA_AM, f"{_HALF_AM}\u0e32")
    return _MARKS.sub(lambda match: "".join(sorted(match[0])), word)


def same_looking(names: Iterable[str]) -> list[list[str]]:
    """Groups of different names that look the same, in the order of ``names``."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        groups[look_alike(name)].append(name)
    return [group for group in groups.values() if len(group) > 1]
