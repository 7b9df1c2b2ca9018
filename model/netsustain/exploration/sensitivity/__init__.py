"""Sensitivity analysis that knows of chance: designs in blocks, estimators, intervals and verdicts.

Pure functions over numpy arrays; what is asked, and how it is shown, is in
:mod:`netsustain.exploration.kinds.sensitivity`.

A *block* is a set of design rows that are compared with each other (the A, B and AB rows of one base sample, one
trajectory). All rows of a block run under the same few lucks, every block under lucks of its own. An index of the
*mean* response is made of products of results under two *different* lucks: the noise of the two is independent, so its
mean vanishes from the product. A product under one luck would count chance as if a factor had made it.
"""
