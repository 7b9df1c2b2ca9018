"""The table of events: every kind, what it can say, defaults and bounds."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tools.documentation.markdown import code, table

from netsustain.scenario.declarations import part_of
from netsustain.scenario.events import EVENT_KINDS, Event
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.quantities import quantity_of
from netsustain.timeline import CODE, POLICIES


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    return "null" if value is None else getattr(value, "name", str(value)).lower()


def _accepted(field: FieldInfo) -> str:
    """Bounds or choices of a field, as its JSON Schema gives them."""
    limits = [f"{sign} {getattr(item, key):g}" for item in field.metadata
              for key, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤")) if hasattr(item, key)]  # fmt: skip
    return ", ".join(limits)


def _choices(schema: dict[str, object]) -> str:
    """The names a value can have, wherever the schema says them."""
    for part in (schema, *schema.get("anyOf", ()), schema.get("items", {})):  # type: ignore[misc]
        if isinstance(part, dict) and "enum" in part:
            return ", ".join(part["enum"])
        if isinstance(part, dict) and isinstance(part.get("items"), dict) and "enum" in part["items"]:
            return ", ".join(part["items"]["enum"])
    return ""


def event_part(kind: str) -> type[BaseModel]:
    """The typed mapping of a kind of event."""
    part = part_of(Event.model_fields[kind].annotation)
    assert part is not None
    return part


def events() -> str:
    """Every kind of event with its code and fields."""
    rows: list[tuple[object, ...]] = []
    for kind in EVENT_KINDS:
        part = event_part(kind)
        meaning = (part.__doc__ or "").strip()
        fields = {name: field for name, field in part.model_fields.items() if kind != "set" or name not in LEVER_NAMES}
        rows.append((f"**{kind}**", CODE[kind], "", "", meaning))
        schema = part.model_json_schema()["properties"] if fields else {}
        for name, field in fields.items():
            item = quantity_of(field)
            said = item.en if item else (field.description or "")
            unit = f" [{item.unit}]" if item else ""
            accepted = _accepted(field) or _choices(schema[name])
            rows.append(("", f"`{name}`", _default(field), accepted, f"{said}{unit}"))
    return table(("event", "code, fields", "default", "accepted", "meaning"), rows)


def policies() -> str:
    """The doses of every communication policy."""
    rows = [(policy.name.lower(), ", ".join(f"{name} {dose:g}" for name, dose in doses.items()))
            for policy, doses in POLICIES.items()]  # fmt: skip
    return table(("policy", "doses"), [*rows, ("restore", "the scenario's own doses of " + code(TALKED))])


TALKED = tuple(POLICIES[next(policy for policy in POLICIES if policy.name == "BLACKOUT")])
