"""The numbers of an advice as tables, and what of them readers see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from netsustain.exploration.advice.asking import Asked
from netsustain.exploration.advice.gains import MONTHS, difference, odds, reductions, worst_tenth
from netsustain.exploration.advice.mixes import TODAY, Mix, verdict_of
from netsustain.exploration.answer import Column, Shown
from netsustain.exploration.search.decisions import is_choice
from netsustain.exploration.search.objectives import Runs
from netsustain.health.intervals import Floats
from netsustain.health.series import CONDITIONS

SEEN = 0.9
"""Switching values are shown if so many resamples of the futures show them, of numbers worth knowing."""
Tables = dict[str, pd.DataFrame]


def of_mixes(asked: Asked, mixes: Sequence[Mix], fresh: Runs, horizon: int, seed: int) -> Tables:
    """``summary`` (a row an option, today's way first), ``conditions`` and ``levers``.

    Parameters
    ----------
    fresh
        Outcomes of today's way and of the mixes, in futures that nothing was chosen by.
    """
    letters = [TODAY, *(mix.letter for mix in mixes)]
    return {
        "summary": _summary(asked, letters, mixes, fresh, horizon, seed),
        "conditions": _conditions(letters, fresh, seed),
        "levers": _levers(asked, mixes),
    }


def _summary(
    asked: Asked, letters: list[str], mixes: Sequence[Mix], fresh: Runs, horizon: int, seed: int
) -> pd.DataFrame:
    months = fresh.of(MONTHS.outcome)
    level, gain = difference(months, 0, horizon, seed), difference(months - months[:1], -horizon, horizon, seed)
    pairs, worst = odds(months, months[0]), worst_tenth(fresh)
    alive = np.nanmean(fresh.of("alive"), axis=(1, 2))
    spent = np.nanmean(fresh.of("cost"), axis=(1, 2)) / np.nanmean(months, axis=(1, 2))
    return pd.DataFrame({
        "letter": letters, "roles": ["", *(" ".join(mix.roles) for mix in mixes)],
        "days": fresh.planned, "money": [asked.money(each) for each in fresh.planned],
        "months": level.value, "months_low": level.low, "months_high": level.high,
        "gain": gain.value, "gain_low": gain.low, "gain_high": gain.high,
        "gain_low_chance": gain.low_chance, "gain_high_chance": gain.high_chance,
        "futures_better": gain.share_positive, "longer": pairs.longer, "equal": pairs.equal, "shorter": pairs.shorter,
        "worst_tenth": worst, "worst_tenth_gain": worst - worst[0], "alive": alive, "spent": spent,
        "variance_reduction": [np.nan, *reductions(months, months[0])[1:]],
        "verdict": ["", *(verdict_of(gain.low[[at]], gain.low_chance[[at]]) for at in range(1, len(letters)))],
    })  # fmt: skip


def _conditions(letters: list[str], fresh: Runs, seed: int) -> pd.DataFrame:
    """A row an option and condition: its mean, and what it is above today's way."""
    frames = []
    for name in CONDITIONS:
        values = fresh.of(name)
        over = difference(values - values[:1], -1, 1, seed)
        frames.append(pd.DataFrame({
            "letter": letters, "condition": name, "mean": np.nanmean(values, axis=(1, 2)), "over": over.value,
            "over_low": over.low, "over_high": over.high, "over_low_chance": over.low_chance,
            "over_high_chance": over.high_chance,
        }))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def _levers(asked: Asked, mixes: Sequence[Mix]) -> pd.DataFrame:
    """A row a mix and change: from what to what, what it is worth, what it adds to the cost."""
    rows = [
        {
            "letter": mix.letter, "lever": lever, "before": str(asked.now[lever]), "after": str(mix.policy[lever]),
            "choice": is_choice(lever), "worth": mix.trimmed.worth.get(lever, np.nan),
            "days": mix.days - asked.prices.planned({**mix.policy, lever: asked.now[lever]}),
        }
        for mix in mixes for lever in mix.changes(asked.now)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["letter", "lever", "before", "after", "choice", "worth", "days"])


def verdict(told: Tables) -> str:
    """Whether any mix is told to gain, and how surely."""
    rows = told["summary"].iloc[1:]
    return verdict_of(_floats(rows["gain_low"]), _floats(rows["gain_low_chance"]))


def _floats(column: pd.Series) -> Floats:
    return column.to_numpy(dtype=float)


# ---- for readers ----------------------------------------------------------------------------------


def shown(asked: Asked, mixes: Sequence[Mix], told: Tables) -> tuple[Shown, ...]:
    """What readers see, in the order of the sentences."""
    if not mixes:
        return ()
    return tuple(_shown(asked, mixes, told))


def _shown(asked: Asked, mixes: Sequence[Mix], told: Tables) -> Iterator[Shown]:
    letter = Column("mix", "letter", "mix")
    values = {"futures": asked.effort.tell[0], "runs": asked.effort.tell[0] * asked.effort.tell[1]}
    yield Shown("heading_mixes", (
        letter, Column("days", "days", "tenth"), Column("money", "money", "money"),
        Column("months", "months", "months", "months_low", "months_high"),
        Column("gain", "gain", "more_months", "gain_low", "gain_high"),
        Column("longer", "longer", "in_hundred"), Column("equal", "equal", "in_hundred"),
        Column("shorter", "shorter", "in_hundred"), Column("worst_tenth", "worst_tenth", "months"),
        Column("variance_reduction", "variance_reduction", "share"),
    ), told["summary"], values, ("note_mixes",))  # fmt: skip
    yield from _does(asked, mixes, told)
    yield _conditions_shown(mixes, told)
    ways = told["timing"]
    if len(ways):
        yield Shown("heading_timing", (
            letter, Column("way", "way", "word"), Column("month", "month", "date"),
            Column("gain", "gain", "more_months", "gain_low", "gain_high"),
            Column("kept", "kept", "part", "kept_low", "kept_high"),
        ), ways, {}, ("note_timing",))  # fmt: skip
    if len(told["blows"]):
        yield Shown("heading_blows", (
            Column("blow", "blow", "word"), Column("month", "month", "date"), letter,
            Column("lost", "lost", "months", "lost_low", "lost_high"),
            Column("still_gains", "gain", "more_months", "gain_low", "gain_high"),
        ), told["blows"], {}, ("note_blows",))  # fmt: skip
    if len(told["cuts"]):
        yield Shown("heading_cuts", (
            letter, Column("drop", "drop", "levers"), Column("days", "days", "tenth"),
            Column("still_gains", "gain", "more_months", "gain_low", "gain_high"),
            Column("even", "even", "more_months", "even_low", "even_high"),
        ), told["cuts"], {}, ("note_cuts",))  # fmt: skip
    yield from _changing(told)


def _does(asked: Asked, mixes: Sequence[Mix], told: Tables) -> Iterator[Shown]:
    """Levers × mixes: doses, then forms."""
    table = told["levers"]
    for choice, form, heading in ((False, "dose", "heading_doses"), (True, "word", "heading_choices")):
        names = list(dict.fromkeys(table.loc[table["choice"] == choice, "lever"]))
        if not names:
            continue
        names.sort(key=list(asked.now).index)
        rows = pd.DataFrame({"lever": [f"levers.{name}" for name in names], TODAY: [asked.now[name] for name in names]})
        for mix in mixes:
            rows[mix.letter] = [mix.policy[name] for name in names]
        columns = [Column(TODAY, TODAY, form), *(Column(f"mix_{mix.letter}", mix.letter, form) for mix in mixes)]
        yield Shown(heading, (Column("lever", "lever", "factor"), *columns), rows)


def _conditions_shown(mixes: Sequence[Mix], told: Tables) -> Shown:
    """Conditions × mixes: how far each rises or falls against today's way."""
    table = told["conditions"]
    rows = pd.DataFrame({"condition": list(CONDITIONS)})
    for mix in mixes:
        own = table[table["letter"] == mix.letter].set_index("condition").loc[list(CONDITIONS)]
        for end in ("over", "over_low", "over_high"):
            rows[f"{mix.letter}_{end}"] = own[end].to_numpy()
    columns = [
        Column(f"mix_{each}", f"{each}_over", "whole_points", f"{each}_over_low", f"{each}_over_high")
        for each in (mix.letter for mix in mixes)
    ]
    return Shown("heading_conditions", (Column("condition", "condition", "outcome"), *columns), rows, {},
                 ("note_conditions",))  # fmt: skip


def _changing(told: Tables) -> Iterator[Shown]:
    """What would change the advice."""
    yield Shown("heading_knowing", (
        Column("known", "name", "factor"), Column("ask", "group", "how"),
        Column("worth", "value", "tenth", "low", "high"), Column("verdict", "verdict", "word"),
    ), told["knowing"], {}, ("note_knowing",))  # fmt: skip
    knowing = told["knowing"]
    told_worth = set(knowing.loc[knowing["verdict"] == "worth", "name"])
    switching = told["switching"][told["switching"]["factor"].isin(told_worth) & (told["switching"]["seen"] >= SEEN)]
    if len(switching):
        yield Shown("heading_switching", (
            Column("known", "factor", "factor"), Column("at", "at", "number", "low", "high"),
            Column("below", "below", "mix"), Column("above", "above", "mix"), Column("seen", "seen", "share"),
        ), switching.reset_index(drop=True), {}, ("note_switching",))  # fmt: skip
    if len(told["budgets"]) > 1:
        yield Shown("heading_budgets", (
            Column("budget", "budget", "tenth"), Column("days", "days", "tenth"), Column("months", "months", "months"),
            Column("over_advised", "over", "more_months", "over_low", "over_high"),
        ), told["budgets"], {}, ("note_budgets",))  # fmt: skip
