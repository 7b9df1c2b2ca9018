"""Trees: the planted questions are asked, noise gives a single leaf, shares are those of draws held out."""

import numpy as np
import pytest
from tests.unit.discovery.worlds import noise_only, planted

from netsustain.exploration.discovery.cases import Cases
from netsustain.exploration.discovery.tree import nodes, skill, tree_of


def test_the_planted_questions_are_asked():
    tree = tree_of(planted(seed=3), 3, 1)
    held = planted(seed=30)
    table = nodes(tree, held)
    assert set(table.loc[table["factor"] >= 0, "factor"]) == {0, 1, 2}
    asked = table.set_index("factor")["threshold"]
    assert [asked[0], asked[1], asked[2]] == pytest.approx([0.6, 0.5, 1.5], abs=0.05)
    leaves = table[table["factor"] < 0]
    top = leaves.loc[leaves["share"].idxmax()]
    assert top["share"] == pytest.approx(0.85, abs=0.1)
    assert top["low"] < top["share"] < top["high"]
    assert leaves["mass"].sum() == pytest.approx(1.0)
    assert leaves["coverage"].sum() == pytest.approx(1.0)


def test_noise_gives_a_single_leaf():
    tree = tree_of(noise_only(), 3, 1)
    assert len(nodes(tree, noise_only(seed=9))) == 1
    assert tree.pruning["chosen"].sum() == 1
    assert list(tree.pruning.loc[tree.pruning["chosen"], "leaves"]) == [1]


def test_the_same_seed_gives_the_same_tree():
    one, other = (nodes(tree_of(planted(), 3, 1), planted(seed=8)) for _ in range(2))
    assert one.equals(other)


def test_skill_is_the_share_of_the_squared_error_taken_away():
    """Ten runs a draw of shares 0.2 and 0.85 in 88 and 12 %: what is not luck is the variance between the two."""
    held = planted(draws=4000, seed=5, runs=10)
    between = 0.88 * 0.12 * 0.65**2
    luck = (0.88 * 0.16 + 0.12 * 0.1275) / 10
    found = skill(tree_of(planted(draws=4000, runs=10), 3, 1), held)
    assert found == pytest.approx(between / (between + luck), abs=0.06)
    assert abs(skill(tree_of(noise_only(), 3, 1), noise_only(seed=9))) < 0.01


def test_parents_come_first_and_know_their_sides():
    table = nodes(tree_of(planted(), 3, 1), planted(seed=8))
    assert (table["parent"] < table["node"]).all()
    for parent in table.loc[table["factor"] >= 0, "node"]:
        children = table[table["parent"] == parent]
        assert sorted(children["below"]) == [False, True]
        assert children["draws"].sum() == table.set_index("node").loc[parent, "draws"]


def test_weights_are_runs():
    """Shares of few runs sway the tree less than shares of many."""
    points = np.linspace(0, 1, 200)[:, None]
    many = (points[:, 0] > 0.5).astype(float)
    runs = np.where(np.arange(200) % 2 == 0, 50.0, 1.0)
    events = np.where(runs > 1, 50 * many, 1 - many)  # draws of one run say the opposite
    table = nodes(tree_of(Cases(points, events, runs), 1, 1), Cases(points, events, runs))
    assert table.loc[0, "threshold"] == pytest.approx(0.5, abs=0.01)
    assert list(table.loc[1:, "share"]) == pytest.approx([1 / 51, 50 / 51], abs=0.001)


def test_the_smallest_tree_within_one_standard_error_is_chosen():
    found = [tree_of(planted(draws=600, seed=seed), 3, 1).pruning for seed in range(3, 8)]
    for table in found:
        least = table["error"].idxmin()
        near = table["error"] <= table.loc[least, "error"] + table.loc[least, "standard_error"]
        assert list(table.index[table["chosen"]]) == [near[near].index[-1]]
    best = [table.loc[table["error"].idxmin(), "leaves"] for table in found]
    assert any(table.loc[table["chosen"], "leaves"].item() < most for table, most in zip(found, best, strict=True))
