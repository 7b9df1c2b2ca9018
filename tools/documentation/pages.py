"""Pages with generated parts: what stands between a pair of marks is replaced, everything else is written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tools.documentation import api, concepts, decisions, happenings, quantities, structure

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
COMMAND = "python -m tools.documentation"

BLOCKS: dict[str, Callable[[], str]] = {
    "parameters": quantities.parameters,
    "starting_levels": quantities.starting_levels,
    "levers": quantities.levers,
    "kinds": quantities.kinds,
    "sources": quantities.sources,
    "state": structure.state,
    "streams": structure.streams,
    "rules": structure.rules,
    "outcomes": structure.outcomes,
    "events": happenings.events,
    "policies": happenings.policies,
    "concepts": concepts.page,
    "api": api.page,
    "decisions": decisions.index,
}
"""What can stand between marks, by name."""

_BLOCK = re.compile(
    r"(?P<open><!-- generated: (?P<name>\w+) -->\n).*?(?P<close><!-- end generated -->)", re.DOTALL
)


class Page(NamedTuple):
    """A page as it is and as it should be."""

    path: Path
    now: str
    renewed: str

    @property
    def stale(self) -> bool:
        """Whether the page says what the code no longer says."""
        return self.now != self.renewed


def renewed(text: str, blocks: Mapping[str, Callable[[], str]] = BLOCKS) -> str:
    """The text with every block made anew. Raises ValueError for a mark that does not say a known block."""
    marks = len(re.findall(r"<!-- generated:", text)), len(re.findall(r"<!-- end generated -->", text))

    def fill(match: re.Match[str]) -> str:
        if match["name"] not in blocks:
            known = ", ".join(sorted(blocks))
            raise ValueError(f"got the block {match['name']!r}, expected one of {known}")
        return f"{match['open']}\n{blocks[match['name']]()}\n\n{match['close']}"

    made, count = _BLOCK.subn(fill, text)
    if marks != (count, count):
        raise ValueError(f"got {marks[0]} opening and {marks[1]} closing marks, expected {count} pairs that match")
    return made


def blocks_of(text: str) -> list[str]:
    """Names of the blocks in a text, in order."""
    return [match["name"] for match in _BLOCK.finditer(text)]


def pages(folder: Path = DOCS) -> Iterator[Page]:
    """Every page that has a generated part. Raises ValueError, with the page, for marks that are wrong."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if "<!-- generated:" not in text:
            continue
        try:
            yield Page(path, text, renewed(text))
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
