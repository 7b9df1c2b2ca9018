"""The parts from which the page writes the present setting as a scenario file that ``compare`` runs."""

from __future__ import annotations

import io
import json
from pathlib import PurePath
from typing import Any

from netsustain.exploration.surface.levers import BUDGET
from netsustain.exploration.surface.surface import Surface
from netsustain.messages import LANGUAGES, text
from netsustain.report.naming import title
from netsustain.scenario.resolve import looks_like_path

MARK = "123456789"
"""Stands for the budget's level in the text of the events; no level is as large."""


def parts_of(surface: Surface, given: str) -> dict[str, str]:
    """Opening lines, and the events with a mark where the budget's level stands.

    Parameters
    ----------
    given
        The scenario as it was named: a shipped one's name, or a file.
    """
    return {"head": "\n".join(_head(surface, given)), "events": _events(surface), "mark": MARK}


def beside(given: str) -> str:
    """The file beside which the text must be saved; empty for a shipped scenario."""
    return PurePath(given.replace("\\", "/")).name if looks_like_path(given) else ""


def _head(surface: Surface, given: str) -> list[str]:
    scenario = surface.scenario
    lines = ["schema: 1", f"extends: {_quoted(beside(given) or given)}"]
    for key in ("title", "question"):
        named = {lang: title(scenario, lang, scenario.name) for lang in LANGUAGES}
        said = {lang: text(f"explore.scenario_{key}", lang, title=each) for lang, each in named.items()}
        lines += [f"{key}:", *(f"  {lang}: {_quoted(each)}" for lang, each in said.items())]
    # No horizon: one that was shortened leaves events behind it, which only the command's --months takes out.
    return [*lines, f"sources: [{', '.join(map(_quoted, scenario.sources))}]"]


def _events(surface: Surface) -> str:
    """All events, since a list replaces the one it extends; empty where no budget is moved."""
    if not any(each.name == BUDGET for each in surface.sliders):
        return ""
    from ruamel.yaml import YAML

    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = io.StringIO()
    writer.dump(_marked(surface), stream)
    return stream.getvalue().rstrip("\n")


def _marked(surface: Surface) -> list[dict[str, Any]]:
    events = [event.model_dump(mode="json", by_alias=True, exclude_unset=True) for event in surface.scenario.events]
    for event in events:
        if event.get("budget"):
            event["budget"]["level"] = int(MARK)
            break
    return events


def _quoted(word: str) -> str:
    """A text as a YAML scalar in double quotes."""
    return json.dumps(word, ensure_ascii=False)
