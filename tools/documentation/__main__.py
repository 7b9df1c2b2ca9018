"""Renew the generated parts of the documentation: ``python -m tools.documentation`` from the project's root.

``--check`` writes nothing, names the stale pages and exits with 1 if there are any.
"""

from __future__ import annotations

import sys

from tools.documentation.pages import COMMAND, ROOT, pages


def main(arguments: list[str]) -> int:
    """Write or check; returns the exit code."""
    if set(arguments) - {"--check"}:
        print(f"usage: {COMMAND} [--check]", file=sys.stderr)
        return 2
    stale = [page for page in pages() if page.stale]
    for page in stale:
        where = page.path.relative_to(ROOT).as_posix()
        if arguments:
            print(f"{where}: says what the code no longer says, type {COMMAND}")
        else:
            page.path.write_text(page.renewed, encoding="utf-8")
            print(f"{where}: renewed")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
