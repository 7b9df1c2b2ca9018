"""Scenario discovery: in which regions of what is uncertain an event happens (Bryant & Lempert 2010)."""
