"""Advice within a budget, from a scenario to findings: search, choose, trim, and tell what fresh futures show."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from netsustain.exploration.advice import cutting, information, tables, telling, timing, trials_of_strength
from netsustain.exploration.advice.asking import STAFF_DAYS, Asked, Effort, asked
from netsustain.exploration.advice.gains import MONTHS, difference
from netsustain.exploration.advice.mixes import TODAY, Advice, Mix, chosen
from netsustain.exploration.advice.running import Runner
from netsustain.exploration.advice.shortlist import shortlisted, unlike
from netsustain.exploration.advice.trials import OUTCOMES, InFutures, Trials
from netsustain.exploration.advice.trimming import Trimmed, changes, tidied, trimmed
from netsustain.exploration.advice.unknown import World, world_of
from netsustain.exploration.answer import Findings, Progress
from netsustain.exploration.search.choose import LONGEST
from netsustain.exploration.search.decisions import Policy
from netsustain.exploration.search.judge import Judged, Problem, judged
from netsustain.exploration.search.objectives import PLANNED, WORST_TENTH, Objective, Runs
from netsustain.exploration.search.price import ROUNDING, Within
from netsustain.exploration.search.simulated import Futures
from netsustain.health.intervals import Floats
from netsustain.scenario.levers import LEVER_STRATEGY
from netsustain.scenario.schema import Scenario

OBJECTIVES = (MONTHS, Objective("months_sustained", 1, WORST_TENTH), Objective(PLANNED, -1))
BARELY = 0.08
"""Doses nearer to today's than this share of their range are today's."""
SEEDS = {"search": 0, "judge": 1, "time": 2, "tell": 3}
"""Futures of each step are drawn with the seed and a multiple of this apart; none sees another's."""
STEP = 1_000_003
QUARTER = 0.25
"""Share of the least difference that counts that trimming may lose."""


def advise(
    scenario: Scenario,
    budget: float,
    unit: str = STAFF_DAYS,
    *,
    seed: int = 1,
    replicates: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    effort: Effort | None = None,
    make: Callable[[World, Asked], InFutures] | None = None,
) -> Advice:
    """A few mixes of measures within a budget, and what would change the advice.

    Parameters
    ----------
    budget, unit
        What coordination may cost a month when all of it is paid: ``staff-days`` (money at the scenario's price of
        a staff-day) or ``baht``.
    replicates
        Runs of each mix that is told of (750 unless given); fewer shrink the search too.
    workers
        Threads; all cores by default. Results do not depend on it.
    progress
        Called with the runs done and the runs expected in all.
    effort, make
        For tests: how much work each step gets, and what runs scenarios instead of the model.

    Raises
    ------
    AdviceError
        If the budget, its unit or the horizon cannot be advised on.
    MissingExtraError
        Without pymoo.
    CalibrationError, FactorError
        If accepted vectors cannot be read, or the scenario calls something uncertain that is no number.
    """
    started = time.perf_counter()
    question = asked(scenario, budget, unit, runs=replicates, seed=seed, effort=effort)
    world = world_of(scenario)
    question = replace(question, effort=question.effort.within(len(world.calibration) if world.calibration else 0))
    runner = make(world, question) if make else Runner(world, OUTCOMES)
    trials = Trials(world.scenario, question.prices, runner, OUTCOMES, workers, progress, _expected(question))
    work = Work(question, world, trials)
    found = work.search(question.within, question.effort.plan(seed), work.references())
    mixes = work.mixes(found)
    findings, mixes, verdict = work.told(found, mixes)
    trials.done()
    return Advice(question, world, tuple(mixes), verdict, findings, trials.runs, time.perf_counter() - started)


