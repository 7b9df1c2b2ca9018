"""What structure and outlook say, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netsustain.diagnosis.outlook import Outlook
from netsustain.diagnosis.structure import Structure
from netsustain.exploration.answer import Formed, Said

if TYPE_CHECKING:
    from netsustain.diagnosis.diagnosing import Diagnosis

MOST_NAMES = 5
CLEAR = 0.9
"""Share of resampled vectors from which the first to give way is called clear."""
CONCENTRATED = 1 / 3
"""Share of all staff-days in one hand that is worth a sentence of its own."""


# ---- structure ------------------------------------------------------------------------------------


def structure(found: Structure) -> Iterator[Said]:
    """Key players first: they are what a planner can do something about."""
    numbers = found.numbers
    yield _key_player(found)
    together = _key_set(found)
    if together is not None:
        yield together
    if found.strong is not None:
        strong = found.strong.numbers
        yield Said("strong_ties", {
            "number": int(strong["ties"]), "ties": int(numbers["ties"]), "members": int(numbers["members"]),
            "isolates": int(strong["isolates"]), "found": _key_player(found.strong),
        })  # fmt: skip
    yield Said("structure", {
        "members": int(numbers["members"]), "ties": int(numbers["ties"]), "density": _hundred(numbers["density"]),
        "centralisation": Formed(numbers["centralisation"], "index"),
    })  # fmt: skip
    if found.isolates:
        named, left = list(found.isolates[:MOST_NAMES]), len(found.isolates) - MOST_NAMES
        more = Said("and_more", {"number": left}) if left > 0 else ""
        yield Said("isolates", {"number": len(found.isolates), "names": named, "more": more})
    thin = found.kinds[found.kinds["only"] != ""]
    if not thin.empty:
        holders = thin["only"].value_counts()
        name = min(holders[holders == holders.max()].index)
        values = {"number": len(thin), "name": str(name), "held": int(holders.max())}
        yield Said("bridges_one" if len(thin) == 1 else "bridges", values)
    if found.largest_holder and numbers["largest_share"] >= CONCENTRATED:
        known = "resources_assumed" if numbers["assumed_share"] > 0 else "resources"
        yield Said(known, {"name": found.largest_holder, "share": _hundred(numbers["largest_share"])})


def _key_player(found: Structure) -> Said:
    """The member whose leaving cuts most others off, compared with what is cut off already."""
    alone = found.numbers["components"]
    breaking = found.members[(found.members["cut_off"] > 0) & (found.members["components"] > alone)]
    if breaking.empty:
        return Said("key_none")
    top = breaking.iloc[0]
    values = {
        "name": str(top["name"]), "cut_off": int(top["cut_off"]), "left": int(found.numbers["members"]) - 1,
        "pieces": int(top["components"]), "number": len(breaking),
    }  # fmt: skip
    return Said("key_shatters" if top["shatters"] else "key_one", values)


def _key_set(found: Structure) -> Said | None:
    """The smallest set whose leaving leaves less than half together, if no single member does that."""
    if found.members["shatters"].any():
        return None
    shattering = next((each for each in found.sets if each.shatters), None)
    if shattering is None:
        return Said("set_none", {"number": len(found.sets[-1].members)}) if found.sets else None
    names = [found.names[member] for member in shattering.members]
    return Said("set_shatters", {"names": names, "largest": shattering.largest, "left": shattering.left})


# ---- outlook --------------------------------------------------------------------------------------


def outlook(found: Diagnosis) -> Iterator[Said]:
    """How long it lasts with no change, and what gives way first."""
    if found.outlook is None:
        return
    row, which = found.outlook.row, "own" if found.own_network else "typical"
    if not np.isfinite(row["sustained_months"]):
        yield Said("outlook_never_formed")
        return
    low, _, high = found.outlook.spread
    horizon = found.outlook.comparison.horizon
    years = Said("years", {"number": horizon // 12}) if horizon % 12 == 0 else Said("months", {"number": horizon})
    yield Said(f"outlook_{which}", {
        "alive": _hundred(row["alive"]), "low": _hundred(row["alive_low"]), "high": _hundred(row["alive_high"]),
        "time": years,
    })  # fmt: skip
    yield Said("outlook_spread_open" if high >= horizon else "outlook_spread", {
        "from": Formed(low, "whole"), "to": Formed(high, "whole"), "months": Formed(row["sustained_months"], "whole"),
        "months_low": Formed(row["sustained_low"], "whole"), "months_high": Formed(row["sustained_high"], "whole"),
        "horizon": horizon,
    })  # fmt: skip
    yield _first(found.outlook)


def _first(found: Outlook) -> Said:
    table = found.first
    if not found.dissolved:
        return Said("outlook_none_dissolves", {"futures": int(found.row["counted"])})
    top, rival = table.iloc[0], table.iloc[1]
    values = {
        "word": str(top["condition"]), "share": _hundred(top["share"]), "low": _hundred(top["share_low"]),
        "high": _hundred(top["share_high"]), "word_rival": str(rival["condition"]), "rival": _hundred(rival["share"]),
        "dissolved": _hundred(found.row["dissolved"]),
    }  # fmt: skip
    return Said("outlook_first" if top["leads"] >= CLEAR else "outlook_first_unsure", values)


def _hundred(share: float | pd.Series) -> Formed:
    from netsustain.diagnosis.telling import hundred

    return hundred(float(share))
