"""A network to which everything happens draws from every stream, and never twice the same number for two purposes."""

import sys

import numpy as np
import pytest

from netsustain.plan import compile_scenario
from netsustain.scenario import load
from netsustain.storage import RUN_COLUMNS
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
    """Stream, and (stream, month, entities, block) → where in the sources it is drawn, of three replicates."""
    driver, places = plain.driver(), {}
    original = plain("streams").uniforms

    def watched(luck, stream, month, entity, other, block):
        caller = sys._getframe(1)
        place = (int(luck.replicate), int(stream), int(month), int(entity), int(other), int(block))
        places.setdefault(place, set()).add((caller.f_code.co_filename, caller.f_lineno))
        return original(luck, stream, month, entity, other, block)

    users = [module for module in plain._modules.values() if getattr(module, "uniforms", None) is original]
    with pytest.MonkeyPatch.context() as patch:
        for module in users:
            patch.setattr(module, "uniforms", watched)
        runs, months = np.zeros((3, len(RUN_COLUMNS))), np.zeros((3, 0, 0))
        made = compile_scenario(EVERYTHING)[:3]
        driver.ensemble(*made, np.uint64(1), np.arange(3, dtype="u8"), np.zeros((0, 0)), runs, months)
    return places


def test_every_stream_is_drawn_from(draws):
    drawn = {place[1] for place in draws}
    assert [stream.name for stream in STREAMS if stream.number not in drawn] == []


def test_no_number_serves_two_purposes(draws):
    shared = {place: callers for place, callers in draws.items() if len(callers) > 1}
    assert not shared
