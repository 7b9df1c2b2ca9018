"""Which parameter vectors reproduce the published tables K1-K5: history matching in waves, then acceptance."""
