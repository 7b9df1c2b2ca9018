"""The JSON Schema of scenario files, for editors that complete and check YAML while one types.

``python -m netsustain.scenario.json_schema`` writes ``scenarios/scenario.schema.json``; a test says when it
is stale.
"""

from __future__ import annotations

import json
from typing import Any

from netsustain.scenario.resolve import CLONE
from netsustain.scenario.schema import Scenario

FILE = CLONE / "scenarios" / "scenario.schema.json"
OWN = ("schema", "title", "question", "sources")
"""Keys that no file inherits."""


def json_schema() -> dict[str, Any]:
    """The schema as plain data."""
    schema = Scenario.model_json_schema(by_alias=True)
    # A file that extends another inherits the network, so only what every file says for itself is required.
    schema["required"] = [key for key in schema["required"] if key in OWN]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def json_schema_text() -> str:
    """The schema as the committed file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the committed file."""
    FILE.write_text(json_schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
