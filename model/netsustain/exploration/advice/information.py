"""What would change the advice: knowing something before choosing, and having more or less money."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from netsustain.exploration.advice.unknown import World
from netsustain.exploration.information import study
from netsustain.exploration.information.benefits import benefits_from
from netsustain.exploration.linear_algebra import one_thread
from netsustain.health.intervals import Floats

EVERYTHING = study.EVERYTHING
CURVES = 3
"""Numbers whose curves are kept, worth knowing or not."""
MORE = 1.25
"""How much more money is tried, as a multiple of the budget."""
LESS = (0.6, 0.8)
"""How much less, as shares of it."""


def worth_knowing(
    months: Floats, design: pd.DataFrame, world: World, names: Sequence[str], seed: int
) -> dict[str, pd.DataFrame]:
    """The value of knowing, in months, of everything, of single numbers and of what one enquiry would tell.

    Parameters
    ----------
    months
        (options × futures × runs).
    names
        Of the options.

    Returns
    -------
    dict
        ``knowing``, ``switching`` and ``curves`` as :mod:`netsustain.exploration.information.study` makes them;
        ``knowing`` with the ``group`` of each number.
    """
    factors = world.knowable
    places = {factor.name: place for place, factor in enumerate(factors)}
    groups = {name: [places[each] for each in members] for name, members in world.groups.items() if len(members) > 1}
    with one_thread():
        found = benefits_from(months.transpose(1, 2, 0), design, factors)
        knowing = study.worths(found, factors, groups, seed)
        singles = knowing[knowing["what"] == "factor"]
        worth = list(singles.loc[singles["verdict"] == "worth", "name"])
        drawn = list(dict.fromkeys([*worth, *singles["name"].head(CURVES)]))
        switching = study.switching(found, factors, names, drawn, seed)
        curves = study.lines(found, factors, names, drawn, seed)
    of = {member: group for group, members in world.groups.items() for member in members}
    knowing.insert(2, "group", [of.get(name, name if name in world.groups else "") for name in knowing["name"]])
    return {"knowing": knowing, "switching": switching, "curves": curves}
