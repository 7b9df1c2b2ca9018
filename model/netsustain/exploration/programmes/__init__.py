"""Programmes: one change for hundreds of different networks that share the shocks of a future."""