class Work:
    """The steps of an advice."""

    def __init__(self, question: Asked, world: World, trials: Trials) -> None:
        self.asked, self.world, self.trials = question, world, trials
        effort = question.effort
        sizes = {"search": effort.search, "judge": effort.judge, "time": effort.time, "tell": effort.tell}
        self.futures = {
            name: world.futures(name, *size, question.seed + SEEDS[name] * STEP) for name, size in sizes.items()
        }
        self.horizon = scenario_months(question)

    # ---- search and choice --------------------------------------------------------------------------

    def references(self) -> dict[str, Policy]:
        """Today's way, and today's way with one strategy as far as the budget allows: where searches begin."""
        found: dict[str, Policy] = {TODAY: {}}
        for strategy in dict.fromkeys(LEVER_STRATEGY.values()):
            full = {
                each.lever: each.high for each in self.asked.within.decisions
                if not each.choices and LEVER_STRATEGY[each.lever] == strategy and each.lever != "review_every"
            }  # fmt: skip
            found[strategy] = self.asked.within.cut({**self.asked.now, **full})
        return found

    def search(self, within: Within, plan: object, references: dict[str, Policy]) -> Judged:
        """Search and judge within some budget."""
        problem = Problem(
            within=within, objectives=OBJECTIVES, plan=plan, futures=self.futures["search"],  # type: ignore[arg-type]
            confirming=self.futures["judge"], references=references, now=self.asked.now,
        )  # fmt: skip
        return judged(problem, self.trials)

    def mixes(self, found: Judged) -> list[Mix]:
        """The mixes to tell of: shortlisted, without what they do not need, unlike one another."""
        tried = self.trials.tried(self.futures["search"])
        policies = [policy for policy, _ in tried]
        prices = self.asked.prices
        planned = np.array([prices.planned(policy) for policy in policies])
        runs = Runs(np.stack([values for _, values in tried]), OUTCOMES, planned)
        within, now = self.asked.within, self.asked.now
        shortened: list[Trimmed] = []
        for policy in shortlisted(found, runs, policies):
            tidy = tidied(within.decisions, policy, now, BARELY)
            start = tidy if prices.planned(tidy) <= within.budget + ROUNDING else policy
            shortened.append(trimmed(start, now, within, self._judge, QUARTER * found.worthwhile))
        some = [each for each in shortened if changes(each.policy, now)]
        apart = unlike(within.decisions, [each.policy for each in some])
        kept = [next(each for each in some if each.policy == policy) for policy in apart]
        if not kept:
            return []
        return chosen(self.asked, kept, self._judge([each.policy for each in kept]), found.worthwhile)

    def _judge(self, policies: object) -> Runs:
        return self.trials(policies, self.futures["judge"])  # type: ignore[arg-type]

    # ---- what is told -------------------------------------------------------------------------------

    def told(self, found: Judged, mixes: list[Mix]) -> tuple[Findings, list[Mix], str]:
        """Everything that fresh futures show of the mixes, in tables and sentences."""
        now, seed = self.asked.now, self.asked.seed
        fresh = self.trials([now, *(mix.policy for mix in mixes)], self.futures["tell"])
        dropped = [cutting.dropping(mix.policy, self.asked.within, self._judge) for mix in mixes]
        mixes = [replace(mix, dropping=each) for mix, each in zip(mixes, dropped, strict=True)]
        told = tables.of_mixes(self.asked, mixes, fresh, self.horizon, seed)
        told |= self._over_time(mixes)
        told |= {"budgets": self._budgets(found, mixes)}
        if mixes:
            design, names = self.futures["tell"].design, [TODAY, *(mix.letter for mix in mixes)]
            told |= information.worth_knowing(fresh.of(MONTHS.outcome), design, self.world, names, seed)
        verdict = tables.verdict(told)
        findings = Findings(
            told, tables.shown(self.asked, mixes, told),
            telling.sentences(self.asked, self.world, mixes, told, verdict, found.found.tried),
            telling.warnings(self.asked, self.world, found, told),
        )  # fmt: skip
        return findings, mixes, verdict

    def _over_time(self, mixes: list[Mix]) -> dict[str, pd.DataFrame]:
        """Timing, blows and cuts, in futures of their own."""
        futures, base, prices = self.futures["time"], self.world.scenario, self.asked.prices
        now, seed = self.asked.now, self.asked.seed
        policies = [now, *(mix.policy for mix in mixes)]
        plain = self.trials(policies, futures).of(MONTHS.outcome)
        ways = timing.starts(base)
        frames = []
        for place, mix in enumerate(mixes, start=1):
            later = [timing.timed(base, mix.trimmed, now, way, prices) for way in ways[1:]]
            months = np.concatenate([plain[[place]], self.trials.months(later, futures)]) if later else plain[[place]]
            frames.append(timing.table(mix.letter, ways, months, plain[0], self.horizon, seed))
        letters = [TODAY, *(mix.letter for mix in mixes)]
        strength = []
        for name, event in trials_of_strength.blows(base).items():
            struck = [trials_of_strength.struck(_levers(base, policy, now), event) for policy in policies]
            after = self.trials.months(struck, futures)
            strength.append(
                trials_of_strength.table(letters, name, event["at"], plain, after, self.horizon, seed)
            )
        return {
            "timing": _stacked(frames), "blows": _stacked(strength), "cuts": self._cuts(mixes, plain, futures),
        }  # fmt: skip

    def _cuts(self, mixes: list[Mix], plain: Floats, futures: Futures) -> pd.DataFrame:
        frames = []
        for mix in mixes:
            if mix.dropping is None:
                continue
            both = self.trials([mix.dropping.chosen, mix.dropping.even], futures).of(MONTHS.outcome)
            gains = [difference(each[None] - plain[:1], -self.horizon, self.horizon, self.asked.seed) for each in both]
            apart = difference(both[:1] - both[1:], -self.horizon, self.horizon, self.asked.seed)
            names = mix.dropping.order[: cutting.FIRST]
            frames.append(cutting.row(mix.letter, mix.dropping, gains[0], gains[1], apart, names))
        return _stacked(frames)

    def _budgets(self, found: Judged, mixes: list[Mix]) -> pd.DataFrame:
        """What less and more money would do to the longest mix: a row a budget."""
        if not mixes:
            return pd.DataFrame()
        best, budget = mixes[0], self.asked.within.budget
        options = {1.0: best.policy}
        for share in information.LESS:
            less = _longest_within(found, share * budget)
            if less is not None:
                options[share] = less
        wider = Within(self.asked.within.decisions, self.asked.prices, information.MORE * budget)
        references = {TODAY: {}, **{mix.letter: mix.policy for mix in mixes}}
        more = self.search(wider, self.asked.effort.shorter(self.asked.seed), references)
        if LONGEST in more.names:
            options[information.MORE] = more.policies[more.names[LONGEST]]
        shares = sorted(options)
        months = self.trials([options[each] for each in shares], self.futures["time"]).of(MONTHS.outcome)
        over = difference(months - months[[shares.index(1.0)]], -self.horizon, self.horizon, self.asked.seed)
        return pd.DataFrame({
            "share": shares, "budget": [each * budget for each in shares],
            "days": [self.asked.prices.planned(options[each]) for each in shares],
            "months": np.nanmean(months, axis=(1, 2)), "over": over.value, "over_low": over.low_chance,
            "over_high": over.high_chance,
        })  # fmt: skip


