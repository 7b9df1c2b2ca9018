"""Why networks end: the chain from event to loss to end of each, the commonest ways, and the same without the event."""
