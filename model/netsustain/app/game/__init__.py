"""The game in a room: phones, the facilitator's page, who may do what, and the server that survives its own death."""
