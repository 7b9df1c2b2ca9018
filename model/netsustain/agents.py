"""Mesa agents as thin views of rows: ``agent.trust`` reads and writes the column of ``agent.model.state``.

A member organisation and its leader share a row, and the leader's agent is the post: a transfer replaces the
person's columns, not the agent. Agents hold no numbers of the model, so building them changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netsustain.attributes import with_columns
from netsustain.mesa_base import Agent, AgentSet
from netsustain.state import POSITION, Status

LEADER_IDS = 1 << 32
"""Added to a member's number for the ``unique_id`` of its leader; numbers are below it."""


_NUMBER = POSITION["member", "i8"]["number"]


def number_of(agent: RowAgent) -> int:
    """Number of the member whose row an agent stands for."""
    return int(agent.model.state.member_i8[_NUMBER, agent.row])


class RowAgent(Agent):
    """A Mesa agent that stands for a row of the state."""

    def __init__(self, model: Any, row: int) -> None:
        self.row = row
        self.enter(model)

    def enter(self, model: Any) -> None:
        """Register with the model, as Mesa does for a new agent, under an id of our own.

        Mesa 3.3 counts ids in a class-level table that keeps every model alive: what it adds is taken out.
        """
        counters = getattr(Agent, "_ids", {})
        counted = model in counters
        super().__init__(model)
        if not counted:
            counters.pop(model, None)
        self.unique_id = self.identity()

    def identity(self) -> int:
        """The ``unique_id``."""
        raise NotImplementedError

    def depart(self) -> None:
        """Leave Mesa's sets of agents; the row stays."""
        super().remove()


@with_columns("tie")
class Tie:
    """A view of one tie; good until the next step, which may move ties to other rows."""

    __slots__ = ("model", "row")

    def __init__(self, model: Any, row: int) -> None:
        self.model, self.row = model, row

    if TYPE_CHECKING:

        def __getattr__(self, column: str) -> Any: ...

    @property
    def members(self) -> tuple[MemberOrganisation, MemberOrganisation]:
        """The two members; ``trust_ab`` is the trust of the first in the second."""
        first, second = self.model.population.at(self.a), self.model.population.at(self.b)
        return first.member, second.member

    def __repr__(self) -> str:
        first, second = self.members
        return f"<Tie {first.name} - {second.name}>"


@with_columns("member")
class MemberOrganisation(RowAgent):
    """A member organisation: one attribute for every ``member`` column of ``netsustain.state.COLUMNS``."""

    status: Status

    def identity(self) -> int:
        """The member's number: its row in the members table, or its candidate number."""
        return number_of(self)

    @property
    def name(self) -> str:
        """The organisation's name; one that came by itself is named by its month of joining."""
        return str(self.model.compiled.name_of(self.row, self.number))

    @property
    def leader(self) -> Leader:
        """The post that leads this organisation."""
        return self.model.population.at(self.row).leader

    @property
    def ties(self) -> list[Tie]:
        """Its ties, in the order of the partners' rows."""
        return [Tie(self.model, row) for _, row in self._lists()]

    @property
    def neighbours(self) -> AgentSet:
        """The members it has ties with, those that just left apart."""
        partners = [self.model.population.at(row).member for row, _ in self._lists()]
        here = [partner for partner in partners if partner.status <= Status.DORMANT]
        return AgentSet(here, random=self.model.random)

    def trust_in(self, other: MemberOrganisation) -> float | None:
        """Trust in another member [0-1]; None without a tie."""
        for partner, row in self._lists():
            if partner == other.row:
                tie = Tie(self.model, row)
                return float(tie.trust_ab if tie.a == self.row else tie.trust_ba)
        return None

    def remove(self) -> None:
        """Leave the network: Mesa's way to take an agent out is here the organisation's leaving."""
        if self.status <= Status.DORMANT:
            self.status = Status.LEFT
            self.effort = self.effort_1 = self.effort_2 = self.contribution = 0.0
        self.model.population.refresh()

    def _lists(self) -> list[tuple[int, int]]:
        """Rows of partners and of the ties with them."""
        state = self.model.state
        first, last = state.neighbour_start[self.row : self.row + 2].tolist()
        partners, ties = state.neighbour_member[first:last], state.neighbour_tie[first:last]
        return list(zip(partners.tolist(), ties.tolist(), strict=True))

    def __repr__(self) -> str:
        return f"<MemberOrganisation {self.name}: {self.kind.name.lower()}, {self.status.name.lower()}>"


@with_columns("leader")
class Leader(RowAgent):
    """The post of a leader: one attribute for every ``leader`` column of ``netsustain.state.COLUMNS``."""

    def identity(self) -> int:
        """The organisation's number, moved out of the members' range."""
        return LEADER_IDS + number_of(self)

    @property
    def member(self) -> MemberOrganisation:
        """The organisation this post leads."""
        return self.model.population.at(self.row).member

    @property
    def name(self) -> str:
        """The post's name."""
        return f"leader of {self.member.name}"

    def remove(self) -> None:
        """Leave together with the organisation."""
        self.member.remove()

    def __repr__(self) -> str:
        return f"<Leader of {self.member.name}: {'vacant' if self.vacancy > 0 else 'in post'}>"
