"""Changes of a file that need no knowledge of its form: bytes, lines and encodings."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .oddities import odd_text

Change = Callable[[Random, bytes], bytes]


def mutated(rng: Random, content: bytes, changes: tuple[int, ...] = (1, 1, 1, 2, 3)) -> bytes:
    """The content after a few changes."""
    for _ in range(rng.choice(changes)):
        content = rng.choice(CHANGES)(rng, content)
    return content


# ---- bytes ----------------------------------------------------------------------------------------


def _flipped(rng: Random, content: bytes) -> bytes:
    found = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8, 64)) if found else 0):
        at = rng.randrange(len(found))
        found[at] = rng.randrange(256) if rng.random() < 0.5 else found[at] ^ 1 << rng.randrange(8)
    return bytes(found)


def _cut(rng: Random, content: bytes) -> bytes:
    return content[: rng.randint(0, len(content))]


def _without_part(rng: Random, content: bytes) -> bytes:
    first = rng.randint(0, len(content))
    return content[:first] + content[first + rng.choice((1, 2, 10, 100, 1_000)) :]


def _twice(rng: Random, content: bytes) -> bytes:
    first = rng.randint(0, len(content))
    return content[:first] + content[max(first - rng.choice((1, 10, 100, 10_000)), 0) :]


def _inserted(rng: Random, content: bytes) -> bytes:
    at = rng.randint(0, len(content))
    new = (
        rng.randbytes(rng.choice((1, 3, 20))) if rng.random() < 0.4 else odd_text(rng).encode("utf-8", "surrogatepass")
    )
    return content[:at] + new + content[at:]


def _stretched(rng: Random, content: bytes) -> bytes:
    at = rng.randint(0, len(content))
    return content[:at] + content[at : at + 1] * rng.choice((50, 5_000, 300_000)) + content[at:]


# ---- lines ----------------------------------------------------------------------------------------


def _lines(rng: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    first, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    roll = rng.randrange(6)
    if roll == 0:
        del lines[first]
    elif roll == 1:
        lines.insert(other, lines[first])
    elif roll == 2:
        lines[first], lines[other] = lines[other], lines[first]
    elif roll == 3:
        rng.shuffle(lines)
    elif roll == 4:
        lines[first] = rng.choice((b" ", b"  ", b"\t", b"- ")) + lines[first]
    else:
        lines = [lines[first]] * rng.choice((2, 500)) + lines
    return b"\n".join(lines)


# ---- encodings ------------------------------------------------------------------------------------


def _encoded_again(rng: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    roll = rng.randrange(7)
    if roll == 0:
        return b"\xef\xbb\xbf" * rng.choice((1, 2)) + content
    if roll == 1:
        return text.replace("\n", rng.choice(("\r\n", "\r", "\n\r", "\x85", "\u2028"))).encode()
    coding = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp874")[roll - 2]
    return text.encode(coding, "replace")


CHANGES: tuple[Change, ...] = (
    _flipped,
    _cut,
    _without_part,
    _twice,
    _inserted,
    _inserted,
    _stretched,
    _lines,
    _lines,
    _lines,
    _encoded_again,
)
