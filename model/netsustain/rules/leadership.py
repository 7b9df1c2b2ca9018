"""Step 2, leadership: transfers, vacancies, handover, successors and the core group (A-S1, A-C3, A-H1, E-K6).

A transfer takes away the personal part of every tie of the post; a handover keeps some of it,

    personal' = kappa(h) personal,   kappa(h) = kappa0 + (kappa1 - kappa0) (1 - e^(-h / h0)),

where h is the months of overlap; each of them is paid for in the month in which it comes. A new leader learns:
competence approaches 1 with time constant T, halved for one who has led elsewhere (Miller 2013; Beteille, Kalogrides &
Loeb 2012). With k leaders in the core group the loss at one exit is 1/k; co-ordinating them costs k(k - 1)/2 (see
``resources``).
"""

from __future__ import annotations

import numpy as np

from netsustain.kernels import compiled
from netsustain.portable import clip, exp, log
from netsustain.rules.contract import Rule
from netsustain.streams import CORE_GROUP, LEADER_MOVES, LEADER_TRAITS, NETWORK_ENTITY, NOBODY, bell, uniforms
from netsustain.trust import settle

AREA_OFFICE = 0
TRANSFER = 1
ACTIVE, DORMANT = 0, 1


@compiled
def retained(months, none, overlap, scale):
    """Share kappa of personal trust that survives a transfer with so many months of handover."""
    return none + (overlap - none) * (1.0 - exp(-months / scale))


@compiled
def leaves(clock, tenure, u, parameter):
    """Whether a leader moves of its own accord this month: at the annual window, or in any month abroad."""
    if tenure < parameter.minimum_tenure:
        return False
    if parameter.annual_window >= 0.5:
        return clock.season == int(parameter.window_month) and u < parameter.transfer_probability
    return u < parameter.transfer_probability / 12.0


@compiled
def appoint(i, clock, luck, member, leader, network, parameter, head_start):
    """Put a new person into post ``i``; ``head_start`` is the competence brought by handover or readiness."""
    u = uniforms(luck, LEADER_TRAITS, clock.month, member.number[i], NOBODY, 0)
    v = uniforms(luck, LEADER_TRAITS, clock.month, member.number[i], NOBODY, 1)
    w = uniforms(luck, LEADER_TRAITS, clock.month, member.number[i], NOBODY, 2)
    leader.experienced[i] = 1 if u[0] < network.leader_experience[0] else 0
    champion = network.leader_championing[0] + parameter.championing_spread * bell(v[0], v[1], v[2], v[3])
    leader.championing[i] = clip(champion + 0.2 * leader.readiness[i], 0.0, 1.0)
    skilled = parameter.facilitation_mean + parameter.facilitation_spread * bell(w[0], w[1], w[2], w[3])
    leader.facilitation[i] = clip(skilled, 0.0, 1.0)
    leader.competence[i] = head_start
    leader.months_in_post[i] = 0.0
    leader.appointed_month[i] = clock.month
    leader.vacancy[i] = 0.0
    leader.readiness[i] = 0.0


@compiled
def vacate(i, u, handover, planned, clock, luck, member, leader, network, parameter):
    """Take the person out of post ``i``; returns the share of personal trust that survives."""
    network.transfers[0] += 1 if clock.month <= clock.horizon else 0
    if leader.core[i] == 1 or member.kind[i] == AREA_OFFICE:
        network.event_kind[0] = TRANSFER
        network.event_month[0] = clock.month
    kept = retained(handover, parameter.retained_none, parameter.retained_overlap, parameter.handover_scale)
    kept = clip(kept + parameter.anchoring_retains * network.anchoring[0], 0.0, 1.0)
    if handover > 0.0:
        leader.handover_left[i] = handover
        appoint(i, clock, luck, member, leader, network, parameter, 0.5 * (1.0 - exp(-handover / 2.0)))
        return kept
    ready = leader.readiness[i] * planned
    months = -log(u) * parameter.vacancy_mean * (1.0 - 0.8 * ready)
    leader.vacancy[i] = min(float(int(months + 0.5)), parameter.vacancy_longest)
    if member.kind[i] != AREA_OFFICE:
        leader.core[i] = 0
    if leader.vacancy[i] < 0.5:
        appoint(i, clock, luck, member, leader, network, parameter, 0.3 * ready)
    return kept


