"""Chains from event to end, their ways, and one typical run: on tables of which all is known."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.why.tables import CUT, Made, planted, still

from netsustain.exploration.why.asking import find
from netsustain.exploration.why.chains import chains, steps
from netsustain.exploration.why.falls import falls
from netsustain.exploration.why.happened import happened
from netsustain.exploration.why.typical import ALWAYS, LINES, medoid
from netsustain.exploration.why.ways import FEW, OTHER, flows, share, ways


def chain_of(made, events=(CUT,)):
    """Chains of all that dissolved, and the parts they are made of."""
    given = made.courses()
    struck = happened(still(events=events), 1, given)
    fallen = falls(given)
    return chains(given, fallen, struck), given, fallen, struck


def test_the_chain_of_a_network_that_ends_after_a_cut():
    chain, *_ = chain_of(planted())
    assert chain["replicate"].tolist() == list(range(30, 36))
    row = chain.iloc[0]
    assert (row["trigger"], row["trigger_month"]) == ("budget_cut", 13)
    assert (row["first"], row["first_month"]) == ("effort", 13)
    assert (row["first_before"], row["first_change"]) == pytest.approx((0.5, -0.4))
    # From a mean of 0.233 (0.3 four times, 0.1 twice) to 0.1 in month 19, the last one alive.
    assert (row["straw"], row["straw_change"]) == ("effort", pytest.approx(0.1 / (1.4 / 6) - 1))
    assert (row["last_month"], row["end_month"], row["confirmed_month"], row["cause"]) == (19, 20, 25, "c6")


@pytest.mark.parametrize(("at", "trigger"), [(7, "crisis"), (6, "no_event"), (13, "crisis"), (14, "no_event")])
def test_the_event_of_a_chain_comes_within_the_half_year_before_the_first_fall(at, trigger):
    chain, *_ = chain_of(planted(), [{"at": at, "crisis": {}}])
    assert set(chain["trigger"]) == {trigger}


def test_the_last_of_several_events_is_the_one_of_the_chain():
    events = [{"at": 9, "crisis": {}}, {"at": 12, "scandal": {}}]
    assert set(chain_of(planted(), events)[0]["trigger"]) == {"scandal"}


def test_what_only_helps_starts_no_chain():
    events = [{"at": 12, "relaunch": {}}, {"at": 12, "budget": {"level": 2}}, {"at": 12, "join": {"kind": "school"}}]
    assert set(chain_of(planted(), events)[0]["trigger"]) == {"no_event"}


def test_of_several_falls_of_a_month_the_furthest_is_the_first(steady):
    chain, *_ = chain_of(steady().add(20, c2={13: 0.3}, c6={13: 0.2}))
    assert chain["first"].iloc[0] == "c6"


def test_a_network_in_which_nothing_fell_has_no_fall_and_fades(steady):
    row = chain_of(steady().add(20), ())[0].iloc[0]
    assert (row["trigger"], row["first"], row["straw"]) == ("no_event", "no_fall", "slow_fade")


def test_all_that_end_in_month_1_end_too_soon_to_tell(made):
    chain, given, fallen, struck = chain_of(made().add(1, 8))
    assert set(chain["first"]) == {"too_soon"}
    assert set(chain["straw"]) == {"too_soon"}
    assert set(chain["last_month"]) == {0}
    found = steps(given, fallen, struck, chain)
    assert found["step"].tolist() == ["end", "confirmed"] * 8


def test_none_that_ends_has_no_chain(steady):
    chain, given, fallen, struck = chain_of(steady())
    assert chain.empty
    assert steps(given, fallen, struck, chain).empty
    assert ways(chain, given).empty
    assert flows(chain).empty


def test_steps_follow_one_another_and_say_how_far_each_level_fell():
    chain, given, fallen, struck = chain_of(planted())
    found = steps(given, fallen, struck, chain)
    mine = found[found["replicate"] == 30]
    told = list(zip(mine["month"], mine["step"], mine["what"], strict=True))
    assert told == [
        (13, "event", "budget_cut"), (13, "fell", "effort"), (14, "fell", "c5"), (15, "fell", "active_members"),
        (19, "last", ""), (20, "end", ""), (25, "confirmed", ""),
    ]  # fmt: skip
    members = mine[mine["what"] == "active_members"].iloc[0]
    assert (members["before"], members["after"]) == (20, 12)


# ---- ways -----------------------------------------------------------------------------------------


def two_ways(others: int = 3) -> Made:
    """Seven end after the cut by effort, six without an event by trust, some by value."""
    made = Made().add(number=30).add(20, 7, effort={13: 0.2}).add(40, 6, c2={30: 0.2})
    return made.add(44, others, c6={35: 0.1})


def test_ways_are_counted_the_commonest_first_and_the_few_together_last():
    chain, given, *_ = chain_of(two_ways())
    found = ways(chain, given)
    assert found[["trigger", "first", "count"]].values.tolist() == [
        ["budget_cut", "effort", 7], ["no_event", "c2", 6], [OTHER, OTHER, 3],
    ]  # fmt: skip
    assert found["count"].sum() == len(chain)
    assert found["share"].tolist() == pytest.approx([7 / 46, 6 / 46, 3 / 46])
    assert (found["low"] < found["share"]).all()
    assert (found["share"] < found["high"]).all()
    assert found["end_month"].tolist() == [20, 40, 44]
    assert found["from_first"].tolist() == [7, 10, 9]
    assert found.iloc[0][["straw", "straw_count"]].tolist() == ["slow_fade", 7]


def test_few_ends_are_not_broken_down(steady):
    chain, given, *_ = chain_of(steady().add(20, FEW - 1, effort={13: 0.2}))
    assert len(chain) == FEW - 1
    assert ways(chain, given).empty
    assert flows(chain).empty


def test_flows_hold_every_chain_and_name_no_few():
    chain, *_ = chain_of(two_ways(others=4))
    found = flows(chain)
    assert found["count"].sum() == len(chain)
    assert "c6" not in set(found["first"])
    for stage in ("trigger", "first", "straw"):
        sizes = found.groupby(stage)["count"].sum().drop(OTHER, errors="ignore")
        assert (sizes >= FEW).all()


def test_an_interval_is_wider_where_the_marked_share_their_parameters():
    of, replicates = np.ones(200, dtype=bool), np.arange(200)
    spread = replicates % 5 == 0  # all vectors alike: those of every fifth replicate, 50 vectors of four
    together = replicates % 50 < 10  # ten vectors whole
    alone, shared = share(together, of, replicates, 0), share(together, of, replicates, 50)
    assert alone["share"] == shared["share"] == 0.2
    assert shared["high"] - shared["low"] > 1.5 * (alone["high"] - alone["low"])
    assert 0 < shared["low"] < shared["high"] < 1
    assert share(spread, of, replicates, 0) == alone


# ---- one typical run ------------------------------------------------------------------------------


def test_the_typical_run_is_in_the_middle_of_its_way_and_the_lowest_of_several_alike(steady):
    made = steady()
    for end in (15, 19, 20, 21, 40):
        made.add(end, effort={13: 0.2})
    chain, given, fallen, _ = chain_of(made)
    assert medoid(chain, given, fallen) == 32  # the one that ends in month 20
    assert medoid(chain_of(planted())[0], *chain_of(planted())[1:3]) == 30


def test_the_story_runs_from_start_to_confirmation_in_a_dozen_lines_at_most():
    events = [CUT, *({"at": month, "crisis": {}} for month in range(2, 18))]
    made = planted()
    found = find(made.ensemble(still(events=events)), seed=1, told=False)
    lines = found.findings.tables["timeline"]
    assert lines["line"].max() == LINES
    assert lines["month"].is_monotonic_increasing
    assert set(ALWAYS) <= set(lines["step"])
    first = lines[lines["step"] == "first"].iloc[0]
    assert (first["month"], first["what"], first["before"], first["after"]) == (13, "effort", 0.5, 0.3)
    lost = lines[lines["step"] == "lost"].iloc[0]
    assert (lost["month"], lost["before"], lost["after"], lost["number"]) == (15, 20, 12, 8)
    assert lines.loc[lines["step"] == "end", "month"].tolist() == [20]
    assert lines.loc[lines["step"] == "confirmed", "month"].tolist() == [25]


def test_the_story_of_a_network_that_never_lived_a_month_is_its_end(made):
    found = find(made().add(1, 6).ensemble(still()), seed=1, told=False)
    assert found.findings.tables["timeline"]["step"].tolist() == ["end", "confirmed"]


def test_what_is_found_does_not_depend_on_the_order_of_rows():
    whole = two_ways().ensemble(still(events=[CUT]))
    one = find(whole, seed=1, told=False)
    whole.runs, whole.months = whole.runs.iloc[::-1], whole.months.sample(frac=1, random_state=1)
    other = find(whole, seed=1, told=False)
    assert one.findings.sentences == other.findings.sentences
    for name, table in one.findings.tables.items():
        pd.testing.assert_frame_equal(table, other.findings.tables[name])
