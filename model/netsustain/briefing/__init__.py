"""What a brief is made of, and what has changed since it was made; computed, not yet told."""
