"""GraphML files: nodes and edges with attributes, and files that are none."""

import networkx as nx
import numpy as np
import pytest

from netsustain.importing import graphml
from netsustain.scenario.kinds import Kind

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


@pytest.fixture
def graph(folder):
    """Writes a graph of three organisations, changed by what is passed."""

    def write(kind=nx.Graph, change=lambda graph: None):
        made = kind()
        made.add_node("n1", label="Office", type="lead agency", size=3.0)
        made.add_node("n2", label="North", type="school")
        made.add_node("n3", label="South", type="school", head="Ms Smith")
        made.add_edge("n1", "n2", weight=4)
        made.add_edge("n2", "n3", weight=1, mou=True)
        change(made)
        nx.write_graphml(made, folder / "net.graphml")

    return write


def test_attributes_are_columns(graph, said, network, folder):
    graph()
    found = said("--graphml", "net.graphml")
    members, ties = network()
    assert members.names == ["Office", "North", "South"]
    assert members.whole["kind"].tolist() == [Kind.AREA_OFFICE, Kind.SCHOOL, Kind.SCHOOL]
    np.testing.assert_array_equal(members.real["size"], [3, np.nan, np.nan])
    np.testing.assert_allclose(ties["strength"], [0.75, 0.0])
    assert ties["formal"].tolist() == [-1, 1]
    assert "Smith" not in (folder / "mine_members.csv").read_text()
    assert found["names"][0] == "names of people were replaced by pseudonyms: head"


def test_identifiers_are_names_where_no_attribute_names_each(graph, said, network):
    graph(change=lambda made: made.nodes["n3"].update(label="North"))
    said("--graphml", "net.graphml")
    assert network()[0].names == ["n1", "n2", "n3"]


def test_the_name_can_be_said(graph, said, refused, network):
    graph(change=lambda made: [made.nodes[node].update(code=f"X{node}") for node in made])
    assert "expected one of label, type" in refused("--graphml", "net.graphml", "--map", "name=cod")[0]["message"]
    said("--graphml", "net.graphml", "--map", "name=code")
    assert network()[0].names == ["Xn1", "Xn2", "Xn3"]


@pytest.mark.parametrize(
    ("kind", "change", "where", "message"),
    [
        (nx.Graph, lambda made: made.add_edge("n1", "n1"), "(n1, n1), source", "got a tie of 'Office' with itself"),
        (nx.MultiGraph, lambda made: made.add_edge("n1", "n2"), "(n1, n2), source", "again (first at edge 1 (n1, n2)"),
        (nx.Graph, lambda made: [made.nodes[n].update(size=s) for n, s in zip(made, (-1.0, 1.0, 2.0), strict=True)],
         "node n1, size", "got -1, expected a number"),
        (nx.Graph, lambda made: made.nodes["n2"].update(type="zzz"), "node n2, type", 'got the kind "zzz"'),
    ],
)
def test_one_fault(graph, refused, kind, change, where, message):
    graph(kind, change)
    (fault,) = refused("--graphml", "net.graphml")
    assert fault["where"].endswith(where)
    assert message in fault["message"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "got XML that cannot be read"),
        ("<graphml><graph>", "got XML that cannot be read"),
        ("<svg/>", "got XML that is no GraphML"),
        (f'<graphml xmlns="{NAMESPACE}"><graph edgedefault="directed"/></graphml>', "got no nodes"),
        ('<!DOCTYPE g [<!ENTITY a "aaa">]><graphml>&a;</graphml>', "got a document type or entities"),
        ('<!DOCTYPE g SYSTEM "http://localhost/x.dtd"><graphml/>', "got a document type or entities"),
        ('<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml>&a;</graphml>', "got a document type"),
    ],
)  # fmt: skip
def test_files_that_are_no_graphs(folder, refused, content, message):
    (folder / "net.graphml").write_text(content, encoding="utf-8")
    (fault,) = refused("--graphml", "net.graphml")
    assert message in fault["message"]


def test_what_is_too_large(graph, refused, monkeypatch):
    graph()
    monkeypatch.setattr(graphml, "MAXIMAL_BYTES", 100)
    assert "expected a smaller graph" in refused("--graphml", "net.graphml")[0]["message"]


def test_options_that_do_not_go_together(graph, call):
    graph()
    for options in (("--members", "x.csv"), ("--matrix", "x.csv"), ("--ties", "x.csv")):
        assert call("import", "--graphml", "net.graphml", *options, "--out", "mine.yaml").exit_code == 2
    assert call("import", "--out", "mine.yaml").exit_code == 2
    assert call("import", "--graphml", "net.graphml").exit_code == 2


def test_a_long_identifier_is_not_repeated_whole(graph, refused):
    graph(change=lambda made: made.add_edge("n" * 50_000, "n" * 50_000))
    assert all(len(f"{fault['where']}{fault['message']}") < 500 for fault in refused("--graphml", "net.graphml"))
