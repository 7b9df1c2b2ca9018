"""The program whose commands the modules beside this one are, and how a command is called and ended.

A command's work lives in ``netsustain.commands.<name>.execute(**options) -> int``, imported when it is
called, so that ``netsustain --help`` waits for no numerical library.
"""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from netsustain.cli.options import Language
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
