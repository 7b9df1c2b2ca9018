"""Options judged over futures: months, regret, how often each is best, and what each criterion would choose.

Futures are named ways the world may go, not a sample of anything: means over them count each as likely as another.
Regrets are of estimated means; the best of noisy means looks a little better than it is, so they are a little too
large. How surely a criterion chooses comes from resampling whole replicates, blurred by what is not known of the
parameters (:mod:`netsustain.exploration.unknowns`): a resample has all options in all futures.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from netsustain.exploration.decision.frequencies import longest, paired
from netsustain.exploration.decision.worlds import Worlds
from netsustain.exploration.pairs import chance_of_highest
from netsustain.exploration.robustness.measures import CRITERIA, MEASURES, chosen_by, regrets
from netsustain.exploration.unknowns import Unknowns
from netsustain.health.ignorance import Widened, components, plain, widened
from netsustain.health.intervals import Floats, Resamples

TOLD = ("mean", "worst", "regret_worst")
"""Criteria that choose: highest mean over futures, highest in the worst one (Wald), least maximal regret (Savage)."""
SAMPLES = 1000
"""Resamples that criteria are asked about; a share moves by at most .016 (standard error) between seeds."""
Tables = dict[str, pd.DataFrame]


def judged(worlds: Worlds) -> Tables:
    """Tables ``futures`` (a row a future and option), ``options``, ``criteria`` and ``flips`` (a row a future)."""
    shape, flat = worlds.months.shape[1:], (len(worlds.months), -1)
    seen = _estimates(worlds, worlds.months.reshape(flat), worlds.counted.reshape(flat))
    gained = _gains(worlds)
    means = seen.value.reshape(shape)
    samples = _samples(worlds, seen).reshape(-1, *shape)[:SAMPLES]
    return {
        "futures": _futures(worlds, seen, gained, means, samples),
        "options": _options(worlds, means),
        "criteria": _criteria(worlds, means, samples),
        "flips": _flips(worlds, means, samples),
    }


def _estimates(worlds: Worlds, numerator: Floats, denominator: Floats, least: float = 0.0) -> Widened:
    found = Resamples(len(numerator), worlds.seed).ratios(numerator, denominator)
    if worlds.vector is None:
        return plain(found)
    return widened(found, components(numerator, denominator, worlds.vector), least, worlds.horizon)


def _gains(worlds: Worlds) -> Widened:
    """Months each option gains over the reference in each future."""
    both = worlds.counted * worlds.counted[:, :, :1]
    gained = (worlds.months - worlds.months[:, :, :1]) * both
    flat = (len(gained), -1)
    return _estimates(worlds, gained.reshape(flat), both.reshape(flat), -float(worlds.horizon))


def _samples(worlds: Worlds, seen: Widened) -> Floats:
    """Means of all options in all futures, luck and what is not known together."""
    if worlds.vector is None:
        return seen.resampled
    flat = (len(worlds.months), -1)
    blur = Unknowns(worlds.vector, Resamples(len(worlds.months), worlds.seed))
    return np.asarray(seen.resampled + blur.of_all(worlds.months.reshape(flat), worlds.counted.reshape(flat)))


def _futures(worlds: Worlds, seen: Widened, gained: Widened, means: Floats, samples: Floats) -> pd.DataFrame:
    common, rows = worlds.common, []
    lost = regrets(np.nan_to_num(means, nan=-np.inf))
    for f, future in enumerate(worlds.futures):
        sure = chance_of_highest(np.nan_to_num(samples[:, f], nan=-1.0))
        for o, option in enumerate(worlds.options):
            place, of_luck = f * len(worlds.options) + o, worlds.months[common, f]
            shares = paired(of_luck[:, o], of_luck[:, 0])
            rows.append({
                "future": future, "scenario": option, "months": seen.value[place], "low": seen.low[place],
                "high": seen.high[place], "gain": gained.value[place] if o else np.nan,
                "gain_low": gained.low[place] if o else np.nan, "gain_high": gained.high[place] if o else np.nan,
                "regret": lost[f, o], "best": sure[o],
                **dict(zip(("longer", "same", "shorter"), shares, strict=True)),
            })  # fmt: skip
    return pd.DataFrame(rows)


def _options(worlds: Worlds, means: Floats) -> pd.DataFrame:
    """One row an option: over all futures, and over all futures and lucks."""
    known = np.nan_to_num(means, nan=-np.inf)
    lost = regrets(known)
    lucks = worlds.months[worlds.common].reshape(-1, len(worlds.options))
    rows = []
    for o, option in enumerate(worlds.options):
        shares = paired(lucks[:, o], lucks[:, 0])
        rows.append({
            "scenario": option, "mean": means[:, o].mean(), "worst": means[:, o].min(),
            "worst_future": worlds.futures[int(known[:, o].argmin())], "regret": lost[:, o].mean(),
            "regret_worst": lost[:, o].max(), "regret_future": worlds.futures[int(lost[:, o].argmax())],
            **dict(zip(("longer", "same", "shorter"), shares, strict=True)),
        })  # fmt: skip
    return pd.DataFrame(rows).assign(longest=longest(lucks))


def _criteria(worlds: Worlds, means: Floats, samples: Floats) -> pd.DataFrame:
    """One row a criterion: what it chooses, how surely, and what comes next (empty where nothing else is chosen)."""
    rows, known = [], np.nan_to_num(means, nan=-1.0)
    for name in TOLD:
        sign, measure = CRITERIA[name], MEASURES[name]
        choice = int((sign * measure(known, 0.0)).argmax())
        each = [chosen_by(measure(sample, 0.0), sign) for sample in np.nan_to_num(samples, nan=-1.0)]
        sure = np.mean(each, axis=0)
        others = np.where(np.arange(len(sure)) == choice, -1.0, sure)
        second = int(others.argmax())
        other = worlds.options[second] if others[second] > 0 else ""
        rows.append((name, worlds.options[choice], sure[choice], other, max(others[second], 0.0)))
    return pd.DataFrame(rows, columns=["criterion", "scenario", "chosen", "next", "next_chosen"])


def _flips(worlds: Worlds, means: Floats, samples: Floats) -> pd.DataFrame:
    """One row a future: which option lasts longest on average, whether as things are, and how surely it does."""
    known = np.nan_to_num(means, nan=-1.0)
    usual, rows = int(known[0].argmax()), []
    for f, future in enumerate(worlds.futures):
        best = int(known[f].argmax())
        ahead = (samples[:, f, best] > samples[:, f, usual]).mean() if best != usual else np.nan
        rows.append((future, worlds.options[best], best != usual, ahead, known[f, best] - known[f, usual]))
    return pd.DataFrame(rows, columns=["future", "scenario", "flips", "sure", "ahead"])
