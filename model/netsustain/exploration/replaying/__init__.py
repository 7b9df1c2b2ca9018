"""Replay: stored rows made again from what their folder says, and compared to the last bit."""
