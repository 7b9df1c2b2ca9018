"""YAML and JSON files: valid data with changes in its structure, data made from a JSON Schema, and YAML's own traps."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

from .oddities import odd_text, odd_value

Steps = tuple[str | int, ...]
TRAPS = (
    "a: &a [x]\nb: *a",
    "a: &a\n  b: *a",
    "<<: {months: 5}",
    "<<: *a",
    "!!python/object/apply:os.system ['true']",
    "a: !!binary aGVsbG8=",
    "a: !include /etc/passwd",
    "!!set {a, b}",
    "%YAML 1.1\n---",
    "---\nsecond: 1",
    "...",
    "? [a, b]\n: 1",
    "? |\n  key\n: 1",
    "a: |\n  text\n b: 1",
    "a: >-\n\n\n  x",
    "a: 'it''s",
    'a: "\\ud800"',
    'a: "\\x00"',
    'a: "\\U0010ffff"',
    "- " * 60,
    "[" * 40,
    "{a: " * 40,
    "[[[[" * 400,
    "a: {b: [c, {d: e}",
    "\t- x",
    "a: 1e400",
    "a: .inf",
    "a: -.INF",
    "a: .NaN",
    "a: 0o777",
    "a: 0xFFFFFFFFFFFFFFFFFFFFFFFF",
    "a: 1_000",
    "a: 2026-10-01",
    "a: 12:30:45",
    "extends: ../../x.yaml",
    "extends: /dev/zero",
    "months: 1\nmonths: 2",
    ": ",
    "? ",
    "- - - x",
    "a: @x",
    "a: `x",
    "a: %x",
    "# " + "x" * 3_900,
)


def plain(value: Any) -> Any:
    """A document's data with lists for its tuples, to be changed."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def written(rng: Random, data: Any) -> bytes:
    """JSON, which YAML is too: on one line, or a key a line."""
    text = json.dumps(data, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, 0, 1, 1, 1, 3)))
    return text.encode("utf-8", "surrogatepass")


def with_trap(rng: Random, content: bytes) -> bytes:
    """YAML text with a trap on a line of its own, indented as some other line is."""
    lines = content.split(b"\n")
    near = rng.choice(lines)
    indent = near[: len(near) - len(near.lstrip())] if rng.random() < 0.5 else b""
    trap = b"\n".join(indent + line.encode() for line in rng.choice(TRAPS).split("\n"))
    lines.insert(rng.randint(0, len(lines)), trap)
    return b"\n".join(lines)


# ---- changes of the structure ---------------------------------------------------------------------


def restructured(rng: Random, data: Any) -> Any:
    """Plain data after a few changes of keys and values, or of numbers alone; changes it in place."""
    gentle = rng.random() < 0.5
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        *around, step = rng.choice(list(_places(data)) or [("",)])
        part = data
        for each in around:
            part = part[each]
        if isinstance(part, (dict, list)) and part:
            _tuned(rng, part, step) if gentle else _changed(rng, part, step, data)
    return data


def _tuned(rng: Random, part: Any, step: Any) -> None:
    """A number near the one that was there; a list with an item more, less or in another place."""
    value = part[step]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        part[step] = value + rng.choice((-1, 1)) if isinstance(value, int) else value * rng.choice((0.5, 0.9, 1.1, 2))
    elif isinstance(part, list):
        part.insert(rng.randint(0, len(part)), part.pop(step) if rng.random() < 0.5 else deepcopy(value))


def _places(data: Any, here: Steps = ()) -> Any:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        yield (*here, step)
        yield from _places(value, (*here, step))


