"""What a person decides for an organisation in a turn, and how the model is told."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from netsustain.state import POSITION, State, Status

STAYS, LEAVES, RETURNS = 1, 2, 3
"""Codes of the column ``member.played``."""
TOLD = ("member.played", "member.chosen", "member.turns_to", "member.lets_go")
"""Columns that no rule writes: the model is told through them."""
MOST_ACCEPTED = 20
_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]


class GameError(ValueError):
    """Something that cannot be done in the game as it stands; says what came and what was expected.

    Attributes
    ----------
    code
        Short name of the reason; pages have a text for each (``game.error_<code>``).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Decision(BaseModel):
    """One decision.

    Attributes
    ----------
    effort
        Share of the organisation's own staff-days for joint work, 0-1; staff-days in meetings go first.
    takes
        What it takes of the benefit of joint work before the rule of sharing: 0, 1 or 2 average shares.
    turns_to
        Row of a member it wants a tie with; nobody by default. A person asked has to ask back or accept.
    accepts
        Rows of those whose asking it accepts.
    lets_go
        Row of a partner it ends the tie with.
    part
        Whether it takes part: ``stay`` (or come back) or ``leave``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    effort: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
    takes: Annotated[int, Field(ge=0, le=2)] = 0
    turns_to: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    accepts: Annotated[tuple[int, ...], Field(max_length=MOST_ACCEPTED, strict=False)] = ()
    lets_go: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    part: Literal["stay", "leave"] = "stay"

    def standing(self) -> Decision:
        """What goes on in later months without being said again: effort, share taken and taking part."""
        return Decision(effort=self.effort, takes=self.takes, part=self.part)


def decision_of(data: Any) -> Decision:
    """A decision from plain data. Raises :class:`GameError`."""
    try:
        return Decision.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(("decision", *(str(part) for part in first["loc"])))
        raise GameError("decision", f"{where}: {first['msg']}") from None


def agreed(decisions: dict[int, Decision]) -> dict[int, int]:
    """Row → row it makes a tie with: askings that a played partner answers by asking back or accepting.

    Members that the model plays never refuse, as in the model's own rule.
    """
    made: dict[int, int] = {}
    for row, decision in decisions.items():
        other = decision.turns_to
        if other is None or other == row:
            continue
        answer = decisions.get(other)
        if answer is None or answer.turns_to == row or row in answer.accepts:
            made[row] = other
    return made


def tell(state: State, decisions: dict[int, Decision], captures: np.ndarray, *, first: bool) -> None:
    """Write the decisions of a month into the state; members without one go by the rules.

    Parameters
    ----------
    captures
        (founders,) what each founder takes by nature, restored where nobody plays it.
    first
        Whether it is the first month of a turn: ties are made and ended once a turn, effort is given every month.
    """
    members = int(state.size[0])
    whole, real = state.member_i8[:, :members], state.member_f8[:, :members]
    whole[_M8["played"]] = 0
    real[_MF["captures"], : captures.size] = captures
    real[_MF["captures"], captures.size :] = 0.0  # newcomers take nothing by nature
    active = max(int((whole[_M8["status"]] == Status.ACTIVE).sum()), 1)
    made = agreed(decisions) if first else {}
    for row, decision in decisions.items():
        gone = whole[_M8["status"], row] == Status.LEFT
        stays = RETURNS if gone else STAYS
        whole[_M8["played"], row] = LEAVES if decision.part == "leave" else stays
        whole[_M8["turns_to"], row] = made.get(row, -1) + 1
        whole[_M8["lets_go"], row] = (-1 if decision.lets_go is None or not first else decision.lets_go) + 1
        real[_MF["chosen"], row] = decision.effort
        real[_MF["captures"], row] = decision.takes / active
