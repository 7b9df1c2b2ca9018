"""Simulation of collaboration networks of health organisations."""
