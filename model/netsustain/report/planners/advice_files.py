"""The mixes of an advice as scenario files, for ``netsustain run`` and ``compare`` and for editing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netsustain.exploration.advice.mixes import Advice, Mix
from netsustain.exploration.advice.timing import SECOND_STEP, USEFUL_FIRST
from netsustain.exploration.search.decisions import Value
from netsustain.importing.scenario_text import quoted
from netsustain.messages import LANGUAGES, text
from netsustain.report.naming import tenth, title
from netsustain.scenario.resolve import SUFFIXES
from netsustain.scenario.schema import Scenario

IN_STEPS = "in_steps"
BASE = "scenario"


def mix_files(advice: Advice, given: str, lang: str, months: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Each mix as a scenario that extends the one asked about, and in two steps where those were tried.

    A scenario of the user's own, and the tables it reads, are written beside them: the folder can be moved.

    Parameters
    ----------
    given
        The scenario as the user named it: a shipped name, or the path of a file.
    lang
        Of the remarks; titles are in both languages.
    months
        Horizon, where it is not the scenario's own.

    Yields
    ------
    name, content
        ``A.yaml``, ``A_in_steps.yaml``, ``B.yaml``, …; ``scenario.yaml`` and tables.
    """
    own = given.endswith(SUFFIXES)
    base = f"{BASE}.yaml" if own else given
    if own and advice.mixes:
        yield from _base_files(advice.scenario)
    stepped = (advice.findings.tables["timing"]["way"] == USEFUL_FIRST).any() if advice.mixes else False
    for mix in advice.mixes:
        yield f"{mix.letter}.yaml", _text(advice, mix, base, "mix", advice.begun(mix), lang, months).encode()
        if stepped:
            steps = advice.in_steps(mix, SECOND_STEP)
            yield f"{mix.letter}_{IN_STEPS}.yaml", _text(advice, mix, base, "steps", steps, lang, months).encode()


def _base_files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """The scenario with all it says and inherits (and no default) as one file, and the tables it reads."""
    said = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"extends"})
    tables = said["network"].get("files") or {}
    for key in ("members", "ties"):
        if tables.get(key):
            source = Path(tables[key])
            tables[key] = f"{key}{source.suffix}"
            yield tables[key], source.read_bytes()
    yield f"{BASE}.yaml", (json.dumps(said, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _text(
    advice: Advice, mix: Mix, base: str, kind: str, scenario: Scenario, lang: str, months: int | None
) -> str:
    remark = text("advice.mix_remark", lang, days=tenth(mix.days), now=tenth(advice.asked.now_days))
    lines = [
        f"# {remark}",
        "schema: 1",
        f"extends: {quoted(base)}",
        *_words(advice, mix, kind),
        f"sources: [{', '.join(quoted(each) for each in advice.scenario.sources)}]",
    ]
    if months is not None:
        lines.append(f"months: {months}")
    if months is not None or len(scenario.events) != len(advice.scenario.events):
        lines += ["events:", *(f"  - {_plain(event)}" for event in scenario.events)]
    now = advice.asked.now
    before, after = advice.scenario.levers, scenario.levers
    changed = [lever for lever in mix.changes(now) if getattr(after, lever) != getattr(before, lever)]
    if changed:
        lines += ["levers:", *(f"  {lever}: {_value(mix.policy[lever])} # {_value(now[lever])}" for lever in changed)]
    return "\n".join(lines) + "\n"


def _words(advice: Advice, mix: Mix, kind: str) -> list[str]:
    found = []
    for key, name in (("title", f"{kind}_title"), ("question", "mix_question")):
        found.append(f"{key}:")
        for lang in LANGUAGES:
            said = text(f"advice.{name}", lang, mix=mix.letter, title=title(advice.scenario, lang),
                        **({"budget": tenth(advice.asked.budget.days)} if key == "question" else {}))  # fmt: skip
            found.append(f"  {lang}: {quoted(said)}")
    return found


def _value(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _plain(event: Any) -> str:
    """An event as one line of JSON, which is YAML."""
    said = event.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)
    return json.dumps(said, ensure_ascii=False)
