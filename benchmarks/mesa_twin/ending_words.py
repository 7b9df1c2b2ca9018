"""Words for the codes of what ended a network."""

from __future__ import annotations

from benchmarks.mesa_twin.timeline import CODES

CAUSES = {0: "", **{number: f"c{number}" for number in range(1, 8)}, 8: "goal_met", 9: "need_met"}
TRIGGERS = {0: "none", **{code: kind for kind, code in CODES.items() if kind != "communication"}}
