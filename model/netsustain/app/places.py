"""Where members stand on the stage: near their partners, in the same place in every month and every branch.

Founders are laid out by their first ties (Fruchterman & Reingold 1991, by networkx, from a ring in the order of rows,
with a fixed seed); one who comes later stands outside, in the direction of its first partners. A layout is of no
consequence for a run.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.scenario.kinds import Kind

ROUNDS = 60
MARGIN = 0.06


def places(
    kinds: np.ndarray, joined: np.ndarray, tie_start: np.ndarray, a: np.ndarray, b: np.ndarray
) -> np.ndarray:
    """Places of members, (members × 2) float32 in 0-1.

    Parameters
    ----------
    kinds, joined
        Kind and month of joining of each member.
    tie_start, a, b
        Ties by month, as in :class:`netsustain.app.film.Frames`.
    """
    number = kinds.size
    founders = np.flatnonzero(joined == 0)
    found = np.full((number, 2), 0.5)
    first = slice(int(tie_start[0]), int(tie_start[1]))
    found[founders] = _laid_out(founders, kinds, a[first], b[first])
    for row in np.flatnonzero(joined > 0):
        month = min(int(joined[row]), tie_start.size - 2)
        found[row] = _outside(row, month, found, joined, tie_start, a, b)
    return found.astype(np.float32)


def _laid_out(rows: np.ndarray, kinds: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(int(row) for row in rows)
    known = set(graph)
    graph.add_edges_from((int(x), int(y)) for x, y in zip(a, b, strict=True) if int(x) in known and int(y) in known)
    angle = 2 * np.pi * np.arange(rows.size) / max(rows.size, 1)
    start = {int(row): (np.cos(turn), np.sin(turn)) for row, turn in zip(rows, angle, strict=True)}
    for row in rows[kinds[rows] == Kind.AREA_OFFICE]:
        start[int(row)] = (0.0, 0.0)
    if rows.size < 2:
        return np.full((rows.size, 2), 0.5)
    spread = 1.6 / np.sqrt(rows.size)
    laid = nx.spring_layout(graph, k=spread, pos=start, iterations=ROUNDS, seed=1)
    return _fitted(np.array([laid[int(row)] for row in rows]))


def _fitted(points: np.ndarray) -> np.ndarray:
    """Inside a square with a margin; each axis on its own, so that the stage is filled."""
    low, high = points.min(axis=0), points.max(axis=0)
    return MARGIN + (1 - 2 * MARGIN) * (points - low) / np.where(high > low, high - low, 1.0)


def _outside(
    row: Any, month: int, found: np.ndarray, joined: np.ndarray, tie_start: np.ndarray, a: np.ndarray, b: np.ndarray
) -> np.ndarray:
    """On the rim, in the direction of the partners it starts with; by its number where it has none."""
    ties = slice(int(tie_start[month]), int(tie_start[month + 1]))
    partners = np.r_[b[ties][a[ties] == row], a[ties][b[ties] == row]].astype(int)
    partners = partners[joined[partners] < joined[row]]
    turn = (row * 0.618034) % 1 * 2 * np.pi  # the golden ratio spreads neighbours in number
    centre = found[partners].mean(axis=0) - 0.5 if partners.size else np.array([np.cos(turn), np.sin(turn)])
    length = float(np.hypot(*centre))
    way = centre / length if length > 1e-6 else np.array([np.cos(turn), np.sin(turn)])
    jitter = 0.05 * np.array([np.cos(turn), np.sin(turn)])
    return np.clip(0.5 + 0.44 * way + jitter, 0.02, 0.98)
