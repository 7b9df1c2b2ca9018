"""Questions asked of many runs: comparisons, designs, sensitivity, search."""
