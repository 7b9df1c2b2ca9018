"""Mesa's data collector on models and agents."""

import mesa
import pytest

from netsustain.agents import Leader, MemberOrganisation
from netsustain.model import NetworkModel
from netsustain.storage import MONTHLY

pytestmark = pytest.mark.filterwarnings("error")


def test_by_default_it_holds_the_months(small):
    model = NetworkModel(small, rng=3).run()
    table, months = model.datacollector.get_model_vars_dataframe(), model.months()
    assert list(table.columns) == ["month", *MONTHLY]
    assert list(table["month"]) == list(range(1, model.tick + 1))
    alive = int(months["alive"].sum())
    assert alive > 3
    for name in MONTHLY:
        assert table[name].iloc[:alive].tolist() == months[name].iloc[:alive].tolist()


def _most_effort(model):
    return model.members.agg("effort", max)


def test_reporters_of_ones_own(small):
    reporters = {"trust": "mean_trust", "most": _most_effort, "members": "active_members"}
    model = NetworkModel(small, rng=3, model_reporters=reporters)
    model.step()
    assert model.datacollector.get_model_vars_dataframe().to_dict("records") == [
        {"trust": model.mean_trust, "most": _most_effort(model), "members": model.active_members}
    ]


def _is_busy(agent):
    return isinstance(agent, MemberOrganisation) and agent.effort > 0.2


def test_agent_reporters(lively):
    reporters = {"trust": "trust", "competence": "competence", "busy": _is_busy}
    model = NetworkModel(lively, rng=4, agent_reporters=reporters)
    while model.tick < 9:
        model.step()
    table = model.datacollector.get_agent_vars_dataframe()
    assert list(table.columns) == ["trust", "competence", "busy"]
    assert sorted(set(table.index.get_level_values("Step"))) == list(range(1, 10))
    now = table.xs(9, level="Step")
    assert list(now.index) == model.agents.get("unique_id")
    for agent in model.agents:
        row = now.loc[agent.unique_id]
        if isinstance(agent, Leader):
            assert row["competence"] == agent.competence
            assert row["trust"] != row["trust"], "a leader has no trust of its own"
        else:
            assert (row["trust"], row["busy"]) == (agent.trust, _is_busy(agent))


def test_mesas_own_collector_takes_the_place(lively):
    model = NetworkModel(lively, rng=4)
    model.datacollector = mesa.DataCollector(
        model_reporters={"c2": "c2"},
        agenttype_reporters={MemberOrganisation: {"fatigue": "fatigue"}, Leader: {"level": "level"}},
    )
    for _ in range(5):
        model.step()
    leaders = model.datacollector.get_agenttype_vars_dataframe(Leader)
    assert leaders.xs(5, level="Step")["level"].tolist() == model.leaders.get("level")
    members = model.datacollector.get_agenttype_vars_dataframe(MemberOrganisation)
    assert members.xs(5, level="Step")["fatigue"].tolist() == model.members.get("fatigue")
    assert model.datacollector.get_model_vars_dataframe()["c2"].iloc[-1] == model.c2


def test_no_reporters_at_all(small):
    model = NetworkModel(small, rng=3, model_reporters={}).run()
    assert model.datacollector.model_vars == {}
    assert len(model.months()) == 24
