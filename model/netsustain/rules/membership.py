"""Step 10, membership and ties: who rests, leaves, returns and joins; ties form and fade (A-C6, E-T9, K2).

A member leaves when working together has been worth less than nothing for m months,

    u = value + (trust - .5) + (norm - .5) - fatigue;   bad months count while u < 0;
    after m of them the monthly chance is 2 h logistic(-k u).

A tie without contact dissolves with the monthly hazard

    h0 exp(-beta_e min(common partners, 3) - beta_f formal) (1 + age in years)^(-gamma)

(Burt 2002 for the ceiling h0; Polidoro, Ahuja & Mitchell 2011: common partners and agreements lower it), and a partner
trusted less than a newcomer would be is dropped by choice (Rand, Arbesman & Christakis 2011) with the monthly chance

    partner_choice (1 - trust / newcomer_trust),    trust: the lower of the two.

New ties close triangles or bridge, by how much members hear of each other and by joint work as far as somebody is paid
to convene it (ties form around organised foci, Feld 1981); newcomers are candidates whose number, and so whose nature,
does not depend on the policy. A member that somebody outside the model plays stays, leaves and ties as it is told.
"""

from __future__ import annotations

import numpy as np

from netsustain.joining import enter, newcomer_kind, open_row, welcome
from netsustain.kernels import compiled
from netsustain.portable import exp, logistic, power
from netsustain.rules.contract import Rule
from netsustain.streams import CANDIDATE, EXIT, NOBODY, RECRUITMENT, TIE_DECAY, TIE_FORMATION, uniforms
from netsustain.ties import add_tie, common_partners, compact, find, ring_neighbour
from netsustain.traits import fresh_member

ACTIVE, DORMANT, LEFT = 0, 1, 2
LEAVES, RETURNS = 2, 3
"""Codes of ``member.played``."""
SLOTS = 2
"""Candidates that may knock in a month."""


@compiled
def active_count(member, members):
    """Number of active members."""
    active = 0
    for i in range(members):
        if member.status[i] == ACTIVE:
            active += 1
    return active


@compiled
def feeling(i, member, norm):
    """u: whether staying is worth it."""
    trust = member.trust[i] if member.partners[i] > 0.0 else 0.3
    return member.value[i] + (trust - 0.5) + (norm - 0.5) - member.fatigue[i]


@compiled
def rest_or_return(i, norm, u, member, parameter):
    """Dormancy when hardly anything was given for three months; return when asked and not tired."""
    if member.status[i] == ACTIVE:
        mean = (member.effort[i] + member.effort_1[i] + member.effort_2[i]) / 3.0
        if mean < parameter.dormant_below and member.rounds[i] >= 3.0:
            member.status[i] = DORMANT
        return
    asked = member.informed[i] * norm * (1.0 - member.fatigue[i])
    if u < parameter.return_rate * asked:
        member.status[i] = ACTIVE
        member.effort[i], member.effort_1[i], member.effort_2[i] = 0.2, 0.2, 0.2


@compiled
def go(i, member, network):
    """A member leaves."""
    member.status[i], member.bad_months[i] = LEFT, 0
    member.effort[i], member.effort_1[i], member.effort_2[i] = 0.0, 0.0, 0.0
    network.left[0] += 1.0


@compiled
def come_back(i, member, network, parameter):
    """A member that had left takes part again."""
    fresh_member(i, member, parameter)
    member.status[i] = ACTIVE
    network.joined[0] += 1.0


@compiled
def told(i, member, network, parameter):
    """A played member stays, leaves or takes part again as it is told."""
    if member.status[i] <= DORMANT:
        if member.played[i] == LEAVES:
            go(i, member, network)
        else:
            member.status[i] = ACTIVE
    elif member.status[i] == LEFT:
        member.bad_months[i] += 1
        if member.played[i] == RETURNS:
            come_back(i, member, network, parameter)