def _longest_within(found: Judged, limit: float) -> Policy | None:
    """The longest policy that was judged and costs no more; None if there is none."""
    rows = np.flatnonzero(found.planned <= limit + ROUNDING)
    if not len(rows):
        return None
    value = np.nan_to_num(found.confirmed.objectives.value[rows, 0], nan=-np.inf)
    return found.policies[int(rows[np.argmax(value)])]


def _levers(base: Scenario, policy: Policy, now: Policy) -> Scenario:
    return timing.with_steps(base, {lever: policy[lever] for lever in changes(policy, now)}, {}, 1)


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def scenario_months(question: Asked) -> int:
    """The horizon."""
    return int(question.scenario.months)


def _expected(question: Asked) -> int:
    """Runs in all, about: searches may end earlier."""
    effort = question.effort

    def runs(step: tuple[int, int]) -> int:
        return step[0] * step[1]

    shorter = effort.shorter(0)
    searches = (effort.population * effort.generations + shorter.population * shorter.generations) * runs(effort.search)
    judging = (2 * effort.population + 8 * 30 + effort.mixes * 10) * runs(effort.judge)
    telling_ = (effort.mixes + 1) * runs(effort.tell)
    over_time = (effort.mixes * 12 + 8) * runs(effort.time)
    return searches + judging + telling_ + over_time
