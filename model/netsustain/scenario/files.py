"""Text of a scenario file, its size and encoding checked."""

from __future__ import annotations

from pathlib import Path

from netsustain.scenario.problems import Problem, ScenarioError

MAXIMAL_BYTES = 256 * 1024
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
        raise _refused(shown, f"got {_BYTE_ORDER_MARKS[content[:2]]} text, expected UTF-8: save the file as UTF-8")
    return _decoded(content, shown)


def _decoded(content: bytes, shown: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"got the byte 0x{content[error.start]:02x}, expected UTF-8: save the file as UTF-8"
        raise ScenarioError([_at(shown, content[: error.start].decode("utf-8-sig"), message)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    nul = text.find("\0")
    if nul >= 0:
        raise ScenarioError([_at(shown, text[:nul], "got a NUL character, expected text, remove it")])
    return text


def _at(shown: str, before: str, message: str) -> Problem:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Problem(shown, len(lines), len(lines[-1]) + 1, "", message)


def _refused(shown: str, message: str) -> ScenarioError:
    return ScenarioError([Problem(shown, 1, 1, "", message)])
