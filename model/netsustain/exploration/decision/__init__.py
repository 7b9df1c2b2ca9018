"""A comparison as a decision: enough runs to answer or the reason why none are, several futures, regret and cost."""
