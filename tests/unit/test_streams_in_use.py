"""A network to which everything happens draws from every stream, and never twice the same number for two purposes."""

import pytest
from tests.luck.doubles import doubles, draws_of

from netsustain.scenario import load
from netsustain.streams import STREAMS

EVERYTHING = load("strategies_all").with_(
    **{"network.recipe": {"members": {"from": 8, "to": 10}, "mean_degree": 4}, "network.goals": [{"workload": 15}]},
    months=26, levers={"written_agreement": 1, "onboarding": 1, "core_leaders": 4},
    parameters={"membership": {"recruit_rate": 1.0, "decay_hazard": 0.3}},
    events=[
        {"at": 3, "transfer": {"who": "leaders", "share": 0.5}}, {"at": 4, "leave": {"kind": "school"}},
        {"at": 6, "merger": {"kind": "school"}}, {"at": 18, "communication": {"policy": "blackout"}},
    ],
    recurrent=[{"rate": 3, "crisis": {"months": 1}}],
)  # fmt: skip


@pytest.fixture(scope="module")
def draws(plain):
    """Everything drawn in three replicates."""
    return draws_of(plain, EVERYTHING, range(3))


def test_every_stream_is_drawn_from(draws):
    drawn = {place.stream for place in draws.places}
    assert [stream.name for stream in STREAMS if stream.number not in drawn] == []


def test_no_number_serves_two_purposes(draws):
    assert doubles(draws) == []
