"""``kind: search``: which policies, within a budget, leave least to be wished for in many futures?

A search over the levers tries whole generations of policies in common futures with common lucks; its front is judged
by other futures and lucks, beside the scenario as it is and the levers of other scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from netsustain.exploration.answer import Answer, Progress, Status
from netsustain.exploration.campaign import answer_of
from netsustain.exploration.designs import unit_points
from netsustain.exploration.digest import digest_of_plain
from netsustain.exploration.pace import rows_a_second
from netsustain.exploration.prepared import chunk_size
from netsustain.exploration.question import campaign_digest
from netsustain.exploration.reading import Asked, Fault
from netsustain.exploration.search.decisions import Decision, DecisionError, Policy, decision_of, differing, settings
from netsustain.exploration.search.form import PolicySearch, Range, fresh_seed
from netsustain.exploration.search.judge import Problem, judged
from netsustain.exploration.search.price import Within, prices_of
from netsustain.exploration.search.simulated import Futures
from netsustain.exploration.search.stored import Stored, UnfinishedError
from netsustain.exploration.search.tables import shown, tables
from netsustain.exploration.search.words import sentences, warnings
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.schema import Scenario

FORM = PolicySearch


def faults(asked: Asked) -> Iterator[Fault]:
    """Levers that cannot be decided on so, and a budget below the cheapest policy."""
    experiment = _form(asked)
    decisions, wrong = [], False
    for lever, given in experiment.levers.items():
        try:
            decisions.append(_decision(lever, given, experiment.step))
        except DecisionError as error:
            wrong = True
            part = ("choices", int(error.part)) if error.part.isdecimal() else (error.part,) if error.part else ()
            yield Fault(("levers", lever, *part), str(error))
    if experiment.budget is not None and not wrong:
        within = Within(tuple(decisions), prices_of(_base(asked)), experiment.budget)
        least = within.prices.planned(within.cheapest())
        if least > experiment.budget:
            text = f"got {experiment.budget:g}, expected at least {least:.2f}, what the cheapest policy costs"
            yield Fault(("budget",), f"{text}, type budget: {round(least + 1)}")


def digest_of(asked: Asked) -> str:
    """Of everything that decides the numbers: what was asked, and the levers that are compared with."""
    compared = [[name, sorted(policy.items())] for name, policy in references(asked).items()]
    return digest_of_plain([campaign_digest(asked), compared])


def answer(asked: Asked, folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Answer:
    """Search, judge and tell. Raises QuestionError, and MissingExtraError without pymoo."""
    problem = problem_of(asked)
    evaluate = _stored(asked, folder, problem)
    evaluate.workers, evaluate.progress = workers, progress
    found = judged(problem, evaluate)
    return answer_of(evaluate.campaigns, tables(found), shown(found), sentences(found), warnings(found))


def status(asked: Asked, folder: Path) -> Status:
    """How far it is: the search is gone through again over what is stored. Runs nothing.

    What is left is at most so much: a search may end before its last generation.
    """
    problem = problem_of(asked)
    evaluate = _stored(asked, folder, problem)
    evaluate.only_look, most = True, evaluate.most
    try:
        judged(problem, evaluate)
    except UnfinishedError:
        pass
    else:
        most = 0
    looked = evaluate.looked
    done = sum(each.rows_done for each in looked)
    left = max(most - done, 0)
    return Status(
        parts_done=sum(each.parts_done for each in looked),
        parts_left=-(-left // chunk_size(problem.futures.runs)),
        rows_done=done,
        rows_left=left,
        failed=sum(each.failed for each in looked),
        rows_a_second=rows_a_second(folder),
    )


# ---- what is asked --------------------------------------------------------------------------------


def problem_of(asked: Asked) -> Problem:
    """What is searched for, as the library has it."""
    experiment = _form(asked)
    decisions = tuple(_decision(lever, given, experiment.step) for lever, given in experiment.levers.items())
    budget = float("inf") if experiment.budget is None else experiment.budget
    draws, confirm = experiment.draws, experiment.confirm
    searched = Futures("search", experiment.drawn(asked.factors), experiment.replicates, experiment.seed)
    design = _fresh(asked) if draws > 1 else searched.design
    return Problem(
        within=Within(decisions, prices_of(_base(asked)), budget),
        objectives=tuple(each.objective for each in experiment.objectives),
        plan=experiment.plan,
        futures=searched,
        confirming=Futures("confirm", design, confirm.replicates, fresh_seed(experiment.seed)),
        references=references(asked),
        now=settings(_base(asked).levers, LEVER_NAMES),
        worthwhile=experiment.worthwhile,
    )


def references(asked: Asked) -> dict[str, Policy]:
    """The scenario as it is, and the levers of the others."""
    base = _base(asked).levers
    return {name: differing(each.levers, base) for name, each in asked.scenarios.items()}


def _fresh(asked: Asked) -> pd.DataFrame:
    """Futures that the search never saw."""
    experiment, factors = _form(asked), asked.factors
    assert experiment.design is not None
    seed = fresh_seed(experiment.design_seed)
    points = unit_points(experiment.design.method, experiment.confirm.draws, len(factors), seed)
    return pd.DataFrame({factor.name: factor.values(points[:, place]) for place, factor in enumerate(factors)})


def _form(asked: Asked) -> PolicySearch:
    assert isinstance(asked.experiment, PolicySearch)
    return asked.experiment


def _base(asked: Asked) -> Scenario:
    return next(iter(asked.scenarios.values()))


def _decision(lever: str, given: Range | None, step: float) -> Decision:
    return decision_of(lever, given.span if given else None, given.choices if given else (), step)


def _stored(asked: Asked, folder: Path, problem: Problem) -> Stored:
    experiment = _form(asked)
    crossed = experiment.parameters == "accepted"
    return Stored(asked, folder, problem.within.prices, experiment.kept, crossed, experiment.runs)
