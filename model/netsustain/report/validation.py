"""The report of a validation: one self-contained HTML page in both languages, and figures as files."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, png, settings, svg
from netsustain.report.filling import filled, ranges_unbroken
from netsustain.report.standing import Banner
from netsustain.report.validation_figure import draw
from netsustain.report.validation_words import Words
from netsustain.validation.outcome import PatternOutcome, Validation
from netsustain.validation.prior import drawn_parameters

KEY = ("published", "number", "simulated", "ignorance", "draws")
"""Marks of a figure, explained once for all of them."""
CAUTIONS = ("data", "survivors", "samples", "laboratory", "setups", "calibrated")


def validation_page(validation: Validation, *, lang: str, command: str) -> str:
    """The report as HTML text.

    Parameters
    ----------
    lang
        Language shown at first; the page holds both.
    command
        What to type to make the report again.
    """
    pages = [_page(Words(validation, each), command) for each in LANGUAGES]
    return filled(
        "validation.html.j2", lang, pages, lambda name, frame: _svg(validation, name, frame),
        styles=("validation.css",), said=ranges_unbroken,
    )  # fmt: skip


def validation_files(validation: Validation, lang: str) -> Iterator[tuple[str, bytes]]:
    """Every pattern's figure as a titled PNG and SVG: (file name, content)."""
    words = Words(validation, lang)
    for outcome in validation.outcomes:
        with settings():
            figure = draw(outcome, words, Frame(lang))
            yield f"{outcome.pattern.id}.png", png(figure)
            yield f"{outcome.pattern.id}.svg", svg(figure)


def _svg(validation: Validation, name: str, frame: Frame) -> bytes:
    """A pattern's figure, wide enough for a phone and half a page."""
    with settings(shapes=False):
        return svg(draw(validation.outcome(name), Words(validation, frame.lang), frame))


def _page(words: Words, command: str) -> dict[str, Any]:
    """Every text, row and list of the page in one language."""
    validation = words.validation
    headline, more = words.banner()
    release = version("netsustain")
    groups = []
    for role in ("calibrated", "shown"):
        of_role = [each for each in validation.outcomes if each.pattern.role == role]
        if of_role:
            heading, lead = words.say(f"patterns_{role}"), words.say(f"patterns_{role}_lead")
            groups.append({"heading": heading, "lead": lead, "items": [_item(each, words) for each in of_role]})
    return {
        "lang": words.lang,
        "title": words.say("title"),
        "banner": Banner(f"{headline}.", [more]),
        "answer": words.answer(),
        "eyebrow": words.say("eyebrow", patterns=len(validation.outcomes)),
        "table_intro": words.say("table_intro", draws=validation.prior_draws),
        "key": [(mark, words.say(f"figure_{mark}")) for mark in KEY if mark != "ignorance" or validation.calibrated],
        "groups": groups,
        "method": _method(words),
        "cautions": [words.say(f"caution_{name}") for name in CAUTIONS],
        "command": command,
        "reproduce": words.say("reproduce", seed=validation.seed, version=release),
        "footer": words.say("footer", version=release),
        "say": words.say,
    }


def _item(outcome: PatternOutcome, words: Words) -> dict[str, Any]:
    """One pattern: its verdict, its numbers as rows, and what stands below its figure."""
    pattern = outcome.pattern
    hits = sum(each.hit for each in outcome.found)
    rows = [_row(each, outcome, words) for each in outcome.found]
    listed = "; ".join(f"{row['label']}: {row['published']} → {row['simulated']} ({row['verdict']})" for row in rows)
    return {
        "id": pattern.id,
        "what": pattern.what[words.lang],
        "hit": outcome.hit,
        "verdict": words.verdict(outcome.hit),
        "hits": f"{hits} / {len(rows)}",
        "rate": words.rate(outcome.prior.hit_rate),
        "evidence": words.evidence(outcome),
        "badges": words.badges(outcome),
        "rows": rows,
        "reading": words.say("figure_reading", hits=hits, all=len(rows), list=listed),
        "facts": _facts(outcome, words),
    }


def _row(found: Any, outcome: PatternOutcome, words: Words) -> dict[str, Any]:
    return {
        "label": outcome.pattern.say(found.target.name, words.lang),
        "published": words.published(found.target),
        "band": words.band(found.target),
        "simulated": words.simulated(found),
        "chance": words.chance(found),
        "ignorance": words.ignorance(found),
        "verdict": words.verdict(found.hit),
        "hit": found.hit,
        "rate": words.rate(outcome.prior.target_rate(found.target.name)),
    }


def _facts(outcome: PatternOutcome, words: Words) -> list[tuple[str, str]]:
    """Label and text of what a reader needs to judge the comparison."""
    pattern, lang = outcome.pattern, words.lang
    failed = words.say("runs_failed", failed=outcome.failed) if outcome.failed else ""
    found = [
        (words.say("setup_label"), pattern.say("setup", lang)),
        (words.say("source_label"), pattern.source),
        (words.say("built_label"), pattern.built_in[lang]),
        (words.say("note_label"), pattern.note[lang]),
        (words.say("repair_label"), pattern.say("repair", lang)),
        (words.say("prior_label"), words.prior(outcome)),
        (words.say("runs_label"), words.say("runs_said", replicates=outcome.replicates) + failed),
        (words.say("files_label"), ", ".join(pattern.setups)),
    ]
    return [(label, said) for label, said in found if said]


def _method(words: Words) -> list[str]:
    validation = words.validation
    if validation.calibrated:
        first = words.say("method_calibrated", vectors=validation.vectors, accepted=validation.accepted)
    else:
        first = words.say("method_default")
    prior = words.say(
        "method_prior", draws=validation.prior_draws, replicates=validation.prior_replicates,
        parameters=len(drawn_parameters()),
    )  # fmt: skip
    quick = [words.say("method_quick")] if validation.quick else []
    return [words.say("how_to_read"), first, words.say("method_errors"), prior, *quick]
