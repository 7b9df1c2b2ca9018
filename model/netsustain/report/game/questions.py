"""Five questions for the conversation afterwards, chosen by what happened in the game."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from netsustain.exploration.answer import Formed
from netsustain.report.game.choices import asked_of, took_share
from netsustain.report.game.played import Told
from netsustain.report.game.story import mean, shock_label
from netsustain.report.words import Words

NUMBER = 5
LAST = "question_own"
"""The question that every conversation ends with."""
ALWAYS = ("question_signs", "question_surprise", "question_again", "question_model")
"""Questions that fit every game, for those in which little happened."""
Values = dict[str, Any]
Asks = Callable[[Told, Words], Values | None]
MANY_TOOK, MANY_REFUSED, FAR = 0.05, 3, 0.05


def questions(told: Told, words: Words) -> list[str]:
    """The questions, in the order in which they are best asked: what happened first, what follows from it last."""
    chosen: list[tuple[str, Values]] = []
    for key, asks in ASKED.items():
        values = asks(told, words) if told.months else None
        if values is not None:
            chosen.append((key, values))
    chosen = [*chosen, *((key, {}) for key in ALWAYS)][: NUMBER - 1]
    return [words.say(key, **values) for key, values in [*chosen, (LAST, {})]]


def _ended(told: Told, words: Words) -> Values | None:
    end = told.end()
    return None if end is None else {"month": end}


def _shock(told: Told, words: Words) -> Values | None:
    """The shock after which effort fell most."""
    falls = [(change.gain, month, kind, change) for month, kind, change in told.shocks
             if change is not None and change.gain < 0]  # fmt: skip
    if not falls:
        return None
    _, month, kind, change = min(falls, key=lambda each: each[:2])
    return {"event": shock_label(told, month, kind, words.lang), "month": month,
            "before": Formed(change.before, "index"), "after": Formed(change.after, "index")}  # fmt: skip


def _left(told: Told, words: Words) -> Values | None:
    left = int(told.found.decisions["left"].sum())
    return {"number": left} if left else None


def _refused(told: Told, words: Words) -> Values | None:
    _, of_people, refused = asked_of(told)
    return {"asked": of_people, "refused": refused} if told.enough and refused >= MANY_REFUSED else None


def _took(told: Told, words: Words) -> Values | None:
    share = took_share(told)
    return {"share": Formed(share, "share")} if told.enough and share >= MANY_TOOK else None


def _gap(told: Told) -> float:
    return float((told.rows["effort_given"] - told.rows["effort_rule"]).mean()) if len(told.rows) else 0.0


def _less(told: Told, words: Words) -> Values | None:
    gap = _gap(told)
    return {"gap": Formed(-gap, "index")} if gap <= -FAR and told.enough else None


def _more(told: Told, words: Words) -> Values | None:
    gap = _gap(told)
    return {"gap": Formed(gap, "index")} if gap >= FAR and told.enough else None


def _turn(told: Told, words: Words) -> Values | None:
    rises = [each for each in told.turning if each.gain > 0]
    if not rises:
        return None
    return {"month": rises[-1].month, "before": Formed(rises[-1].before, "index"),
            "after": Formed(rises[-1].after, "index")}  # fmt: skip


def _vacant(told: Told, words: Words) -> Values | None:
    vacant = told.count("vacant")
    return {"number": vacant} if vacant else None


def _came(told: Told, words: Words) -> Values | None:
    came = told.count("came")
    return {"number": came} if came else None


def _condition(told: Told, words: Words) -> Values | None:
    """The condition in which the room fell farthest behind the rules at the end."""
    gaps = {name: mean((told.lasting(name) - told.lasting(name, "_rules"))[-3:])
            for name in (f"c{place}" for place in range(1, 8))}  # fmt: skip
    known = {name: gap for name, gap in gaps.items() if np.isfinite(gap) and gap <= -FAR}
    return {"outcome": min(known, key=lambda name: (known[name], name))} if known else None


ASKED: dict[str, Asks] = {
    "question_ended": _ended, "question_shock": _shock, "question_left": _left, "question_less": _less,
    "question_more": _more, "question_took": _took, "question_refused": _refused, "question_condition": _condition,
    "question_turn": _turn, "question_vacant": _vacant, "question_came": _came,
}  # fmt: skip
"""Question → what fills it, or None where it does not fit; the first that fit are asked."""
