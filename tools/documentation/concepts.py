"""The concept trace: every concept, what carries it, and the tests that exercise it."""

from __future__ import annotations

from tests.contracts.concept_tests import tests_of
from tools.documentation.carriers import SORTS, Carriers, carriers
from tools.documentation.further import NOT_BY_ITSELF, listed
from tools.documentation.markdown import code

from netsustain.scenario.concepts import CONCEPTS, Concept
from netsustain.state import COLUMNS

PARTS = {
    "A": "Sustainability of educational networks under an area office",
    "B": "Academic networks between schools and the area office: three cases",
    "C": "Network management",
    "D": "Collaboration and resource mobilisation",
    "E": "Developing partner networks",
}
"""The five source documents."""
PUBLISHED = "Published results"
MOST = 12
"""Names of one sort that are shown; of more, the others are counted."""
_REPORTED = {f"{item.entity}.{item.name}" for item in COLUMNS if item.reported}


def from_the_sources(concept: str) -> bool:
    """Whether a concept is of the source documents (and not a published result, K or V)."""
    return concept[0] in PARTS


def _shown(names: list[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return code(names[:MOST]) + more


def _lines(found: Carriers) -> list[str]:
    """One line a sort of carrier; columns that are reported are outcomes as well."""
    lines = [f"- {sort}: {_shown(found[sort])}" for sort in SORTS if sort in found]
    outcomes = [name.partition(".")[2] for name in found.get("columns", []) if name in _REPORTED]
    return lines + ([f"- outcomes: {_shown(outcomes)}"] if outcomes else [])


def _entry(concept: str, meaning: Concept, found: Carriers, tests: tuple[str, ...]) -> str:
    """The paragraph of one concept."""
    lines = [f"### {concept} {meaning.en}", "", meaning.th, "", *_lines(found)]
    lines += [f"- tests: {', '.join(f'`{test}`' for test in tests)}"] if tests else []
    said = listed(NOT_BY_ITSELF).get(concept)
    return "\n".join(lines + (["", f"*{said}*"] if said else []))


def page() -> str:
    """All concepts, document by document, then the published results that scenarios cite."""
    found, tests = carriers(), tests_of()
    parts = []
    for letter, title in [*PARTS.items(), ("KV", PUBLISHED)]:
        parts.append(f"## {title}")
        parts += [
            _entry(concept, meaning, found[concept], tests.get(concept, ()))
            for concept, meaning in CONCEPTS.items()
            if concept[0] in letter
        ]
    return "\n\n".join(parts)
