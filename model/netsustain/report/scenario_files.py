"""Scenarios as files that ``netsustain run`` and ``compare`` take again, with the tables they read beside them.

A file is complete: what it inherited and every default stands in it, so that it means the same when defaults change.
Parameters of the model are the exception: only those stand in it that the scenario set, since what it leaves open is
what runs draw from the calibration.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netsustain.messages import text
from netsustain.scenario.schema import Scenario

FOLDER = "scenarios"
TABLES = ("members", "ties")


def scenario_files(
    scenarios: Mapping[str, Scenario], lang: str, folder: str = FOLDER
) -> Iterator[tuple[str, bytes]]:
    """Every scenario and the tables they read, all in one folder: (file name, content)."""
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for name, scenario in scenarios.items():
        data = said(scenario)
        for key, path in tables_of(data):
            if path not in names:
                content = Path(path).read_bytes()
                names[path] = _free(Path(path).name, content, contents)
                contents[names[path]] = content
            data["network"]["files"][key] = names[path]
        yield f"{folder}/{name}.yaml", _yaml(data, text("brief.scenario_remark", lang, name=name))
    yield from ((f"{folder}/{name}", content) for name, content in contents.items())


def said(scenario: Scenario) -> dict[str, Any]:
    """Everything a scenario says, as plain data, but parameters that it leaves open."""
    data = scenario.resolved()
    data["parameters"] = scenario.parameters.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if not data["parameters"]:
        del data["parameters"]
    return data


def tables_of(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Tables that a scenario reads, in plain data: (key, path)."""
    files = data["network"].get("files") or {}
    return [(key, files[key]) for key in TABLES if files.get(key)]


def _free(name: str, content: bytes, taken: Mapping[str, bytes]) -> str:
    """The name, numbered if another table of other content bears it."""
    stem, suffix, number, free = Path(name).stem, Path(name).suffix, 2, name
    while free in taken and taken[free] != content:
        number, free = number + 1, f"{stem}-{number}{suffix}"
    return free


def _yaml(data: dict[str, Any], remark: str) -> bytes:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.default_flow_style, writer.allow_unicode, writer.width = False, True, 110
    stream = io.StringIO()
    writer.dump(data, stream)
    head = "".join(f"# {line}\n" for line in remark.splitlines())
    return f"{head}{stream.getvalue()}".encode()
