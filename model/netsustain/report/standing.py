"""What the numbers stand on: calibrated parameters or priors, and whether the networks lie in the calibrated range."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from netsustain.calibration.accepted import Accepted, accepted
from netsustain.calibration.coverage import GOVERNANCE, Outside, outside
from netsustain.messages import text
from netsustain.report.naming import whole
from netsustain.report.phrases import Phrases, joined, say

Quoted = Callable[[str], str]
PERCENT = ("own_resources", "leader_experience")


@dataclass(frozen=True)
class Banner:
    """What a report opens with: a headline and sentences."""

    headline: str
    sentences: list[str]

    @property
    def said(self) -> list[str]:
        """Headline and sentences, one below the other."""
        return [self.headline[:1].upper() + self.headline[1:], *self.sentences]


def comparison_banner(words: Phrases) -> Banner:
    """The banner of a comparison."""
    found, lang = words.comparison.calibration, words.lang
    more = words.say("banner_more")
    if found is not None:
        inside = _inside(words.comparison.scenarios, words.quoted, found, lang)
        return Banner(_calibrated(found, lang), [inside, text("standing.patterns", lang), more])
    if accepted() is not None:
        return Banner(text("standing.one_vector", lang), [more])
    return Banner(words.say("banner"), [more])


def planners_banner(scenarios: Mapping[str, Any], found: Accepted | None, quoted: Quoted, lang: str) -> Banner:
    """The note beside the answer of a page for planners: whether the network lies inside the calibrated range.

    Parameters
    ----------
    scenarios
        By name.
    found
        What the runs ran under; None for the scenarios' own parameters.
    """
    more = say("banner_more", lang)
    if found is None:
        return Banner(text("standing.one_vector", lang) if accepted() is not None else say("banner", lang), [more])
    ways = _ways_outside(scenarios, quoted, found, lang)
    if not ways:
        return Banner(text("standing.planners_inside", lang), [more])
    return Banner(text("standing.planners_outside", lang), [text("standing.outside", lang, list="; ".join(ways)), more])


def run_banner(scenario: Any, lang: str) -> Banner:
    """The banner of one run, which uses the scenario's own parameters."""
    found, more = accepted(), say("banner_more", lang)
    if found is None:
        return Banner(say("banner", lang), [more])
    strange = [outside_words(each, lang) for each in outside(scenario, found.coverage)]
    where = _outside(strange, lang) if strange else text("standing.inside_one", lang)
    patterns = text("standing.patterns", lang)
    return Banner(_calibrated(found, lang), [text("standing.default_run", lang), where, patterns, more])


def experiment_banner(
    scenarios: Mapping[str, Any], parameters: str, quoted: Quoted, lang: str, *, drawn: bool, moved: bool
) -> Banner:
    """The banner of an experiment.

    Parameters
    ----------
    scenarios
        By name; none where a kind has networks of its own.
    parameters
        ``accepted`` or ``default``: what the runs ran under.
    quoted
        A scenario's name as readers know it.
    drawn, moved
        Whether factors vary parameters of the model, and whether they vary the networks.
    """
    found, more = accepted(), say("banner_more", lang)
    if found is None:
        return Banner(say("banner", lang), [more])
    if parameters != "accepted":
        return Banner(text("standing.drawn" if drawn else "standing.one_vector", lang), [more])
    where = [_inside(scenarios, quoted, found, lang)] if scenarios else []
    where += [text("standing.moved", lang)] if moved else []
    return Banner(_calibrated(found, lang), [*where, text("standing.patterns", lang), more])


def _calibrated(found: Accepted, lang: str) -> str:
    return text(
        "standing.calibrated", lang, tables=_ids(found.tables, lang), number=whole(len(found)), draws=whole(found.draws)
    )


def _ids(ids: list[str], lang: str) -> str:
    """IDs as a reader writes them: "K1–K5" for three or more in a row."""
    numbers = [int(match[1]) for match in (re.fullmatch(r"K(\d+)", each) for each in ids) if match]
    if len(numbers) == len(ids) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"{ids[0]}–{ids[-1]}"
    return joined(ids, lang)


# ---- inside or outside ----------------------------------------------------------------------------


