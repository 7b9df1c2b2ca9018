"""How much of the variance of differences the same luck in all options takes away, in a sentence."""

from __future__ import annotations

import math

from netsustain.report.naming import whole
from netsustain.report.phrases import Phrases, joined


def same_luck(words: Phrases) -> list[str]:
    """A sentence on every option but the reference, the longest-lasting first; none where nothing is compared."""
    others = [name for name in words.comparison.ranked() if name != words.reference]
    if not others:
        return []
    shares = {name: float(words.against_reference(name)["variance_reduction"]) for name in others}
    saved = [
        words.say("method_pairs_saved", reduction=whole(100 * share), a=words.label(name))
        for name, share in shares.items()
        if math.isfinite(share)
    ]
    if not saved:
        return [words.say("method_pairs_unknown")]
    return [words.say("method_pairs", saved=joined(saved, words.lang), b=words.label(words.reference))]
