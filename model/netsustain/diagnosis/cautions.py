"""What a reader must not take a diagnosis for: who was left out, what was assumed, where it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netsustain.diagnosis.estimates import FEWEST_ORGANISATIONS, ROUGH
from netsustain.diagnosis.network_words import MOST_NAMES
from netsustain.diagnosis.tables import starts
from netsustain.exploration.answer import Formed, Said

if TYPE_CHECKING:
    from netsustain.diagnosis.diagnosing import Diagnosis

MUCH_MISSING = 0.05
FAR = 0.15
"""Distance between a surveyed level and the model's start (0-1) that a reader must know of."""


def warnings(found: Diagnosis) -> Iterator[Said]:
    """Of the survey, of the network, of the outlook."""
    yield from _reading(found)
    if found.scores is not None:
        yield from _respondents(found)
    yield from _network(found)


def _reading(found: Diagnosis) -> Iterator[Said]:
    account = found.survey.account
    if account.doubtful_instrument:
        yield Said("doubtful_instrument")
    if account.skipped:
        yield Said("skipped", {"number": account.skipped})
    if account.half_filled:
        lines = [str(line) for line in account.half_filled[:MOST_NAMES]]
        more = len(account.half_filled) - len(lines)
        yield Said("half_filled", {
            "number": len(account.half_filled), "rows": account.rows, "lines": lines,
            "more": Said("and_more", {"number": more}) if more else "",
        })  # fmt: skip
    if account.replaced:
        yield Said("replaced", {"number": account.replaced})
    share = account.missing / account.answers if account.answers else 0.0
    if account.missing:
        key = "missing_many" if share > MUCH_MISSING else "missing"
        yield Said(key, {"number": account.missing, "answers": account.answers, "share": Formed(share, "chance")})
    if account.unused:
        yield Said("unused", {"names": list(account.unused[:MOST_NAMES]), "number": len(account.unused)})


def _respondents(found: Diagnosis) -> Iterator[Said]:
    survey = found.survey
    if not survey.grouped:
        yield Said("not_grouped")
    elif survey.organisations < FEWEST_ORGANISATIONS:
        yield Said("no_intervals", {"number": survey.organisations, "least": FEWEST_ORGANISATIONS})
    elif survey.organisations < ROUGH:
        yield Said("rough", {"number": survey.organisations})
    if survey.kinds_from == "names":
        yield Said("kinds_guessed")
    if found.agreement is not None and found.agreement.pooled:
        key = "hidden" if found.agreement.kinds.empty else "pooled"
        yield Said(key, {"kinds": [Said(f"word_{kind}") for kind in found.agreement.pooled]})
    if survey.instrument.key != "seven_conditions":
        yield Said("mapped")
    unasked = [f"c{number}" for number in range(1, 8) if not survey.instrument.of(f"c{number}")]
    if unasked:
        yield Said("not_asked", {"words": unasked})
    yield Said("who_answers")


def _network(found: Diagnosis) -> Iterator[Said]:
    if found.drawn:
        yield Said("drawn_network")
    structure = found.structure
    if structure is not None and structure.numbers["assumed_share"] > 0:
        yield Said("days_assumed", {"share": Formed(structure.numbers["assumed_share"], "share")})
    if structure is not None and structure.numbers["trust_known"] > 0 and any(s.name == "trust" for s in found.starts):
        yield Said("trust_of_ties", {"share": Formed(structure.numbers["trust_known"], "share")})
    if found.outlook is not None:
        if not found.own_network:
            yield Said("typical_network")
        if found.scores is not None and (elsewhere := _elsewhere(found)):
            yield Said("start_differs", {"words": elsewhere})
        if found.outlook.outside:
            yield Said("outside_range")
        yield Said("not_a_forecast")


def _elsewhere(found: Diagnosis) -> list[str]:
    """Conditions that the model starts far from where the survey puts them."""
    table = starts(found).drop_duplicates("condition")
    return list(table.loc[(table["level"] - table["start"]).abs() > FAR, "condition"])
