"""The scenario file of a new network: every line with a remark in the language of who answered."""

from __future__ import annotations

from collections.abc import Iterator

from netsustain.importing.new.answers import LEVERS, Answers, lever_words, shown
from netsustain.importing.scenario_text import quoted, titled
from netsustain.messages import text
from netsustain.scenario.kinds import TRAITS, Kind
from netsustain.scenario.reader import load
from netsustain.scenario.schema import Scenario

MONTHS_A_YEAR = 12


def new_text(answers: Answers, lang: str) -> str:
    """The text of the file; what was not answered is the baseline's and not in it."""
    baseline = load("baseline")
    parts = [_head(answers, lang), _network(answers, lang)]
    if answers.members.get(Kind.AREA_OFFICE) and answers.budget is not None:
        parts.append(_funding(answers.budget, baseline, lang))
    parts.append(_levers(answers, baseline, lang))
    if answers.cut or answers.director_leaves:
        parts.append(_events(answers, lang))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _say(key: str, lang: str, **values: object) -> str:
    return text(f"new.{key}", lang, **values)


def _head(answers: Answers, lang: str) -> Iterator[str]:
    yield f"# {_say('remark_written', lang)}"
    yield f"# {text('importing.remark_edit', lang)}"
    yield f"# {_say('remark_rest', lang)}"
    yield "schema: 1"
    yield "extends: baseline"
    yield "title:"
    yield from (f"  {code}: {quoted(words)}" for code, words in titled(answers.name).items())
    yield "question:"
    yield from (f"  {code}: {quoted(text('importing.question', code))}" for code in ("en", "th"))
    yield f"sources: [A-M, A-N1, {quoted(_say('source', lang))}]"


def _network(answers: Answers, lang: str) -> Iterator[str]:
    yield "network:"
    yield "  recipe:"
    yield f"    members: {sum(answers.members.values())} # {_say('remark_members', lang)}"
    yield f"    area_office: {str(bool(answers.members.get(Kind.AREA_OFFICE))).lower()} # {_say('remark_office', lang)}"
    yield f"    kinds: # {_say('remark_kinds', lang)}"
    for kind in Kind:
        if kind is not Kind.AREA_OFFICE:
            remark = f" # {TRAITS[kind].th}" if lang == "th" else ""
            yield f"      {kind.name.lower()}: {answers.members.get(kind, 0)}{remark}"
    yield f"  goals: # {text('importing.remark_goals', lang)}"
    names = ", ".join(f"{code}: {quoted(text('importing.goal', code))}" for code in ("en", "th"))
    yield f"    - name: {{{names}}}"
    yield "      position: 0.5"
    yield f"      workload: null # {text('importing.remark_workload', lang)}"


def _funding(budget: float, baseline: Scenario, lang: str) -> Iterator[str]:
    price = baseline.staff_day_price * baseline.baht_price
    days = budget / MONTHS_A_YEAR / price
    yield "funding:"
    remark = _say("remark_budget", lang, budget=f"{budget:,.0f}", price=f"{price:,.0f}")
    yield f"  area_office_budget: {days:.6g} # {remark}"


def _levers(answers: Answers, baseline: Scenario, lang: str) -> Iterator[str]:
    yield f"levers: # {_say('remark_levers', lang)}"
    yield f"  governance_mode: {answers.lead} # {_say(f'lead_{answers.lead}', lang)}"
    for name in LEVERS:
        if name in answers.levers:
            yield f"  {name}: {answers.levers[name]:g} # {lever_words(name, lang)}"
    others = [name for name in LEVERS if name not in answers.levers]
    if others:
        yield f"  # {_say('remark_others', lang)}"
    for name in others:
        yield f"  # {name}: {getattr(baseline.levers, name):g} # {lever_words(name, lang)}"


def _events(answers: Answers, lang: str) -> Iterator[str]:
    yield "events:"
    if answers.cut:
        date, level = answers.cut.date, answers.cut.level
        remark = _say("remark_cut", lang, date=shown(date, lang), left=f"{100 * level:.0f}")
        yield f"  - date: {date} # {remark}"
        yield f"    budget: {{level: {level:g}}}"
    if answers.director_leaves:
        date = answers.director_leaves
        yield f"  - date: {date} # {_say('remark_leaves', lang, date=shown(date, lang))}"
        yield f"    transfer: {{who: director, handover: {answers.handover:g}}} # {_say('remark_handover', lang)}"
