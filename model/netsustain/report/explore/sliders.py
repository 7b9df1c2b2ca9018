"""Sliders as a reader sees them: names, what they mean, units, ends."""

from __future__ import annotations

from typing import Any, NamedTuple

from netsustain.exploration.surface.levers import BUDGET, TRANSFERS, Slider, budget_month
from netsustain.exploration.surface.surface import Surface
from netsustain.messages import has, text
from netsustain.report.naming import calendar_month
from netsustain.report.option_changes import CONCEPTS
from netsustain.scenario.levers import lever_field
from netsustain.scenario.quantities import quantity_of


class Unit(NamedTuple):
    """How a slider's value is written: a message key, a factor and decimals."""

    key: str
    scale: float
    decimals: int


UNITS = {
    "dose": Unit("dose", 100, 0), "share": Unit("share", 100, 0), "months": Unit("months", 1, 0),
    "leaders": Unit("leaders", 1, 0), "meetings/month": Unit("meetings", 1, 1),
}  # fmt: skip
SHOCKS = {TRANSFERS: Unit("transfers", 100, 0), BUDGET: Unit("budget", 100, 0)}


def unit_of(slider: Slider) -> Unit:
    """The unit of a slider."""
    if not slider.is_lever:
        return SHOCKS[slider.name]
    quantity = quantity_of(lever_field(slider.name))
    assert quantity is not None, f"lever {slider.name} declares a unit"
    return UNITS[quantity.unit]


def is_priced(surface: Surface, place: int) -> bool:
    """Whether a slider's value costs something by itself."""
    costs = surface.costs
    return costs.each[place] > 0 or place in (costs.core, costs.meetings, costs.face)


def plain_slider(surface: Surface, place: int) -> dict[str, Any]:
    """A slider as the page's script reads it."""
    slider = surface.sliders[place]
    unit = unit_of(slider)
    return {
        "name": slider.name, "low": slider.low, "high": slider.high, "step": slider.step, "lever": slider.is_lever,
        "unit": unit.key, "scale": unit.scale, "decimals": unit.decimals, "priced": is_priced(surface, place),
    }  # fmt: skip


def written_slider(surface: Surface, place: int, lang: str) -> dict[str, Any]:
    """A slider as the template writes it."""
    slider, unit = surface.sliders[place], unit_of(surface.sliders[place])
    least, most = (
        text(f"explore.end_{unit.key}", lang, number=f"{end * unit.scale:.{unit.decimals}f}")
        for end in (slider.low, slider.high)
    )
    return {
        "name": slider.name, "place": place, "steps": round((slider.high - slider.low) / slider.step),
        "label": _label(surface, slider, lang), "help": _help(slider, lang), "least": least, "most": most,
    }  # fmt: skip


def _label(surface: Surface, slider: Slider, lang: str) -> str:
    if slider.name == BUDGET:
        month = budget_month(surface.scenario) or 1
        return text("explore.name_budget_level", lang, when=calendar_month(surface.scenario.start, month - 1, lang))
    return text(f"explore.name_{slider.name}", lang)


def _help(slider: Slider, lang: str) -> str:
    """What the lever is: a text of its own, else its declaration's."""
    if has(f"explore.help_{slider.name}"):
        return text(f"explore.help_{slider.name}", lang)
    said = CONCEPTS.sub("", getattr(quantity_of(lever_field(slider.name)), lang, ""))
    return f"{said[:1].upper()}{said[1:]}." if lang == "en" else said
