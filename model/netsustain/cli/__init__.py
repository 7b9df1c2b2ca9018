"""The command line: every command's options, and nothing else.

Exit codes: 0 done, 1 bad input, 2 wrong usage, 3 finished with failed runs.
"""

from __future__ import annotations

import os
import sys

from netsustain.cli import answers, networks, research, room  # noqa: F401  the order of the help text
from netsustain.cli.program import BAD_INPUT, app
from netsustain.commands.letters import carry


def main() -> None:
    """Entry point of ``netsustain`` and ``python -m netsustain``."""
    carry("en", as_json=False)
    try:
        app()
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(BAD_INPUT) from None
