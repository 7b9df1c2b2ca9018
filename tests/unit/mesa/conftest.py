"""Small networks that live through everything in two years, and comparisons of bits."""

import numpy as np
import pytest

from netsustain.model import NetworkModel
from netsustain.scenario import load

LIVELY = {
    "network.recipe.members": 12,
    "levers": {"onboarding": 1.0},
    "parameters": {
        "membership": {
            "recruit_rate": 0.9, "growth_limit": 20, "comeback_rate": 0.5, "exit_rate": 0.12, "patience": 0,
        }
    },
    "events": [
        {"at": 3, "join": {"kind": "private", "name": "Mill", "ties": 4}},
        {"at": 4, "crisis": {"months": 2}},
        {"at": 5, "merger": {}},
        {"at": 6, "leave": {"member": 4}},
        {"at": 8, "transfer": {"who": "leaders"}},
        {"at": 9, "relaunch": {}},
    ],
}  # fmt: skip
"""Members join by event and by themselves, leave, rest, return and merge."""


@pytest.fixture(scope="session")
def small():
    """The baseline for two years."""
    return load("baseline").until(24)


@pytest.fixture(scope="session")
def lively():
    """A network of 12 in which somebody comes or goes nearly every month."""
    return load("strategies_all").until(24).with_(**LIVELY)


@pytest.fixture
def half_way(lively):
    """A lively network after seven months."""
    model = NetworkModel(lively, rng=4)
    for _ in range(7):
        model.step()
    return model


@pytest.fixture(scope="session")
def bits():
    """Bits of everything a model holds: a step, an end or a row that differs anywhere shows."""

    def of(model):
        # Rows beyond the live ones are left-overs that no rule reads.
        live = {"member": model.state.size[0], "leader": model.state.size[0], "tie": model.state.size[1]}
        parts = [np.int64(model.tick).tobytes()]
        for name, array in model.state._asdict().items():
            entity = name.partition("_")[0]
            if not name.startswith("neighbour"):
                parts.append(array[:, : live[entity]].tobytes() if entity in live else array.tobytes())
        return b"".join(parts)

    return of


@pytest.fixture(scope="session")
def same_table():
    """Asserts that two tables hold the same columns, texts and bits."""

    def check(left, right):
        assert list(left.columns) == list(right.columns)
        assert len(left) == len(right)
        for name in left.columns:
            first, second = left[name].to_numpy(), right[name].to_numpy()
            assert first.dtype == second.dtype, name
            if first.dtype.kind in "fiub":
                assert first.tobytes() == second.tobytes(), name
            else:
                assert list(first) == list(second), name

    return check
