"""What must hold of money and of staff-days at the end of every month."""

from __future__ import annotations

import math

import numpy as np
from tests.invariants.telling import first_of, rows_where, unequal
from tests.worlds import Snapshot

from netsustain.plan import Compiled
from netsustain.rules import events
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES
from netsustain.state import Source, Status

MONEY = np.array([LEVER_COSTS[name].money for name in LEVER_NAMES])


def money_is_conserved(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Income + own + reserve before = paid + projects + reserve after + lapsed."""
    came = after.net("income") + after.net("own_income") + before.net("reserve")
    went = sum(after.net(name) for name in ("paid_days", "project_days", "reserve", "lapsed_days"))
    return unequal("staff-days that came and went", went, came)


def income_is_the_sum_of_its_sources(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Income of the network = sum over grant, channels and area office."""
    return unequal("income", after.net("income"), after["channel.income"].sum())


def the_funded_share_is_what_is_paid_of_the_need(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Funded share = paid / need, 1 where nothing is needed, never above 1."""
    need = after.net("need_days")
    share = after.net("paid_days") / need if need > 0.0 else 1.0
    over = "more is paid than is needed" if after.net("paid_days") > need * (1 + 1e-12) else None
    return over or unequal("funded share", after.net("funded_share"), share)


def the_reserve_bridges_and_saves(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """The reserve falls only to bridge a shortfall, rises only on a surplus, and saving never passes its limit."""
    change = after.net("reserve") - before.net("reserve")
    limit = after.parameter("reserve_longest") * after.net("need_days")
    if change < 0.0 and after.net("project_days") + after.net("lapsed_days") > 0.0:
        return "the reserve pays for projects"
    if change > 0.0 and after.net("funded_share") < 1.0:
        return "something is saved while the need is not paid"
    if change > 0.0 and after.net("reserve") > limit * (1 + 1e-12):
        return f"the reserve rose to {after.net('reserve')}, more than {limit}"
    return None


def members_lend_only_what_is_short(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Own income is at most what income leaves of the need, and at most a share of what members have."""
    own, short = after.net("own_income"), max(after.net("need_days") - after.net("income"), 0.0)
    # A grant may crowd in (a negative chi), as much as it pays.
    most = after.parameter("own_share") * after["member.own_resources"][after["member.status"] <= Status.LEFT].sum()
    most += max(-after.parameter("crowding_out"), 0.0) * after["channel.income"][Source.GRANT]
    if own > short * (1 + 1e-12):
        return f"members lend {own}, {short} is short"
    return f"members lend {own} of at most {most}" if own > most * (1 + 1e-12) else None


def budgets_move_to_their_target(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A budget moves towards its target, by its step at most, and never past it."""
    then, now = before["channel.level"], after["channel.level"]
    target, step = after["channel.level_target"], after["channel.level_step"]
    return rows_where("budget level", _astray(then, now, target, step))


def levers_move_to_their_dose(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A lever moves towards its dose, by its step at most, and never past it."""
    now, target, step = after.state.levers
    return rows_where("lever", _astray(before.state.levers[0], now, target, step))


def _astray(then: np.ndarray, now: np.ndarray, target: np.ndarray, step: np.ndarray) -> np.ndarray:
    slack = 1e-12
    too_fast = np.abs(now - then) > step + slack
    further = np.abs(target - now) > np.maximum(np.abs(target - then) - step, 0.0) + slack
    return too_fast | further


def a_year_of_income_follows_income(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """The running mean of a source moves a twelfth of the way to its income."""
    old = before["channel.income_year"]
    return unequal("income of a year", after["channel.income_year"], old + (after["channel.income"] - old) / 12.0)


def concentration_is_herfindahls_index(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Sum of squared shares of a year's income, members' own as one source; self-reliance: not from outside."""
    amounts = np.append(after["channel.income_year"], after.net("own_income"))
    if amounts.sum() <= 0.0:
        return None
    shares = amounts / amounts.sum()
    outside = shares[Source.GRANT] + shares[Source.AREA_OFFICE]
    return first_of(
        unequal("concentration", after.net("concentration"), (shares**2).sum(), 1e-9),
        unequal("self-reliance", after.net("self_reliance"), 1.0 - outside, 1e-9),
    )


def handovers_are_paid_month_by_month(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Months of handover left: one less than before, or the ordered ones less the first; each has its price."""
    now, status = after["leader.handover_left"], after["member.status"]
    left = np.zeros(len(now))
    left[: len(before["leader.handover_left"])] = before["leader.handover_left"]
    new = (after["leader.appointed_month"] == after.month) & (after["leader.months_in_post"] == 0.0)
    orders = [after.lever("handover_months") * before.net("funded_share"), *_ordered(after.month, plan)]
    orders = [order for order in orders if order >= 0.5]
    goes_on = np.abs(now - np.maximum(left - 1.0, 0.0)) <= 1e-12
    waits = (now == left) & (status >= Status.LEFT)
    begins = np.zeros(len(now), dtype=bool)
    paid = np.where(waits, 0.0, np.minimum(left, 1.0))
    for order in orders:
        # Beside a leaving leader the new one learns: its competence tells that there was a handover.
        taught = np.abs(after["leader.competence"] - 0.5 * (1.0 - math.exp(-order / 2.0))) <= 1e-12
        begun = new & taught & (np.abs(now - max(order - 1.0, 0.0)) <= 1e-12)
        paid[begun & ~begins] = min(order, 1.0)
        begins |= begun
    wrong = rows_where("months of handover left", ~(goes_on | begins | waits))
    price = after.parameter("handover_cost")
    return wrong or unequal("handover days", after.net("handover_days"), price * paid.sum(), 1e-9)


def _ordered(month: int, plan: Compiled) -> list[float]:
    """Handovers that this month's transfer events may order (recurrent ones: any month)."""
    whole, real, _ = plan.plan.timeline
    now = (whole[:, events.MONTH] == month) | (whole[:, events.SEASONS] != 0)
    return real[now & (whole[:, events.KIND] == events.TRANSFER), 1].tolist()


def levers_cost_their_money(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Money of a month = funded share x doses x price list."""
    return unequal("money", after.net("money"), after.net("funded_share") * (after.state.levers[0] * MONEY).sum(), 1e-9)


def costs_add_up(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Costs so far grow by what is paid, put into projects, contributed and spent in meetings; money by money."""
    counted = after.month <= plan.clock.horizon
    money = before.net("cost_money") + counted * after.net("money")
    days = before.net("cost_days") + counted * spent(after)
    return first_of(
        unequal("cost in staff-days", after.net("cost_days"), days, 1e-9),
        unequal("cost in money", after.net("cost_money"), money, 1e-9),
    )


def spent(after: Snapshot) -> float:
    """Staff-days of this month: what members lent is part of what they contributed and counts once."""
    given = after["member.contribution"].sum() + after["member.meeting_days"].sum()
    return float(after.net("paid_days") - after.net("own_income") + after.net("project_days") + given)


def sustained_value_adds_up(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Sustained value grows by the discounted benefit of all who took part this month less all costs."""
    effort = after["member.contribution"] / np.maximum(after["member.own_resources"], 0.01)
    known = after["member.status"] != Status.EXPECTED
    gross = (after["member.benefit"] + after.parameter("effort_cost") * effort)[known].sum()
    net = after.parameter("benefit_days") * gross - spent(after)
    gain = plan.clock.discount ** (after.month - 1) * net if after.month <= plan.clock.horizon else 0.0
    return unequal("sustained value", after.net("sustained_value"), before.net("sustained_value") + gain, 1e-9)


def costs_never_fall(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """What was spent, moved and lived through stays so."""
    for name in ("cost_days", "cost_money", "live_months", "transfers"):
        if after.net(name) < before.net(name):
            return f"{name} fell from {before.net(name)} to {after.net(name)}"
    return None


INVARIANTS = (
    money_is_conserved, income_is_the_sum_of_its_sources, the_funded_share_is_what_is_paid_of_the_need,
    the_reserve_bridges_and_saves, members_lend_only_what_is_short, budgets_move_to_their_target,
    levers_move_to_their_dose, a_year_of_income_follows_income, concentration_is_herfindahls_index,
    handovers_are_paid_month_by_month, levers_cost_their_money, costs_add_up, sustained_value_adds_up, costs_never_fall,
)  # fmt: skip
