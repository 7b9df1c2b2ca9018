"""Structure of graphs one can do in the head."""

from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest

from netsustain.diagnosis.keyplayers import adjacency_of, each_leaving, key_set, without
from netsustain.diagnosis.structure import centralisation, density, structure_from
from netsustain.scenario.kinds import Kind


def adjacency(graph):
    a, b = np.array(graph.edges, dtype=np.int64).reshape(-1, 2).T
    return adjacency_of(len(graph), a, b)


def structure(graph, kinds=None, days=None):
    number = len(graph)
    a, b = np.array(graph.edges, dtype=np.int64).reshape(-1, 2).T
    kinds = np.full(number, int(Kind.SCHOOL)) if kinds is None else np.array(kinds, dtype=np.int64)
    days = np.full(number, np.nan) if days is None else np.array(days, dtype=float)
    return structure_from(tuple(f"m{k}" for k in range(number)), kinds, a, b, days)


def test_a_star_falls_to_pieces_without_its_centre():
    star = adjacency(nx.star_graph(5))
    centre = without(star, (0,))
    assert (centre.fragmentation, centre.components, centre.largest, centre.left) == (1.0, 5, 1, 5)
    assert centre.shatters
    assert without(star, (3,)).fragmentation == 0
    found = structure(nx.star_graph(5))
    assert found.numbers["centralisation"] == 1
    assert found.numbers["density"] == pytest.approx(5 / 15)
    assert found.members.iloc[0].to_dict() == {
        "name": "m0", "kind": "school", "degree": 5, "fragmentation": 1.0, "components": 5, "cut_off": 4,
        "shatters": True,
    }  # fmt: skip


def test_a_path_breaks_most_in_the_middle():
    path = adjacency(nx.path_graph(5))
    # Without the middle two pairs are left: 4 of 12 ordered pairs reach each other.
    assert [round(each.fragmentation, 3) for each in each_leaving(path)] == [0, 0.5, 0.667, 0.5, 0]
    assert key_set(path, 2).members == (1, 3)


def test_a_ring_needs_two_to_break():
    ring = structure(nx.cycle_graph(8))
    assert ring.numbers["centralisation"] == 0
    assert not (ring.members["cut_off"] > 0).any()
    assert ring.sets[0].members == (0, 4)
    assert ring.sets[0].fragmentation == pytest.approx(1 - 2 * 3 * 2 / (6 * 5))


def test_exchange_finds_what_trying_every_set_finds(monkeypatch):
    for seed in range(5):
        graph = adjacency(nx.gnm_random_graph(18, 24, seed=seed))
        best = key_set(graph, 3)
        with monkeypatch.context() as patch:
            patch.setattr("netsustain.diagnosis.keyplayers.ALL_SETS", 0)
            assert key_set(graph, 3).fragmentation == pytest.approx(best.fragmentation, abs=0.06)


def test_cut_points_are_networkx_articulation_points():
    graph = nx.gnm_random_graph(30, 34, seed=4)
    whole = without(adjacency(graph))
    breaking = {
        each.members[0]
        for each in each_leaving(adjacency(graph))
        if each.components > whole.components
    }
    assert breaking == set(nx.articulation_points(graph))


def test_density_and_centralisation_are_the_models_own(monkeypatch):
    """The rule of the month as plain Python, on the same ties."""
    from netsustain import structure as month

    monkeypatch.setattr(month, "root", month.root.py_func)
    monkeypatch.setattr(month, "closed_ties", lambda *_: 0.0)
    graph = nx.gnm_random_graph(12, 20, seed=2)
    edges = np.array(graph.edges, dtype=np.int64)
    names = ("ties", "components", "density", "centralisation", "transitivity")
    network = SimpleNamespace(**{name: np.zeros(1) for name in names})
    month.structure.py_func(
        SimpleNamespace(status=np.zeros(12, dtype=np.int64)), SimpleNamespace(a=edges[:, 0], b=edges[:, 1]), network,
        SimpleNamespace(start=None, member=None),
    )  # fmt: skip
    degree = adjacency(graph).sum(axis=1)
    assert density(degree) == pytest.approx(network.density[0])
    assert centralisation(degree) == pytest.approx(network.centralisation[0])
    assert without(adjacency(graph)).components == network.components[0]


def test_means_of_one_member_and_isolates():
    graph = nx.Graph()
    graph.add_nodes_from(range(4))
    graph.add_edge(0, 1)
    found = structure(graph, days=[6, 2, 1, 1])
    assert found.numbers["herfindahl"] == pytest.approx(0.36 + 0.04 + 0.01 + 0.01)
    assert (found.numbers["largest_share"], found.largest_holder) == (pytest.approx(0.6), "m0")
    assert found.isolates == ("m2", "m3")
    assert structure(graph).numbers["assumed_share"] == 1


def test_a_bridge_between_kinds_that_hangs_on_one():
    school, private = int(Kind.SCHOOL), int(Kind.PRIVATE)
    graph = nx.Graph([(0, 1), (1, 2), (2, 3), (2, 4)])
    kinds = [school, school, school, private, private]
    pairs = structure(graph, kinds).kinds.set_index(["kind_a", "kind_b"])
    assert pairs.loc[("school", "private"), "only"] == "m2"
    assert pairs.loc[("school", "school"), ["ties", "only"]].tolist() == [2, ""]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5], [5, 3, 1, 0, 2, 4]])
def test_the_order_of_members_does_not_matter(order):
    graph = nx.relabel_nodes(nx.barbell_graph(3, 0), dict(enumerate(order)))
    found = structure(graph)
    assert sorted(found.members["fragmentation"].round(3)) == [0, 0, 0, 0, 0.6, 0.6]


def test_strong_ties_are_looked_at_alone(tmp_path):
    """A ring of rare contact around a star of frequent contact: only the strong ties hang on the centre."""
    from netsustain.diagnosis.network_words import structure as told
    from netsustain.diagnosis.structure import structure_of
    from netsustain.scenario import load

    names = [f"m{k}" for k in range(6)]
    (tmp_path / "members.csv").write_text("name,kind\n" + "".join(f"{name},school\n" for name in names))
    rows = [f"m0,m{k},0.8\n" for k in range(1, 6)] + [f"m{k},m{k % 5 + 1},0.2\n" for k in range(1, 6)]
    (tmp_path / "ties.csv").write_text("source,target,strength\n" + "".join(rows))
    (tmp_path / "mine.yaml").write_text(
        "schema: 1\nextends: baseline\ntitle: {en: Mine, th: ของเรา}\n"
        "question: {en: How?, th: อย่างไร}\nsources: [A-M]\n"
        "network: {recipe: null, files: {members: members.csv, ties: ties.csv}}\n",
        encoding="utf-8",
    )
    found = structure_of(load(tmp_path / "mine.yaml"))
    said = {each.key: each for each in told(found)}
    assert "key_none" in said
    assert said["strong_ties"].values["found"].key == "key_shatters"
    assert said["strong_ties"].values["number"] == 5
