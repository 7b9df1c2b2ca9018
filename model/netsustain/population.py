"""Which agents there are: built when first asked for, then kept in step with who takes part."""

from __future__ import annotations

from typing import Any, NamedTuple

from netsustain.agents import Leader, MemberOrganisation, RowAgent
from netsustain.state import POSITION, Status

_STATUS = POSITION["member", "i8"]["status"]


class Pair(NamedTuple):
    """The two agents of a row."""

    member: MemberOrganisation
    leader: Leader


def _order(agent: Any) -> tuple[float, bool]:
    """Members by row, each followed by its leader; agents of other types after them, as they came."""
    return (agent.row, isinstance(agent, Leader)) if isinstance(agent, RowAgent) else (float("inf"), False)


class Population:
    """The agents of a model's rows, brought up to date after every step and whenever the model is asked for them.

    A member that left keeps its agent, out of Mesa's sets, so that one that returns is the same object. The
    order of the sets follows rows, whenever agents were first asked for.
    """

    def __init__(self, model: Any) -> None:
        self.model = model
        self.pairs: dict[int, Pair] = {}
        self._seen = b""
        """One byte a row: whether it had agents when last looked at."""

    @property
    def built(self) -> bool:
        """Whether anybody has asked for agents yet."""
        return bool(self.pairs)

    def at(self, row: int) -> Pair:
        """The agents of a row that takes part or took part.

        Known ones are given without a look at who takes part, so that sets stay as they are while one walks
        through them.
        """
        if row not in self.pairs:
            self.refresh()
        return self.pairs[row]

    def refresh(self) -> None:
        """Add and remove agents until they are those of the members that take part."""
        state = self.model.state
        present = (state.member_i8[_STATUS, : state.size[0]] <= Status.DORMANT).tobytes()
        if present == self._seen:
            return
        before, self._seen = self._seen.ljust(len(present), b"\0"), present
        came = [row for row, here in enumerate(present) if here and not before[row]]
        for row, here in enumerate(present):
            if before[row] and not here:
                for agent in self.pairs[row]:
                    agent.depart()
        for row in came:
            self._admit(row)
        if came:
            self._sort()

    def _admit(self, row: int) -> None:
        if row in self.pairs:
            for agent in self.pairs[row]:
                agent.enter(self.model)
        else:
            model = self.model
            self.pairs[row] = Pair(model.member_class(model, row), model.leader_class(model, row))

    def _sort(self) -> None:
        for agents in (self.model.agents, *self.model.agents_by_type.values()):
            agents.sort(_order, ascending=True, inplace=True)
