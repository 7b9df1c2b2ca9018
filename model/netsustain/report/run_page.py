"""What the page of one network says in one language, as plain data for the template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netsustain.health.series import CONDITIONS
from netsustain.messages import text
from netsustain.report.assumptions import assumptions, cautions
from netsustain.report.canvas import Frame
from netsustain.report.draw_run import OneRun
from netsustain.report.marks import transfer_months
from netsustain.report.naming import MONTHS, calendar_month, title
from netsustain.report.one_run import course, extremes, what_became, yearly, yearly_head
from netsustain.report.phrases import say, time_span
from netsustain.report.standing import run_banner

Say = Callable[..., str]


def run_page(one: OneRun, seed: int, command: str, version: str) -> dict[str, Any]:
    """Every text, row and list of the page.

    Parameters
    ----------
    one
        The network, in the page's language.
    seed
        Seed of the run.
    command
        What to type to make the page again.
    version
        Version of netsustain.
    """
    lang, scenario = one.frame.lang, one.scenario
    return {
        "lang": lang,
        "title": title(scenario, lang),
        "question": title(scenario, lang),
        "banner": run_banner(scenario, lang),
        "eyebrow": say("run_eyebrow", lang, seed=seed, time=time_span(one.horizon, lang)),
        "answer": [what_became(one.run, scenario, lang), course(one.shown, one.run, scenario, lang)],
        "aside": say("run_one_future", lang),
        "main": _timeline(one),
        "table": {"head": yearly_head(lang), "rows": yearly(one.shown, scenario, lang)},
        "figures": [_conditions(one)],
        "events": _events(one),
        "assumptions": assumptions(scenario, one.horizon, (), scenario.sources, lang),
        "cautions": cautions(lang),
        "command": command,
        "reproduce": say("run_reproduce", lang, seed=seed, version=version),
        "footer": say("footer", lang, version=version),
        "say": lambda key, **values: say(key, lang, **values),
    }


def _timeline(one: OneRun) -> dict[str, Any]:
    head, rows = yearly_head(one.frame.lang), yearly(one.shown, one.scenario, one.frame.lang)
    reading = say("timeline_reading" if one.transfers else "timeline_reading_plain", one.frame.lang)
    return _figure("timeline", "timeline_title", one.frame, reading, head[:4], [row[:4] for row in rows])


def _conditions(one: OneRun) -> dict[str, Any]:
    rows = yearly(one.shown, one.scenario, one.frame.lang)
    head = [yearly_head(one.frame.lang)[0], *(text(f"conditions.{name}", one.frame.lang) for name in CONDITIONS)]
    reading = extremes(one.shown, one.scenario, one.frame.lang)
    cells = [[row[0], *row[4:]] for row in rows]
    return _figure("conditions", "run_conditions_title", one.frame, reading, head, cells)


def _figure(
    name: str, heading: str, frame: Frame, reading: str, head: list[str], rows: list[list[str]]
) -> dict[str, Any]:
    return {"name": name, "title": frame.say(heading), "reading": reading, "head": head, "rows": rows}


def _events(one: OneRun) -> list[str]:
    """What is on the timeline, with its month, and the month of annual transfers."""
    lang, start = one.frame.lang, str(one.scenario.start)
    said = [
        say("run_event", lang, when=calendar_month(start, pin.month - 1, lang), month=pin.month, what=pin.label)
        for pin in one.pins
    ]
    windows = transfer_months(one.scenario, one.horizon)
    if windows:
        month = MONTHS[lang][int(one.scenario.parameters.leadership.window_month) - 1]
        said.append(_capital(say("run_transfers_each", lang, month=month)))
    return said or [say("run_nothing", lang)]


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
