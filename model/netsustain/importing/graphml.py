"""GraphML: nodes become members and edges ties; their attributes are columns, guessed as any other.

The file is read once with defusedxml, which refuses document types and entities, before networkx reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from netsustain.importing.headers import MEMBER_HEADERS, plain
from netsustain.importing.sheets import value_text
from netsustain.importing.source import Source, Spot
from netsustain.scenario.problems import Problem, ScenarioError, shortened

MAXIMAL_BYTES = 64 * 1024 * 1024
ENDS = ("source", "target")


def graph_tables(path: Path, name: str | None = None) -> tuple[Source, Source]:
    """Members and ties of a GraphML file.

    Parameters
    ----------
    path
        The file.
    name
        Attribute that holds the members' names; guessed if None, else the nodes' identifiers.

    Raises
    ------
    ScenarioError
        If it cannot be read, holds a document type, or is no GraphML.
    """
    graph = _graph(path)
    nodes: dict[str, Mapping[str, Any]] = {str(node): values for node, values in graph.nodes(data=True)}
    if not nodes:
        raise _refused(path, "got no nodes, expected one for each member")
    called = _names(path, nodes, name)
    attributes = _keys(nodes.values(), {called} if called else set())
    header = [called or "name", *attributes]
    names = {node: value_text(values[called]) if called else node for node, values in nodes.items()}
    rows = [[names[node], *(value_text(values.get(key)) for key in attributes)] for node, values in nodes.items()]
    identifiers = list(nodes)

    def node_spot(row: int, column: int) -> Spot:
        return _spot(path, f"node {identifiers[row]}" if row >= 0 else "nodes", header[column])

    members = Source(path, header, rows, node_spot)
    return members, _ties(path, graph, {str(node): names[str(node)] for node in graph.nodes})


def _ties(path: Path, graph: Any, names: Mapping[str, str]) -> Source:
    edges = [(str(one), str(other), values) for one, other, values in graph.edges(data=True)]
    attributes = _keys((values for *_, values in edges), {"id", *ENDS})
    header = [*ENDS, *attributes]
    rows = [
        [names[one], names[other], *(value_text(values.get(key)) for key in attributes)]
        for one, other, values in edges
    ]

    def spot(row: int, column: int) -> Spot:
        where = f"edge {row + 1} ({edges[row][0]}, {edges[row][1]})" if row >= 0 else "edges"
        return _spot(path, where, header[column])

    return Source(path, header, rows, spot)


def _graph(path: Path) -> Any:
    import networkx as nx
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        if path.stat().st_size > MAXIMAL_BYTES:
            raise _refused(path, f"got more than {MAXIMAL_BYTES // 2**20} MiB, expected a smaller graph")
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from None
    try:
        ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise _refused(path, "got a document type or entities, which GraphML does not need, expected neither") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (1, 0))
        message = f"got XML that cannot be read ({error}), expected GraphML"
        raise ScenarioError([Problem(str(path), line, column + 1, "", message)]) from None
    try:
        return nx.parse_graphml(content)
    except Exception as error:  # networkx raises what it stumbles over
        said = shortened(str(error) or type(error).__name__, 200)
        message = f"got XML that is no GraphML ({said}), expected nodes and edges"
        raise _refused(path, message) from None


def _names(path: Path, nodes: Mapping[str, Mapping[str, Any]], wanted: str | None) -> str | None:
    """The attribute that names each node, and each differently; None = the identifiers do."""
    keys = _keys(nodes.values(), set())
    if wanted and wanted not in keys:
        raise _refused(path, f"got --map name={wanted}, expected one of {', '.join(keys)}")
    words = MEMBER_HEADERS["name"].split()
    fitting = [key for key in keys if plain(key) in words]
    for key in [wanted] if wanted else sorted(fitting, key=lambda key: words.index(plain(key))):
        names = [value_text(values.get(key)) for values in nodes.values()]
        if wanted or (all(names) and len(set(names)) == len(names)):
            return key
    return None


def _keys(items: Iterable[Mapping[str, Any]], without: set[str]) -> list[str]:
    """Attributes in the order in which they come."""
    return [key for key in dict.fromkeys(key for values in items for key in values) if key not in without]


def _spot(path: Path, element: str, attribute: str) -> Spot:
    return Spot(str(path), 1, 1, f"{shortened(element, 80)}, {shortened(attribute)}")


def _refused(path: Path, message: str) -> ScenarioError:
    return ScenarioError([Problem(str(path), 1, 1, "", message)])
