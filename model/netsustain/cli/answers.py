"""Commands that answer a question about a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netsustain.cli.options import (
    BudgetUnit,
    Json,
    Lang,
    Language,
    Months,
    Out,
    Parameters,
    Replicates,
    Scenario,
    Scenarios,
    Seed,
    Workers,
)
from netsustain.cli.program import app, call

PANEL = "Answers about a network"


@app.command(rich_help_panel=PANEL)
def run(
    scenario: Scenario, replicates: Replicates = None,
    first: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Replicate to show: another luck.")] = 0,
    seed: Seed = 1, months: Months = None, out: Out = None, lang: Lang = Language.EN, json: Json = False,
    workers: Workers = None,
) -> None:  # fmt: skip
    """One network, month by month: table, figures and files."""
    call("run", scenario=scenario, replicates=replicates, first=first, seed=seed, months=months, out=out, lang=lang,
         json=json, workers=workers)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def compare(
    scenarios: Scenarios,
    replicates: Annotated[
        int | None, typer.Option(min=1, help="Runs of each scenario; without it they grow until the answer stands.")
    ] = None,
    at_most: Annotated[
        int | None, typer.Option(min=1, help="Runs of each scenario beyond which they do not grow (1600).")
    ] = None,
    worthwhile: Annotated[
        float | None,
        typer.Option(metavar="MONTHS", help="Least difference that matters; a twentieth of the horizon by default."),
    ] = None,
    futures: Annotated[
        str | None,
        typer.Option(metavar="FILE|standard|none", help="Ways the world may go; none with --replicates by default."),
    ] = None,
    seed: Seed = 1,
    months: Months = None,
    parameters: Annotated[
        Parameters, typer.Option(help="Accepted parameter vectors, one a replicate, or each scenario's own.")
    ] = Parameters.ACCEPTED,
    out: Out = None,
    lang: Lang = Language.EN,
    json: Json = False,
    workers: Workers = None,
) -> None:
    """Scenarios on the same luck: which is better, in which futures, at what cost; HTML report."""
    if replicates is not None and at_most is not None:
        raise typer.BadParameter("--replicates says how many runs, --at-most that they grow: give one of them")
    call("compare", scenarios=scenarios, replicates=replicates, at_most=at_most, worthwhile=worthwhile,
         futures=futures, seed=seed, months=months, parameters=parameters.value, out=out, lang=lang, json=json,
         workers=workers)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def brief(
    scenario: Annotated[
        str | None, typer.Argument(metavar="SCENARIO", help="The network: a scenario file, or name of a shipped one.")
    ] = None,
    options: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OPTION…]", help="Scenarios to weigh against it; the five strategies unless given."),
    ] = None,
    survey: Annotated[Path | None, typer.Option(help="Answers of members (CSV or XLSX) to diagnose beside it.")] = None,
    budget: Annotated[
        float | None, typer.Option(min=0, help="What coordination may cost a month, to be advised on.")
    ] = None,
    budget_unit: Annotated[BudgetUnit, typer.Option(help="Unit of the budget.")] = BudgetUnit.STAFF_DAYS,
    again: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Make an earlier brief again beside it and say what has changed since."),
    ] = None,
    replicates: Annotated[
        int | None, typer.Option(min=1, help="Runs of each option; as many as the answer needs unless given.")
    ] = None,
    seed: Seed = 1,
    months: Months = None,
    out: Out = None,
    lang: Lang = Language.EN,
    json: Json = False,
    workers: Workers = None,
) -> None:
    """A brief for a decision: question, answer, evidence, assumptions and cautions on one page, with all tables."""
    call("brief", scenario=scenario, options=options, survey=survey, budget=budget, budget_unit=budget_unit.value,
         again=again, replicates=replicates, seed=seed, months=months, out=out, lang=lang, json=json,
         workers=workers)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def why(
    scenario: Scenario, replicates: Replicates = None, seed: Seed = 1, months: Months = None,
    parameters: Annotated[
        Parameters, typer.Option(help="Accepted parameter vectors, one a replicate, or the scenario's own.")
    ] = Parameters.ACCEPTED,
    out: Out = None, lang: Lang = Language.EN, json: Json = False, workers: Workers = None,
) -> None:  # fmt: skip
    """Why networks end: the commonest ways, a typical run, and the same networks without the event; HTML report."""
    call("why", scenario=scenario, replicates=replicates, seed=seed, months=months, parameters=parameters.value,
         out=out, lang=lang, json=json, workers=workers)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def advise(
    scenario: Scenario,
    budget: Annotated[
        float, typer.Option(min=0, help="What coordination may cost a month when all of it is paid.")
    ],
    budget_unit: Annotated[BudgetUnit, typer.Option(help="Unit of the budget.")] = BudgetUnit.STAFF_DAYS,
    replicates: Replicates = None, seed: Seed = 1, months: Months = None, out: Out = None, lang: Lang = Language.EN,
    json: Json = False, workers: Workers = None,
) -> None:  # fmt: skip
    """A few robust mixes of measures within a budget, when to begin, and what would change the advice."""
    call("advise", scenario=scenario, budget=budget, budget_unit=budget_unit.value, replicates=replicates, seed=seed,
         months=months, out=out, lang=lang, json=json, workers=workers)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def explore(
    scenario: Scenario,
    levers: Annotated[
        str | None,
        typer.Option(metavar="A,B,…", help="Levers to move, by name or as name=low:high; the main ones by default."),
    ] = None,
    budget_hint: Annotated[
        float | None, typer.Option(min=0, help="Staff-days a month that may be planned, shown beside the cost.")
    ] = None,
    replicates: Replicates = None, seed: Seed = 1, months: Months = None,
    out: Annotated[Path | None, typer.Option(help="Page to write (.html), or a folder for explore.html.")] = None,
    lang: Lang = Language.EN, json: Json = False, workers: Workers = None,
) -> None:  # fmt: skip
    """A page to move the main levers on and see what changes: computed beforehand, works offline."""
    call("explore", scenario=scenario, levers=levers, budget_hint=budget_hint, replicates=replicates, seed=seed,
         months=months, out=out, lang=lang, json=json, workers=workers)  # fmt: skip