@compiled
def handing_over(i, leader, parameter):
    """Staff-days that a handover under way takes this month: each of its months is paid when it comes."""
    months = min(leader.handover_left[i], 1.0)
    leader.handover_left[i] -= months
    return months * parameter.handover_cost


@compiled
def stay(i, clock, luck, member, leader, network, lever, parameter):
    """A month in post, or a month of vacancy that may end with a successor."""
    funded = network.funded_share[0]
    planned = lever.succession_planning * funded
    if leader.vacancy[i] > 0.0:
        leader.vacancy[i] -= 1.0
        if leader.vacancy[i] < 0.5:
            appoint(i, clock, luck, member, leader, network, parameter, 0.3 * leader.readiness[i] * planned)
        return
    leader.months_in_post[i] += 1.0
    pace = (2.0 if leader.experienced[i] == 1 else 1.0) * (1.0 + 0.5 * lever.leadership_training * funded)
    leader.competence[i] += (1.0 - leader.competence[i]) * min(pace / parameter.learning_months, 1.0)
    trained = parameter.training_rate * lever.leadership_training * funded
    leader.facilitation[i] += trained * (parameter.facilitation_trained - leader.facilitation[i])
    leader.readiness[i] += parameter.readiness_rate * (planned - leader.readiness[i])
    growth = parameter.emergence_rate * (member.effort[i] - leader.championing[i])
    leader.championing[i] = clip(leader.championing[i] + growth, 0.0, 1.0)


@compiled
def seat_score(i, member, leader):
    """How likely a leader is to be asked into the core group: the area office first, then champions."""
    if member.status[i] != ACTIVE or leader.vacancy[i] > 0.0:
        return -1.0
    office = 2.0 if member.kind[i] == AREA_OFFICE else 0.0
    return office + leader.championing[i] * leader.competence[i] + 0.5 * leader.readiness[i]


@compiled
def fill_core(clock, luck, member, leader, network, lever, parameter):
    """Keep the core group at the chosen size: at most one seat a month is filled or given up."""
    wanted = int(lever.core_leaders + 0.5)
    seats = 0
    best, best_score, worst, worst_score = -1, 0.0, -1, 9.0
    for i in range(member.number.size):
        if leader.core[i] == 1 and member.status[i] > DORMANT:
            leader.core[i] = 0
        score = seat_score(i, member, leader)
        if leader.core[i] == 1:
            seats += 1
            if score < worst_score:
                worst, worst_score = i, score
        elif score > best_score:
            best, best_score = i, score
    if seats > wanted and worst >= 0:
        leader.core[worst] = 0
    if seats < wanted and best >= 0:
        u = uniforms(luck, CORE_GROUP, clock.month, NETWORK_ENTITY, NOBODY, 0)
        sure = lever.succession_planning * network.funded_share[0]
        if u[0] < parameter.core_seat_rate + (1.0 - parameter.core_seat_rate) * sure:
            leader.core[best] = 1


@compiled
def measure(member, leader, network, lever, parameter):
    """What each leader does for its organisation, and the core group for the network."""
    wanted = max(int(lever.core_leaders + 0.5), 1)
    total, seats, posts, vacant = 0.0, 0, 0, 0
    for i in range(member.number.size):
        if leader.vacancy[i] > 0.0:
            leader.level[i] = parameter.acting_level
        else:
            drive = 0.5 * (leader.championing[i] + leader.facilitation[i])
            leader.level[i] = leader.competence[i] * (0.4 + 0.6 * drive)
        if member.status[i] <= DORMANT:
            posts += 1
            vacant += 1 if leader.vacancy[i] > 0.0 else 0
        if leader.core[i] == 1 and seats < wanted:
            seats += 1
            total += leader.level[i]
    network.leadership[0] = (total + (wanted - seats) * parameter.acting_level) / wanted
    network.vacant_share[0] = vacant / posts if posts > 0 else 0.0


