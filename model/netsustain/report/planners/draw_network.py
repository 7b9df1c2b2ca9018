"""Figures of a network's structure: a map of its ties, and whose leaving cuts others off."""

from __future__ import annotations

from typing import Any

import numpy as np

from netsustain.diagnosis.structure import Structure
from netsustain.report.canvas import BEST, DISSOLVED, FAINT, INK, SOFT, Frame, sheet
from netsustain.report.naming import wrapped
from netsustain.report.planners.draw_survey import rows, say

MOST_DRAWN = 120
"""Members beyond which a map is a ball of wool."""
MOST_NAMED = 6
BEHIND = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
"""What stands behind a name, so that ties do not cross it out."""


def network(found: Structure, frame: Frame) -> Any:
    """Who is tied to whom; those whose leaving cuts others off, or those with most ties, are named."""
    places, edges = layout(found)
    key = key_members(found)
    figure = sheet(frame, 4.6 if frame.narrow else 5.6, say(frame, "figure_map_title"))
    axes = figure.subplots()
    for a, b in edges:
        axes.plot(*zip(places[a], places[b], strict=True), color=FAINT, linewidth=0.9, alpha=0.7, zorder=1)
    for member, place in enumerate(places):
        known = member in key
        axes.plot(*place, "o", color=DISSOLVED if known else BEST, markersize=13 if known else 7,
                  markeredgecolor="white", markeredgewidth=1, zorder=3 if known else 2)  # fmt: skip
    for member in key:
        axes.annotate(wrapped(found.names[member], 24), places[member], xytext=(0, 10), textcoords="offset points",
                      ha="center", va="bottom", fontsize=10, fontweight="bold", color=INK, zorder=4,
                      bbox=BEHIND)  # fmt: skip
    axes.set_axis_off()
    axes.margins(0.14, 0.12)
    return figure


def key_members(found: Structure) -> list[int]:
    """Numbers of those who are named: who break the network alone, else together; else those with most ties."""
    table = found.members
    chosen = table[(table["cut_off"] > 0) & (table["components"] > found.numbers["components"])]
    together = next((each for each in found.sets if each.shatters), None)
    if chosen.empty and together is not None:
        return list(together.members)
    if chosen.empty:
        chosen = table.sort_values(["degree", "name"], ascending=[False, True]).head(3)
    number = {name: place for place, name in enumerate(found.names)}
    return [number[name] for name in chosen["name"].head(MOST_NAMED)]


def layout(found: Structure) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """A place for each member, (members × 2), the same each time; and the ties."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(found.names)))
    graph.add_edges_from(found.edges)
    placed = nx.spring_layout(graph, seed=1, k=1.6 / max(1.0, np.sqrt(len(found.names))), iterations=120)
    return np.array([placed[member] for member in range(len(found.names))]), list(found.edges)


def players(found: Structure, most: int, frame: Frame) -> Any:
    """How many of those who stay are cut off when a member leaves."""
    table = found.members.head(most)
    labels = [wrapped(each, 20 if frame.narrow else 34, 2) for each in table["name"]]
    figure, axes = rows(frame, labels, say(frame, "figure_players_title"))
    for place, row in enumerate(table.to_dict("records")):
        axes.hlines(place, 0, row["cut_off"], color=BEST, linewidth=7, zorder=2)
        said = f"{row['cut_off']}  ({say(frame, 'figure_ties_mark', number=row['degree'])})"
        axes.annotate(said, (row["cut_off"], place), xytext=(7, 0), textcoords="offset points", va="center",
                      fontsize=10, color=INK if row["cut_off"] else SOFT)  # fmt: skip
    axes.set_xlim(0, max(1.0, float(table["cut_off"].max())) * 1.45)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(say(frame, "figure_cut_axis"))
    return figure
