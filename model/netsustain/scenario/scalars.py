"""What a bare word of YAML 1.2 means (its core schema): ``no`` is text, ``1e3`` and ``25e-5`` are numbers."""

from __future__ import annotations

import math
import re

INTEGER = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o[0-7]+")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
NULL = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
LONGEST_NUMBER = 40
"""Digits; longer ones are no number anybody means, and turning them into one is slow."""

Scalar = str | int | float | bool | None


class BadScalarError(ValueError):
    """A word that is a number by its form and none by its value."""


def plain_scalar(word: str) -> Scalar:
    """The value of an unquoted word; raises :class:`BadScalarError`."""
    if word in NULL:
        return None
    if word in BOOLEAN:
        return BOOLEAN[word]
    if NO_NUMBER.fullmatch(word):
        raise BadScalarError(f"got {word}, expected a finite number, type for example 0.5")
    number = next((base for form, base in _INTEGERS if form.fullmatch(word)), None)
    if number is None and not FLOAT.fullmatch(word):
        return word
    if len(word) > LONGEST_NUMBER:
        raise BadScalarError(f"got a number of {len(word)} characters, expected at most {LONGEST_NUMBER}")
    return int(word, number) if number else _finite(word)


_INTEGERS = ((INTEGER, 10), (OCTAL, 8), (HEXADECIMAL, 16))


def _finite(word: str) -> float:
    value = float(word)
    if not math.isfinite(value):
        raise BadScalarError(f"got {word}, which is too large, expected a finite number")
    return value
