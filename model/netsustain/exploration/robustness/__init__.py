"""Which scenario does well over many uncertain futures: regret, chance to be best, satisficing, corrected for luck."""
