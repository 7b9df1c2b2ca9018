"""Arithmetic of trust shared by the rules that move it."""

from __future__ import annotations

from netsustain.kernels import compiled


@compiled
def settle(k, tie, personal_share):
    """Trust = phi x personal + (1 - phi) x institutional, each direction held under its ceiling."""
    ab = personal_share * tie.personal_ab[k] + (1.0 - personal_share) * tie.institutional_ab[k]
    ba = personal_share * tie.personal_ba[k] + (1.0 - personal_share) * tie.institutional_ba[k]
    tie.trust_ab[k] = min(ab, tie.ceiling_ab[k])
    tie.trust_ba[k] = min(ba, tie.ceiling_ba[k])
