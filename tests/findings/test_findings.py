"""The page of findings says what was measured, and what its sentences claim is so."""

from __future__ import annotations

import json

import pytest
from tools.findings.__main__ import COMMAND, FURTHER, PARTS, figure_path
from tools.findings.page import NUMBERS, PAGE, page

from netsustain.exploration.reading import load_experiment

FOUND = json.loads(NUMBERS.read_text(encoding="utf-8"))
STRATEGIES, GOVERNANCE, DOSES = FOUND["strategies"], FOUND["governance"], FOUND["doses"]
GRANT, TRANSFERS, DEATHS = FOUND["grant"], FOUND["transfers"], FOUND["deaths"]
MONTHS_THAT_MATTER = 3.0


def test_the_page_holds_the_numbers_measured_last():
    assert PAGE.read_text(encoding="utf-8") == page(), f"{PAGE.name} is stale, type {COMMAND} --page"


def test_a_number_that_was_not_measured_is_refused():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        page({**FOUND, "grant": {}})


@pytest.mark.parametrize("name", [*PARTS, *(name for further in FURTHER.values() for name in further)])
def test_the_figure_is_there_and_shown(name):
    assert figure_path(name).is_file()
    assert f"figures/{figure_path(name).name}" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["strategies", "governance", "doses", "grant", "transfers", "deaths"])
def test_the_experiment_is_shipped_and_draws_from_the_accepted_vectors(name):
    assert load_experiment(f"finding_{name}").experiment.parameters == "accepted"


# ---- what the sentences claim ------------------------------------------------------------------------------------


def value(found):
    return found["value"]


def holds(found):
    """Share of vectors under which a mean has the sign it has on average."""
    share = found["holds"] / found["vectors"]
    return share if found["value"] > 0 else 1 - share


def test_no_strategy_wins_everywhere():
    first = {name: row["best"] for name, row in STRATEGIES["table"].items()}
    assert 0.5 < first["all five"] < 0.95
    assert min(first["leadership"], first["self-reliance"]) > 0.03
    assert max(first["communication"], first["social capital"], first["governance"]) < 0.03
    told = " ".join(STRATEGIES["telling"][:2])
    assert "budget" in told
    assert "leaders move" in told


def test_what_costs_much_is_wasted_on_a_network_without_money():
    by_money = STRATEGIES["thirds"]["the office's budget"]
    assert by_money["all five"][0] < by_money["all five"][1] / 2
    assert by_money["communication"][0] < 0 < by_money["communication"][1]
    by_turnover = STRATEGIES["thirds"]["the yearly chance that leaders move"]
    assert by_turnover["self-reliance"][0] > by_turnover["self-reliance"][1]
    assert by_turnover["leadership"][0] < by_turnover["leadership"][1]


def test_the_governance_strategy_changes_little_on_average():
    row = STRATEGIES["table"]["governance"]
    assert abs(value(row["gain"])) < MONTHS_THAT_MATTER
    assert row["wasted"] > 0.5


def test_in_the_demos_network_it_is_the_committee_that_costs():
    from netsustain import load, simulate
    from netsustain.calibration.accepted import vectors_for

    strategy, runs = load("demo_governance"), 624
    vectors = vectors_for(load("demo_none"), runs)
    led = strategy.with_(levers={"governance_mode": "lead_organisation"})
    without, with_it, by_lead = (
        simulate(scenario, runs, seed=9, vectors=vectors).runs["months_sustained"].to_numpy()
        for scenario in (load("demo_none"), strategy, led)
    )
    assert (with_it - by_lead).mean() < 0
    assert abs((by_lead - without).mean()) < MONTHS_THAT_MATTER


def test_nearly_all_of_every_width_is_ignorance():
    assert min(row["gain"]["ignorance"] for row in STRATEGIES["table"].values()) > 0.9


def test_both_kinds_of_governance_have_a_route_through_money_and_stability():
    for mode, row in GOVERNANCE["table"].items():
        assert "much money" in row["route"], mode
        assert "stable leaders" in row["route"], mode
        assert value(row["there"]) > 0.65, mode
    for mode in ("lead organisation", "administrative centre", "committee"):
        assert value(GOVERNANCE["table"][mode]["there"]) > 0.75, mode
    assert max(GOVERNANCE["by_size"]["small"], key=GOVERNANCE["by_size"]["small"].get) == "shared by all"
    assert min(GOVERNANCE["by_size"]["large"], key=GOVERNANCE["by_size"]["large"].get) == "shared by all"


def test_more_is_not_always_better():
    meetings = DOSES["table"]["meeting_frequency"]
    assert meetings["enough money"]["dose"] == meetings["little money"]["dose"] == 1
    assert value(meetings["enough money"]["fall"]) < -20
    assert len(DOSES["harmful"]["little money"]) + len(DOSES["neither"]["little money"]) > len(DOSES["table"]) / 2
    assert DOSES["harmful"]["enough money"] == ["meeting_frequency"]


def test_the_rise_emerges_and_the_fall_hardly_does():
    rows = GRANT["table"]
    assert holds(rows["density of ties, funded"]["rise"]) > 0.9
    density, ties = rows["density of ties, funded"]["fall"], rows["ties, funded"]["fall"]
    assert -0.05 < value(density) < 0
    assert density["low"] < 0 < density["high"]
    assert value(ties) > 0
    assert value(rows["effort, funded"]["fall"]) < -0.05
    for name in ("action plan", "trained members", "delivery"):
        assert value(rows[f"{name}, funded"]["fall"]) < 0, name
    assert value(GRANT["jump"]) < 0


def test_sharing_and_handing_over_pay_at_transfers_in_small_doses():
    gain = {arm: row["gain"] for arm, row in TRANSFERS["table"].items()}
    for turnover in ("10%", "20%", "30%", "45%"):
        for arm in ("two leaders", "three leaders", "one month of handover", "two months of handover"):
            assert value(gain[arm][turnover]) > MONTHS_THAT_MATTER, (arm, turnover)
            assert holds(gain[arm][turnover]) > 0.8, (arm, turnover)
        assert value(gain["five leaders"][turnover]) <= value(gain["five leaders"]["20%"]) < 6.0
        assert gain["five leaders"][turnover]["low"] < 0
        further = value(gain["six months of handover"][turnover]) - value(gain["two months of handover"][turnover])
        assert abs(further) < MONTHS_THAT_MATTER
    parts = value(gain["two leaders"]["30%"]) + value(gain["two months of handover"]["30%"])
    assert value(gain["two months of handover"]["30%"]) < value(gain["two leaders, two months"]["30%"]) < parts


def test_quiet_times_cost_only_a_large_core_group():
    quiet = {arm: value(row["gain"]["0%"]) for arm, row in TRANSFERS["table"].items()}
    assert abs(quiet["two leaders"]) < MONTHS_THAT_MATTER
    assert quiet["two months of handover"] == 0
    assert quiet["five leaders"] < -6


def test_value_breaks_first_and_effort_gives_it_away():
    assert next(iter(DEATHS["overall"]["first"])) == "benefit and value"
    assert DEATHS["overall"]["shock"]["transfer"] > 0.5
    assert DEATHS["year_before"][0] == "effort"
    assert DEATHS["signs"]["effort"]["12"][0] > 0.75
    grant = DEATHS["causes"]["Calibration set-up: coalitions with a three-year grant"]
    assert set(list(grant["first"])[:2]) == {"resources", "communication"}
    assert grant["dissolved"]["ignorance"] < 0.5
