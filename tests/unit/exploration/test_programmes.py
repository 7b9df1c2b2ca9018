"""Programmes: networks and futures, the design they make, kinds by hand, and choosing whom to support."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.kinds import programme
from netsustain.exploration.programmes import kindtables, targeting
from netsustain.exploration.programmes.asking import Asking
from netsustain.exploration.programmes.form import WITH, WITHOUT
from netsustain.exploration.programmes.results import Results, results_of
from netsustain.plan import compile_scenario
from netsustain.scenario.problems import ScenarioError

TINY = """scenarios: [baseline]
networks:
  seed: 3
  groups:
    small: {label: {en: Small, th: เล็ก}, number: 8, factors: {members: {from: 5, to: 9}, budget: {from: 0, to: 4}}}
    large: {number: 5, factors: {members: {from: 10, to: 14}, budget: {from: 2, to: 8}}}
futures:
  number: 4
  events: [{at: 8, budget: {level: 0.5}}]
  factors: {events.1.at: {from: 3, to: 20}, events.1.budget.level: {from: 0, to: 1}, transfer_probability: }
programme: {levers: {core_leaders: 3}, grants: [{amount: 6, from: 1, to: 24}]}
replicates: 2
seed: 7
"""


@pytest.fixture
def tiny(asked):
    """A programme of 24 months."""
    return lambda text=TINY: asked(text, kind="programme", months=24)


# ---- networks and futures -----------------------------------------------------------------------------------------


def test_networks_are_drawn_within_the_ranges_of_their_group(tiny):
    networks = Asking(tiny()).networks
    assert networks["group"].value_counts().to_dict() == {"small": 8, "large": 5}
    small, large = (networks[networks["group"] == group] for group in ("small", "large"))
    assert small["members"].between(5, 9).all()
    assert large["members"].between(10, 14).all()
    assert sorted(np.floor(small["budget"] / 0.5)) == list(range(8)), "a Latin hypercube: one in each eighth"


def test_all_networks_of_a_future_share_its_shocks(tiny):
    asking = Asking(tiny())
    design = asking.design
    assert len(design) == 4 * 13
    for future in range(4):
        rows = design.iloc[13 * future : 13 * (future + 1)]
        for shock in ("events.1.at", "events.1.budget.level", "parameters.leadership.transfer_probability"):
            assert rows[shock].nunique() == 1
        np.testing.assert_array_equal(rows["network.recipe.members.from"], asking.networks["members"])
        np.testing.assert_array_equal(rows["network.recipe.members.to"], asking.networks["members"])
    assert design["events.1.budget.level"].nunique() == 4
    assert (design["events.1.at"] % 1 == 0).all()


def test_a_future_has_one_accepted_vector(tiny):
    design = Asking(tiny(TINY + "parameters: accepted\n")).design
    moved = [name for name in design if name.startswith("parameters.") and "transfer_probability" not in name]
    assert len(moved) > 10
    assert (design.groupby(np.arange(len(design)) // 13)[moved].nunique() == 1).all(axis=None)
    assert (design[moved].nunique() > 1).all()


def test_a_row_is_a_run_of_the_network_in_its_future(tiny, tmp_path):
    """Row 17 of the design, replicate 1: network 4 in future 1, run by hand."""
    asking = Asking(tiny())
    answer = programme.answer(asking.asked, tmp_path / "out", workers=2)
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert answer.rows == len(runs) == asking.said.runs == 2 * 4 * 13 * 2
    from netsustain.ensemble import run_batch
    from netsustain.storage import RUN_COLUMNS

    row = asking.design.iloc[17]
    drawn = {name: int(value) if "members" in name or name.endswith(".at") else value for name, value in row.items()}
    for name in (WITHOUT, WITH):
        compiled = compile_scenario(asking.scenarios[name].with_(**drawn))
        batch = run_batch(compiled, 7, np.array([17 * 2 + 1], dtype="u8"), np.zeros((0, 0)), False)
        own = runs[(runs["scenario"] == name) & (runs["draw"] == 17)].iloc[1]
        assert own["months_sustained"] == batch.runs[0, RUN_COLUMNS.index("months_sustained")]
        assert own["cost"] == batch.runs[0, RUN_COLUMNS.index("cost_days")]


def test_the_answer_does_not_depend_on_workers(tiny, tmp_path):
    one = programme.answer(tiny(), tmp_path / "a" / "one", workers=1)
    other = programme.answer(tiny(), tmp_path / "b" / "two", workers=3)
    assert one.digest == other.digest
    pd.testing.assert_frame_equal(one.tables["targeting"], other.tables["targeting"])
    assert programme.status(tiny(), tmp_path / "a" / "one").rows_left == 0


# ---- tables of networks -------------------------------------------------------------------------------------------

TABLED = TINY[: TINY.index("networks:")] + "networks: {table: mine.csv}\n" + TINY[TINY.index("futures:") :]


def with_table(asked, tmp_path, rows):
    (tmp_path / "mine.csv").write_text(rows, encoding="utf-8")
    return asked(TABLED, kind="programme", months=24)


def test_networks_are_read_from_a_table(asked, tmp_path):
    found = with_table(asked, tmp_path, "name,group,members,funding.area_office_budget\nA,north,12,3\nB,south,๘,0.5\n")
    asking = Asking(found)
    assert asking.networks["name"].tolist() == ["A", "B"]
    assert asking.networks["members"].tolist() == [12, 8]
    assert asking.design["funding.area_office_budget"].tolist() == [3, 0.5] * 4
    assert [factor.name for factor in found.factors[:2]] == ["members", "funding.area_office_budget"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("name,membres\nA,12\n", "mine.csv:1:6: membres: got 'membres', expected one of name, group, members"),
        ("name,members\nA,12.5\n", "mine.csv:2:3: members: got 12.5, expected a whole number from 0 to 1000000"),
        ("name,members\nA,12\nA,13\n", "mine.csv:3:1: name: got 'A' again (first on line 2), expected another"),
        ("name,remote_share\nA,1.5\n", "mine.csv:2:3: remote_share: got 1.5, expected a number from 0 to 1"),
        ("name,members\nA,\n", "mine.csv:2:3: members: got nothing, expected a whole number"),
        ("name,members,members\nA,1,1\n", "mine.csv:1:14: members: got the column members again, expected each once"),
        ("name\nA\n", "mine.csv:1:1: got no column in which networks differ"),
        ("name,members\n", "mine.csv:1:1: got no networks, expected a row for each"),
        ("name,group,members\nA,,5\n", "mine.csv:2:3: group: got no group"),
    ],
)
def test_a_faulty_table_is_told_at_its_line_and_column(asked, tmp_path, rows, told):
    with pytest.raises(ScenarioError) as caught:
        with_table(asked, tmp_path, rows)
    assert told in str(caught.value.problems[0])
    assert len(caught.value.problems) == 1


def with_workbook(asked, tmp_path, rows, keys=""):
    """A programme over a workbook whose first sheet says something else, unless ``keys`` name no sheet."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "empty"
    for row in rows:
        (book["offices"] if "offices" in book.sheetnames else book.create_sheet("offices")).append(row)
    book.create_sheet("notes").append(["who filled this in"])
    book.save(tmp_path / "mine.xlsx")
    text = TABLED.replace("{table: mine.csv}", f"{{table: mine.xlsx{keys}}}")
    return asked(text, kind="programme", months=24)


