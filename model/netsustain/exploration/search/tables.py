"""What a search found, as tables: for files, and for readers."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Column, Formed, Shown
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.search.choose import NAMES
from netsustain.exploration.search.decisions import Value, is_choice
from netsustain.exploration.search.judge import Judged
from netsustain.exploration.search.objectives import PLANNED, WORST_TENTH, Objective

STAYS, NOW = "stays", "now"


def tables(found: Judged) -> dict[str, pd.DataFrame]:
    """Name of a file → table; every number that figures and readers get stands in one of them."""
    return {
        "summary": summary(found),
        "named": named(found),
        "levers": levers(found),
        "trace": trace(found),
        "too_good": too_good(found),
    }


def summary(found: Judged) -> pd.DataFrame:
    """One row a policy: those of the front, then the references (``scenario`` says which).

    Objectives by fresh runs, with 95 % intervals, and ``…_searched``, what the search took them for. ``short`` is by
    how much the headline falls short of the longest policy, paired by future; ``stays`` the share of resampled
    futures in which no other policy within the budget is better in everything. ``letter`` and ``names`` mark the
    policies that a reader asks for.
    """
    own, count = found.of_search, len(found.policies)
    letters = letters_of(found)
    called = {place: ", ".join(name for name in NAMES if found.names.get(name) == place) for place in range(count)}
    columns: dict[str, object] = {
        "policy": np.arange(1, count + 1),
        "scenario": [""] * own + list(found.problem.references),
        "letter": [letters.get(place, "") for place in range(count)],
        "names": [called[place] for place in range(count)],
        "within_budget": found.planned <= found.problem.within.budget + 1e-9,
        "on_front": found.confirmed.on_front,
        STAYS: found.confirmed.stays,
        PLANNED: found.planned,
    }
    for place, objective in enumerate(found.problem.objectives):
        if objective.outcome != PLANNED:
            columns |= _with_ends(objective.name, *(each[:, place] for each in _parts(found)))
            columns[f"{objective.name}_searched"] = found.searched[:, place]
    tail = worst_name(found)
    if tail not in columns:
        columns |= _with_ends(tail, found.worst.value, found.worst.low, found.worst.high)
    columns |= _with_ends("short", found.short.value, found.short.low, found.short.high)
    return pd.DataFrame({**columns, **_settings(found)})


def _parts(found: Judged) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    interval = found.confirmed.objectives
    return interval.value, interval.low, interval.high


def _with_ends(name: str, value: np.ndarray, low: np.ndarray, high: np.ndarray) -> dict[str, object]:
    return {name: value, f"{name}_low": low, f"{name}_high": high}


def worst_name(found: Judged) -> str:
    """Column of the headline in the worst tenth of futures."""
    headline = found.problem.headline
    return Objective(headline.outcome, headline.aim, WORST_TENTH).name


def letters_of(found: Judged) -> dict[int, str]:
    """Policies that have a name → A, B, C, the cheapest first."""
    places = sorted(set(found.names.values()), key=lambda place: (found.planned[place], place))
    return dict(zip(places, ascii_uppercase, strict=False))


def _settings(found: Judged) -> dict[str, list[Value]]:
    """Every lever that is decided on, or that a reference changes: its setting in every policy."""
    decided = [each.lever for each in found.problem.within.decisions]
    changed = [lever for policy in found.problem.references.values() for lever in policy]
    now = found.problem.now
    return {
        f"levers.{lever}": [policy.get(lever, now[lever]) for policy in found.policies]
        for lever in dict.fromkeys([*decided, *changed])
    }


def named(found: Judged) -> pd.DataFrame:
    """One row a name: the policy that has it, its letter, and its numbers."""
    rows = summary(found)
    letters = letters_of(found)
    chosen = [(name, found.names[name]) for name in NAMES if name in found.names]
    table = rows.iloc[[place for _, place in chosen]].reset_index(drop=True)
    table = table.drop(columns=["names", "scenario", "letter"])
    table.insert(0, "name", [name for name, _ in chosen])
    table.insert(1, "letter", [letters[place] for _, place in chosen])
    return table


def levers(found: Judged) -> pd.DataFrame:
    """One row a decision: lowest and highest dose and step, or the choices; the scenario's own setting."""
    now = found.problem.now
    return pd.DataFrame([
        {
            "lever": f"levers.{each.lever}", "low": each.low, "high": each.high,
            "step": np.nan if each.choices else each.step, "choices": ", ".join(each.choices),
            "now": str(now[each.lever]),
        }
        for each in found.problem.within.decisions
    ])  # fmt: skip


