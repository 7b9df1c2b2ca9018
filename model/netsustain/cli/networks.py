"""Commands that read, write and judge networks and scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netsustain.cli.options import Instrument, Json, Lang, Language, Months, Out, Replicates, Scenario, Seed, Workers
from netsustain.cli.program import app, call

PANEL = "Networks and scenarios"


@app.command(rich_help_panel=PANEL)
def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Scenario or experiment files, or names of shipped ones.")
    ],
    lang: Lang = Language.EN,
    json: Json = False,
) -> None:
    """Validate scenario and experiment files: file:line:column: where: what came, what was expected, what to type."""
    call("check", files=files, lang=lang, json=json)


@app.command(rich_help_panel=PANEL)
def explain(
    scenario: Scenario,
    diff: Annotated[str | None, typer.Option(metavar="OTHER", help="Say what OTHER changes.")] = None,
    lang: Lang = Language.EN,
    json: Json = False,
) -> None:
    """The scenario with every inherited and default value, its source and unit."""
    call("explain", scenario=scenario, diff=diff, lang=lang, json=json)


@app.command(name="import", rich_help_panel=PANEL)
def import_network(
    members: Annotated[Path | None, typer.Option(help="CSV or XLSX table, one row a member.")] = None,
    ties: Annotated[
        Path | None, typer.Option(help="CSV or XLSX table, one row a tie; else the members' workbook has them.")
    ] = None,
    matrix: Annotated[
        Path | None, typer.Option(help="Levels-of-Collaboration matrix, 0 to 5, CSV or XLSX.")
    ] = None,
    partner: Annotated[
        Path | None, typer.Option(help="PARTNER-style edge list, scales of 1 to 4, CSV or XLSX.")
    ] = None,
    graphml: Annotated[Path | None, typer.Option(help="GraphML file.")] = None,
    out: Annotated[Path | None, typer.Option(help="Scenario file to write (.yaml).")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field; guessed otherwise."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="WORD=KIND", help="What a word for a kind of organisation means."),
    ] = None,
    scales: Annotated[
        list[str] | None,
        typer.Option("--scale", metavar="FIELD=LOW:HIGH", help="Values of a field's column read as 0 and 1."),
    ] = None,
    sheets: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="TABLE=NAME", help="Which sheet of a workbook holds a table."),
    ] = None,
    directed: Annotated[
        bool | None, typer.Option("--directed/--undirected", help="Whether a row of ties is one side's report.")
    ] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Ask about every guess.")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="Go on without cells that cannot be read.")] = False,
    keep_names: Annotated[
        bool, typer.Option("--keep-names", help="Keep people's names; they become pseudonyms otherwise.")
    ] = False,
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Replace organisations' names too.")] = False,
    names_out: Annotated[
        Path | None, typer.Option(help="File (.csv) that keeps who is who, read again next time.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help="Write an empty workbook to fill in; import nothing.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    lang: Lang = Language.EN,
    json: Json = False,
) -> None:
    """A scenario of your own network from tables, a matrix, a PARTNER export or GraphML."""
    given = {"members": members, "ties": ties, "matrix": matrix, "partner": partner, "graphml": graphml}
    call("import_", given=given, out=out, columns=columns, kinds=kinds, scales=scales, sheets=sheets,
         directed=directed, confirm=confirm, leave_out=leave_out, keep_names=keep_names, pseudonyms=pseudonyms,
         names_out=names_out, template=template, force=force, lang=lang, json=json)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def new(
    out: Annotated[Path, typer.Option(help="Scenario file to write (.yaml).")],
    network: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="A network that is there: only what is asked of it is new.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the network.")] = None,
    members: Annotated[
        list[str] | None, typer.Option("--members", metavar="KIND=COUNT", help="Members of a kind: school=12.")
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="lead_organisation, shared, committee or administrative_centre."),
    ] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="BAHT", help="Yearly budget of the area office for the network.")
    ] = None,
    budget_cut: Annotated[
        str | None, typer.Option(metavar="MONTH[=LEFT]", help="When it is cut, and what is left: 2027-10=0.4.")
    ] = None,
    director_leaves: Annotated[
        str | None, typer.Option(metavar="MONTH", help="When the director of the area office leaves: 2027-10.")
    ] = None,
    handover: Annotated[
        float | None, typer.Option(min=0, max=6, help="Months in which both directors work side by side.")
    ] = None,
    levers: Annotated[
        list[str] | None, typer.Option("--lever", metavar="LEVER[=DOSE]", help="A lever in use: platform=0.7.")
    ] = None,
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="Ask for what no option says; on a terminal by default.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    lang: Lang = Language.EN,
    json: Json = False,
) -> None:
    """A commented scenario from a few questions, for a network without tables."""
    call("new", out=out, network=network, name=name, members=members, lead=lead, budget=budget, budget_cut=budget_cut,
         director_leaves=director_leaves, handover=handover, levers=levers, ask=ask, force=force, lang=lang,
         json=json)  # fmt: skip


@app.command(rich_help_panel=PANEL)
def diagnose(
    survey: Annotated[
        Path | None, typer.Argument(metavar="SURVEY", help="Answers, CSV or XLSX: a row a respondent, or an answer.")
    ] = None,
    network: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Scenario of the network that was surveyed.")
    ] = None,
    seed_scenario: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a scenario (.yaml) that starts where the survey says.")
    ] = None,
    instrument: Annotated[
        Instrument | None, typer.Option(help="Which questionnaire it is; recognised by its columns otherwise.")
    ] = None,
    skip_faults: Annotated[
        bool, typer.Option("--skip-faults", help="Read faulty cells as unanswered instead of refusing the file.")
    ] = False,
    outlook: Annotated[bool, typer.Option("--outlook/--no-outlook", help="Whether to simulate what may come.")] = True,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a blank survey (.xlsx) and do nothing else.")
    ] = None,
    filled: Annotated[bool, typer.Option("--filled", help="With --template: made-up answers, to try it out.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file to be written if it exists.")] = False,
    replicates: Replicates = None, seed: Seed = 1, months: Months = None, out: Out = None, lang: Lang = Language.EN,
    json: Json = False, workers: Workers = None,
) -> None:  # fmt: skip
    """Strong and weak points of a network, its needs, who holds it together, and what may come of it."""
    call("diagnose", survey=survey, network=network, seed_scenario=seed_scenario,
         instrument=instrument.value if instrument else None, skip_faults=skip_faults, outlook=outlook,
         template=template, filled=filled, force=force, replicates=replicates, seed=seed, months=months, out=out,
         lang=lang, json=json, workers=workers)  # fmt: skip
