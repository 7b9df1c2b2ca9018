"""The list of decisions, from the headings of their pages."""

from __future__ import annotations

from pathlib import Path

DECISIONS = Path(__file__).resolve().parents[2] / "docs" / "decisions"


def index() -> str:
    """A link a decision, in the order of their numbers."""
    return "\n".join(f"- [{_title(path)}]({path.name})" for path in sorted(DECISIONS.glob("[0-9]*.md")))


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
