"""The table of a validation for the console."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from netsustain.report.validation_words import Words
from netsustain.validation.outcome import Found, PatternOutcome

COLUMNS = ("pattern", "number", "published", "band", "simulated", "chance", "ignorance", "verdict", "prior")
LEFT = ("pattern", "number", "verdict")


def validation_table(words: Words) -> Table:
    """A row a published number; a pattern's verdict and prior hit rate beside its first one."""
    columns = [column for column in COLUMNS if column != "ignorance" or words.validation.calibrated]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(Text(words.say(f"column_{column}")), justify="left" if column in LEFT else "right")
    for outcome in words.validation.outcomes:
        for place, found in enumerate(outcome.found):
            cells = _cells(outcome, found, words, first=place == 0)
            table.add_row(*(cells[column] for column in columns), end_section=place == len(outcome.found) - 1)
    return table


def _cells(outcome: PatternOutcome, found: Found, words: Words, *, first: bool) -> dict[str, Text]:
    whole = Text(f"{outcome.pattern.id} {words.verdict(outcome.hit)}", style=_style(outcome.hit))
    return {
        "pattern": whole if first else Text(""),
        "number": Text(outcome.pattern.say(found.target.name, words.lang)),
        "published": Text(words.published(found.target)),
        "band": Text(words.band(found.target)),
        "simulated": Text(words.simulated(found)),
        "chance": Text(words.chance(found)),
        "ignorance": Text(words.ignorance(found)),
        "verdict": Text(words.verdict(found.hit), style=_style(found.hit)),
        "prior": Text(words.rate(outcome.prior.hit_rate) if first else ""),
    }


def _style(hit: bool) -> str:
    return "green" if hit else "bold red"
