"""What the report page of an experiment says in one language, as plain data for the template."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from netsustain.exploration.answer import Answer, Shown
from netsustain.exploration.experiment import RunsExperiment
from netsustain.report.assumptions import cautions, source_words
from netsustain.report.experiments.drawing import figure_names, figure_numbers, figure_values
from netsustain.report.experiments.factors import Described, described
from netsustain.report.experiments.words import NAMES, Words
from netsustain.report.option_changes import options
from netsustain.report.standing import Banner, experiment_banner

MOST_ROWS = 40
"""Rows of a table that the page shows; longer tables stand whole beside it."""


def experiment_words(words: Words, answer: Answer, command: str) -> dict[str, Any]:
    """Every text, row and list of the page.

    Parameters
    ----------
    words
        The experiment's words in the page's language.
    command
        What to type to make the report again.
    """
    asked, lang = words.asked, words.lang
    names = figure_names(asked, answer)
    figures = [_figure(words, answer, name) for name in names]
    release = version("netsustain")
    return {
        "lang": lang,
        "title": asked.experiment.title.in_language(lang),
        "question": asked.experiment.question.in_language(lang),
        "banner": _banner(words),
        "eyebrow": _eyebrow(words, answer),
        "answer": [words.said(each) for each in answer.sentences] or [words.say("answer_none")],
        "warnings": warnings(words, answer),
        "main": figures[0] if figures else None,
        "figures": figures[1:],
        "tables": [_table(words, shown) for shown in answer.shown],
        "explained": explained(words),
        "factors": [_factor(words, each) for each in described(asked, lang)],
        "scenarios": _scenarios(words),
        "sources": [source_words(source, lang) for source in asked.experiment.sources],
        "cautions": cautions(lang),
        "command": command,
        "reproduce": words.say("reproduce", seed=str(asked.experiment.seed), version=release, digest=answer.digest),
        "footer": words.say("footer", version=release),
        "say": words.say,
    }


def warnings(words: Words, answer: Answer) -> list[str]:
    """What a reader must not take for more than it is; failed runs first."""
    failed = [words.say("answer_failed", failed=answer.failed, rows=answer.rows)] if answer.failed else []
    return [*failed, *(words.said(each) for each in answer.warnings)]


def explained(words: Words) -> list[str]:
    """Paragraphs of the kind on what was done: ``explained_1``, ``explained_2`` and so on."""
    found: list[str] = []
    values = _plain_values(words)
    while words.has(key := f"explained_{len(found) + 1}"):
        found.append(words.say(key, **values))
    return found


def _plain_values(words: Words) -> dict[str, Any]:
    """What may fill a placeholder of an explanation: numbers and words of the file, and the size of the whole."""
    experiment = words.asked.experiment
    said = {key: value for key, value in experiment if isinstance(value, (int, float, str)) and key != "seed"}
    if isinstance(experiment, RunsExperiment):
        said |= {"draws": experiment.draws, "runs": experiment.runs, "outcome": experiment.outcomes[0]}
    return {**said, "scenarios": len(words.asked.scenarios)}


def _banner(words: Words) -> Banner:
    """How far the numbers can be trusted; a kind that is not run under one set of parameters says so itself."""
    asked = words.asked
    if words.has("banner_own"):
        return Banner(words.say("banner_own"), [words.say("banner_more")])
    parameters = getattr(asked.experiment, "parameters", "default")
    drawn = any(factor.parameter is not None for factor in asked.factors)
    moved = any(factor.parameter is None for factor in asked.factors)
    return experiment_banner(asked.scenarios, parameters, words.quoted, words.lang, drawn=drawn, moved=moved)


def _eyebrow(words: Words, answer: Answer) -> str:
    experiment, number = words.asked.experiment, len(words.asked.scenarios)
    key = f"kind_{experiment.kind}"
    values = {"kind": words.say(key) if words.has(key) else experiment.kind, "rows": answer.rows}
    draws = experiment.draws if isinstance(experiment, RunsExperiment) else 1
    if draws < 2:
        return words.say("eyebrow", **values)
    return words.say("eyebrow_draws_one" if number == 1 else "eyebrow_draws", scenarios=number, draws=draws, **values)


# ---- parts ----------------------------------------------------------------------------------------


def _figure(words: Words, answer: Answer, name: str) -> dict[str, Any]:
    values = figure_values(words.asked, answer, name)
    shown = figure_numbers(words.asked, answer, name)
    table = _table(words, shown) if shown is not None else {"head": [], "rows": []}
    return {
        "name": name,
        "title": words.say(f"figure_{name}_title", **values),
        "reading": words.say(f"figure_{name}_reading", **values),
        "head": [cell["said"] for cell in table["head"]],
        "rows": [[_flat(cell) for cell in row] for row in table["rows"]],
    }


def _flat(cell: dict[str, str]) -> str:
    return f"{cell['said']} ({cell['span']})" if cell["span"] else cell["said"]


def _table(words: Words, shown: Shown) -> dict[str, Any]:
    """A table with every value already written; a cell holds what it says, its interval, and its side."""
    head = [{"said": words.column(column), "left": column.form in NAMES} for column in shown.columns]
    rows = []
    for row in shown.rows.head(MOST_ROWS).to_dict("records"):
        cells = [words.cell(column, row) for column in shown.columns]
        rows.append([{"said": said, "span": span} for said, span in cells])
    left = len(shown.rows) - len(rows)
    rest = [words.say("rows_left", shown=len(rows), rows=len(shown.rows))] if left else []
    return {"heading": words.heading(shown), "head": head, "rows": rows, "notes": [*words.notes(shown), *rest]}


def _factor(words: Words, each: Described) -> dict[str, str]:
    key = "source_plausible" if each.plausible else "source_own" if each.source else "source_file"
    return {
        "meaning": each.meaning,
        "name": each.name,
        "range": words.say("span", low=each.low, high=each.high),
        "unit": each.unit,
        "source": words.say(key, source=each.source),
    }


def _scenarios(words: Words) -> dict[str, Any] | None:
    """What sets the scenarios apart; None where there is nothing to set apart."""
    scenarios = words.asked.scenarios
    if not scenarios:
        return None
    listed = options(scenarios, words.labels, words.lang)
    for each, scenario in zip(listed, scenarios.values(), strict=True):
        each["question"] = scenario.question.in_language(words.lang)
    intro = words.say("options_intro", reference=next(iter(scenarios))) if len(scenarios) > 1 else ""
    return {"intro": intro, "listed": listed}
