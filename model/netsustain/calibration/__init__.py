"""What the parameters were calibrated to: the accepted vectors, and the range of networks they were found in."""