def trace(found: Judged) -> pd.DataFrame:
    """One row a generation: the hypervolume of the best so far, and as a share of the last generation's."""
    volume = np.array(found.found.trace)
    last = volume[-1] if len(volume) and volume[-1] > 0 else np.nan
    return pd.DataFrame({
        "generation": np.arange(1, len(volume) + 1), "hypervolume": volume, "share": volume / last,
    })  # fmt: skip


def too_good(found: Judged) -> pd.DataFrame:
    """One row an objective that luck can touch: by how much the search's numbers were too good."""
    rows = [
        {"objective": each.name, "unit": each.unit, "value": value, "low": low, "high": high}
        for each, value, low, high in zip(
            found.problem.objectives, found.too_good.value, found.too_good.low, found.too_good.high, strict=True
        )
        if each.outcome != PLANNED
    ]
    return pd.DataFrame(rows)


# ---- for readers ----------------------------------------------------------------------------------


def shown(found: Judged) -> tuple[Shown, ...]:
    """Named policies, references, the levers of both, and how far the search fooled itself."""
    if not found.names:
        return (_references(found),)
    return (_named(found), _references(found), *_lever_tables(found), _too_good(found))


def _measures(found: Judged) -> tuple[Column, ...]:
    """Columns of planned cost and objectives."""
    names = [each.name for each in found.problem.objectives if each.outcome != PLANNED]
    if worst_name(found) not in names:
        names.insert(1, worst_name(found))
    units = {each.name: each.unit for each in found.problem.objectives}
    units[worst_name(found)] = OUTCOMES[found.problem.headline.outcome].unit
    columns = [
        Column(name, name, "share" if units[name] == "share" else "number", f"{name}_low", f"{name}_high", units[name])
        for name in names
    ]
    return (Column(PLANNED, PLANNED, of="cost"), *columns)


def _named(found: Judged) -> Shown:
    columns = (Column("what", "name", "word"), Column("policy", "letter", "text"), *_measures(found))
    worthwhile = Formed(found.worthwhile, "amount", found.problem.headline.outcome)
    values = {"worthwhile": worthwhile, "draws": len(found.problem.confirming.design)}
    stays = Column(STAYS, STAYS, "chance")
    return Shown("heading_named", (*columns, stays), named(found), values, ("note_named",))


def _references(found: Judged) -> Shown:
    rows = summary(found)[found.of_search :].reset_index(drop=True)
    return Shown("heading_references", (Column("scenario", "scenario", "scenario"), *_measures(found)), rows)


def _lever_tables(found: Judged) -> Iterator[Shown]:
    """Doses and choices of the named policies beside the scenario's own."""
    letters, now = letters_of(found), found.problem.now
    for choice, form, heading in ((False, "number", "heading_doses"), (True, "word", "heading_choices")):
        names = [each.lever for each in found.problem.within.decisions if is_choice(each.lever) is choice]
        if not names:
            continue
        rows = pd.DataFrame({"lever": [f"levers.{name}" for name in names], NOW: [now[name] for name in names]})
        for place, letter in letters.items():
            rows[letter] = [found.policies[place].get(name, now[name]) for name in names]
        columns = (Column("lever", "lever", "factor"), Column(NOW, NOW, form))
        yield Shown(heading, (*columns, *(Column(f"policy_{each}", each, form) for each in letters.values())), rows)


def _too_good(found: Judged) -> Shown:
    columns = (Column("objective", "objective", "word"), Column("too_good", "value", "signed", "low", "high"))
    return Shown("heading_too_good", columns, too_good(found), {}, ("note_too_good",))
