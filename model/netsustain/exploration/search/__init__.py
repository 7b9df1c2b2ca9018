"""Policy search: which doses of the levers, within a budget, leave least to be wished for in many futures.

Callable without files: decisions (:mod:`decisions`) and a budget (:mod:`price`) say which policies there are, an
evaluation (:mod:`simulated`, or any function of its shape) runs them in common futures, :mod:`optimise` searches,
:mod:`confirm` judges what was found by fresh numbers, :mod:`choose` names a handful of policies.
"""
