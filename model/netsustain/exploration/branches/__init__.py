"""Branches of one burn-in: the same networks up to a month, then every policy from there."""
