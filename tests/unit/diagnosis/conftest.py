"""Tiny surveys, written as tables and read back."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from netsustain.diagnosis.reading import read_survey
from netsustain.diagnosis.survey import Survey

CONDITIONS = [f"c{number}" for number in range(1, 8)]


def wide(rows: Iterable[tuple[str, str, list[int], list[int]]]) -> str:
    """A wide table of one item a condition from (respondent, organisation, seven current, seven desired)."""
    columns = [f"{key}_1_{side}" for key in CONDITIONS for side in ("current", "desired")]
    lines = [",".join(["respondent", "organisation", *columns])]
    for name, organisation, current, desired in rows:
        cells = [str(cell) for pair in zip(current, desired, strict=True) for cell in pair]
        lines.append(",".join([name, organisation, *cells]))
    return "\n".join(lines) + "\n"


@pytest.fixture
def survey_of(tmp_path: Path) -> Callable[..., Survey]:
    """Reads a table given as text."""

    def read(text: str, name: str = "survey.csv", **options: object) -> Survey:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_survey(path, **options)

    return read


def drawn(respondents: int = 40, organisations: int = 12, seed: int = 1, weak: str = "c5") -> str:
    """A made-up survey with one weak condition, for what needs no numbers worked out by hand."""
    generator = np.random.default_rng(seed)
    rows = []
    for number in range(respondents):
        current = [int(np.clip(round(generator.normal(2 if key == weak else 3.6, 0.7)), 1, 5)) for key in CONDITIONS]
        desired = [min(5, level + int(generator.integers(1, 3))) for level in current]
        rows.append((f"p{number}", f"o{number % organisations}", current, desired))
    return wide(rows)
