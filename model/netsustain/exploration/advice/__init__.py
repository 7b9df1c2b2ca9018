"""Advice within a budget: a few mixes of measures that differ, what each is good and bad at, when to begin, and what
would change the advice.

:func:`netsustain.exploration.advice.advise.advise` is the one call. It searches (:mod:`netsustain.exploration.search`)
over futures in which nobody knows the parameters, the transfers and the budget (:mod:`unknown`), picks mixes that do
well in different ways (:mod:`shortlist`), leaves out of each what it does not need (:mod:`trimming`), and tells of
them only what fresh futures show (:mod:`gains`, :mod:`timing`, :mod:`trials_of_strength`, :mod:`information`).
"""
