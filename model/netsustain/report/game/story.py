"""What happened in a game, in sentences and by month; organisations are counted, never named."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from netsustain.exploration.answer import Formed, Said
from netsustain.report.game.played import Change, Told
from netsustain.report.marks import pins
from netsustain.report.naming import calendar_month, whole
from netsustain.report.sections import Entry
from netsustain.report.words import Words

COUNTED = ("went", "came", "returned", "rested", "vacant", "goal_met", "merged")
"""What befalls members and goals that the story counts."""
MOST_ENTRIES = 12


def opening(told: Told) -> list[Said]:
    """How far the game went, and how the network stands against the same left to the rules."""
    if not told.months:
        return [Said("answer_no_turn")]
    horizon = told.found.game.network.scenario.months
    turns = {"turns": len(told.found.turns), "months": told.months, "horizon": horizon, "people": told.people}
    played = Said("answer_played" if told.people else "answer_nobody", turns)
    return [played, _outlived(told), *([_against(told)] if told.both.any() else [])]


def _outlived(told: Told) -> Said:
    own, rules = (told.end(course) is None for course in ("", "_rules"))
    key = {(True, True): "both", (True, False): "people", (False, True): "rules", (False, False): "neither"}[own, rules]
    return Said(f"answer_{key}", {"own": told.end() or 0, "agents": told.end("_rules") or 0})


def _against(told: Told) -> Said:
    """Levels over the months in which both went on: effort, trust and members at work, people against rules."""
    values: dict[str, Any] = {"both": int(told.both.sum())}
    for name, form in (("effort", "index"), ("mean_trust", "index"), ("live_members", "tenth")):
        for side in ("", "_rules"):
            values[f"{name}{side or '_people'}"] = Formed(mean(told.lasting(name, side)[told.both]), form)
    return Said("answer_levels", values)


def mean(values: np.ndarray) -> float:
    """Mean of what is known; NaN where nothing is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def story(told: Told, words: Words) -> list[str]:
    """What happened, the shocks first."""
    found = [words.say("story_shock", **_around(told, words, change), event=label)
             for label, change in _labelled(told, words) if change is not None]  # fmt: skip
    found += [words.say("story_turn_down" if each.gain < 0 else "story_turn_up", **_around(told, words, each))
              for each in told.turning]  # fmt: skip
    if told.parted is not None:
        month, gap = told.parted
        key = "story_parted_above" if gap > 0 else "story_parted_below"
        found.append(words.say(key, month=month, when=_when(told, month, words), gap=Formed(abs(gap), "index")))
    elif told.both.any():
        found.append(words.say("story_together"))
    if told.months:
        found.append(words.say("story_members", went=told.count("went"), came=told.count("came"),
                               vacant=told.count("vacant")))  # fmt: skip
    return found


def _around(told: Told, words: Words, change: Change) -> dict[str, Any]:
    return {
        "month": change.month, "when": _when(told, change.month, words),
        "before": Formed(change.before, "index"), "after": Formed(change.after, "index"),
    }  # fmt: skip


def _labelled(told: Told, words: Words) -> list[tuple[str, Change | None]]:
    return [(shock_label(told, month, kind, words.lang), change) for month, kind, change in told.shocks]


def shock_label(told: Told, month: int, kind: str, lang: str) -> str:
    """What a shock was, as figures say it."""
    seen = pins(told.found.game.network.scenario, lang, told.months)
    return next((pin.label for pin in seen if (pin.month, pin.kind) == (month, kind)), kind)


def _when(told: Told, month: int, words: Words) -> str:
    return calendar_month(told.found.game.network.scenario.start, month - 1, words.lang)


def entries(told: Told, words: Words) -> list[Entry]:
    """The months in which most happened, in order: shocks first of all, then what befell members."""
    labels: dict[int, list[str]] = {}
    for month, kind, _ in told.shocks:
        labels.setdefault(month, []).append(shock_label(told, month, kind, words.lang))
    counts: dict[int, Counter[str]] = {}
    for each in told.happened:
        if each.what in COUNTED:
            counts.setdefault(each.month, Counter())[each.what] += 1
    busiest = sorted(labels.keys() | counts.keys(),
                     key=lambda at: (at not in labels, -sum(counts.get(at, Counter()).values()), at))  # fmt: skip
    return [
        Entry(words.say("entry", month=month, when=_when(told, month, words)),
              [*labels.get(month, []), *(words.say(f"befell_{what}", number=whole(number))
                                         for what, number in sorted(counts.get(month, Counter()).items()))])
        for month in sorted(busiest[:MOST_ENTRIES])
    ]  # fmt: skip
