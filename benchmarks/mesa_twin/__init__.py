"""The model a second time, agent by agent in plain Python, written from ``docs/model.md`` alone."""