@compiled
def weigh(i, norm, member):
    """u of a member that takes part, and the months in a row in which it was below 0."""
    worth = feeling(i, member, norm)
    member.bad_months[i] = member.bad_months[i] + 1 if worth < 0.0 else 0
    return worth


@compiled
def exits(clock, luck, member, network, parameter, members):
    """Members rest, return, leave or come back."""
    active, ever = 0, 0
    for i in range(members):
        ever += 1 if member.status[i] <= LEFT else 0
        active += 1 if member.status[i] == ACTIVE else 0
    norm = active / ever if ever > 0 else 0.0
    for i in range(members):
        if member.played[i] > 0:
            if member.status[i] <= DORMANT:
                weigh(i, norm, member)
            told(i, member, network, parameter)
            continue
        if member.status[i] > LEFT:
            continue
        u = uniforms(luck, EXIT, clock.month, member.number[i], NOBODY, 0)
        if member.status[i] == LEFT:
            member.bad_months[i] += 1
            if member.bad_months[i] > 1 and u[2] < parameter.comeback_rate * norm * network.reputation[0]:
                come_back(i, member, network, parameter)
            continue
        rest_or_return(i, norm, u[1], member, parameter)
        worth = weigh(i, norm, member)
        if member.bad_months[i] < parameter.patience or u[0] >= 2.0 * parameter.exit_rate:
            continue
        if u[0] < 2.0 * parameter.exit_rate * logistic(-parameter.exit_slope * worth):
            go(i, member, network)


@compiled
def recruit(clock, luck, member, leader, tie, network, lever, parameter, size):
    """Candidates knock; the better the standing and the welcome, the more of them join."""
    active = active_count(member, size[0])
    if active < 3:
        return 0
    welcome_dose = lever.onboarding * network.funded_share[0]
    room = max(1.0 - active / (parameter.growth_limit * max(network.founders[0], 1)), 0.0)
    chance = parameter.recruit_rate * network.reputation[0] * (0.5 + 0.5 * welcome_dose) * room * active / 20.0
    joined = 0
    for slot in range(SLOTS):
        number = CANDIDATE | (clock.month << 18) | slot
        u = uniforms(luck, RECRUITMENT, clock.month, number, NOBODY, 0)
        if u[0] < min(chance, 1.0):
            i = open_row(number, newcomer_kind(u[1], member, network.founders[0]), member, size)
            enter(i, clock, luck, member, leader, network, size, parameter)
            trust = parameter.newcomer_trust + parameter.onboarding_trust * welcome_dose
            ties = 2 + int(3.0 * welcome_dose + 0.5)
            welcome(i, ties, clock, luck, member, tie, size, parameter, trust)
            joined += 1
    network.joined[0] += joined
    return joined


@compiled
def partner_for(i, u, member, neighbour, members, parameter):
    """Whom a member turns to: a partner's partner (closure), or somebody at a drawn place on the ring."""
    first, last = neighbour.start[i], neighbour.start[i + 1]
    if u[1] < parameter.closure_share and last > first:
        through = neighbour.member[first + min(int(u[2] * (last - first)), last - first - 1)]
        first, last = neighbour.start[through], neighbour.start[through + 1]
        return neighbour.member[first + min(int(u[3] * (last - first)), last - first - 1)]
    return ring_neighbour(u[2], member.ring, member.ring_order, members, member.status, i)