OFFICES = [["name", "group", "members", "budget"], ["A", "north", 12, 3.5], [], ["B", "south", "๘", 0.5]]


@pytest.mark.parametrize("keys", ["", ", sheet: offices"])
def test_networks_are_read_from_a_workbook_as_from_a_text(asked, tmp_path, keys):
    found = Asking(with_workbook(asked, tmp_path, OFFICES, keys))
    text = "\n".join(",".join(map(str, row)) for row in OFFICES if row)
    pd.testing.assert_frame_equal(found.networks, Asking(with_table(asked, tmp_path, text)).networks)
    assert found.networks["members"].tolist() == [12, 8]


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ((1, 2), 12.5, "mine.xlsx:2:3: offices!C2: got 12.5, expected a whole number from 0 to 1000000"),
        ((3, 2), None, "mine.xlsx:4:3: offices!C4: got nothing, expected a whole number"),
        ((3, 0), "A", "mine.xlsx:4:1: offices!A4: got 'A' again"),
        ((0, 2), "membres", "mine.xlsx:1:3: offices!C1: got 'membres', expected one of name, group, members"),
        ((1, 3), "=1+1", "mine.xlsx:2:4: offices!D2: got a formula without its value; expected a value: open"),
        ((1, 1), "", "mine.xlsx:2:2: offices!B2: got no group"),
    ],
)
def test_a_faulty_cell_is_told_by_sheet_and_cell(asked, tmp_path, place, value, told):
    rows = [list(row) for row in OFFICES]
    rows[place[0]][place[1]] = value
    with pytest.raises(ScenarioError) as caught:
        with_workbook(asked, tmp_path, rows)
    assert told in str(caught.value.problems[0])
    assert len(caught.value.problems) == 1


