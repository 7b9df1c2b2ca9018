"""A survey as it was read: answers by respondent and item, nobody named."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from netsustain.diagnosis.instruments import Instrument

Floats = NDArray[np.float64]
ENOUGH = 5
"""Respondents below which a group is not shown: fewer could be recognised, and say little."""


@dataclass(frozen=True)
class Account:
    """What was read and what was left out: counts, and places in the file without names."""

    rows: int
    """Rows of respondents, left out ones included."""
    answers: int
    """Answers that were asked for: respondents × items, both sides."""
    missing: int
    """Of these, not given."""
    half_filled: tuple[int, ...] = ()
    """Lines of respondents left out since they answered less than half."""
    half_pairs: int = 0
    """Items of which a respondent gave one side only."""
    replaced: int = 0
    """Earlier answers of respondents who answered again later."""
    unused: tuple[str, ...] = ()
    """Columns that were not understood."""
    skipped: int = 0
    """Faulty cells read as unanswered because that was asked for."""
    doubtful_instrument: bool = False
    """Whether the file fits two instruments and one was taken."""


@dataclass(frozen=True)
class Survey:
    """Answers, NaN where there is none, in an order that does not depend on that of the file's rows."""

    file: str
    instrument: Instrument
    respondents: tuple[str, ...]
    """Pseudonyms, ``R1`` and so on; who they are stands nowhere."""
    organisation: NDArray[np.int64]
    """Organisation of each respondent, numbered; everybody their own where none is known."""
    organisations: int
    grouped: bool
    """Whether organisations were given, so that answers of one can be told to belong together."""
    kinds: tuple[str, ...]
    """Kind of organisation of each respondent (a name of ``Kind``), empty where not known."""
    kinds_from: str
    """Where kinds come from: ``column``, ``network``, ``names`` (guessed), or empty."""
    items: tuple[str, ...]
    current: Floats
    """(respondents × items), on the instrument's scale."""
    desired: Floats | None
    """The same for the desired state; None where it was not asked."""
    account: Account
    dates: tuple[str, str] | None = None
    """First and last day of answers (``YYYY-MM-DD``)."""
    digest: str = ""
    """SHA-256 of the file, by which a later one is told apart."""
    words: dict[str, str] = field(default_factory=dict)
    """Word of the column of kinds → kind it was taken for."""

    def columns(self, items: tuple[str, ...]) -> list[int]:
        """Columns of items among the answers."""
        return [self.items.index(item) for item in items if item in self.items]

    def scores(self, items: tuple[str, ...], *, desired: bool = False) -> Floats:
        """Mean answer of each respondent to some items; NaN with less than half of them answered."""
        answers = self.desired if desired else self.current
        if answers is None:
            return np.full(len(self.respondents), np.nan)
        return mean_of_answered(answers[:, self.columns(items)])


def mean_of_answered(answers: Floats) -> Floats:
    """Mean of each row's answers; NaN where less than half are given."""
    given = np.isfinite(answers)
    number = given.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(given, answers, 0).sum(axis=1) / number
    return np.where((2 * number >= answers.shape[1]) & (number > 0), means, np.nan)
