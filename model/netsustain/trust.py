"""Arithmetic of trust shared by the rules that move it."""

from __future__ import annotations

from netsustain.kernels import inlined


@inlined
def blended(personal, institutional, personal_share):
    """Trust of one organisation in another: phi x personal + (1 - phi) x institutional."""
    return personal_share * personal + (1.0 - personal_share) * institutional
