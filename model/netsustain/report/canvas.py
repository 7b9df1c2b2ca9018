"""What every figure shares: fonts that carry Thai, a calm palette safe for the colour-blind, sizes, saving.

Figures are made as objects, never through pyplot, so that drawing one leaves nothing behind. SVG files hold
no date and a fixed salt: the same data draw the same bytes.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from netsustain.messages import text

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ["Sarabun", "DejaVu Sans"]

INK, SOFT, FAINT, GRID = "#1f2d37", "#5b6872", "#b9bfc2", "#e6e4de"
REFERENCE = "#4a555d"
BEST = "#00689d"
DISSOLVED, COMPLETED, ALIVE = "#c4511a", "#00795a", "#00689d"
SERIES = ("#00689d", "#c4511a", "#00795a", "#a3477f")
"""Blue, vermilion, green, purple of Okabe & Ito, darkened to carry text on white."""
CONDITION_COLOURS = {
    "c1": "#332288", "c2": "#88ccee", "c3": "#44aa99", "c4": "#999933", "c5": "#cc6677", "c6": "#882255",
    "c7": "#ddcc77",
}  # fmt: skip
"""Tol's muted scheme: seven hues told apart with any colour vision."""
OTHER = "#c9c9c4"
TRANSFERS = "#b0853f"
"""Months of annual transfers: ochre, apart from the grey of other events."""


@dataclass(frozen=True)
class Frame:
    """For whom a figure is drawn.

    Attributes
    ----------
    lang
        ``en`` or ``th``.
    narrow
        For a phone: one hand wide, fewer columns, the same size of letters.
    titled
        With its title inside, for a file that stands alone; a report writes the title in its own text.
    """

    lang: str = "en"
    narrow: bool = False
    titled: bool = True

    def say(self, key: str, **values: object) -> str:
        """A text of the section ``figures``."""
        return text(f"figures.{key}", self.lang, **values)

    @property
    def width(self) -> float:
        """Width in inches."""
        return 4.1 if self.narrow else 9.6


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(file)


@contextmanager
def settings(*, shapes: bool = True) -> Iterator[None]:
    """Draw and save inside; ``shapes`` writes an SVG's letters as outlines, readable without the font."""
    import matplotlib

    _register_fonts()
    chosen: Any = {
        "font.family": FAMILIES, "font.size": 11, "axes.titlesize": 11.5, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.titlepad": 8, "axes.labelsize": 10.5, "axes.labelcolor": SOFT,
        "axes.titley": 1.0,  # fixed: matplotlib would measure every tick to find it
        "axes.edgecolor": FAINT, "axes.linewidth": 0.8, "axes.spines.top": False, "axes.spines.right": False,
        "axes.grid": True, "axes.grid.axis": "y", "axes.axisbelow": True, "grid.color": GRID,
        "grid.linewidth": 0.8, "text.color": INK, "xtick.color": SOFT, "ytick.color": SOFT,
        "xtick.labelsize": 10, "ytick.labelsize": 10, "xtick.major.size": 3, "ytick.major.size": 0,
        "lines.linewidth": 2, "lines.solid_capstyle": "round", "figure.facecolor": "white",
        "svg.fonttype": "path" if shapes else "none", "svg.hashsalt": "netsustain", "path.simplify": True,
        "text.parse_math": False,  # a scenario's title may hold dollar signs
    }  # fmt: skip
    with matplotlib.rc_context(chosen):
        yield


@contextmanager
def uncollected() -> Iterator[None]:
    """Draw many figures inside without garbage collection, which walks all their parts again and again.

    It takes a sixth of the time of a report; what the figures leave behind is collected afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sheet(frame: Frame, height: float, title: str = "") -> Any:
    """An empty figure of the frame's width and this height (inches)."""
    from matplotlib.figure import Figure

    figure: Any = Figure(figsize=(frame.width, height), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.06, wspace=0.04, hspace=0.05)
    if frame.titled and title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold")
    return figure


def png(figure: Any, dots_per_inch: int = 160) -> bytes:
    """The figure as a PNG image, without a date."""
    return _saved(figure, "png", dpi=dots_per_inch, metadata={"Software": None})


def svg(figure: Any) -> bytes:
    """The figure as an SVG drawing, without a date."""
    return _saved(figure, "svg", metadata={"Date": None, "Creator": None})


def _saved(figure: Any, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format=form, **options)
    return stream.getvalue()
