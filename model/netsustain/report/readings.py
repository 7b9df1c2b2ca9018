"""For each figure of a comparison, one sentence that reads it aloud."""

from __future__ import annotations

from collections.abc import Callable

from netsustain.health.series import CONDITIONS, FEW
from netsustain.messages import has, text
from netsustain.report.naming import calendar_month, tenth, whole
from netsustain.report.phrases import Phrases, joined, money


def reading(name: str, words: Phrases) -> str:
    """The sentence that reads a figure aloud."""
    said = READINGS[name](words)
    note = {"survival": "bands_note", "ends": "bands_note", "sustained": "interval_note", "cost": "interval_note"}
    return f"{said} {words.say(note[name])}" if words.known and name in note else said


def _sustained(words: Phrases) -> str:
    ranked = [name for name in words.comparison.ranked() if words.row(name)["counted"]]
    if not ranked:
        return words.say("answer_none")
    best, worst = ranked[0], ranked[-1]
    return words.say(
        "sustained_reading", best=words.label(best), best_months=tenth(words.row(best)["sustained_months"]),
        worst=words.label(worst), worst_months=tenth(words.row(worst)["sustained_months"]),
        horizon=words.comparison.horizon, unclear=_unclear(words),
    )  # fmt: skip


def _unclear(words: Phrases) -> str:
    """Which gains over the reference may be chance."""
    table = words.comparison.table.iloc[1:]
    unsure = table[(table["gain_low"] <= 0) & (table["gain_high"] >= 0)]["name"]
    if table.empty:
        return words.say("no_reference")
    if unsure.empty:
        return words.say("all_clear")
    return words.say("not_clear", names=joined([words.quoted(name) for name in unsure], words.lang))


def _survival(words: Phrases) -> str:
    when = _half_gone(words, words.reference)
    if words.best == words.reference:
        return words.say("survival_reading_one", reference_when=when)
    return words.say(
        "survival_reading", reference=words.label(words.reference), reference_when=when,
        best=words.label(words.best), best_when=_half_gone(words, words.best),
    )  # fmt: skip


def _half_gone(words: Phrases, name: str) -> str:
    curve = words.comparison.curve(name)
    gone = curve.loc[curve["alive"] <= 0.5, "month"]
    if gone.empty:
        return words.say("half_never", time=words.time)
    return words.say("half_gone", when=calendar_month(words.view.start, int(gone.iloc[0]) - 1, words.lang))


def _ends(words: Phrases) -> str:
    row = words.row(words.best)
    return words.say(
        "ends_reading", name=words.label(words.best), dissolved=words.hundred(row["dissolved"]),
        completed=words.hundred(row["completed"]),
    )  # fmt: skip


def _cost(words: Phrases) -> str:
    if words.best == words.reference:
        return words.say("cost_reading_reference", best=words.label(words.best))
    scenario = words.comparison.scenarios[words.best]
    extra = -words.against_reference(words.best)["cost_difference"]
    price, currency = float(scenario.staff_day_price), str(scenario.currency)
    return words.say(
        "cost_reading" if extra >= 0 else "cost_reading_saves", best=words.label(words.best),
        days=whole(abs(extra)), time=words.time, money=money(abs(extra) * price, currency, words.lang),
    )  # fmt: skip


def _conditions(words: Phrases) -> str:
    best, reference = words.row(words.best), words.row(words.reference)
    if words.best == words.reference:
        weakest = min(CONDITIONS, key=lambda name: best[name])
        said = words.say("conditions_reading_one", condition=condition(weakest, words), level=f"{best[weakest]:.2f}")
    else:
        widest = max(CONDITIONS, key=lambda name: abs(best[name] - reference[name]))
        said = words.say(
            "conditions_reading", best=words.label(words.best), reference=words.label(words.reference),
            condition=condition(widest, words), best_level=f"{best[widest]:.2f}",
            reference_level=f"{reference[widest]:.2f}",
        )  # fmt: skip
    return f"{said} {words.say('conditions_note', few=FEW)}"


def condition(name: str, words: Phrases) -> str:
    """A condition's name as it stands inside a sentence."""
    said = text(f"conditions.{name}", words.lang)
    return said[:1].lower() + said[1:]


def _causes(words: Phrases) -> str:
    frame = words.comparison.causes
    dissolved = frame[(frame["ended"] == "dissolved") & (frame["scenario"] == words.reference)]
    name = words.reference if len(dissolved) else str(frame.loc[frame["ended"] == "dissolved", "scenario"].iloc[0])
    dissolved = frame[(frame["ended"] == "dissolved") & (frame["scenario"] == name)]
    top = dissolved.groupby("cause")["share"].sum().idxmax()
    of_top = dissolved[dissolved["cause"] == top]
    trigger = str(of_top.groupby("trigger")["count"].sum().idxmax())
    after = "" if trigger in ("", "none") else words.say("causes_trigger", event=event_phrase(trigger, words.lang))
    return words.say(
        "causes_reading", name=words.label(name), cause=cause_phrase(str(top), words.lang), trigger=after,
        number=words.hundred(float(of_top["share"].sum())),
    )  # fmt: skip


def cause_phrase(cause: str, lang: str) -> str:
    """What gave way, as it stands inside a sentence."""
    key = f"causes.{cause or 'none'}"
    said = text(key if has(key) else "causes.other", lang)
    return said[:1].lower() + said[1:]


def event_phrase(event: str, lang: str) -> str:
    """An event's name, as it stands inside a sentence."""
    return text(f"events.{event}" if has(f"events.{event}") else "events.other", lang)


READINGS: dict[str, Callable[[Phrases], str]] = {
    "sustained": _sustained, "survival": _survival, "ends": _ends, "cost": _cost, "conditions": _conditions,
    "causes": _causes,
}  # fmt: skip
