"""Every concept of the source documents is carried by something in the model, and a test exercises it.

That a test handles what carries a concept is read from its text: it, or a function, fixture or constant of its file
that it names, must name a rule, column, lever, parameter, choice or event that carries the concept. What the test then
asserts, nobody but a reader can judge.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from netsustain.scenario.concepts import CONCEPTS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "sources" / "README.md"
sys.path.insert(0, str(ROOT))

from tests.contracts.concept_tests import tests_of as the_tests  # noqa: E402
from tools.documentation.carriers import CHOICES, carriers, concepts_in  # noqa: E402
from tools.documentation.concepts import from_the_sources  # noqa: E402
from tools.documentation.further import ALSO, NOT_BY_ITSELF, listed  # noqa: E402

SOURCES = [concept for concept in CONCEPTS if from_the_sources(concept)]
MECHANISMS = ("rules", "columns", "levers", "parameters", "choices", "events")
"""Carriers that do something; a scenario only cites."""


@cache
def parts_of(path: str) -> dict[str, str]:
    """Text of the functions and constants of a test file and of the ``conftest.py`` beside it, by name."""
    found: dict[str, str] = {}
    for file in (ROOT / path).parent / "conftest.py", ROOT / path:
        tree = ast.parse(file.read_text(encoding="utf-8") if file.exists() else "")
        for item in tree.body:
            if isinstance(item, ast.FunctionDef):
                found[item.name] = ast.unparse(item)
            elif isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                found[item.targets[0].id] = ast.unparse(item)
    return found


def words_of(node_id: str) -> set[str]:
    """Words in the text of a test and of everything of its file that it names."""
    path, name = node_id.split("::")
    parts = parts_of(path)
    waiting, seen, words = {name} & parts.keys(), set(), set()
    while waiting:
        item = waiting.pop()
        seen.add(item)
        words |= set(re.findall(r"\w+", parts[item]))
        waiting |= (words & parts.keys()) - seen
    return words


def carried_names(concept: str) -> set[str]:
    """Single words by which a test can name what carries a concept."""
    found = carriers()[concept]
    names = {name.rpartition(".")[2] for sort in MECHANISMS for name in found.get(sort, [])}
    return names | {CHOICES[name].__name__ for name in found.get("choices", [])}


def test_the_registry_has_the_concepts_of_the_source_documents():
    if not SHARED.exists():
        pytest.skip("the inventory of the source documents is not beside this copy")
    rows = re.findall(r"^\| ([A-E]-[A-Z]\d*(?:\.\.[A-Z]?\d+)?)", SHARED.read_text(encoding="utf-8"), re.MULTILINE)
    asked = {concept for row in rows for concept in expanded(row)}
    assert len(asked) > 130
    assert asked == set(SOURCES)


def expanded(row: str) -> list[str]:
    """``A-B1..B6`` → A-B1 … A-B6, whether or not the registry knows them."""
    span = re.fullmatch(r"(.*?)(\d+)\.\.[A-Z]?(\d+)", row)
    return [row] if span is None else [f"{span[1]}{n}" for n in range(int(span[2]), int(span[3]) + 1)]


@pytest.mark.parametrize("concept", SOURCES)
def test_something_carries_the_concept(concept):
    found = carriers()[concept]
    assert any(found.get(sort) for sort in MECHANISMS), f"{concept} {CONCEPTS[concept].en}: no carrier, got {found}"


@pytest.mark.parametrize("concept", SOURCES)
def test_a_test_exercises_the_concept(concept):
    tests = the_tests().get(concept, ())
    assert tests, f"{concept} {CONCEPTS[concept].en}: no test, add one to tests/contracts/concept_tests.py"
    assert len(set(tests)) == len(tests)
    for test in tests:
        assert words_of(test) & carried_names(concept), f"{test} names nothing that carries {concept}"


def test_nothing_else_is_traced():
    assert set(the_tests()) <= set(CONCEPTS)
    assert set(listed(ALSO)) <= set(SOURCES)
    assert set(listed(NOT_BY_ITSELF)) <= set(SOURCES)


def test_every_named_test_is_there():
    """A renamed or deleted test does not go on vouching for a concept."""
    named = {test for tests in the_tests().values() for test in tests}
    assert named
    assert not {test for test in named if not is_there(test)}


def is_there(node_id: str) -> bool:
    """Whether pytest collects a test of this name: a function of a test file, at its outermost level."""
    path, name = node_id.split("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = {item.name for item in tree.body if isinstance(item, ast.FunctionDef)}
    return Path(path).name.startswith("test_") and name.startswith("test_") and name in functions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A-B1..B3, C-P", ["A-B1", "A-B2", "A-B3", "C-P"]),
        ("channels (D-R1..D-R5)", ["D-R1", "D-R2", "D-R3", "D-R4", "D-R5"]),
        ("prior (K1); E-L1..L4", ["K1", "E-L1", "E-L2", "E-L3", "E-L4"]),
        ("nothing: OTEPC rule W7/2564, A-S9", []),
    ],
)
def test_ids_are_read_from_texts(text, found):
    assert concepts_in(text) == found


def test_a_concept_without_carrier_or_test_is_seen(monkeypatch):
    """The checks above can fail."""
    monkeypatch.setitem(carriers(), "A-S1", {"scenarios": ["baseline"]})
    with pytest.raises(AssertionError, match="no carrier"):
        test_something_carries_the_concept("A-S1")
    with pytest.raises(AssertionError, match="names nothing that carries"):
        test_a_test_exercises_the_concept("A-S1")
    assert not is_there("tests/unit/rules/test_trust.py::test_that_was_renamed")
    assert not is_there("tests/unit/rules/conftest.py::tiny")