@compiled
def form_ties(clock, luck, member, tie, network, neighbour, parameter, size, veterans):
    """Active members turn to new partners: a partner's partner, or somebody at a drawn place."""
    asked = np.full(veterans, -1)
    made = 0
    for i in range(veterans):
        if member.status[i] != ACTIVE:
            continue
        room = max(1.0 - member.partners[i] / parameter.degree_limit, 0.0)
        if member.played[i] > 0:
            j = member.turns_to[i] - 1 if room > 0.0 else -1
        else:
            u = uniforms(luck, TIE_FORMATION, clock.month, member.number[i], NOBODY, 0)
            met = member.face_to_face[i] + member.written[i] + member.effort[i] * network.funded_share[0]
            if u[0] >= parameter.formation_rate * room * met:
                continue
            j = partner_for(i, u, member, neighbour, veterans, parameter)
        if j < 0 or j == i or j >= veterans or member.status[j] != ACTIVE or asked[j] == i:
            continue
        if find(i, j, neighbour.start, neighbour.member) >= 0:
            continue
        asked[i] = j
        own = 0.5 * (member.trust[i] + parameter.newcomer_trust)
        other = 0.5 * (member.trust[j] + parameter.newcomer_trust)
        a, b = min(i, j), max(i, j)
        add_tie(tie, size, a, b, own if a == i else other, other if a == i else own, 0, 0.0)
        made += 1
    return made


@compiled
def fading(k, member, tie, neighbour, parameter):
    """Monthly hazard of a tie without contact."""
    common = common_partners(tie.a[k], tie.b[k], 3, neighbour.start, neighbour.member)
    hazard = parameter.decay_hazard * exp(-parameter.embedding * common - parameter.formality * tie.formal[k])
    return hazard * power(1.0 + tie.age[k] / 12.0, -parameter.decay_ageing)


@compiled
def told_apart(a, b, member):
    """Whether a played member lets this partner go."""
    apart = member.played[a] > 0 and member.lets_go[a] == b + 1
    return apart or (member.played[b] > 0 and member.lets_go[b] == a + 1)


@compiled
def fade_ties(clock, luck, member, tie, neighbour, parameter, old_ties, keep):
    """Ties of members that left go; ties without contact may dissolve; distrusted partners are dropped."""
    dropped = 0
    for k in range(old_ties):
        a, b = tie.a[k], tie.b[k]
        if member.status[a] >= LEFT or member.status[b] >= LEFT or told_apart(a, b, member):
            keep[k] = False
            dropped += 1
            continue
        distrust = 1.0 - min(tie.trust_ab[k], tie.trust_ba[k]) / max(parameter.newcomer_trust, 0.01)
        if tie.contact[k] == 1 and distrust <= 0.0:
            continue
        u = uniforms(luck, TIE_DECAY, clock.month, member.number[a], member.number[b], 0)
        # h0 is a ceiling of the hazard: common partners are counted only where they can matter.
        if tie.contact[k] == 0 and u[0] < parameter.decay_hazard:
            keep[k] = u[0] >= fading(k, member, tie, neighbour, parameter)
        dropping = a if tie.trust_ab[k] < tie.trust_ba[k] else b
        if u[1] < parameter.partner_choice * distrust and member.played[dropping] == 0:
            keep[k] = False
        dropped += 0 if keep[k] else 1
    return dropped


@compiled
def kernel(clock, luck, member, leader, tie, network, lever, parameter, neighbour, size, tie_i8, tie_f8):
    """One month of membership and ties."""
    veterans, old_ties = size[0], size[1]
    exits(clock, luck, member, network, parameter, veterans)
    made = form_ties(clock, luck, member, tie, network, neighbour, parameter, size, veterans)
    joined = recruit(clock, luck, member, leader, tie, network, lever, parameter, size)
    keep = np.ones(size[1], dtype=np.bool_)
    dropped = fade_ties(clock, luck, member, tie, neighbour, parameter, old_ties, keep)
    if dropped > 0:
        compact(keep, tie_i8, tie_f8, size)
    if made + joined + dropped > 0:
        network.ties_changed[0] = 1


RULE = Rule(
    name="membership",
    kernel=kernel,
    concepts="A-C6, A-M, A-N1, A-N2, A-T1, C-I, C-N1..N3, C-O1, C-O3, E-K2, E-K5, E-T5, E-T9, K2",
    structural=True,
    reads=("lever.onboarding", "parameter.*",),
    writes=(
        "member.*", "leader.*", "tie.*", "network.*",
    ),
)  # fmt: skip
