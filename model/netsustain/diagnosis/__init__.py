"""How a real network stands: a survey of its members read, scored, and set beside its structure and its outlook."""
