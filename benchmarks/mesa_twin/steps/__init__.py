"""The steps of a month, one module each; ``step(model)`` takes it."""
