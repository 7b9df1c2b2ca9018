"""A scenario from a few questions, for a network of which there is no table yet."""
