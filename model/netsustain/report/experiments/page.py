"""What the report page of an experiment says in one language, as plain data for the template."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from netsustain.exploration.answer import Answer
from netsustain.exploration.experiment import RunsExperiment
from netsustain.report.assumptions import cautions, source_words
from netsustain.report.canvas import Frame
from netsustain.report.experiments.drawing import figure_names, figure_numbers, figure_values, figures_of
from netsustain.report.experiments.factors import Described, described
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.option_changes import options
from netsustain.report.sections import Drawing, Picture, drawing, explained, table
from netsustain.report.standing import Banner, experiment_banner


def experiment_words(words: ExperimentWords, answer: Answer, command: str) -> dict[str, Any]:
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
        "tables": [table(words, shown) for shown in answer.shown],
        "explained": explained(words, _plain_values(words)),
        "factors": [_factor(words, each) for each in described(asked, lang)],
        "scenarios": _scenarios(words),
        "sources": [source_words(source, lang) for source in asked.experiment.sources],
        "cautions": cautions(lang),
        "command": command,
        "reproduce": words.say("reproduce", seed=str(asked.experiment.seed), version=release, digest=answer.digest),
        "footer": words.say("footer", version=release),
        "say": words.say,
    }


def warnings(words: ExperimentWords, answer: Answer) -> list[str]:
    """What a reader must not take for more than it is; failed runs first."""
    failed = [words.say("answer_failed", failed=answer.failed, rows=answer.rows)] if answer.failed else []
    return [*failed, *(words.said(each) for each in answer.warnings)]


def _plain_values(words: ExperimentWords) -> dict[str, Any]:
    """What may fill a placeholder of an explanation: numbers and words of the file, and the size of the whole."""
    experiment = words.asked.experiment
    said = {key: value for key, value in experiment if isinstance(value, (int, float, str)) and key != "seed"}
    if isinstance(experiment, RunsExperiment):
        said |= {"draws": experiment.draws, "runs": experiment.runs, "outcome": experiment.outcomes[0]}
    return {**said, "scenarios": len(words.asked.scenarios)}


def _banner(words: ExperimentWords) -> Banner:
    """How far the numbers can be trusted; a kind that is not run under one set of parameters says so itself."""
    asked = words.asked
    if words.has("banner_own"):
        return Banner(words.say("banner_own"), [words.say("banner_more")])
    parameters = getattr(asked.experiment, "parameters", "default")
    drawn = any(factor.parameter is not None for factor in asked.factors)
    moved = any(factor.parameter is None for factor in asked.factors)
    return experiment_banner(asked.scenarios, parameters, words.quoted, words.lang, drawn=drawn, moved=moved)


def _eyebrow(words: ExperimentWords, answer: Answer) -> str:
    experiment, number = words.asked.experiment, len(words.asked.scenarios)
    key = f"kind_{experiment.kind}"
    values = {"kind": words.say(key) if words.has(key) else experiment.kind, "rows": answer.rows}
    draws = experiment.draws if isinstance(experiment, RunsExperiment) else 1
    if draws < 2:
        return words.say("eyebrow", **values)
    return words.say("eyebrow_draws_one" if number == 1 else "eyebrow_draws", scenarios=number, draws=draws, **values)


# ---- parts ----------------------------------------------------------------------------------------


def _figure(words: ExperimentWords, answer: Answer, name: str) -> Drawing:
    def draw(frame: Frame) -> Any:
        return figures_of(words.asked)[name](words.asked, answer, frame)

    values, numbers = figure_values(words.asked, answer, name), figure_numbers(words.asked, answer, name)
    return drawing(words, name, Picture(draw, numbers, values))


def _factor(words: ExperimentWords, each: Described) -> dict[str, str]:
    key = "source_plausible" if each.plausible else "source_own" if each.source else "source_file"
    return {
        "meaning": each.meaning,
        "name": each.name,
        "range": words.say("span", low=each.low, high=each.high),
        "unit": each.unit,
        "source": words.say(key, source=each.source),
    }


def _scenarios(words: ExperimentWords) -> dict[str, Any] | None:
    """What sets the scenarios apart; None where there is nothing to set apart."""
    scenarios = words.asked.scenarios
    if not scenarios:
        return None
    listed = options(scenarios, words.labels, words.lang)
    for each, scenario in zip(listed, scenarios.values(), strict=True):
        each["question"] = scenario.question.in_language(words.lang)
    intro = words.say("options_intro", reference=next(iter(scenarios))) if len(scenarios) > 1 else ""
    return {"intro": intro, "listed": listed}