def _inside(scenarios: Mapping[str, Any], quoted: Quoted, found: Accepted, lang: str) -> str:
    """Whether the networks lie inside."""
    ways = _ways_outside(scenarios, quoted, found, lang)
    if not ways:
        return text(f"standing.inside_{'one' if len(scenarios) == 1 else 'many'}", lang)
    return _outside(ways, lang)


def _ways_outside(scenarios: Mapping[str, Any], quoted: Quoted, found: Accepted, lang: str) -> list[str]:
    """Each way of being outside; what is so under some options only bears their names."""
    under: dict[str, dict[str, Outside]] = {}
    for name, scenario in scenarios.items():
        for each in outside(scenario, found.coverage):
            under.setdefault(each.what, {})[name] = each
    return [_under(some, len(scenarios), quoted, lang) for some in under.values()]


def _under(some: dict[str, Outside], number: int, quoted: Quoted, lang: str) -> str:
    said = outside_words(_together(list(some.values())), lang)
    if len(some) == number:
        return said
    listed = joined([quoted(name) for name in some], lang)
    return text("standing.only_some", lang, what=said, names=listed)


def _together(several: list[Outside]) -> Outside:
    """What is outside in the same respect, as one range or one list of modes."""
    first = several[0]
    if first.what == GOVERNANCE:
        found: tuple[Any, ...] = tuple(dict.fromkeys(mode for each in several for mode in each.found))
    else:
        found = (min(each.found[0] for each in several), max(each.found[1] for each in several))
    return Outside(first.what, found, first.covered)


def _outside(items: list[str], lang: str) -> str:
    return text("standing.outside", lang, list="; ".join(items))


def outside_words(each: Outside, lang: str) -> str:
    """One way of being outside, in words."""
    if each.what == GOVERNANCE:
        found, covered = (
            f" {text('standing.or', lang)} ".join(say(f"choice_{mode}", lang) for mode in modes)
            for modes in (each.found, each.covered)
        )
        return text("standing.governance", lang, found=found, covered=covered)
    scale = 100.0 if each.what in PERCENT else 1.0
    found, covered = (_range(ends, scale, lang) for ends in (each.found, each.covered))
    if each.what == "months":
        return text("standing.months", lang, found=found, most=whole(each.covered[1]))
    return text(f"standing.{each.what}", lang, found=found, covered=covered)


def _range(ends: tuple[Any, ...], scale: float, lang: str) -> str:
    low, high = (f"{scale * end:.3g}" for end in ends)
    return low if low == high else say("span", lang, low=low, high=high)


# ---- the account ----------------------------------------------------------------------------------


def account(words: Phrases) -> dict[str, Any] | None:
    """What a report page says of the calibration; None when it ran under each scenario's own parameters."""
    found, lang = words.comparison.calibration, words.lang
    if found is None:
        return None
    vague = [str(name) for name in found.account["not_identified"]]
    numbers = {
        "draws": whole(found.draws), "parameters": len(found.names), "waves": found.account["waves"],
        "number": whole(len(found)),
    }  # fmt: skip
    each = words.comparison.replicates // words.comparison.vectors
    spread = "spread_all" if words.comparison.vectors == len(found) else "spread"
    closing = [text(f"standing.{spread}", lang, vectors=whole(words.comparison.vectors), each=each)]
    if vague:
        closing.append(
            text("standing.not_identified", lang, number=len(vague), parameters=len(found.names))
        )
    return {
        "heading": text("standing.heading", lang),
        "intro": text("standing.intro", lang, **numbers),
        "tables": _tables(found, lang),
        "closing": [*closing, text("standing.not_validated", lang)],
        "vague_heading": text("standing.not_identified_list", lang),
        "vague": [_meaning(name, lang) for name in vague],
    }


def _tables(found: Accepted, lang: str) -> list[str]:
    """Each published table once, with what it says."""
    said: dict[str, str] = {}
    for target in found.account["targets"]:
        said.setdefault(str(target["id"]), str(target.get("what", {}).get(lang, "")))
    return [text("standing.table", lang, id=name, what=what) if what else name for name, what in said.items()]


def _meaning(name: str, lang: str) -> str:
    from netsustain.scenario.parameters import PARAMETER_GROUP, Parameters
    from netsustain.scenario.quantities import quantity_of

    group = type(getattr(Parameters(), PARAMETER_GROUP[name]))
    meaning: str = getattr(quantity_of(group.model_fields[name]), lang, "")
    return f"{name}: {meaning}" if meaning else name
