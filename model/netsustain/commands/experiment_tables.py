"""The answer of an experiment on the terminal, in English or Thai: title, question, sentences, tables, warnings."""

from __future__ import annotations

from rich.text import Text

from netsustain.commands.finding_tables import print_findings
from netsustain.commands.shared import table_console
from netsustain.exploration.answer import Answer
from netsustain.exploration.reading import Asked
from netsustain.report.experiments.words import ExperimentWords


def print_answer(asked: Asked, answer: Answer, lang: str) -> None:
    """Title, question, the answer in words, tables, and what to beware of."""
    console = table_console()
    console.print(Text(asked.experiment.title.in_language(lang), style="bold"))
    console.print(Text(asked.experiment.question.in_language(lang)))
    print_findings(ExperimentWords(asked, lang), answer)
