"""Who did what in a game, as distributions: nobody is named, and groups under five people are not shown alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from netsustain.diagnosis.survey import ENOUGH
from netsustain.exploration.answer import Column, Findings, Formed, Said, Shown
from netsustain.game.effects import HARDLY
from netsustain.game.people import PAPER, PERSON
from netsustain.report.game.draw import BINS, effort_shares
from netsustain.report.game.played import Told

POOLED = "other_kinds"


def choices(told: Told) -> Findings:
    """Effort, shares taken, ties asked for and refused, benefit against effort; one warning where too few played."""
    if not told.enough:
        return Findings({}, warnings=(Said("too_few", {"people": told.people, "least": ENOUGH}),))
    sentences = (_effort(told), _hardly(told), _took(told), *_asked(told), *_left(told), *_benefit(told), *_pace(told))
    return Findings({}, shown=_kinds(told), sentences=sentences)


def _effort(told: Told) -> Said:
    given, ruled = told.rows["effort_given"], told.rows["effort_rule"]
    quarter = {name: Formed(float(given.quantile(at)), "index") for name, at in (("low", 0.25), ("high", 0.75))}
    values = {"people": Formed(given.mean(), "index"), "rule": Formed(ruled.mean(), "index"), **quarter}
    return Said("choice_effort", values)


def _hardly(told: Told) -> Said:
    shares = [Formed(float((told.rows[name] <= HARDLY).mean()), "share") for name in ("effort_given", "effort_rule")]
    return Said("choice_hardly", {"people": shares[0], "rule": shares[1]})


def _took(told: Told) -> Said:
    took = told.rows[told.rows["takes"] > 0]
    if took.empty:
        return Said("choice_took_none")
    share = Formed(len(took) / len(told.rows), "share")
    return Said("choice_took", {"share": share, "who": _number(took["person"].nunique())})


def _number(people: int) -> Said:
    """How many people; few are not counted."""
    return Said("people_few", {"least": ENOUGH}) if people < ENOUGH else Said("people_many", {"number": people})


def asked_of(told: Told) -> tuple[int, int, int]:
    """Ties asked for, of these from people, and of those refused."""
    decided = told.found.decisions[told.found.decisions["decided_by"].isin((PERSON, PAPER))]
    of_people = decided[decided["asked_person"] == 1]
    refused = int((of_people["asked_made"] == 0).sum())
    return int(decided["asked"].sum()), len(of_people), refused


def _asked(told: Told) -> list[Said]:
    asked, of_people, refused = asked_of(told)
    made, ruled = told.rows["ties_made"].sum(), told.rows["ties_made_rule"].sum()
    found = [Said("choice_asked", {"asked": asked, "of_people": of_people, "refused": refused})
             if asked else Said("choice_asked_none")]  # fmt: skip
    ended, ended_rule = told.rows["ties_ended"].sum(), told.rows["ties_ended_rule"].sum()
    found.append(Said("choice_ties", {"made": int(made), "made_rule": int(ruled), "ended": int(ended),
                                      "ended_rule": int(ended_rule)}))  # fmt: skip
    return found


def _left(told: Told) -> list[Said]:
    """How often people left, and how long staying had not been worth it, where enough left; beside the rule."""
    own, ruled = (told.rows[told.rows[name] == 1] for name in ("left", "left_rule"))
    found = [Said("choice_left", {"left": len(own), "rule": len(ruled)})]
    if own["person"].nunique() >= ENOUGH and ruled["person"].nunique() >= ENOUGH:
        months = {name: Formed(float(rows["bad_months"].mean()), "tenth") for name, rows in
                  (("people", own), ("rule", ruled))}  # fmt: skip
        found.append(Said("choice_left_after", months))
    return found


def _benefit(told: Told) -> list[Said]:
    """Benefit of the third of people that gave most, and of the third that gave least; both large enough."""
    by_person = _benefits(told)
    third = len(by_person) // 3
    if third < ENOUGH:
        return []
    ordered = by_person.sort_values("effort")
    least, most = ordered.head(third), ordered.tail(third)
    means = {f"{what}_{name}": Formed(group[what].mean(), "index") for what in ("effort", "benefit")
             for name, group in (("least", least), ("most", most))}  # fmt: skip
    return [Said("choice_benefit", {"people": third, **means})]


def _benefits(told: Told) -> pd.DataFrame:
    """Mean effort given and mean benefit a month, by person.

    The benefit of a month stands in the row of the next one.
    """
    rows = told.rows.sort_values(["person", "row", "month"])
    following = rows.groupby(["person", "row"])["benefit"].shift(-1)
    kept = rows.assign(next_benefit=following).dropna(subset=["next_benefit"])
    by_person = kept.groupby("person")
    return pd.DataFrame({"effort": by_person["effort_given"].mean(), "benefit": by_person["next_benefit"].mean()})


def _pace(told: Told) -> list[Said]:
    seconds = told.rows["seconds"].dropna()
    if seconds.empty:
        return []
    return [Said("choice_pace", {"median": Formed(float(seconds.median()), "whole"),
                                 "late": Formed(float(seconds.quantile(0.9)), "whole")})]  # fmt: skip


def _kinds(told: Told) -> tuple[Shown, ...]:
    """A row a kind of organisation that at least five people played; the others together, if they are as many."""
    pooled = told.rows["kind"].where(~told.rows["kind"].isin(_pooled(told.rows)), POOLED)
    rows = [_kind(kind, group) for kind, group in told.rows.groupby(pooled) if group["person"].nunique() >= ENOUGH]
    if not rows:
        return ()
    columns = (
        Column("kind", "kind", "word"), Column("people", "people", "whole"), Column("effort_given", "given", "index"),
        Column("quarters", "low", "index"), Column("quarters_high", "high", "index"),
        Column("effort_rule", "rule", "index"), Column("took", "took", "share"),
    )  # fmt: skip
    table = pd.DataFrame(rows).sort_values(["people", "kind"], ascending=[False, True])
    return (Shown("table_kinds", columns, table, {"least": ENOUGH}, ("note_kinds",)),)


def _pooled(rows: pd.DataFrame) -> set[str]:
    """Kinds that stand together: those few people played, and with too few of these the next larger kind as well.

    Else the few could be worked out from all people less those shown.
    """
    number = rows.groupby("kind")["person"].nunique().sort_values()
    found = {str(kind) for kind in number[number < ENOUGH].index}
    for kind in number.index:
        if not 0 < rows.loc[rows["kind"].isin(found), "person"].nunique() < ENOUGH:
            break
        found.add(str(kind))
    return found


def _kind(kind: object, group: pd.DataFrame) -> dict[str, object]:
    given = group["effort_given"]
    return {
        "kind": str(kind), "people": group["person"].nunique(), "given": given.mean(), "low": given.quantile(0.25),
        "high": given.quantile(0.75), "rule": group["effort_rule"].mean(), "took": (group["takes"] > 0).mean(),
    }  # fmt: skip


def effort_table(told: Told) -> Shown:
    """The numbers of the figure of efforts."""
    given, ruled = effort_shares(told)
    names = [f"{low:.1f}–{high:.1f}" for low, high in pairwise(BINS)]
    columns = (Column("effort", "effort", "text"), Column("people_share", "given", "share"),
               Column("rule_share", "ruled", "share"))  # fmt: skip
    return Shown("figure_efforts_title", columns, pd.DataFrame({"effort": names, "given": given, "ruled": ruled}))


def took_share(told: Told) -> float:
    """Share of months in which an extra share was taken."""
    return float(np.mean(told.rows["takes"] > 0)) if len(told.rows) else 0.0
