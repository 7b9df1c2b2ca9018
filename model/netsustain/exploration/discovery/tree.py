"""A classification tree of what happens (CART, Breiman et al. 1984), by scikit-learn, pruned by cross-validation.

The tree splits draws by their share of runs with the event, weighted by runs. For an outcome of 0 or 1 that is the
same as splitting runs by Gini's index: the index is twice the variance of the outcome, and what runs of one draw
differ by is the same on either side of any split.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.discovery.cases import Cases, share_interval
from netsustain.health.intervals import Floats

FOLDS = 10
LEAST_IN_LEAF = 0.04
"""Share of the draws that a leaf holds at least."""


@dataclass(frozen=True)
class Tree:
    """A pruned tree as scikit-learn grew it, and how it was pruned."""

    grown: Any
    pruning: pd.DataFrame
    """A row a size: ``alpha``, ``leaves``, cross-validated ``error`` (squared, of shares) with ``standard_error``,
    and ``chosen``."""


def tree_of(cases: Cases, depth: int, seed: int) -> Tree:
    """Grow a tree of at most this depth and prune it.

    The smallest tree whose cross-validated error is within one standard error of the least (Breiman et al. 1984,
    section 3.4.3); draws are dealt to ten folds by the seed.
    """
    alphas = _alphas(_tree(depth, cases).cost_complexity_pruning_path(*_data(cases)).ccp_alphas)
    errors = _errors(cases, depth, alphas, seed)
    error = errors.mean(axis=0)
    spread = errors.std(axis=0, ddof=1) / np.sqrt(len(errors))
    least = int(np.argmin(error))
    chosen = int(np.flatnonzero(error <= error[least] + spread[least])[-1])  # alphas ascend, so trees shrink
    trees = [_tree(depth, cases, float(alpha)).fit(*_data(cases)) for alpha in alphas]
    pruning = pd.DataFrame({
        "alpha": alphas, "leaves": [tree.get_n_leaves() for tree in trees], "error": error, "standard_error": spread,
        "chosen": np.arange(len(alphas)) == chosen,
    })  # fmt: skip
    return Tree(trees[chosen], pruning)


def _data(cases: Cases) -> tuple[Floats, Floats, Floats]:
    """What scikit-learn fits: points, shares, weights."""
    return cases.points, cases.events / cases.runs, cases.runs


def _tree(depth: int, cases: Cases, alpha: float = 0.0) -> Any:
    """A tree not yet grown; among splits that are equally good its fixed state chooses."""
    from sklearn.tree import DecisionTreeRegressor

    least = max(2, round(LEAST_IN_LEAF * len(cases)))
    return DecisionTreeRegressor(max_depth=depth, min_samples_leaf=least, ccp_alpha=alpha, random_state=1)


def _alphas(path: Floats) -> Floats:
    """One cost of a leaf for each size of tree: the geometric middle of the costs at which the size changes."""
    path = np.unique(np.maximum(path, 0.0))
    middles = np.sqrt(path[:-1] * path[1:])
    return np.append(middles, path[-1] * 1.0001 + 1e-12)  # the last leaves the root alone


def _errors(cases: Cases, depth: int, alphas: Floats, seed: int) -> Floats:
    """Squared error of shares of the draws left out, (folds × alphas)."""
    folds = min(FOLDS, len(cases))
    fold = np.random.Generator(np.random.PCG64(seed)).permutation(len(cases)) % folds
    errors = np.empty((folds, len(alphas)))
    for left_out in range(folds):
        known, unknown = cases.where(fold != left_out), cases.where(fold == left_out)
        for place, alpha in enumerate(alphas):
            told = _tree(depth, known, float(alpha)).fit(*_data(known)).predict(unknown.points)
            errors[left_out, place] = np.average((unknown.events / unknown.runs - told) ** 2, weights=unknown.runs)
    return errors


# ---- what it says -----------------------------------------------------------------------------------


def nodes(tree: Tree, held: Cases) -> pd.DataFrame:
    """A row a node, parents first.

    Returns
    -------
    DataFrame
        ``node``, ``parent`` (−1 for the root), ``below`` (True for the side of the parent at most its threshold),
        ``depth``, ``factor`` (its place; −1 for a leaf), ``threshold``, ``share_found``, and of the draws held out
        ``share`` with its interval ``low``, ``high``, ``mass``, ``coverage`` and ``draws``.
    """
    grown = tree.grown.tree_
    reached = tree.grown.decision_path(held.points).toarray().astype(bool)  # (draws × nodes)
    parents = _parents(grown)
    rows: list[dict[str, Any]] = []
    for node in range(grown.node_count):
        there = held.where(reached[:, node])
        low, high = share_interval(there)
        parent, below = parents[node]
        rows.append({
            "node": node, "parent": parent, "below": below, "depth": rows[parent]["depth"] + 1 if parent >= 0 else 0,
            "factor": max(int(grown.feature[node]), -1), "threshold": float(grown.threshold[node]),
            "share_found": float(grown.value[node].ravel()[0]), "share": there.share, "low": low, "high": high,
            "mass": float(there.runs.sum() / held.runs.sum()) if len(held) else float("nan"),
            "coverage": float(there.events.sum() / held.events.sum()) if held.events.sum() else float("nan"),
            "draws": len(there),
        })  # fmt: skip
    table = pd.DataFrame(rows)
    return table.assign(threshold=table["threshold"].where(table["factor"] >= 0))


def _parents(grown: Any) -> dict[int, tuple[int, bool]]:
    """Node → its parent, and whether it is the side below the threshold."""
    found = {0: (-1, False)}
    for node in range(grown.node_count):
        if grown.feature[node] >= 0:
            found[int(grown.children_left[node])] = (node, True)
            found[int(grown.children_right[node])] = (node, False)
    return found


def skill(tree: Tree, held: Cases) -> float:
    """Share of the squared error of held-out shares that the tree takes away, against one share for all draws.

    At most the part of the variance that is not luck; 0 for a tree that says nothing, negative if it misleads.
    """
    shares = held.events / held.runs
    plain = np.average((shares - held.share) ** 2, weights=held.runs)
    left = np.average((shares - tree.grown.predict(held.points)) ** 2, weights=held.runs)
    return float(1 - left / plain) if plain > 0 else float("nan")
