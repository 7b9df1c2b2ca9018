"""``python -m tools.findings``: run what is missing, measure, draw, and write ``docs/findings.md``.

Names of findings renew those alone; ``--page`` writes the page alone, from the numbers measured last.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.findings import deaths, doses, governance, grant, stored, strategies, transfers
from tools.findings.page import NUMBERS, PAGE, page

COMMAND = "python -m tools.findings"
PARTS: dict[str, Any] = {
    "strategies": strategies, "governance": governance, "doses": doses, "grant": grant, "transfers": transfers,
    "deaths": deaths,
}  # fmt: skip
FURTHER: dict[str, dict[str, Any]] = {
    "strategies": {"unknowns": strategies.draw_unknowns}, "deaths": {"warning": deaths.draw_warning},
}  # fmt: skip
"""Figures beside the one each part has."""
FIGURES = stored.ROOT / "docs" / "figures"


def figure_path(name: str) -> Path:
    """Where the figure of a finding lies."""
    return FIGURES / f"finding_{name}.png"


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0, or 2 for wrong usage."""
    known = {"--page", *PARTS}
    if set(arguments) - known:
        print(f"usage: {COMMAND} [--page] [{' '.join(PARTS)}]", file=sys.stderr)
        return 2
    if "--page" not in arguments:
        for name in [name for name in PARTS if name in arguments] or PARTS:
            _renew(name)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def _renew(name: str) -> None:
    """Measure and draw one finding."""
    from netsustain.report.canvas import Frame, png, settings

    found = PARTS[name].measure()
    with settings():
        figure_path(name).write_bytes(png(PARTS[name].draw(Frame()), 130))
        for further, draw in FURTHER.get(name, {}).items():
            figure_path(further).write_bytes(png(draw(Frame()), 130))
    numbers = json.loads(NUMBERS.read_text(encoding="utf-8")) if NUMBERS.exists() else {}
    numbers[name] = found
    numbers["seconds"], numbers["version"] = dict(stored.seconds()), stored.version()
    NUMBERS.write_text(json.dumps(numbers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{name}: measured and drawn", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
