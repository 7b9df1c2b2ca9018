"""Which parameter vectors reproduce the published tables K1-K5: a population moved until it fits, then accepted."""
