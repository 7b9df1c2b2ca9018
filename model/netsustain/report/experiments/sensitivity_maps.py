"""Two maps: Morris' plane of mean size and spread, and the field of factors by outcomes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.sensitivity.convergence import CONVERGED, RANKED
from netsustain.report.canvas import BEST, FAINT, INK, SOFT, Frame, sheet
from netsustain.report.experiments.sensitivity_bars import MOST, opening, stamp
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.naming import wrapped

NAMED = 12
"""Points that bear a number, which the list beside the plane explains."""


def plane(words: ExperimentWords, frame: Frame, title: str, factors: pd.DataFrame, verdict: str) -> Any:
    """Mean size of effects to the right, their spread upwards; a line back to the size that chance alone makes."""
    listed = factors[np.isfinite(factors["mu_star"])].sort_values("mu_star", ascending=False, kind="stable")
    seen = listed["role"] == "seen"
    named = listed[seen].head(NAMED)
    figure = sheet(frame, 4.2 + 0.3 * len(named) if frame.narrow else 5.4, title)
    axes, beside = _halves(figure, frame, len(named))
    axes.scatter(listed.loc[~seen, "mu_star"], listed.loc[~seen, "sigma"], s=30, facecolors="none", edgecolors=SOFT)
    axes.scatter(listed.loc[seen, "mu_star"], listed.loc[seen, "sigma"], s=36, color=BEST, zorder=3)
    for number, row in enumerate(named.itertuples(index=False), start=1):
        axes.plot([row.floor, row.mu_star], [row.sigma, row.sigma], "|-", color=FAINT, linewidth=1.0, zorder=1)
        axes.annotate(
            str(number), (row.mu_star, row.sigma), xytext=(5, 4), textcoords="offset points", fontsize=9.5, color=INK
        )
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(words.say("mu_star_axis"))
    axes.set_ylabel(words.say("sigma_axis"))
    _listing(beside, [words.factor(name) for name in named["factor"]], frame)
    stamp(figure, words, verdict)
    return figure


def _halves(figure: Any, frame: Frame, names: int) -> tuple[Any, Any]:
    """The plane, and beside it (below it on a phone) room for the list of names."""
    if frame.narrow:
        return tuple(figure.subplots(2, 1, height_ratios=(3.4, max(0.3 * names, 0.4))))
    return tuple(figure.subplots(1, 2, width_ratios=(1.5, 1)))


def _listing(axes: Any, names: list[str], frame: Frame) -> None:
    axes.axis("off")
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(names), 1), -0.5)
    for place, name in enumerate(names):
        said = f"{place + 1}  {wrapped(name, 50 if frame.narrow else 46, 2)}"
        axes.annotate(said, (0, place), va="center", fontsize=9, color=INK, annotation_clip=False, linespacing=1.0)


# ---- factors by outcomes ----------------------------------------------------------------------------


def field(words: ExperimentWords, frame: Frame, title: str, levels: pd.DataFrame, reliable: pd.DataFrame) -> Any:
    """A field for every factor and outcome, the darker the stronger; chance in a row apart.

    Parameters
    ----------
    levels
        (factors × outcomes) from 0 to 1, the rows in the order to draw; NaN where there is no index.
    reliable
        Rows of ``convergence`` in the order of the columns.
    """
    levels = levels.head(MOST)
    chance = reliable["chance"].to_numpy(dtype=float)
    apart = bool(np.isfinite(chance).any())
    figure = sheet(frame, _tall(frame, len(levels) + apart, len(reliable)), title)
    ratios = (max(len(levels), 1), 1) if apart else (1,)
    panels = figure.subplots(len(ratios), 1, sharex=True, squeeze=False, height_ratios=ratios)[:, 0]
    _rows(panels[0], levels.to_numpy(dtype=float), [words.factor(name) for name in levels.index], "Blues", frame)
    if apart:
        _rows(panels[1], chance[None], [words.say("chance_label")], "Greys", frame)
    _hatched(panels[0], reliable["verdict"].tolist(), len(levels), 2 if frame.narrow else 1)
    _outcomes(panels, [words.outcome(name) for name in reliable["outcome"]], frame)
    return figure


def _tall(frame: Frame, rows: int, outcomes: int) -> float:
    """Inches: on a phone a row has its name above it, and outcomes are listed below."""
    return 1.4 + 0.5 * rows + 0.2 * outcomes if frame.narrow else 2.1 + 0.36 * rows


def _rows(axes: Any, values: Any, names: list[str], colours: str, frame: Frame) -> None:
    """Fields with the names of their rows: beside them, or above each on a phone."""
    if not frame.narrow:
        _fields(axes, values, colours, numbers=True)
        axes.set_yticks(range(len(names)), [wrapped(name, 40, 2) for name in names], fontsize=9)
        return
    spaced = np.full((2 * len(values), values.shape[1]), np.nan)
    spaced[1::2] = values
    _fields(axes, spaced, colours, numbers=True)
    axes.set_yticks([])
    for place, name in enumerate(names):
        axes.annotate(opening(name, 52), (-0.5, 2 * place + 0.05), va="center", fontsize=9, color=INK)


def _fields(axes: Any, values: Any, colours: str, *, numbers: bool) -> None:
    import matplotlib

    scheme = matplotlib.colormaps[colours].with_extremes(bad="white")
    axes.imshow(np.ma.masked_invalid(np.clip(values, 0, 1)), cmap=scheme, vmin=0, vmax=1.1, aspect="auto")
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelbottom=False)
    if numbers:
        for row, column in np.argwhere(np.isfinite(values)):
            value = values[row, column]
            axes.annotate(
                f"{100 * max(value, 0.0):.0f}", (column, row), ha="center", va="center", fontsize=8.5,
                color="white" if value > 0.6 else INK,
            )  # fmt: skip


def _hatched(axes: Any, verdicts: list[str], rows: int, step: int) -> None:
    """Fields of columns without runs enough."""
    from matplotlib.patches import Rectangle

    columns = [column for column, verdict in enumerate(verdicts) if verdict not in (CONVERGED, RANKED)]
    for column in columns:
        for row in range(rows):
            corner = (column - 0.5, step * (row + 1) - 1.5)
            axes.add_patch(Rectangle(corner, 1, 1, fill=False, hatch="///", edgecolor=FAINT, linewidth=0))


def _outcomes(panels: Any, names: list[str], frame: Frame) -> None:
    """Names of the columns: above them, or numbers with a list at the foot on a phone."""
    top, foot = panels[0], panels[-1]
    top.xaxis.set_ticks_position("top")
    if frame.narrow:
        top.set_xticks(range(len(names)), [str(number) for number in range(1, len(names) + 1)], fontsize=9)
        listed = "\n".join(f"{number}  {name}" for number, name in enumerate(names, start=1))
        foot.set_xlabel(listed, loc="left", fontsize=9, color=INK)
    else:
        said = [wrapped(name, 18, 3) for name in names]
        top.set_xticks(range(len(names)), said, rotation=55, ha="left", rotation_mode="anchor", fontsize=8.5)
    top.tick_params(length=0, labeltop=True, labelbottom=False)
