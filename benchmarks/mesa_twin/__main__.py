"""``python -m benchmarks.mesa_twin``: run both models on shipped scenarios, say what differs and how fast each is."""

from __future__ import annotations

import argparse
import atexit
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.mesa_twin import corners, drawn, speed
from benchmarks.mesa_twin.compare import Findings, entities, reported
from netsustain.scenario import load
from netsustain.scenario.schema import Scenario

SCENARIOS = (
    "baseline", "demo_none", "demo_all", "programme_grant", "transfer_director_sudden", "grant_end",
    "communication_platform", "crisis", "credit_scandal", "school_mergers", "goal_completed", "newcomers",
    "pattern_ties_embedded",
)  # fmt: skip
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "my_network"
SHOWN = 8
"""Differing columns that are told of a scenario."""


class Case(NamedTuple):
    """A scenario to compare, under a name."""

    name: str
    make: Callable[[], Scenario]


def imported(folder: Path) -> Scenario:
    """The network of the documentation, read from its tables as the command line does it."""
    from typer.testing import CliRunner

    from netsustain.cli import app

    where = Path(tempfile.mkdtemp(prefix="netsustain-twin-"))  # the scenario reads its tables later as well
    atexit.register(shutil.rmtree, where, ignore_errors=True)
    out = where / "mine.yaml"
    tables = ["--members", str(folder / "members.csv"), "--ties", str(folder / "ties.csv")]
    result = CliRunner().invoke(app, ["import", *tables, "--out", str(out)])
    if result.exit_code != 0:
        raise RuntimeError(result.output)
    return load(out)


def _within(setting: Scenario, months: int) -> Scenario:
    return setting.until(min(months, setting.months))


def cases(chosen: argparse.Namespace) -> Iterator[Case]:
    """What is asked for: shipped scenarios, the imported example, corners, scenarios drawn at random."""
    months = chosen.months
    for name in chosen.scenarios or SCENARIOS:
        yield Case(name, lambda name=name: _within(load(name), months))  # type: ignore[misc]
    if not chosen.scenarios:
        yield Case("my_network", lambda: _within(imported(EXAMPLE), months))
    if chosen.corners:
        for name in corners.CORNERS:
            yield Case(f"“{name}”", lambda name=name: corners.scenario(name, months))  # type: ignore[misc]
    for number in range(chosen.drawn):
        yield Case(f"drawn {number}", lambda number=number: drawn.scenario(number, months))  # type: ignore[misc]


def _row(case: Case, found: Findings, inside: Findings | None, fast: speed.Speed | None) -> str:
    where = f"{found.greatest.column}, month {found.greatest.month}" if found.greatest else "–"
    cells = [case.name, str(found.values), f"{found.size:.1e}", where, "yes" if found.agree else "NO"]
    if inside is not None:
        cells += [str(inside.values), f"{inside.size:.1e}", "yes" if inside.agree else "NO"]
    if fast is not None:
        cells += [f"{1e3 * fast.twin:.2f}", f"{1e6 * fast.compiled:.1f}", f"{fast.ratio:.0f}"]
    return f"| {' | '.join(cells)} |"


def _head(chosen: argparse.Namespace) -> list[str]:
    cells = ["scenario", "reported values", "greatest difference", "where", "agree"]
    cells += ["values of entities", "greatest difference", "agree"] if chosen.entities else []
    cells += ["twin, ms a month", "compiled, µs a month", "ratio"] if chosen.speed else []
    return [f"| {' | '.join(cells)} |", f"|{'---|' * len(cells)}"]


def _differences(found: Findings) -> list[str]:
    return [f"  month {one.month}: {one.column}: twin {one.twin}, model {one.model}" for one in found.first[:SHOWN]]


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mesa_twin", description=__doc__)
    parser.add_argument("scenarios", nargs="*", help="shipped names or files; a dozen and an import by default")
    parser.add_argument("--months", type=int, default=60, help="horizon (default 60)")
    parser.add_argument("--replicates", type=int, default=3, help="runs a scenario and seed (default 3)")
    parser.add_argument("--seeds", default="1,2", help="by commas (default 1,2)")
    parser.add_argument("--drawn", type=int, default=0, metavar="N", help="as well N scenarios drawn at random")
    parser.add_argument("--corners", action="store_true", help="as well the corners of the description")
    parser.add_argument("--entities", action="store_true", help="compare what is inside: network, organisations, ties")
    parser.add_argument("--no-speed", dest="speed", action="store_false", help="time nothing")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Print a table; 1 if anything differs."""
    chosen = _arguments(given)
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    print("\n".join(_head(chosen)))
    told: list[str] = []
    for case in cases(chosen):
        setting = case.make()
        found = Findings()
        for seed in seeds:
            found.merge(reported(setting, seed, chosen.replicates))
        inside = entities(setting, seeds[0], 0) if chosen.entities else None
        fast = speed.measure(setting, seeds[0], chosen.replicates) if chosen.speed else None
        print(_row(case, found, inside, fast), flush=True)
        for findings in (found, inside):
            if findings is not None and not findings.agree:
                told += [case.name, *_differences(findings)]
    print("\n".join(told), file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
