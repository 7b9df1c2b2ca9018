"""Trust, ceilings and strength of ties against their fixed points and the paces at which these are reached.

Networks of which everything is given and in which nothing but one mechanism moves; exact but for rounding.
"""

import numpy as np
import pytest
from tests.closed_forms.networks import RING, UNPAID, series


def together(effort, **trust):
    """Everybody gives so much, works with every partner every month, and is felt to give e / (e + half)."""
    pace = {"trust_gain": 0.3, "loss_ratio": 2, "early_breach": 0}
    return {
        "parameters": {
            "contribution": {"steady_contribution": effort},
            "trust": {"project_weight": 0, "personal_share": 1, **pace, **trust},
        },
        "network": {"goals": [{"position": 0.5}]},
    }  # fmt: skip


@pytest.mark.parametrize("start", [0.05, 0.3, 0.95])
def test_trust_ends_at_what_is_experienced(start, still):
    """The fixed point is the outcome itself, from below and from above, without passing it."""
    effort = 0.4
    outcome = effort / (effort + 0.21)
    ties = [{**tie, "trust": start} for tie in RING]
    (found,) = series(still(UNPAID, together(effort), ties=ties, months=150), "tie.trust_ab", months=150)
    side = np.sign(start - outcome)
    assert ((found - outcome) * side >= -1e-12).all()
    assert (np.diff(found, axis=0) * side <= 1e-12).all()
    np.testing.assert_allclose(found[-1], outcome, atol=1e-6)
    # Near the end it closes by a+ (1 - o) a month from below and by a- o from above.
    first, rate = (60, 1 - 0.3 * (1 - outcome)) if side < 0 else (20, 1 - 0.6 * outcome)
    last = np.abs(found[first : first + 20, 0] - outcome)
    np.testing.assert_allclose(last[1:] / last[:-1], rate, atol=2e-3)


def test_the_institutional_part_is_slower_by_its_rate(still):
    """From the same start the first steps stand in the ratio of the paces."""
    ties = [{**tie, "trust": 0.3} for tie in RING]
    personal, institutional = series(
        still(UNPAID, together(0.5, personal_share=0.6, institutional_rate=0.4), ties=ties),
        "tie.personal_ab", "tie.institutional_ab", months=1,
    )  # fmt: skip
    np.testing.assert_allclose((institutional - 0.3) / (personal - 0.3), 0.4, rtol=1e-9)


def test_a_breach_leaves_a_ceiling_below_which_trust_recovers(still):
    """After a breach trust climbs to kappa x what it was, and there it stays although experience is better."""
    scenario = still(
        UNPAID, together(0.5), {"events": [{"at": 2, "scandal": {"severity": 0.5, "member": 1}}]}, months=90,
        ties=[{**tie, "trust": 0.6} for tie in RING],
    )  # fmt: skip
    trust, a = series(scenario, "tie.trust_ba", "tie.a", months=90)
    with_it = a[0] == 0
    before = trust[0, with_it]
    assert (trust[1, with_it] < 0.7 * before).all()
    np.testing.assert_allclose(trust[-1, with_it], 0.8 * before, rtol=1e-9)


def test_strength_is_the_memory_of_contact(still):
    """With contact every month 1 - .7 (1 - rate)^t; a tie's youth is e^(-age / 6)."""
    strength, youth = series(still(UNPAID, together(0.5)), "tie.strength", "tie.youth", months=24)
    t = np.arange(1, 25)
    np.testing.assert_allclose(strength[:, 0], 1 - 0.7 * 0.9**t, rtol=1e-9)
    np.testing.assert_allclose(youth[:, 0], np.exp(-t / 6), rtol=1e-9)
