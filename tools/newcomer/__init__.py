"""The path of somebody new, walked from a fresh clone to a brief without a network, and timed."""
