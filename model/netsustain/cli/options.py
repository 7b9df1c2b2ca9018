"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer


class Language(str, Enum):  # noqa: UP042  Python 3.11's StrEnum prints differently in help texts
    """Languages of tables, figures and reports."""

    EN = "en"
    TH = "th"


class Instrument(str, Enum):  # noqa: UP042  as above
    """Questionnaires that a survey may have used."""

    SEVEN_CONDITIONS = "seven_conditions"
    PSAT = "psat"
    WILDER_40 = "wilder_40"
    WILDER_44 = "wilder_44"


class Parameters(str, Enum):  # noqa: UP042  as above
    """Parameters that a comparison runs with."""

    ACCEPTED = "accepted"
    DEFAULT = "default"


class BudgetUnit(str, Enum):  # noqa: UP042  as above
    """What a budget is counted in."""

    STAFF_DAYS = "staff-days"
    BAHT = "baht"


Scenario = Annotated[str, typer.Argument(metavar="SCENARIO", help="Scenario file, or name of a shipped one.")]
Scenarios = Annotated[
    list[str], typer.Argument(metavar="SCENARIO", help="Scenario files or names of shipped ones.")
]
Replicates = Annotated[int | None, typer.Option(min=1, help="Runs of each scenario, each with its own luck.")]
Seed = Annotated[int, typer.Option(min=0, max=2**64 - 1, help="Seed: the same seed gives the same numbers.")]
Months = Annotated[int | None, typer.Option(min=1, max=1200, help="Horizon instead of the scenario's own.")]
Out = Annotated[Path | None, typer.Option(help="Folder for tables, figures and report.")]
Lang = Annotated[Language, typer.Option(help="Language of texts.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processor cores to use; all by default.")]
