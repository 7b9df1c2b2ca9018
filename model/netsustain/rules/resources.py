"""Step 3, resources: what the network should pay, what comes in, and what is paid (A-S5, A-C5, A-H2, D-R1..R5).

The need is the overhead of governance plus every lever at its dose. Income comes from the grant, the area office,
five fundraising channels; what is then short the members lend out of what they give to joint activity, up to a
share of it. When even that does not do, every lever works at the funded share; nothing goes negative. A surplus goes
to the reserve (as far as planned) and into projects. A grant crowds out the members' own mobilisation by chi a
staff-day (de Wit & Bekkers 2017, on donations: here an extrapolation).

Identity held every month: income + own + reserve before = paid + projects + reserve after + lapsed.
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip
from netsustain.rules.contract import Rule
from netsustain.scenario.levers import LEVER_COSTS, LEVER_NAMES
from netsustain.streams import INCOME, NOBODY, bell, uniforms

ACTIVE = 0
GRANT, PUBLIC_PRIVATE, COMMUNITY, HUMAN, TECHNOLOGY, INTERNATIONAL, AREA_OFFICE = 0, 1, 2, 3, 4, 5, 6
LOCAL_KINDS = (4, 7, 8)
COST_FIXED = np.array([LEVER_COSTS[name].days for name in LEVER_NAMES])
COST_PER_MEMBER = np.array([LEVER_COSTS[name].days_per_member for name in LEVER_NAMES])
COST_MONEY = np.array([LEVER_COSTS[name].money for name in LEVER_NAMES])
LEAD_ORGANISATION, SHARED, COMMITTEE, CENTRE = 0, 1, 2, 3


@compiled
def overhead(mode, members, parameter):
    """Staff-days a month that governing takes (direction: Provan & Kenis 2008; sizes: prior)."""
    if mode == SHARED:
        return parameter.overhead_pair * members * (members - 1.0) / 2.0
    if mode == COMMITTEE:
        return parameter.overhead_committee + parameter.overhead_committee_member * members
    if mode == CENTRE:
        return parameter.overhead_centre + parameter.overhead_centre_member * members
    return parameter.overhead_lead + parameter.overhead_lead_member * members


@compiled
def levers_days(doses, members, price):
    """Coordination staff-days a month of all levers at full funding, their money (baht) converted at a price."""
    days = 0.0
    for k in range(COST_FIXED.size):
        days += doses[k] * (COST_FIXED[k] + COST_PER_MEMBER[k] * members + COST_MONEY[k] / price)
    return days


@compiled
def needed(doses, price, members, travel, network, lever, parameter):
    """All the coordination of this month, in staff-days."""
    cores = int(lever.core_leaders + 0.5)
    days = overhead(int(lever.governance_mode), members, parameter)
    days += parameter.core_pair * cores * (cores - 1) / 2.0
    days += levers_days(doses, members, price)
    if network.crisis_months[0] == 0:
        days += parameter.travel_days * lever.meeting_frequency * lever.face_to_face_share * travel
    if lever.review_every >= 0.5:
        days += parameter.review_days / lever.review_every
    return days + network.handover_days[0]


@compiled
def paid_by(grant, month):
    """What a grant pays in a month by its own schedule: months from..to inclusive, then a taper."""
    amount, first, last, taper = grant
    if month < first or month > last + taper:
        return 0.0
    if month <= last:
        return amount
    return amount * (1.0 - (month - last) / (taper + 1.0))


@compiled
def grant_income(month, timeline, network):
    """Staff-days the grants bring; an event may end them all, with a taper from what they then paid."""
    total, ended = 0.0, network.grant_end_month[0]
    for k in range(timeline.grants.shape[0]):
        if ended == 0 or month < ended:
            total += paid_by(timeline.grants[k], month)
            continue
        since, taper = month - ended + 1, network.grant_taper[0]
        if since <= taper:
            total += paid_by(timeline.grants[k], ended - 1) * (1.0 - since / (taper + 1.0))
    return total


@compiled
def fundraising(source, lever):
    """Effort of fundraising in one channel."""
    if source == PUBLIC_PRIVATE:
        return lever.fundraising_public_private
    if source == COMMUNITY:
        return lever.fundraising_community
    if source == HUMAN:
        return lever.fundraising_human
    if source == TECHNOLOGY:
        return lever.fundraising_technology
    return lever.fundraising_international


@compiled
def promise(source, network, parameter, averages):
    """Volume a channel can reach a month in a network of 20 members, given what it depends on."""
    local_share, digital, skill = averages
    if source == PUBLIC_PRIVATE:
        return parameter.volume_public_private * network.reputation[0]
    if source == COMMUNITY:
        return parameter.volume_community * network.mean_trust[0] * (0.5 + local_share)
    if source == HUMAN:
        return parameter.volume_human * skill * (0.5 + network.anchoring[0])
    if source == TECHNOLOGY:
        return parameter.volume_technology * digital * network.reputation[0]
    return parameter.volume_international * network.reputation[0] * network.leadership[0]


@compiled
def channel_income(clock, luck, members, averages, channel, network, lever, parameter):
    """Income of the five channels; international money is rare and lumpy (mean unchanged)."""
    for s in range(PUBLIC_PRIVATE, AREA_OFFICE):
        effort = fundraising(s, lever) * network.funded_share[0]
        channel.stock[s] += (effort - channel.stock[s]) / parameter.fundraising_ramp
        u = uniforms(luck, INCOME, clock.month, s, NOBODY, 0)
        volume = channel.stock[s] * promise(s, network, parameter, averages) * members / 20.0
        if s == INTERNATIONAL:
            swing = 1.0 / parameter.international_chance if u[0] < parameter.international_chance else 0.0
        else:
            swing = max(1.0 + parameter.income_volatility * bell(u[0], u[1], u[2], u[3]), 0.0)
        channel.income[s] = volume * swing * channel.level[s]


@compiled
def survey(member):
    """Counts and means of the active members: number, own days, travel, local share, digital access, skill, office."""
    members, days, travel, local, digital, skill, office = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(member.kind.size):
        if member.status[i] != ACTIVE:
            continue
        members += 1.0
        days += member.own_resources[i] * member.effort[i]
        travel += member.remoteness[i]
        local += 1.0 if member.kind[i] in LOCAL_KINDS else 0.0
        digital += member.digital_access[i]
        skill += member.skill[i]
        if member.kind[i] == 0:
            office = 1.0
    share = max(members, 1.0)
    return members, days, travel, (local / share, digital / share, skill / share), office


@compiled
def concentration(channel, own):
    """Herfindahl index and self-reliance of a year's income, the members' own share counted as one source."""
    total, squares = own, own * own
    for s in range(channel.income_year.size):
        total += channel.income_year[s]
        squares += channel.income_year[s] * channel.income_year[s]
    if total <= 0.0:
        return 1.0, 0.0
    outside = channel.income_year[GRANT] + channel.income_year[AREA_OFFICE]
    return squares / (total * total), 1.0 - outside / total


@compiled
def settle(available, need, network, lever, parameter):
    """Pay the need, bridge a shortfall from the reserve, put a surplus into reserve and projects."""
    before = network.reserve[0]
    paid = min(available, need)
    if paid < need:
        bridge = min(before, need - paid)
        network.reserve[0] = before - bridge
        paid += bridge
        network.project_days[0], network.lapsed_days[0] = 0.0, 0.0
        return paid
    surplus = available - need
    room = max(parameter.reserve_longest * need - before, 0.0)
    saved = min(lever.reserve_plan * surplus, room)
    network.reserve[0] = before + saved
    network.project_days[0] = min(surplus - saved, parameter.project_room * need)
    network.lapsed_days[0] = surplus - saved - network.project_days[0]
    return paid


@compiled
def lent(own_days, grant, short, parameter):
    """Staff-days members lend to coordination: what is short, up to a share of what they give (see ``activity``)."""
    most = max(parameter.own_share * own_days - parameter.crowding_out * grant, 0.0)
    return min(most, max(short, 0.0))


@compiled
def kernel(clock, luck, member, channel, network, lever, parameter, timeline, doses):
    """One month of resources."""
    members, own_days, travel, averages, office = survey(member)
    for s in range(channel.level.size):
        gap = channel.level_target[s] - channel.level[s]
        channel.level[s] += clip(gap, -channel.level_step[s], channel.level_step[s])
    price = clock.staff_day_price / clock.baht
    need = needed(doses, price, members, travel, network, lever, parameter) if members > 0.0 else 0.0
    grant = grant_income(clock.month, timeline, network) * channel.level[GRANT]
    channel.income[GRANT] = grant
    channel.income[AREA_OFFICE] = channel.planned[AREA_OFFICE] * channel.level[AREA_OFFICE] * office
    channel_income(clock, luck, members, averages, channel, network, lever, parameter)
    income = 0.0
    for s in range(channel.income.size):
        income += channel.income[s]
        channel.income_year[s] += (channel.income[s] - channel.income_year[s]) / 12.0
    own = lent(own_days, grant, need - income, parameter)
    network.income[0] = income
    network.own_income[0] = own
    network.need_days[0] = need
    network.paid_days[0] = settle(income + own, need, network, lever, parameter)
    network.funded_share[0] = network.paid_days[0] / need if need > 0.0 else 1.0
    network.concentration[0], network.self_reliance[0] = concentration(channel, own)
    money = 0.0
    for k in range(COST_MONEY.size):
        money += doses[k] * COST_MONEY[k] * clock.baht
    network.money[0] = money * network.funded_share[0]


RULE = Rule(
    name="resources",
    kernel=kernel,
    concepts="A-S5, A-C5, A-H2, A-R3, D-R1..R5, E-K4, A-T2",
    reads=(
        "member.kind", "member.status", "member.effort", "member.own_resources", "member.remoteness",
        "member.digital_access", "member.skill",
        "channel.level_target", "channel.level_step", "channel.planned",
        "network.reputation", "network.mean_trust", "network.anchoring", "network.leadership",
        "network.handover_days", "network.crisis_months", "network.grant_end_month", "network.grant_taper",
        "lever.core_leaders", "lever.governance_mode", "lever.meeting_frequency", "lever.face_to_face_share",
        "lever.review_every", "lever.reserve_plan", "lever.fundraising_public_private",
        "lever.fundraising_community", "lever.fundraising_human", "lever.fundraising_technology",
        "lever.fundraising_international",
        "parameter.overhead_lead", "parameter.overhead_lead_member", "parameter.overhead_pair",
        "parameter.overhead_committee", "parameter.overhead_committee_member", "parameter.overhead_centre",
        "parameter.overhead_centre_member", "parameter.core_pair", "parameter.travel_days",
        "parameter.review_days", "parameter.own_share",
        "parameter.crowding_out", "parameter.fundraising_ramp", "parameter.income_volatility",
        "parameter.international_chance", "parameter.volume_public_private", "parameter.volume_community",
        "parameter.volume_human", "parameter.volume_technology", "parameter.volume_international",
        "parameter.reserve_longest", "parameter.project_room",
    ),
    writes=(
        "channel.level", "channel.stock", "channel.income", "channel.income_year",
        "network.income", "network.own_income", "network.need_days", "network.paid_days",
        "network.funded_share", "network.project_days", "network.reserve", "network.lapsed_days",
        "network.concentration", "network.self_reliance", "network.money",
    ),
)  # fmt: skip
