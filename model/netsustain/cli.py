"""The command line: every command's options, and nothing else.

A command's work lives in ``netsustain.commands.<name>.execute(**options) -> int``, imported when it is
called, so that ``netsustain --help`` waits for no numerical library. Exit codes: 0 done, 1 bad input, 2 wrong
usage, 3 finished with failed runs.
"""

from __future__ import annotations

import os
import sys
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from netsustain.commands.letters import carry
from netsustain.commands.trouble import told

BAD_INPUT = 1

app = typer.Typer(
    name="netsustain",
    help="Which strategies keep a collaboration network alive? Simulate it, compare, explain.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


def call(command: str, **options: Any) -> None:
    """Run a command and leave with its exit code; bad input becomes one clear line for each fault."""
    lang = options.get("lang")
    if isinstance(lang, Language):
        lang = options["lang"] = lang.value
    carry(lang or "en", as_json=bool(options.get("json")))
    try:
        code: int = import_module(f"netsustain.commands.{command}").execute(**options)
    except (ValueError, OSError) as error:
        if not _is_bad_input(error):
            raise
        if isinstance(error, OSError) and not _is_ours(error):
            said = told(error, lang or "en")
        else:
            said = str(error)
        typer.echo(said, err=True)
        code = BAD_INPUT
    raise typer.Exit(code)


def _is_bad_input(error: Exception) -> bool:
    """Whether the user can mend it: anything else is a fault of the program and keeps its traceback."""
    if isinstance(error, BrokenPipeError):
        return False
    return isinstance(error, OSError) or _is_ours(error)


def _is_ours(error: Exception) -> bool:
    """Whether it is one of this package, which says itself what to type."""
    return type(error).__module__.startswith("netsustain.")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"netsustain {version('netsustain')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Which strategies keep a collaboration network alive? Simulate it, compare, explain."""


@app.command()
def run(
    scenario: Scenario, replicates: Replicates = None,
    first: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Replicate to show: another luck.")] = 0,
    seed: Seed = 1, months: Months = None, out: Out = None, lang: Lang = Language.EN, json: Json = False,
    workers: Workers = None,
) -> None:  # fmt: skip
    """One network, month by month: table, figures and files."""
    call("run", scenario=scenario, replicates=replicates, first=first, seed=seed, months=months, out=out, lang=lang,
         json=json, workers=workers)  # fmt: skip


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Scenario or experiment files, or names of shipped ones.")
    ],
    lang: Lang = Language.EN,
    json: Json = False,
) -> None:
    """Validate scenario and experiment files: file:line:column: where: what came, what was expected, what to type."""
    call("check", files=files, lang=lang, json=json)


@app.command()
def explain(
    scenario: Scenario,
    diff: Annotated[str | None, typer.Option(metavar="OTHER", help="Say what OTHER changes.")] = None,
    lang: Lang = Language.EN,
    json: Json = False,
) -> None:
    """The scenario with every inherited and default value, its source and unit."""
    call("explain", scenario=scenario, diff=diff, lang=lang, json=json)


@app.command()
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


@app.command()
def experiment(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Experiment file, or name of a shipped one.")],
    scale: Annotated[
        float | None, typer.Option(min=0.0001, max=1, help="Try it out with so large a share of draws and replicates.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**64 - 1, help="Seed of the runs instead of the file's.")
    ] = None,
    out: Out = None,
    status: Annotated[bool, typer.Option("--status", help="Say how far it is and what to type; run nothing.")] = False,
    lang: Lang = Language.EN,
    json: Json = False,
    workers: Workers = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Run on a Dask cluster: tcp://host:port, or its scheduler file."),
    ] = None,
) -> None:
    """Many runs over draws of what is uncertain; goes on where it was when it was stopped."""
    call("experiment", file=file, scale=scale, seed=seed, out=out, status=status, lang=lang, json=json,
         workers=workers, cluster=cluster)  # fmt: skip


@app.command()
def replay(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Folder of an experiment, a comparison or a run.")],
    rows: Annotated[
        list[int] | None, typer.Option("--row", min=0, help="Row of runs.parquet, from 0; may be given again.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every row, not a sample.")] = False,
    lang: Lang = Language.EN,
    json: Json = False,
    workers: Workers = None,
) -> None:
    """Make stored rows again from what their folder says, and compare them bit for bit."""
    call("replay", result=result, rows=rows, everything=everything, lang=lang, json=json, workers=workers)


@app.command()
def validate(
    quick: Annotated[bool, typer.Option("--quick", help="A look in less than a minute: few runs and draws.")] = False,
    replicates: Replicates = None, seed: Seed = 1, out: Out = None, lang: Lang = Language.EN, json: Json = False,
    workers: Workers = None,
) -> None:  # fmt: skip
    """Published patterns against simulated ones, misses shown as plainly as hits; HTML report."""
    call("validate", quick=quick, replicates=replicates, seed=seed, out=out, lang=lang, json=json, workers=workers)


@app.command(name="import")
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


@app.command()
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


@app.command(name="app")
def app_(
    scenarios: Annotated[
        list[str] | None, typer.Argument(metavar="[SCENARIO]…", help="Your own scenarios, offered first.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 8700 or any free one by default.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    handouts: Annotated[
        Path | None, typer.Option(help="Only write role cards and survey sheets to print, into this folder.")
    ] = None,
    debrief: Annotated[
        Path | None, typer.Option(help="Only write tables and debrief of the game in this folder, into it.")
    ] = None,
    game: Annotated[bool, typer.Option("--game", help="Lead a game, on this machine only: to try it out.")] = False,
    lan: Annotated[bool, typer.Option("--lan", help="Lead a game for the room: phones join with a code.")] = False,
    address: Annotated[
        str | None, typer.Option(help="With --lan: address of this machine that phones use, if the wrong one is shown.")
    ] = None,
    seats: Annotated[
        int | None, typer.Option(min=3, max=100, help="Organisations in a game whose network is generated.")
    ] = None,
    seed: Seed = 1, out: Annotated[
        Path | None, typer.Option(help="Folder of a game; one that holds a game is gone on with.")
    ] = None,
    lang: Lang = Language.EN, workers: Workers = None,
) -> None:  # fmt: skip
    """The workshop app in a browser: watch a network live, change its course, compare; or play it in a room."""
    call("app", scenarios=scenarios, port=port, browser=browser, handouts=handouts, debrief=debrief, game=game,
         lan=lan, address=address, seats=seats, seed=seed, out=out, lang=lang, workers=workers)  # fmt: skip


@app.command()
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


@app.command()
def doctor(lang: Lang = Language.EN, json: Json = False) -> None:
    """Versions, cores, fonts and caches: what is missing and what to type."""
    call("doctor", lang=lang, json=json)


def main() -> None:
    """Entry point of ``netsustain`` and ``python -m netsustain``."""
    carry("en", as_json=False)
    try:
        app()
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(BAD_INPUT) from None
