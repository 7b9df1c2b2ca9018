"""Commands of research: experiments, their results made again, the published patterns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netsustain.cli.options import Json, Lang, Language, Out, Replicates, Seed, Workers
from netsustain.cli.program import app, call

PANEL = "Research"


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
def validate(
    quick: Annotated[bool, typer.Option("--quick", help="A look in less than a minute: few runs and draws.")] = False,
    replicates: Replicates = None, seed: Seed = 1, out: Out = None, lang: Lang = Language.EN, json: Json = False,
    workers: Workers = None,
) -> None:  # fmt: skip
    """Published patterns against simulated ones, misses shown as plainly as hits; HTML report."""
    call("validate", quick=quick, replicates=replicates, seed=seed, out=out, lang=lang, json=json, workers=workers)
