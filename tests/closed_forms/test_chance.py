"""Income, events and first draws against the distributions they should have; fixed seeds.

``standard_errors`` is how far a mean may lie from what is expected (see ``FALSE_ALARM`` in ``tests/conftest.py``).
Without a compiler fewer replicates are run, and means are allowed to lie as much further.
"""

import math

import numpy as np
import pytest
from tests.closed_forms.networks import PINNED, share
from tests.worlds import NO_LUCK, STILL, World, both, from_tables, many, schools, small

from netsustain.state import Status
from netsustain.timeline import CODE


def test_volatile_income_has_its_mean_and_spread(near, tmp_path):
    """Mean = promised volume; standard deviation = volatility x volume (here without months below nothing)."""
    raised = {
        "months": 24, "levers": {"fundraising_human": 1},
        "parameters": {"resources": {"income_volatility": 0.25, "fundraising_ramp": 1},
                       "governance": {"anchoring_rate": 0, "anchoring_loss": 0}},
        "funding": {"grants": [{"amount": 500, "from": 1, "to": 24}]},
    }  # fmt: skip
    scenario = from_tables(tmp_path, schools(20), **both(NO_LUCK, STILL, PINNED, raised))
    ratios = []
    for replicate in range(many(40, 6)):
        for now in World(scenario, replicate=replicate).months(24):
            volume = 7 * now["member.skill"].mean() * (0.5 + now.net("anchoring"))
            ratios.append(now["channel.income"][3] / volume)
    near("income", ratios, 1.0, 0.25)
    # The fourth moment of the sum of four uniforms is 2.7.
    near("its square", ((np.array(ratios) - 1) / 0.25) ** 2, 1.0, math.sqrt(2.7 - 1))


def test_international_money_is_rare_and_lumpy_but_no_less(near, tmp_path):
    """It comes with chance c and is then 1/c times as much."""
    raised = {
        "months": 24, "levers": {"fundraising_international": 1},
        "parameters": {"resources": {"international_chance": 0.25, "fundraising_ramp": 1}},
        "funding": {"grants": [{"amount": 500, "from": 1, "to": 24}]},
    }  # fmt: skip
    scenario = from_tables(tmp_path, schools(20), **both(NO_LUCK, STILL, PINNED, raised))
    ratios = []
    for replicate in range(many(40, 8)):
        world = World(scenario, replicate=replicate)
        before = world.now()
        for now in world.months(24):
            # Promised by the standing at the start of the month and the leadership of this one.
            volume = 18 * before.net("reputation") * now.net("leadership")
            ratios.append(now["channel.income"][5] / volume)
            before = now
    assert set(np.round(ratios, 9)) == {0.0, 4.0}
    near("income", ratios, 1.0, 4 * math.sqrt(0.25 * 0.75))


def struck(now):
    """Whether the last shock of this month is a crisis, which always strikes."""
    return now.net("event_month") == now.month and now.net("event_kind") == CODE["crisis"]


@pytest.mark.parametrize(("rate", "season"), [(3, None), (2, [3, 4, 5])])
def test_recurrent_events_come_at_their_rate(rate, season, near):
    """A chance of rate / (months of the season) in each of its months, none in others."""
    event = {"rate": rate, "crisis": {"months": 1, "urgency": 0}} | ({"season": season} if season else {})
    scenario = small(4, 48, recurrent=[event], parameters={"membership": {"exit_rate": 0, "recruit_rate": 0}})
    happened = []
    for replicate in range(many(100, 15)):
        history = World(scenario, replicate=replicate).months(48)
        happened.append([struck(now) for now in history])
    table = np.array(happened)
    # Month 1 is October; a leader of the core who moves later in the month hides the event.
    seasons = (np.arange(48) + 9) % 12 + 1
    inside = np.isin(seasons, season or range(1, 13)) & (seasons != 10)
    share(near, "months with the event", table[:, inside].ravel(), rate / (len(season) if season else 12))
    assert not table[:, ~np.isin(seasons, season or range(1, 13))].any()


@pytest.mark.parametrize("part", [0.2, 0.7])
def test_a_share_of_the_leaders_is_transferred(part, near):
    still = {"leadership": {"transfer_probability": 0}}
    scenario = small(30, 3, events=[{"at": 3, "transfer": {"share": part}}], parameters=still)
    moved = [World(scenario, replicate=k) for k in range(many(100, 15))]
    hits = []
    for world in moved:
        *_, before, after = world.months(3)
        here = before["member.status"] <= Status.DORMANT
        changed = (after["leader.vacancy"] > 0) | (after["leader.months_in_post"] == 0)
        hits.append(changed[: here.size][here])
    share(near, "leaders moved", np.concatenate(hits), part)


def test_first_trust_is_spread_around_its_mean(near):
    """Mean .57 and standard deviation .12, each way by itself."""
    scenario = small(30, 1, **{"network.initial": {"trust": 0.57, "trust_spread": 0.12}})
    worlds = [World(scenario, replicate=k).now() for k in range(many(40, 8))]
    ab, ba = (np.concatenate([now[f"tie.trust_{way}"] for now in worlds]) for way in ("ab", "ba"))
    near("trust", ab, 0.57, 0.12)
    near("trust back", ba, 0.57, 0.12)
    near("their product", (ab - 0.57) * (ba - 0.57), 0.0, 0.12**2)
