"""GraphML files: valid graphs, and XML made to be expanded, followed or nested."""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape, quoteattr

from .mutating import mutated
from .oddities import odd_text
from .tables import KINDS, names
from .workbooks import LAUGHS

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = ("string", "double", "int", "boolean", "long", "float", "yfiles", "")
TRAPS = (
    LAUGHS,
    '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "/dev/zero"> %p;]>',
    '<?xml-stylesheet href="file:///etc/passwd"?>',
    "<!-- -- -->",
)
_INCLUDED = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'


def graphml(rng: Random) -> bytes:
    """A graph, some of them broken on purpose."""
    called = names(rng, rng.randint(1, 15))
    keys = _keys(rng)
    nodes = [f'<node id="n{place}">{_data(keys, "node", rng, name)}</node>' for place, name in enumerate(called)]
    ends = [(rng.randrange(len(called)), rng.randrange(len(called))) for _ in range(rng.randint(0, 40))]
    edges = [
        f'<edge source="n{one}" target="n{other}">{_data(keys, "edge", rng)}</edge>'
        for one, other in ends
        if one != other
    ]
    edges = list(dict.fromkeys(edges))
    listed = "".join(
        f'<key id={quoteattr(key)} for="{owner}" attr.name={quoteattr(name)} attr.type="{form}"/>'
        for key, owner, name, form in keys
    )
    parts = [*nodes, *edges]
    if rng.random() < 0.3:
        _tricked(rng, parts)
    direction = rng.choice(("undirected", "undirected", "directed", "x"))
    trap = rng.choice(TRAPS) if rng.random() < 0.1 else ""
    graph = f'<graph edgedefault="{direction}">{"".join(parts)}</graph>'
    text = f'<?xml version="1.0"?>{trap}<graphml xmlns="{_SPACE}">{listed}{graph}</graphml>'
    content = text.encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-16")), "replace")
    return mutated(rng, content) if rng.random() < 0.4 else content


def _keys(rng: Random) -> list[tuple[str, str, str, str]]:
    found = [("d0", "node", "label", "string"), ("d1", "node", "kind", "string"), ("d2", "edge", "weight", "double")]
    found += [("d3", "node", rng.choice(("size", "skill", "leader", odd_text(rng)[:50])), rng.choice(_TYPES))]
    return [
        (key, owner, "".join(letter for letter in name if letter >= " ") or "x", form)
        for key, owner, name, form in found
        if rng.random() < 0.9
    ]


def _data(keys: list[tuple[str, str, str, str]], owner: str, rng: Random, name: str = "") -> str:
    values = {"label": name, "kind": rng.choice(KINDS), "weight": str(rng.randint(1, 5))}
    found = ""
    for key, of, called, _ in keys:
        if of == owner and rng.random() < 0.9:
            value = values.get(called) or rng.choice(("1", "0.5", odd_text(rng)))
            found += f'<data key="{key}">{escape("".join(letter for letter in value if letter >= " "))}</data>'
    return found


def _tricked(rng: Random, parts: list[str]) -> None:
    trick = rng.choice(
        (
            "<graph>" * 40,
            "<a>" * 30_000,
            _INCLUDED,
            '<node id="n0"/>',
            "<node/>",
            '<edge source="n0" target="n99"/>',
            '<edge source="n0"/>',
            "<hyperedge/>",
            '<port name="p"/>',
            '<data key="d9">x</data>',
            '<node id="n0"><graph><node id="n0"/></graph></node>',
            '<edge source="n0" target="n0"/>',
            "&#0;",
            "&i;",
            "<![CDATA[x]]>",
            '<node id="' + "n" * 100_000 + '"/>',
            "<x/>" * 100_000,
            "".join(f'<node id="m{number}"/>' for number in range(5_000)),
            '<y:x xmlns:y="http://www.yworks.com/xml/graphml"/>',
        )
    )
    parts.insert(rng.randint(0, len(parts)), trick)
