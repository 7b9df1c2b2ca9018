"""The game: people play organisations of a network, the model plays the others, and every decision is kept."""
