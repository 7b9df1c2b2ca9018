"""The scenario file an import writes: commented, in both languages, ready to be edited."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from netsustain.importing.proposal import Proposal
from netsustain.messages import text

_THAI = re.compile(r"[\u0e00-\u0e7f]")
_INVISIBLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")


def scenario_text(proposal: Proposal, lang: str) -> str:
    """The text of the file, with remarks in ``lang``."""
    return "\n".join([*_head(proposal, lang), "", "network:", *_indented(_network(proposal, lang))]) + "\n"


def quoted(word: str) -> str:
    """A word as a YAML scalar in double quotes."""
    written = json.dumps(word, ensure_ascii=False)
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def title_of(out: Path) -> dict[str, str]:
    """A title in both languages from the name of the file."""
    words = " ".join(re.split(r"[\s_\-]+", out.stem)).strip() or out.stem
    return titled(words[0].upper() + words[1:])


def titled(name: str) -> dict[str, str]:
    """A title in both languages from a name in one."""
    if _THAI.search(name):
        return {"en": name, "th": name}
    return {lang: text("importing.title", lang, name=name) for lang in ("en", "th")}


def relative(path: Path, folder: Path) -> str:
    """A path as seen from a folder, with slashes; absolute where no relative one exists (another drive)."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


# ---- parts ----------------------------------------------------------------------------------------


def _head(proposal: Proposal, lang: str) -> Iterator[str]:
    asked = proposal.asked
    tables = [path.name for path in asked.given.paths]
    for line in ("written", "edit", "language"):
        yield f"# {text(f'importing.remark_{line}', lang)}"
    yield "schema: 1"
    yield "extends: baseline"
    yield "title:"
    yield from (f"  {code}: {quoted(words)}" for code, words in title_of(asked.out).items())
    yield "question:"
    yield from (f"  {code}: {quoted(text('importing.question', code))}" for code in ("en", "th"))
    yield f"sources: [A-M, A-N2, {quoted(text('importing.source', lang, tables=', '.join(tables)))}]"


def _network(proposal: Proposal, lang: str) -> Iterator[str]:
    yield f"recipe: null # {text('importing.remark_recipe', lang)}"
    yield "files:"
    yield from _indented(_files(proposal, lang))
    yield f"goals: # {text('importing.remark_goals', lang)}"
    names = ", ".join(f"{code}: {quoted(text('importing.goal', code))}" for code in ("en", "th"))
    yield f"  - name: {{{names}}}"
    yield "    position: 0.5"
    yield f"    workload: null # {text('importing.remark_workload', lang)}"


def _files(proposal: Proposal, lang: str) -> Iterator[str]:
    folder = proposal.asked.out.parent
    guess = f" # {text('importing.remark_guess', lang)}"
    for table, path in proposal.files.items():
        yield f"{table}: {quoted(relative(path, folder))}"
    yield from _columns(proposal, lang, guess)
    yield from _values(proposal, guess)
    if proposal.scales:
        yield f"scales: # {text('importing.remark_scales', lang)}"
        for field, (low, high) in proposal.scales.items():
            yield f"  {field}: [{low:g}, {high:g}]{'' if field in _said_scales(proposal) else guess}"
    if proposal.directed is not None:
        yield f"directed: {str(proposal.directed).lower()}{'' if _said_directed(proposal) else guess}"


def _columns(proposal: Proposal, lang: str, guess: str) -> Iterator[str]:
    """Columns of the tables that are read as they stand; of a written table, a remark on where each came from."""
    if any(source.direct and columns for _, source, _, columns in proposal.tables):
        yield "columns:"
    for table, source, _, columns in proposal.tables:
        if source.direct and columns:
            yield f"  {table}:"
            for field, column in columns.items():
                yield f"    {field}: {quoted(column)}{guess if proposal.guessed(field) else ''}"
    for table, source, _, columns in proposal.tables:
        for field, column in columns.items():
            origin = source.origins.get(column, column)
            if not source.direct and origin not in (field, "") and column not in source.derived:
                guessed = f" ({text('importing.remark_guess', lang)})" if proposal.guessed(field) else ""
                came = text("importing.remark_column", lang, table=table, field=field, column=_line(origin))
                yield f"# {came}{guessed}"


def _said_scales(proposal: Proposal) -> set[str]:
    """Fields whose scale was typed, or belongs to the instrument."""
    return {*proposal.asked.scales, *proposal.sources.scales}


def _said_directed(proposal: Proposal) -> bool:
    return proposal.asked.directed is not None or proposal.sources.directed is not None


def _line(words: str) -> str:
    """Words that stand in a remark: on one line, without what cannot be seen."""
    return " ".join(_INVISIBLE.sub("", words).split())


def _values(proposal: Proposal, guess: str) -> Iterator[str]:
    if proposal.kinds or proposal.agreements:
        yield "values:"
    if proposal.kinds:
        yield "  kind:"
        for word, kind in proposal.kinds.items():
            yield f"    {quoted(word)}: {kind.name.lower()}{guess if word not in proposal.asked.kinds else ''}"
    yield from _indented(_agreements(proposal.agreements, guess))


def _agreements(agreements: Mapping[str, bool], guess: str) -> Iterator[str]:
    if agreements:
        yield f"formal:{guess}"
    yield from (f"  {quoted(level)}: {str(meant).lower()}" for level, meant in agreements.items())


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
