"""The state before the first month: members and leaders drawn where not given, ties generated or completed.

Everything is keyed by member number, so an appended member changes only what it touches. Initial tenures and vacancies
come from the stationary distribution of the renewal process that ``rules/leadership.py`` runs. With annual windows a
post that changed hands and stood vacant for v months waits Y = ceil((eligibility + v) / 12) years for the first window
at which its leader may move, and 1/p - 1 more on average: lengths of vacancy are drawn with weights P(v) (Y - 1 + 1/p),
then each of the Y - 1 years of waiting is as likely as another, and beyond them the windows survived are geometric.
Without windows the same holds month by month.
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip, exp, log
from netsustain.rules.contract import Rule
from netsustain.rules.leadership import seat_score
from netsustain.streams import (
    GENERATED_TIES,
    LEADER_MOVES,
    NETWORK_ENTITY,
    NETWORK_SIZE,
    NOBODY,
    TIE_START,
    bell,
    uniforms,
)
from netsustain.ties import add_tie, rebuild, ring_neighbour, ring_walk, sort_ring
from netsustain.traits import START, draw_leader, draw_member, fresh_member

ACTIVE, EXPECTED = 0, 3
OFFICE = 0
NETWORKED_ORGANISATION, VIRTUAL_COMMUNITY = 1, 2
NEVER_FORMED = 3
ENOUGH = 3


@compiled
def spans(recipe, luck, size, network):
    """Size, own resources and leader experience of a network drawn from a population."""
    u = uniforms(luck, NETWORK_SIZE, START, NETWORK_ENTITY, NOBODY, 0)
    low, high = recipe.members_low, recipe.members_high
    if high > low:
        size[0] = low + min(int(u[0] * (high - low + 1)), high - low)
    network.resources_factor[0] = recipe.resources_low + u[1] * (recipe.resources_high - recipe.resources_low)
    network.leader_experience[0] = recipe.experience_low + u[2] * (recipe.experience_high - recipe.experience_low)


@compiled
def years_waiting(vacancy, parameter):
    """Years from the window at which a post changed hands to the first at which its new leader may move."""
    return max(np.ceil((parameter.minimum_tenure + vacancy) / 12.0), 1.0)


@compiled
def vacancy_weights(chance, parameter):
    """Cumulative weight of every length of vacancy: how often it occurs times how many windows its cycle has."""
    longest = int(parameter.vacancy_longest)
    weights = np.zeros(longest + 1)
    total, beyond = 0.0, 1.0
    for v in range(longest + 1):
        # Vacancies are exponential, rounded to months and cut off at the longest.
        rest = exp(-(v + 0.5) / parameter.vacancy_mean) if parameter.vacancy_mean > 0.0 and v < longest else 0.0
        total += (beyond - rest) * (years_waiting(float(v), parameter) - 1.0 + 1.0 / chance)
        weights[v] = total
        beyond = rest
    return weights


@compiled
def survived(u, chance):
    """Chances to move that passed without a move: geometric."""
    return float(int(log(u) / log(1.0 - chance))) if chance < 1.0 else 0.0


@compiled
def tenure_by_windows(u, since, chance, weights, parameter):
    """Months in post and months of vacancy left at the start, under one window a year (see the module)."""
    drawn = u[0] * weights[-1]
    v = 0
    while weights[v] < drawn:
        v += 1
    waiting = years_waiting(float(v), parameter) - 1.0
    place = drawn - (weights[v - 1] if v > 0 else 0.0)
    share = place / (weights[v] - (weights[v - 1] if v > 0 else 0.0)) * (waiting + 1.0 / chance)
    windows = float(int(share)) if share < waiting else waiting + survived(u[1], chance)
    months = since + 12.0 * windows - v
    return max(months, 0.0), max(-months, 0.0)


@compiled
def tenure_any_month(u, chance, parameter):
    """Months in post and months of vacancy left at the start, where leaders move in any month."""
    hazard = chance / 12.0
    vacant, cut = 0.0, 0.0
    if parameter.vacancy_mean > 0.0:
        # Months of vacancy left: 1, 2, ... with weights e^(-(r - .5) / mean), cut off at the longest.
        step = exp(-1.0 / parameter.vacancy_mean)
        cut = 1.0 - exp(-float(int(parameter.vacancy_longest)) / parameter.vacancy_mean)
        vacant = exp(-0.5 / parameter.vacancy_mean) * cut / (1.0 - step)
    waiting = max(np.ceil(parameter.minimum_tenure), 1.0) - 1.0
    place = u[0] * (vacant + waiting + 1.0 / hazard)
    if place < vacant:
        left = 1.0 + float(int(-log(1.0 - u[2] * cut) * parameter.vacancy_mean))
        return 0.0, min(left, parameter.vacancy_longest)
    place -= vacant
    return (float(int(place)) if place < waiting else waiting + survived(u[1], hazard)), 0.0


@compiled
def people(clock, luck, member, leader, network, parameter, members):
    """Draw every member and leader that takes part from the start; expected ones wait."""
    chance = max(parameter.transfer_probability, 1e-6)
    weights = vacancy_weights(chance, parameter)
    # Months from the last window to the end of the month before month 1.
    since = float((clock.season - int(parameter.window_month) + 11) % 12)
    for i in range(members):
        draw_member(i, luck, member, network, parameter)
        if member.status[i] == EXPECTED:
            continue
        fresh_member(i, member, parameter)
        member.founder[i] = 1
        u = uniforms(luck, LEADER_MOVES, START, member.number[i], NOBODY, 0)
        if parameter.annual_window >= 0.5:
            tenure, vacancy = tenure_by_windows(u, since, chance, weights, parameter)
        else:
            tenure, vacancy = tenure_any_month(u, chance, parameter)
        leader.months_in_post[i], leader.vacancy[i] = tenure, vacancy
        leader.appointed_month[i] = -int(tenure)
        draw_leader(i, luck, member.number[i], leader, network, parameter)
    sort_ring(member.ring, member.ring_order, members)


@compiled
def proposal(i, u, recipe, member, members):
    """The partner a member gets for one wish: a neighbour on the ring, or somebody anywhere."""
    if u[0] < recipe.clustering and recipe.form != VIRTUAL_COMMUNITY:
        steps = 1 + int(u[1] * recipe.mean_degree)
        return ring_walk(member.ring[i], steps, member.ring, member.ring_order, members, member.status)
    return ring_neighbour(u[1], member.ring, member.ring_order, members, member.status, i)


@compiled
def wishes_of(i, luck, recipe, member, members, first, second, count):
    """Append the partners that member ``i`` wishes for; returns the new count."""
    half = recipe.mean_degree / 2.0
    u = uniforms(luck, GENERATED_TIES, START, member.number[i], NOBODY, 0)
    own = int(half) + (1 if u[0] < half - int(half) else 0)
    hub = recipe.form == NETWORKED_ORGANISATION and member.kind[i] != OFFICE and u[1] < recipe.hub_share
    if hub and member.kind[0] == OFFICE and member.status[0] == ACTIVE:
        first[count], second[count] = 0, i
        count += 1
        own = max(own - 1, 0)
    for wish in range(own):
        u = uniforms(luck, GENERATED_TIES, START, member.number[i], NOBODY, 1 + wish)
        j = proposal(i, u, recipe, member, members)
        if j >= 0 and j != i:
            first[count], second[count] = min(i, j), max(i, j)
            count += 1
    return count


@compiled
def generate(luck, recipe, member, members):
    """Neighbour lists of a generated network, sorted; a pair wished for twice stands there twice."""
    room = int(members * (recipe.mean_degree / 2.0 + 2.0)) + 8
    first, second = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    count = 0
    for i in range(members):
        if member.status[i] != EXPECTED:
            count = wishes_of(i, luck, recipe, member, members, first, second, count)
    start = np.empty(members + 1, dtype=np.int64)
    neighbour, through = np.empty(2 * count, dtype=np.int64), np.empty(2 * count, dtype=np.int64)
    rebuild(first, second, members, count, start, neighbour, through)
    return start, neighbour


@compiled
def first_trust(spread_draw, recipe, floor):
    """A starting trust around the network's mean."""
    return clip(recipe.trust + recipe.trust_spread * spread_draw, floor, 0.95)


