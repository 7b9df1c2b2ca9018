"""What figures of several kinds of experiment share: the headline, its scale, rows, keys of lines."""

from __future__ import annotations

from typing import Any

from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.reading import Asked
from netsustain.report.canvas import GRID, Frame
from netsustain.report.naming import wrapped


def headline(asked: Asked) -> str:
    """The outcome that the figures are about."""
    outcome: str = asked.experiment.outcomes[0]  # type: ignore[attr-defined]
    return outcome


def scale(asked: Asked) -> float:
    """What the headline is multiplied by: shares are drawn of a hundred."""
    return 100.0 if is_share(asked) else 1.0


def is_share(asked: Asked) -> bool:
    """Whether the headline is a share."""
    return OUTCOMES[headline(asked)].unit == "share"


def wide(frame: Frame) -> int:
    """Characters that fit beside an axis of the frame's width."""
    return 44 if frame.narrow else 90


def row_height(frame: Frame) -> float:
    """Height of a row, in inches; on a phone the label stands above its dot."""
    return 0.66 if frame.narrow else 0.5


def labelled_rows(figure: Any, labels: list[str], frame: Frame) -> Any:
    """Axes with a row for each label, the last on top."""
    axes = figure.subplots()
    axes.grid(axis="x", color=GRID)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(-0.5, len(labels) - (0.2 if frame.narrow else 0.5))
    if not frame.narrow:
        axes.set_yticks(range(len(labels)), [wrapped(label, 34) for label in labels])
        return axes
    axes.set_yticks([])
    for place, label in enumerate(labels):
        axes.annotate(label, (0, place), xycoords=("axes fraction", "data"), xytext=(0, 9), textcoords="offset points",
                      va="bottom", fontsize=10)  # fmt: skip
    return axes


def line_key(figure: Any, entries: list[tuple[str, str, str]], frame: Frame) -> None:
    """Names of lines below the panels: (label, colour, dashes)."""
    from matplotlib.lines import Line2D

    styles: list[dict[str, Any]] = [{"color": colour, "linestyle": line} for _, colour, line in entries]
    handles = [Line2D([], [], linewidth=2, **style) for style in styles]
    said = [wrapped(label, 40 if frame.narrow else 44) for label, _, _ in entries]
    figure.legend(handles, said, loc="outside lower left", frameon=False, ncols=1 if frame.narrow else 2)
