"""``python -m tools.newcomer``: from a fresh clone to a brief without a network; times each step, keeps the figures.

The clone holds what is committed. Exit code 1 if a step failed; the page is renewed only when none did.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tools.newcomer import page
from tools.newcomer.steps import path
from tools.newcomer.walking import Taken, Walk

ROOT = Path(__file__).parents[2]
MARKS = {True: "+", False: "!", None: "-"}


def _told(taken: Taken) -> None:
    print(f"{MARKS[taken.ok]} {taken.seconds:7.1f} s {taken.processor:7.1f} s  {taken.step.name}", flush=True)
    if taken.ok is False:
        print(*(f"      {line}" for line in taken.output.splitlines()), sep="\n", flush=True)


def _table(taken: list[Taken], walk: Walk) -> str:
    rows = [f"{'step':24} {'seconds':>8} {'processor':>9}  ok   what to type"]
    for each in taken:
        word = {True: "yes", False: "NO", None: "-"}[each.ok]
        remedy = each.step.remedy.format(project=walk.project) if each.ok is False else ""
        rows.append(f"{each.step.name:24} {each.seconds:8.1f} {each.processor:9.1f}  {word:3}  {remedy}".rstrip())
    together = [sum(each.seconds for each in taken), sum(each.processor for each in taken)]
    rows.append(f"{'together':24} {together[0]:8.1f} {together[1]:9.1f}")
    return "\n".join(rows)


def main(given: list[str] | None = None) -> int:
    """Walk, tell, write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.newcomer", description=__doc__)
    parser.add_argument("--tests", action="store_true", help="the whole of make test as well")
    parser.add_argument("--keep", action="store_true", help="leave the folder of the walk, to look at")
    parser.add_argument("--no-page", action="store_true", help=f"do not renew {page.PAGE.relative_to(ROOT)}")
    chosen = parser.parse_args(given)
    from benchmarks import machine

    described = machine.describe()
    folder = Path(tempfile.mkdtemp(prefix="netsustain-newcomer-"))
    walk = Walk(ROOT, folder)
    if not walk.offline:
        print("No namespace without a network can be made here: the last part runs with it.", file=sys.stderr)
    taken = walk.take(path(chosen.tests), _told)
    print(f"\n{_table(taken, walk)}")
    whole = all(each.ok for each in taken)
    if whole and not chosen.no_page:
        page.write(taken, described, walk.offline)
    if chosen.keep or not whole:
        print(f"Everything lies in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
