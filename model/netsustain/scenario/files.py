"""Text of a scenario file: size, encoding and shape are checked before anything parses it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from netsustain.scenario.problems import Problem, ScenarioError

MAXIMAL_BYTES = 256 * 1024
MAXIMAL_LINES = 10_000
MAXIMAL_LINE = 4_000
"""Characters; the YAML parser's look-ahead is quadratic in the brackets of one line."""
NOT_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 calls not printable, and a byte order mark inside the text."""
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(path: Path, shown: str) -> str:
    """The file's text; ``shown`` is the name problems carry. Raises :class:`ScenarioError`."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAXIMAL_BYTES + 1)
    except OSError as error:
        raise _refused(shown, f"cannot be read: {error.strerror}") from None
    if len(content) > MAXIMAL_BYTES:
        raise _refused(shown, f"got more than {MAXIMAL_BYTES // 1024} KiB, expected a scenario of a few KiB")
    if content[:2] in _BYTE_ORDER_MARKS:
        raise _refused(
            shown, f"got {_BYTE_ORDER_MARKS[content[:2]]} text, expected UTF-8: save the file as UTF-8"
        )
    return _decoded(content, shown)


def _decoded(content: bytes, shown: str) -> str:
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        message = f"got the byte 0x{content[error.start]:02x}, expected UTF-8: save the file as UTF-8"
        raise ScenarioError([_at(shown, content[: error.start].decode(), message)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = NOT_TEXT.search(text)
    if strange:
        message = f"got the control character U+{ord(strange[0]):04X}, expected text, remove it"
        raise ScenarioError([_at(shown, text[: strange.start()], message)])
    return text


def refuse_shapes(text: str, file: str) -> None:
    """Refuse text that no scenario looks like; raises :class:`ScenarioError`."""
    lines = text.split("\n", MAXIMAL_LINES)
    if len(lines) > MAXIMAL_LINES:
        raise ScenarioError(
            [Problem(file, MAXIMAL_LINES, 1, "", f"got more than {MAXIMAL_LINES} lines, expected fewer")]
        )
    for number, line in enumerate(lines, start=1):
        if len(line) > MAXIMAL_LINE:
            message = f"got a line of {len(line)} characters, expected at most {MAXIMAL_LINE}"
            raise ScenarioError([Problem(file, number, MAXIMAL_LINE + 1, "", message)])
    if not text.strip():
        raise ScenarioError(
            [Problem(file, 1, 1, "", "got an empty file, expected a scenario, type schema: 1")]
        )


def _at(shown: str, before: str, message: str) -> Problem:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Problem(shown, len(lines), len(lines[-1]) + 1, "", message)


def _refused(shown: str, message: str) -> ScenarioError:
    return ScenarioError([Problem(shown, 1, 1, "", message)])
