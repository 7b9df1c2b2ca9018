"""``docs/directions.md``: expected against found, written from the table and from ``found.csv``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.directions.expectations import FOLDER, Expectation, Pair, explanation, explanations, pairs
from tests.directions.found import REPLICATES, Found, parameters_used, read
from tests.directions.running import ALIVE_AT, SEED
from tests.directions.verdicts import (
    AS_EXPECTED,
    ERRORS,
    FALSE_ALARM,
    OTHERWISE,
    SMALL_LEVEL,
    SMALL_MONTHS,
    SMALL_SHARE,
    TOLD,
    UNDECIDED,
    verdict,
)  # fmt: skip

PAGE = FOLDER.parents[1] / "docs" / "directions.md"
COMMAND = "python -m tests.directions"
MINUS = "−"
TITLES = {
    "levers": "Levers",
    "parameters": "Parameters",
    "starts": "Where a network starts, and what it is given",
}

OPENING = """# Expected directions

What should happen to a network when one thing is changed, written down from the source documents (concept IDs) and the
literature before any of these pairs was run, and what the model does. The equations were known to those who wrote them
down; their results were not. Expectations are never edited to fit a result: what was found otherwise stays, with the
mechanism that explains it.

`{command}` runs every pair and renews this page. Each row is a pair of settings run {replicates} times with
the same luck (seed {seed}), under {parameters}.
The difference is the second setting less the first, with its standard error over replicates. A sign is told at
{errors:.2f} standard errors: an outcome that does not differ gets one with chance {alarm:g}. A difference that is
surely smaller than {level:g} of a level or share, {months:g} months sustained or {share:.0%} of any other outcome
does not matter: **0**, or a sign in brackets when it is there all the same. **?** means not told by so many runs.

Monthly outcomes are means over the months in which both networks of a pair are alive; `alive_{alive}` is the share
alive at month {alive}; `cost_days` are all staff-days spent until the end. A row marked * was added, with its
expectation, after the first full run: its subject had nothing to act on in the first setting.

What the table cannot do: a pair says what one change does in one setting. Signs can turn in other settings, and several
rows show that they do.
"""


class Line(NamedTuple):
    """One outcome of one pair, expected and found."""

    pair: Pair
    outcome: str
    expected: Expectation
    found: Found
    verdict: str


def lines() -> list[Line]:
    """Every line of the table. Raises KeyError where ``found.csv`` is stale."""
    found = read()
    rows = []
    for pair in pairs():
        for outcome, expected in pair.expected.items():
            own = found[pair.name, outcome]
            rows.append(Line(pair, outcome, expected, own, verdict(expected.sign, own.sign)))
    return rows


def page(rows: list[Line], said: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The page as text."""
    said = explanations() if said is None else said
    opening = OPENING.format(
        command=COMMAND, replicates=REPLICATES, seed=SEED, parameters=parameters_used(), errors=ERRORS,
        alarm=FALSE_ALARM, level=SMALL_LEVEL, months=SMALL_MONTHS, share=SMALL_SHARE, alive=ALIVE_AT,
    )  # fmt: skip
    return "\n".join([opening, *_summary(rows), *_otherwise(rows, said), *_tables(rows)]) + "\n"


def _group(pair: Pair) -> str:
    if pair.subject.startswith("levers."):
        return "levers"
    return "parameters" if pair.is_parameter else "starts"


def _summary(rows: list[Line]) -> Iterator[str]:
    yield "## In short\n"
    yield f"| | {AS_EXPECTED} | {OTHERWISE} | {UNDECIDED} | expected to depend |\n|---|---|---|---|---|"
    for group, title in {**TITLES, "": "all"}.items():
        tally = Counter(row.verdict for row in rows if group in ("", _group(row.pair)))
        counts = [str(tally[name]) for name in (AS_EXPECTED, OTHERWISE, UNDECIDED, TOLD)]
        yield f"| {title} | " + " | ".join(counts) + " |"
    yield ""


def _otherwise(rows: list[Line], said: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """What was found otherwise, with the mechanism."""
    yield "## Found otherwise, and why\n"
    yield "| what was changed | outcome | expected | found | difference | mechanism at work |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        if row.verdict == OTHERWISE:
            why = explanation(said, row.pair.name, row.outcome) or "not explained yet"
            signs = f"{_sign(row.expected.sign)} | {_sign(row.found.sign)}"
            yield f"| {_name(row.pair)} | {row.outcome} | {signs} | {_size(row)} | {why} |"
    yield ""


def _tables(rows: list[Line]) -> Iterator[str]:
    for group, title in TITLES.items():
        yield f"## {title}\n"
        for pair in dict.fromkeys(row.pair.name for row in rows if _group(row.pair) == group):
            own = [row for row in rows if row.pair.name == pair]
            yield from _one(own)


def _one(rows: list[Line]) -> Iterator[str]:
    pair = rows[0].pair
    changes = ", ".join(f"`{path}: {value}`" for path, value in pair.changes.items())
    yield f"### {_name(pair)}: {pair.first} → {pair.second}\n"
    yield f"In `{pair.scenario}`{' with ' + changes if changes else ''}. {'; '.join(pair.sources)}.\n"
    yield "| outcome | expected | because | found | difference | verdict |\n|---|---|---|---|---|---|"
    for row in rows:
        told = f"{_sign(row.found.sign)} | {_size(row)} | {_bold(row.verdict)}"
        yield f"| {row.outcome} | {_sign(row.expected.sign)} | {row.expected.why} | {told} |"
    yield ""


def _name(pair: Pair) -> str:
    subject = pair.subject.removeprefix("levers.").removeprefix("network.")
    return f"`{subject}`" + (f" ({pair.case})" if pair.case else "") + ("*" if pair.later else "")


def _sign(text: str) -> str:
    return text.replace("-", MINUS)


def _bold(text: str) -> str:
    return f"**{text}**" if text == OTHERWISE else text


def _size(row: Line) -> str:
    measured = row.found.measured
    text = f"{measured.difference:+.3g} ± {measured.error:.2g}"
    return text.replace("-", MINUS)
