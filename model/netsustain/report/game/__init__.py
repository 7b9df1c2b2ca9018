"""The debrief of a game: what happened in the room, told so that people can talk about it."""
