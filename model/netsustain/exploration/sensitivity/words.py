"""The answer of a sensitivity analysis in words, and what a reader must not take for more than it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from netsustain.exploration.answer import Formed, Said
from netsustain.exploration.sensitivity import convergence
from netsustain.exploration.sensitivity.analysis import Analysed
from netsustain.exploration.sensitivity.convergence import NEGLIGIBLE
from netsustain.exploration.sensitivity.form import SensitivityExperiment
from netsustain.exploration.sensitivity.judging import FEWEST, MAIN, SHARES

MOST_NAMED = 8
"""Factors in a sentence; the table has the others."""
MUCH_NOISE = 0.1
"""Share of chance in what an analyzer was given above which its indices are visibly off."""


def sentences(found: Sequence[Analysed], experiment: SensitivityExperiment) -> tuple[Said, ...]:
    """Of the headline outcome: what decides it, what does not, how much is chance, and whether that is settled."""
    return tuple(_sentences(found[0], experiment))


def _sentences(headline: Analysed, experiment: SensitivityExperiment) -> Iterator[Said]:
    finding, outcome = headline.finding, headline.outcome
    known = finding.factors[MAIN[experiment.design.method]].notna().any()
    if not known:
        nothing = finding.verdict == convergence.CONSTANT or headline.blocks < FEWEST
        yield Said(f"answer_{finding.verdict if nothing else convergence.CHANCE}", {"outcome": outcome})
    elif experiment.design.method in SHARES:
        yield from _shares(finding.factors, outcome, experiment.design.method)
    else:
        yield from _beside_chance(finding.factors, outcome, experiment.design.method)
    chance, low, high = finding.chance
    if np.isfinite(low):
        span = {"low": Formed(low, "share"), "high": Formed(high, "share")}
        yield Said("answer_chance", {"outcome": outcome, "chance": Formed(chance, "share"), **span})
    elif np.isfinite(chance):
        yield Said("answer_chance_about", {"outcome": outcome, "chance": Formed(chance, "share")})


def _shares(factors: pd.DataFrame, outcome: str, method: str) -> Iterator[Said]:
    """The strongest factor with its share, then the others by what is known of them."""
    main = MAIN[method]
    ordered = factors.sort_values(main, ascending=False, kind="stable")
    first, others = ordered.iloc[0], ordered.iloc[1:]
    share = {name: Formed(float(first[f"{main}{end}"]), "share")
             for name, end in (("share", ""), ("low", "_low"), ("high", "_high"))}  # fmt: skip
    yield Said(f"answer_first_{method}", {"outcome": outcome, "factor": first["factor"], **share})
    for role in ("matters", "little", "open"):
        names = list(others.loc[others["role"] == role, "factor"])
        yield from _listed(f"answer_{role}", names, outcome, {"negligible": Formed(NEGLIGIBLE, "share")})


def _beside_chance(factors: pd.DataFrame, outcome: str, method: str) -> Iterator[Said]:
    """Factors that stand out of chance, the strongest first, and how many do not."""
    ordered = factors.sort_values(MAIN[method], ascending=False, kind="stable")
    for role in ("seen", "unseen", "open"):
        names = list(ordered.loc[ordered["role"] == role, "factor"])
        yield from _listed(f"answer_{role}", names, outcome, {"number": len(names), "all": len(factors)})


def _listed(key: str, names: list[str], outcome: str, values: dict[str, object]) -> Iterator[Said]:
    """A sentence that names factors, or the first of them; none where there are none."""
    if names:
        more = len(names) - MOST_NAMED
        said = {"outcome": outcome, "factors": names[:MOST_NAMED], **values}
        yield Said(f"{key}_more", {**said, "more": more}) if more > 0 else Said(key, said)


def warnings(found: Sequence[Analysed], experiment: SensitivityExperiment) -> tuple[Said, ...]:
    """Outcomes that are not settled, by reason; blocks left out; chance in what was analysed."""
    return tuple(_warnings(found, experiment))


def _warnings(found: Sequence[Analysed], experiment: SensitivityExperiment) -> Iterator[Said]:
    for verdict in (convergence.NOT, convergence.RANKED, convergence.FEW, convergence.CHANCE, convergence.CONSTANT):
        names = [each.outcome for each in found if each.finding.verdict == verdict]
        if names:
            yield Said(f"warning_{verdict}", {"outcomes": names})
    for each in found:
        if each.dropped:
            values = {"outcome": each.outcome, "dropped": each.dropped, "blocks": each.blocks + each.dropped}
            yield Said("warning_dropped", values)
    noisy = [each.outcome for each in found if each.finding.noise > MUCH_NOISE]
    if noisy:
        most = max(each.finding.noise for each in found if each.outcome in noisy)
        yield Said("warning_noise", {"outcomes": noisy, "noise": Formed(most, "share")})
    if experiment.parameters == "accepted":
        yield Said("warning_accepted", {})
    if experiment.design.method == "morris":
        expected = len(experiment.plan().parts) * 0.025
        yield Said("warning_many", {"number": Formed(expected, "number")})
