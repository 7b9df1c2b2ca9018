"""What became of one network, in a sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netsustain.report.naming import calendar_month
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