@compiled
def tie_start(luck, a, b, recipe, member):
    """Starting trust both ways and formality of a tie."""
    first, second = member.number[a], member.number[b]
    u = uniforms(luck, TIE_START, START, first, second, 0)
    v = uniforms(luck, TIE_START, START, first, second, 1)
    w = uniforms(luck, TIE_START, START, first, second, 2)
    ab = first_trust(bell(u[0], u[1], u[2], u[3]), recipe, 0.05)
    ba = first_trust(bell(v[0], v[1], v[2], v[3]), recipe, 0.05)
    return ab, ba, 1 if w[0] < recipe.formal_share else 0


@compiled
def new_ties(luck, recipe, member, tie, size):
    """Generate the ties of a drawn network."""
    members = size[0]
    start, neighbour = generate(luck, recipe, member, members)
    for a in range(members):
        last = -1
        for position in range(start[a], start[a + 1]):
            b = neighbour[position]
            if b > a and b != last:
                ab, ba, formal = tie_start(luck, a, b, recipe, member)
                add_tie(tie, size, a, b, ab, ba, formal, recipe.age)
            last = b


@compiled
def complete_ties(luck, recipe, member, tie, size):
    """Fill what a table of ties leaves out: trust (NaN), formality (-1), age (NaN)."""
    for k in range(size[1]):
        ab, ba, formal = tie_start(luck, tie.a[k], tie.b[k], recipe, member)
        if np.isnan(tie.trust_ab[k]):
            tie.trust_ab[k] = ab
        if np.isnan(tie.trust_ba[k]):
            tie.trust_ba[k] = ba
        tie.personal_ab[k], tie.institutional_ab[k] = tie.trust_ab[k], tie.trust_ab[k]
        tie.personal_ba[k], tie.institutional_ba[k] = tie.trust_ba[k], tie.trust_ba[k]
        if tie.formal[k] < 0:
            tie.formal[k] = formal
        if np.isnan(tie.age[k]):
            tie.age[k] = recipe.age
        tie.youth[k] = exp(-tie.age[k] / 6.0)