def _changed(rng: Random, part: Any, step: Any, whole: Any) -> None:
    roll = rng.randrange(8)
    value = part[step]
    if roll == 0:
        del part[step]
    elif roll == 1 and isinstance(part, dict):
        part[misspelt(rng, step)] = part.pop(step)
    elif roll == 2 and isinstance(part, list):
        part.extend(deepcopy(value) for _ in range(rng.choice((1, 2, 200))))
    elif roll == 3 and isinstance(value, (int, float)) and not isinstance(value, bool):
        part[step] = rng.choice(
            (-value, value * 10, value * 1e6, value + 1e-9, str(value), [value], int(value), value / 3)
        )
    elif roll == 4:
        place = rng.choice(list(_places(whole)))
        for each in place:
            whole = whole[each]
        part[step] = deepcopy(whole)
    elif roll == 5 and isinstance(value, str):
        at = rng.randint(0, len(value))
        part[step] = value[:at] + odd_text(rng) + value[at:]
    else:
        part[step] = odd_value(rng)


def misspelt(rng: Random, word: str) -> str:
    """A word with one slip of the hand, or another case."""
    at = rng.randint(0, len(word))
    return rng.choice(
        (word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word.upper(), word + " ", "", odd_text(rng))
    )


# ---- made from a schema ---------------------------------------------------------------------------


def made(rng: Random, schema: dict[str, Any], faults: float = 0.01, whole: dict[str, Any] | None = None) -> Any:
    """Data that a JSON Schema allows, numbers at and between their bounds; some of it wrong, with chance ``faults``."""
    whole = schema if whole is None else whole
    if rng.random() < faults:
        return odd_value(rng)
    if "$ref" in schema:
        return made(rng, whole["$defs"][schema["$ref"].rsplit("/", 1)[1]], faults, whole)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return made(rng, rng.choice(schema[several]), faults, whole)
    if "enum" in schema or "const" in schema:
        return rng.choice(schema.get("enum") or [schema["const"]])
    match schema.get("type"):
        case "object":
            return _object(rng, schema, faults, whole)
        case "array":
            return _array(rng, schema, faults, whole)
        case "integer" | "number" as kind:
            return _number(rng, schema, kind == "integer")
        case "boolean":
            return rng.random() < 0.5
        case "string":
            return (
                "2026-10"
                if "pattern" in schema
                else rng.choice(("A-S1", "baseline", "school", "M2", "ก", "1", odd_text(rng)))
            )
        case "null":
            return None
    return rng.choice((1, 0.5, "1", None))


def _object(rng: Random, schema: dict[str, Any], faults: float, whole: dict[str, Any]) -> dict[str, Any]:
    own = schema.get("properties", {})
    least = schema.get("required", ())
    share = rng.choice((0.1, 0.3, 0.9)) if len(own) < 12 else rng.choice((0.02, 0.1, 0.3))
    found = {key: made(rng, part, faults, whole) for key, part in own.items() if key in least or rng.random() < share}
    if isinstance(schema.get("additionalProperties"), dict):
        keys = schema.get("propertyNames", {}).get(
            "enum", ("levers.platform", "personal_share", "months", "school", "x")
        )
        for key in rng.sample(list(keys), min(len(keys), rng.randint(0, 3))):
            found[key] = made(rng, schema["additionalProperties"], faults, whole)
    return found


def _array(rng: Random, schema: dict[str, Any], faults: float, whole: dict[str, Any]) -> list[Any]:
    if "prefixItems" in schema:
        return [made(rng, part, faults, whole) for part in schema["prefixItems"]]
    low = schema.get("minItems", 0)
    count = rng.randint(low, min(schema.get("maxItems", low + 4), low + 4))
    return [made(rng, schema.get("items", {}), faults, whole) for _ in range(count)]


def _number(rng: Random, schema: dict[str, Any], whole: bool) -> float:
    low = schema.get("minimum", schema.get("exclusiveMinimum", -5))
    high = schema.get("maximum", schema.get("exclusiveMaximum", max(low, 0) + 50))
    roll = rng.random()
    value = low if roll < 0.15 else high if roll < 0.3 else rng.uniform(low, min(high, low + 200))
    return int(value) if whole else value
