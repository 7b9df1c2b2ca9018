"""Findings on the terminal, in English or Thai: sentences, tables, warnings."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from netsustain.commands.shared import table_console
from netsustain.exploration.answer import Findings, Shown
from netsustain.report.words import NAMES, Words


def print_findings(words: Words, findings: Findings) -> None:
    """The answer in words, tables, and what to beware of."""
    console = table_console()
    for place, sentence in enumerate(findings.sentences):
        console.print(Text(("\n" if place == 0 else "") + words.said(sentence), style="bold" if place == 0 else ""))
    for shown in findings.shown:
        console.print(Text(f"\n{words.heading(shown)}"))
        console.print(rich_table(shown, words))
        for note in words.notes(shown):
            console.print(Text(note))
    for warning in findings.warnings:
        console.print(Text(f"! {words.said(warning)}", style="yellow"))


def rich_table(shown: Shown, words: Words) -> Table:
    """A table of findings for the terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in shown.columns:
        table.add_column(Text(words.column(column)), justify="left" if column.form in NAMES else "right")
    for row in shown.rows.to_dict("records"):
        cells = [words.cell(column, row) for column in shown.columns]
        table.add_row(*(Text(f"{said}\n{span}" if span else said) for said, span in cells))
    return table
