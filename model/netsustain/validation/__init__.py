"""Published patterns against simulated ones: calibrated to some, shown all, misses as plainly as hits."""