def test_what_stands_beside_the_columns_and_sheets_that_are_not_there(asked, tmp_path):
    with pytest.raises(ScenarioError, match=r"offices!E2: got 'note' right of the columns"):
        with_workbook(asked, tmp_path, [OFFICES[0], [*OFFICES[1], "note"], OFFICES[3]])
    with pytest.raises(ScenarioError, match=r"got the sheet 'ofices', expected one of .*did you mean offices"):
        with_workbook(asked, tmp_path, OFFICES, ", sheet: ofices")
    with pytest.raises(ScenarioError, match="got an empty sheet"):
        with_workbook(asked, tmp_path, OFFICES, ", sheet: empty")
    (tmp_path / "mine.csv").write_text("members\n12\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"got the sheet 'offices' of a CSV table"):
        asked(TABLED.replace("mine.csv", "mine.csv, sheet: offices"), kind="programme", months=24)


# ---- results by hand ----------------------------------------------------------------------------------------------


def results(gain, cost=None, networks=None, alive=None):
    """Results of given gains (futures × networks) over nothing."""
    gain = np.asarray(gain, dtype=float)
    values = np.stack([np.zeros_like(gain), gain])[..., None]
    costs = np.stack([np.zeros_like(gain), np.ones_like(gain) if cost is None else np.asarray(cost, float)])[..., None]
    if networks is None:
        networks = pd.DataFrame({"name": range(gain.shape[1]), "group": "g", "size": np.arange(gain.shape[1])})
    traits = tuple(name for name in networks if name not in ("name", "group"))
    lives = values if alive is None else np.asarray(alive, float)[..., None]
    return Results(networks, traits, "months_sustained", {"months_sustained": values, "cost": costs, "alive": lives})


def test_a_run_that_fails_counts_in_neither_scenario():
    frame = pd.DataFrame({
        "scenario": [WITHOUT] * 4 + [WITH] * 4, "months_sustained": [1.0, 2, 3, 4, 5, 6, 7, 8],
        "ended": ["alive"] * 3 + ["never_formed"] + ["alive"] * 4, "failed": [False] * 5 + [True] + [False] * 2,
    })  # fmt: skip
    networks = pd.DataFrame({"name": ["a"], "group": ["g"]})
    found = results_of(frame, networks, (), "months_sustained", ("months_sustained",), 2)
    assert found.mean("months_sustained").tolist() == [[[1], [3]], [[5], [7]]]


def test_kinds_by_hand():
    """Two networks live in both futures, two in none without the programme; with it all but one."""
    networks = pd.DataFrame({"name": list("abcd"), "group": ["x", "x", "y", "y"]})
    alive = [[[1, 1, 0, 0], [1, 1, 0, 0]], [[1, 1, 1, 0], [1, 1, 1, 0]]]
    table = kindtables.by_kind(results([[0, 0, 2, 0], [0, 0, 4, 0]], networks=networks, alive=alive))
    table = table.set_index(["by", "kind"])
    assert table.loc[("all", "all"), [WITHOUT, WITH, "alive_gain"]].tolist() == [0.5, 0.75, 0.25]
    assert table.loc[("group", "y"), [WITHOUT, WITH, "gain"]].tolist() == [0, 0.5, 1.5]
    assert table.loc[("all", "all"), "gain_high"] == pytest.approx(0.75 + 12.706204736432095 * 0.25)


def test_intervals_come_from_futures_not_from_networks():
    """200 networks that all gain what their future gives: as sure as 4 futures are, no surer."""
    future = np.array([0.0, 1, 2, 3])
    table = kindtables.by_kind(results(np.tile(future[:, None], (1, 200))))
    half = 3.182446305284263 * np.std(future, ddof=1) / 2
    assert table["gain_high"].iloc[0] == pytest.approx(1.5 + half)


def test_survival_by_hand():
    networks = pd.DataFrame({"name": list("ab"), "group": "g"})
    ends = np.array([[[2, np.inf]], [[np.inf, np.inf]]])[..., None]
    table = kindtables.survival(Results(networks, (), "end_month", {"end_month": ends}), 3)
    without = table[table["scenario"] == WITHOUT]
    assert without["alive"].tolist() == [1, 1, 0.5, 0.5]


def test_contrasts_find_the_kind_that_gains_more_and_little_in_noise():
    rng, size = np.random.default_rng(2), np.arange(60)
    shock = rng.normal(0, 5, (20, 1))
    helped = kindtables.contrasts(results(shock + 3 * (size < 20) + rng.normal(0, 2, (20, 60))))
    sure = helped[helped["sure"] & (helped["measure"] == "gain")]
    assert set(sure["more"]) == {"low"}
    assert sure["difference"].to_numpy() == pytest.approx([3, 3], abs=0.5)
    noise = [kindtables.contrasts(results(shock + rng.normal(0, 2, (20, 60)))) for _ in range(200)]
    alarms = [found.loc[found["measure"] == "gain", "sure"].any() for found in noise]
    assert np.mean(alarms) < 0.11, "any of the pairs together: about 5 in 100"


# ---- whom to support ----------------------------------------------------------------------------------------------


def test_a_curve_by_hand():
    """Gains 4, 3, 2, 1 and 0 the same in all futures: the first two bring 7 of 10."""
    networks = pd.DataFrame({"name": list("abcde"), "group": "g"})
    found = targeting.curve(results(np.tile([0.0, 4, 1, 3, 2], (4, 1)), networks=networks), "own", np.arange(6))
    assert found.gain.value.tolist() == pytest.approx([0, 0.4, 0.7, 0.9, 1, 1])
    assert found.cost.value.tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert found.over_lots.value.tolist() == pytest.approx([0, 0.4, 0.6, 0.6, 0.4, 0])
    assert found.over_cost.value.tolist() == pytest.approx([0, 0.2, 0.3, 0.3, 0.2, 0])
    assert found.mean_over_lots.value == pytest.approx(2 / 6)
    assert found.gain.high == pytest.approx(found.gain.low)


def test_a_choice_is_not_judged_by_what_it_was_chosen_on():
    """Pure noise: judged on the futures that chose, a third would bring far more than a third of the gain."""
    rng, over, believed = np.random.default_rng(4), [], []
    for _ in range(60):
        found = results(1 + rng.normal(0, 3, (20, 60)))
        over.append(float(targeting.curve(found, "own", np.array([20])).over_lots.value[0]))
        order = np.argsort(-found.gain.mean(axis=0))
        believed.append(found.gain[:, order[:20]].sum() / 20 / 60 - found.gain.sum() / 20 / 180)
    assert abs(np.mean(over)) < 4 * np.std(over) / np.sqrt(60)
    assert np.mean(believed) > 0.2


def test_the_interval_over_lots_holds_the_truth():
    """Noise without anything to choose: 95 % of the intervals hold 0."""
    rng, held = np.random.default_rng(6), 0
    for _ in range(300):
        shock = rng.normal(0, 2, (16, 1))
        found = targeting.curve(results(1 + shock + rng.normal(0, 3, (16, 30))), "gain", np.array([10])).over_lots
        held += bool(found.low[0] <= 0 <= found.high[0])
    assert held / 300 > 0.9


def test_the_kind_is_a_better_guide_than_the_networks_own_record():
    """Gain follows size, luck is ten times as large: the regression pools what single records cannot tell."""
    rng, size = np.random.default_rng(8), np.linspace(0, 1, 120)
    found = results(1 + size + rng.normal(0, 10, (20, 120)))
    kind, own = (float(targeting.curve(found, rule, np.array([40])).over_lots.value[0]) for rule in ("gain", "own"))
    best = (np.sort(size)[-40:].sum() - size.mean() * 40) / 120
    assert kind > own
    assert kind == pytest.approx(best, abs=0.1)


def test_gain_a_staff_day_puts_cheap_gains_first_and_losses_last():
    gain, cost = np.array([4.0, 4, -1, 2, -3]), np.array([4.0, 2, 1, 0, -5])
    order = np.argsort(-targeting.per_day(gain, cost), kind="stable")
    assert order.tolist() == [3, 1, 0, 2, 4]


def test_the_regression_recovers_a_quadratic():
    rng = np.random.default_rng(1)
    size, money = rng.random(200), rng.random(200)
    networks = pd.DataFrame({"name": range(200), "group": ["a", "b"] * 100, "size": size, "money": money})
    truth = 3 * size**2 - 2 * size * money + (networks["group"] == "a")
    found = results(np.tile(truth, (4, 1)), networks=networks)
    np.testing.assert_allclose(targeting.predicted(found, truth.to_numpy()), truth, atol=1e-9)
    assert targeting.ranking(found)["rank"].tolist() == list(range(1, 201))