@compiled
def weaken(kept, tie, parameter):
    """Personal trust in and of a person who left is multiplied by what the handover kept."""
    for k in range(tie.a.size):
        share = kept[tie.a[k]] * kept[tie.b[k]]
        if share < 1.0:
            tie.personal_ab[k] *= share
            tie.personal_ba[k] *= share
            settle(k, tie, parameter.personal_share)


@compiled
def kernel(clock, luck, member, leader, tie, network, lever, parameter):
    """One month of leadership."""
    network.handover_days[0] = 0.0
    funded = network.funded_share[0]
    kept = np.ones(member.number.size)
    moved = 0
    for i in range(member.number.size):
        if member.status[i] > DORMANT:
            continue
        stay(i, clock, luck, member, leader, network, lever, parameter)
        forced = leader.leaving[i] == 1
        if leader.vacancy[i] > 0.0:
            leader.leaving[i], leader.handover[i] = 0, -1.0
            continue
        window = parameter.annual_window < 0.5 or clock.season == int(parameter.window_month)
        if not (forced or window):
            continue
        u = uniforms(luck, LEADER_MOVES, clock.month, member.number[i], NOBODY, 0)
        if forced or leaves(clock, leader.months_in_post[i], u[0], parameter):
            handover = lever.handover_months * funded
            if forced and leader.handover[i] >= 0.0:
                handover = leader.handover[i]
            # Less than half a month together is no handover.
            handover = handover if handover >= 0.5 else 0.0
            planned = lever.succession_planning * funded
            kept[i] = vacate(i, u[1], handover, planned, clock, luck, member, leader, network, parameter)
            moved += 1
        leader.leaving[i], leader.handover[i] = 0, -1.0
    for i in range(member.number.size):
        if member.status[i] <= DORMANT:
            network.handover_days[0] += handing_over(i, leader, parameter)
    if moved > 0:
        weaken(kept, tie, parameter)
    fill_core(clock, luck, member, leader, network, lever, parameter)
    measure(member, leader, network, lever, parameter)


RULE = Rule(
    name="leadership",
    kernel=kernel,
    concepts="A-S1, A-C3, A-H1, A-H6, C-E2, C-E7, C-F4, E-K6",
    reads=(
        "member.number", "member.kind", "member.status", "member.effort",
        "tie.a", "tie.b", "tie.institutional_ab", "tie.institutional_ba", "tie.ceiling_ab", "tie.ceiling_ba",
        "network.funded_share", "network.anchoring", "network.leader_experience", "network.leader_championing",
        "lever.core_leaders", "lever.succession_planning", "lever.handover_months", "lever.leadership_training",
        "parameter.minimum_tenure", "parameter.annual_window", "parameter.window_month",
        "parameter.transfer_probability", "parameter.vacancy_mean", "parameter.vacancy_longest",
        "parameter.learning_months",
        "parameter.championing_spread", "parameter.facilitation_mean", "parameter.facilitation_spread",
        "parameter.facilitation_trained", "parameter.training_rate", "parameter.readiness_rate",
        "parameter.emergence_rate", "parameter.retained_none", "parameter.retained_overlap",
        "parameter.handover_scale", "parameter.handover_cost", "parameter.anchoring_retains",
        "parameter.core_seat_rate", "parameter.acting_level", "parameter.personal_share",
    ),
    writes=(
        "leader.core", "leader.experienced", "leader.leaving", "leader.appointed_month", "leader.competence",
        "leader.championing", "leader.facilitation", "leader.months_in_post", "leader.vacancy",
        "leader.readiness", "leader.handover", "leader.handover_left", "leader.level",
        "tie.personal_ab", "tie.personal_ba", "tie.trust_ab", "tie.trust_ba",
        "network.leadership", "network.vacant_share", "network.transfers", "network.event_kind",
        "network.event_month", "network.handover_days",
    ),
)  # fmt: skip
