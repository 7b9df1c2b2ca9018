"""Tables of numbers: parameters, starting levels, levers, kinds of member."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tools.documentation.markdown import span, table

from netsustain.scenario.initial_levels import Initial
from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES, LEVER_STRATEGY, lever_field
from netsustain.scenario.parameters import Parameters
from netsustain.scenario.quantities import Quantity, quantity_of

HEADER = ("name", "default", "unit", "plausible range", "bounds", "meaning", "source")


def declared(field: FieldInfo) -> Quantity:
    """The declaration of a field that is a number. Raises TypeError for any other."""
    item = quantity_of(field)
    if item is None:
        raise TypeError(f"{field} is no quantity")
    return item


def bounds(field: FieldInfo) -> str:
    """The values that are accepted."""
    low = next((item.ge for item in field.metadata if hasattr(item, "ge")), None)
    high = next((item.le for item in field.metadata if hasattr(item, "le")), None)
    return "choice" if low is None or high is None else span(low, high)


def quantity_rows(part: type[BaseModel]) -> list[tuple[object, ...]]:
    """A row for every number of a part."""
    rows: list[tuple[object, ...]] = []
    for name, field in part.model_fields.items():
        item = declared(field)
        default = f"{float(field.default):g}"
        rows.append((f"`{name}`", default, item.unit, span(*item.plausible), bounds(field), item.en, item.source))
    return rows


def parameters() -> str:
    """Every parameter, a table a group; the order of all is that of a parameter vector."""
    parts = []
    for group, field in Parameters.model_fields.items():
        part = type(field.default)
        parts.append(f"## {group}\n\n{part.__doc__}\n\n{table(HEADER, quantity_rows(part))}")
    return "\n\n".join(parts)


def starting_levels() -> str:
    """The levels before the first month."""
    return table(HEADER, quantity_rows(Initial))


def levers() -> str:
    """Every lever with its default and what it costs at dose 1."""
    rows = []
    for name in LEVER_NAMES:
        field, cost = lever_field(name), LEVER_COSTS[name]
        item = declared(field)
        default = getattr(field.default, "name", None)
        shown = default.lower() if default else f"{float(field.default):g}"
        price = (f"{amount:g}" for amount in (cost.days, cost.days_per_member, cost.member_days, cost.money))
        rows.append((f"`{name}`", LEVER_STRATEGY[name], shown, item.unit, span(*item.plausible), *price, item.en))
    header = (
        "lever", "strategy", "default", "unit", "range", "days", "days_per_member", "member_days", "money", "meaning",
    )  # fmt: skip
    return table(header, rows)


def kinds() -> str:
    """What is typical of a kind of member."""
    rows = [
        (int(kind), kind.name.lower(), TRAITS[kind].th, *(f"{value:g}" for value in TRAITS[kind][:5])) for kind in Kind
    ]
    header = ("code", "kind", "ภาคี", "SIZE", "OWN_RESOURCES", "SKILL", "DIGITAL_ACCESS", "ALONE")
    return table(header, rows)


GUESSES = ("prior", "assumed", "no estimate")


def basis(source: str) -> str:
    """What a number rests on: ``published``, ``direction`` (published, the size a prior) or ``prior``."""
    if source.startswith(GUESSES):
        return "prior"
    return "direction" if any(word in source for word in GUESSES) else "published"


def sources() -> str:
    """How many numbers of each part rest on what."""
    parts = {group: type(field.default) for group, field in Parameters.model_fields.items()}
    parts["starting levels"] = Initial
    kinds_of_basis = ("published", "direction", "prior")
    counts = {}
    for name, part in parts.items():
        found = [basis(declared(field).source) for field in part.model_fields.values()]
        counts[name] = [len(found), *(found.count(kind) for kind in kinds_of_basis)]
    counts["**all**"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    header = ("group", "numbers", "published or a rule", "direction published, size a prior", "prior")
    return table(header, [(name, *numbers) for name, numbers in counts.items()])
