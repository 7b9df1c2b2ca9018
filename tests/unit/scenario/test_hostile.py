"""Files made to hang or crash a reader are refused within a second, with a message."""

import time

import pytest

from netsustain.scenario import ScenarioError, load

from .conftest import SMALLEST

LAUGHS = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)
NESTED = "\n".join(" " * depth + "a:" for depth in range(300))

HOSTILE = {
    "100 KB of brackets on one line": "[" * 100_000,
    "100 KB of braces on one line": "{" * 100_000,
    "brackets on lines of their own": "[\n" * 9_000,
    "brackets up to the limit of a line": ("[" * 3_900 + "\n") * 25,
    "pairs of brackets": ("[]" * 1_900 + "\n") * 50,
    "billion laughs": LAUGHS,
    "a long key": "k" * 200_000 + ": 1",
    "a long quoted key": '"' + "k" * 200_000 + '": 1',
    "a key longer than one may": "k" * 300 + ": 1",
    "deep mappings": NESTED,
    "deep lists": "- " * 1_900,
    "complex keys": "? " * 1_900,
    "more than 256 KiB": "# remark\n" * 30_000,
    "a long line": "title: " + "x" * 250_000,
    "too many lines": "\n" * 100_000,
    "too many values": SMALLEST + "events: [" + ("1," * 1_500 + "\n") * 20 + "1]",
    "many wrong events": SMALLEST + "events:\n" + "- {at: 0, x: 1}\n" * 1_000,
    "many duplicate keys": SMALLEST + "months: 1\n" * 3_000,
    "many unknown keys": SMALLEST + "".join(f"key{number}: 1\n" for number in range(3_000)),
    "an endless number": SMALLEST + "months: " + "9" * 3_900,
    "an endless exponent": SMALLEST + "discount: 1e" + "9" * 3_900,
    "many tags": "!!map " * 600,
    "many anchors": "&a " * 1_000,
    "many directives": "%YAML 1.1\n" * 5_000,
    "a flow of quotes": SMALLEST + "sources: [" + '"",' * 1_200 + "]",
    "only question marks": "?\n" * 9_000,
    "colons": ": " * 1_900,
    "dashes": "-" * 3_900,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_refused_within_a_second(write, text):
    path = write(text.encode())
    begin = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert time.process_time() - begin < 1
    assert all(problem.line >= 1 for problem in caught.value.problems)


def test_the_largest_honest_file_is_read(write):
    events = "".join("  - {at: 5, scandal: {severity: 0.1}}\n" for _ in range(1_000))
    assert len(load(write("events:\n" + events)).events) == 1_000


def test_an_error_message_does_not_repeat_a_whole_file(write):
    with pytest.raises(ScenarioError) as caught:
        load(
            write(f"currency: {'x' * 3_000}\nmonths: {'y' * 3_000}\nextends: {'z' * 3_000}\n{'k' * 190}: 1\n")
        )
    assert all(len(problem.message) < 400 for problem in caught.value.problems)
