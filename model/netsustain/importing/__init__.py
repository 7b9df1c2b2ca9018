"""From people's tables to a scenario of their own network: guess, say what was guessed, write a file."""