@compiled
def first_core(member, leader, lever, members):
    """The core group that steers from the start (C-E2)."""
    for _ in range(int(lever.core_leaders + 0.5)):
        best, best_score = -1, -1.0
        for i in range(members):
            score = seat_score(i, member, leader) if leader.core[i] == 0 else -1.0
            if score > best_score:
                best, best_score = i, score
        if best >= 0:
            leader.core[best] = 1


@compiled
def kernel(
    clock, luck, recipe, member, leader, tie, network, lever, parameter,
    size, neighbour_start, neighbour_member, neighbour_tie,
):  # fmt: skip
    """Complete a copy of the template in place."""
    spans(recipe, luck, size, network)
    people(clock, luck, member, leader, network, parameter, size[0])
    first_core(member, leader, lever, size[0])
    if recipe.generated == 1:
        new_ties(luck, recipe, member, tie, size)
    else:
        complete_ties(luck, recipe, member, tie, size)
    rebuild(tie.a, tie.b, size[0], size[1], neighbour_start, neighbour_member, neighbour_tie)
    founders = 0
    for i in range(size[0]):
        founders += 1 if member.status[i] == ACTIVE else 0
    network.founders[0] = founders
    network.mean_trust[0] = recipe.trust
    network.active_members[0], network.active_share[0] = founders, 1.0
    network.funded_share[0], network.success[0], network.fit[0] = 1.0, 0.5, 0.5
    if founders < ENOUGH:
        network.ended[0] = NEVER_FORMED


RULE = Rule(
    name="initial",
    kernel=kernel,
    concepts="A-M, A-N1..N5, C-N1..N3, K5, K6",
    structural=True,
    reads=("lever.core_leaders", "parameter.*"),
    writes=(
        "member.*", "leader.*", "tie.*", "network.*",
    ),
)  # fmt: skip
