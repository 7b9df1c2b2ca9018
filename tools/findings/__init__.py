"""What the model says: runs the shipped experiments ``finding_*``, measures, draws, and writes ``docs/findings.md``."""
