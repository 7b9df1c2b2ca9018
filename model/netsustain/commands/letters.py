"""Letters that a terminal or a pipe cannot carry: the nearest it can, never an error in the middle of an answer.

A console of another code page than UTF-8 (``LANG=C``, an older Windows, output redirected there) has no Thai letters,
no minus sign and no dash, and Python would end the program at the first of them.
"""

from __future__ import annotations

import codecs
import json
import sys

from netsustain.commands.installation import shows_thai
from netsustain.messages import text

_NEAREST = str.maketrans({
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "×": "x",
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "±": "+-", "·": ".", "•": "*", "\u00a0": " ", "\u202f": " ",
})  # fmt: skip
NEAREST, ESCAPED = "netsustain.nearest", "netsustain.escaped"
"""Names of the two ways: the nearest letter or ``?`` for readers, ``\\uXXXX`` inside the strings of a JSON object."""


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(_NEAREST)
    return "".join(letter if letter.isascii() else "?" for letter in lost), error.end


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(NEAREST, _nearest)
codecs.register_error(ESCAPED, _escaped)


def carry(lang: str, *, as_json: bool) -> None:
    """Let standard output carry any text; says on standard error what to set where Thai would be lost.

    Whoever chose another way (``PYTHONIOENCODING=ascii:replace``) keeps it.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and sys.stdout.errors in ("strict", "surrogateescape", NEAREST):
        reconfigure(errors=ESCAPED if as_json else NEAREST)
    if lang == "th" and not as_json and not shows_thai():
        print(text("trouble.no_thai", "en"), file=sys.stderr)
