"""What became of one network: sentences, and a table of its years."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.health.series import CONDITIONS
from netsustain.messages import text
from netsustain.report.naming import calendar_month, whole
from netsustain.report.phrases import say, time_span
from netsustain.report.readings import cause_phrase, event_phrase


def what_became(run: pd.Series, scenario: Any, lang: str) -> str:
    """Whether the network is still alive, or when and why it ended.

    Parameters
    ----------
    run
        A row of an ensemble's ``runs``.
    """
    if run["failed"]:
        return say("run_failed", lang, reason=run["failure"])
    if run["ended"] == "never_formed":
        return say("run_never_formed", lang)
    if run["ended"] == "alive" or not run["end_month"] <= scenario.months:
        return say("run_alive", lang, time=time_span(int(scenario.months), lang))
    month = int(run["end_month"])
    trigger = str(run["trigger"])
    after = "" if trigger in ("", "none") else say("run_trigger", lang, event=event_phrase(trigger, lang))
    return say(
        f"run_{run['ended']}", lang, when=calendar_month(scenario.start, month - 1, lang), month=month,
        horizon=int(scenario.months), cause=cause_phrase(str(run["cause"]), lang), trigger=after,
    )  # fmt: skip


def course(months: pd.DataFrame, run: pd.Series, scenario: Any, lang: str) -> str:
    """How many took part at the start, at most and last, and how many leaders moved."""
    alive = months[(months["alive"] > 0) & (months["month"] <= scenario.months)]
    if alive.empty:
        return say("run_no_month", lang)
    members = alive.set_index("month")["active_members"]
    most = int(members.idxmax())
    return say(
        "run_course", lang, first=whole(members.iloc[0]), most=whole(members.max()), last=whole(members.iloc[-1]),
        when=calendar_month(scenario.start, most - 1, lang), transfers=whole(run["transfers"]),
    )  # fmt: skip


def extremes(months: pd.DataFrame, scenario: Any, lang: str) -> str:
    """The conditions that are strongest and weakest on average while the network is alive."""
    alive = months[(months["alive"] > 0) & (months["month"] <= scenario.months)]
    if alive.empty:
        return say("run_no_month", lang)
    means = alive[list(CONDITIONS)].mean()
    best, worst = str(means.idxmax()), str(means.idxmin())
    names = {key: text(f"conditions.{name}", lang) for key, name in (("best", best), ("worst", worst))}
    said = {key: name[:1].lower() + name[1:] for key, name in names.items()}
    return say(
        "run_extremes", lang, **said, best_level=f"{means[best]:.2f}", worst_level=f"{means[worst]:.2f}"
    )  # fmt: skip


def yearly_head(lang: str) -> list[str]:
    """Headings of :func:`yearly`."""
    names = [say(name, lang) for name in ("year_end", "active_members", "income", "needed")]
    return [*names, *(text(f"conditions.{condition}_short", lang) for condition in CONDITIONS)]


def yearly(months: pd.DataFrame, scenario: Any, lang: str) -> list[list[str]]:
    """A row a year: staff-days summed over it, members and conditions in its last month.

    The first year after the end is a row of dashes, and the last row.
    """
    horizon = int(scenario.months)
    shown = months[months["month"] <= horizon].set_index("month")
    rows = []
    for last in sorted({*range(12, horizon + 1, 12), horizon}):
        rows.append(_year(shown, last, scenario, lang))
        if not shown.loc[last, "alive"]:
            break
    return rows


def _year(months: pd.DataFrame, last: int, scenario: Any, lang: str) -> list[str]:
    when = calendar_month(scenario.start, last - 1, lang)
    year, row = months.loc[max(1, last - 11) : last], months.loc[last]
    if not row["alive"]:
        return [when, *["–"] * (3 + len(CONDITIONS))]
    money = [whole(year[column].sum()) for column in ("income", "need_days")]
    return [when, whole(row["active_members"]), *money, *(f"{row[condition]:.2f}" for condition in CONDITIONS)]
