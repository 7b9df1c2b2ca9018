"""A network that people play: advanced month by month under their decisions, on the luck of one replicate.

Two networks run beside it. *Agents*: the same network, luck and shocks, with every member played by the rules from the
start. *As it stands*: one month by the rules from the state people are in, so that each decision can be held against
what the rule would have done in the same situation.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from netsustain import driver
from netsustain.game.decisions import Decision, tell
from netsustain.kernels import kernel_source
from netsustain.plan import Compiled, compile_scenario
from netsustain.scenario.schema import Scenario
from netsustain.state import POSITION, Ended, State, Status
from netsustain.storage import at_month, copied

_M8, _MF = POSITION["member", "i8"], POSITION["member", "f8"]
_ENDED = POSITION["network", "i8"]["ended"]


class Month(NamedTuple):
    """One month of play: the state before, after, and after the same month with every member left to the rules."""

    month: int
    before: State
    after: State
    ruled: State
    decisions: dict[int, Decision]


class PlayedNetwork:
    """One network of a scenario.

    Parameters
    ----------
    scenario
        What is played; its own events happen at their dates.
    seed, replicate
        The luck.

    Attributes
    ----------
    states, agents
        States at the end of each month, month 0 first, of the network that is played and of the one left to the rules.
    months
        Every month played.
    """

    def __init__(self, scenario: Scenario, seed: int, replicate: int) -> None:
        self.scenario = scenario
        self.luck = np.uint64(seed), np.uint64(replicate)
        self.compiled: Compiled = compile_scenario(scenario)
        start = driver.load().start(self.compiled.template, self.compiled.plan, self._clock(1), *self.luck)
        self.states: list[State] = [start]
        self.agents: list[State] = [_copy(start)]
        self.months: list[Month] = []
        members = int(start.size[0])
        self._captures = start.member_f8[_MF["captures"], :members].copy()

    @property
    def month(self) -> int:
        """Months played."""
        return len(self.months)

    @property
    def state(self) -> State:
        """The state at the end of the last month; never to be written."""
        return self.states[-1]

    @property
    def members(self) -> int:
        """Rows of members so far."""
        return int(self.state.size[0])

    @property
    def over(self) -> bool:
        """Whether the last month of the scenario is done."""
        return self.month >= self.scenario.months

    @property
    def ended(self) -> Ended:
        """How the network ended, as far as that is certain."""
        return Ended(int(self.state.network_i8[_ENDED, 0]))

    def happen(self, what: dict[str, Any]) -> None:
        """Something happens next month: an event as in a scenario file, without its date.

        Raises
        ------
        ValueError
            If it is no event of a scenario, or names a member that does not exist.
        """
        self.scenario, self.compiled = self.with_event(what)

    def with_event(self, what: dict[str, Any]) -> tuple[Scenario, Compiled]:
        """The scenario with an event next month, as :meth:`happen` would have it; raises as it does."""
        event = {"at": self.month + 1, **what}
        scenario = self.scenario.with_(events=[*self.scenario.events, event])
        return scenario, compile_scenario(scenario)

    def advance(self, decisions: dict[int, Decision], months: int = 1) -> list[Month]:
        """Play months under the same decisions; fewer where the scenario's last month comes first."""
        left = min(months, self.scenario.months - self.month)
        return [self._one_month(decisions, first=place == 0) for place in range(left)]

    def _one_month(self, decisions: dict[int, Decision], *, first: bool) -> Month:
        month, before = self.month + 1, self.states[-1]
        after, ruled = _copy(before), _copy(before)
        tell(ruled, {}, self._captures, first=first)
        tell(after, decisions, self._captures, first=first)
        done = Month(month, before, self._step(after, month), self._step(ruled, month), decisions)
        self.months.append(done)
        self.states.append(done.after)
        self.agents.append(self._step(_copy(self.agents[-1]), month))
        return done

    def _step(self, state: State, month: int) -> State:
        """The state a month later; itself once the network has ended."""
        if state.network_i8[_ENDED, 0] != Ended.ALIVE:
            return state
        stepped: State = driver.load().one_month(state, self.compiled.plan, self._clock(month), *self.luck)
        return stepped

    def _clock(self, month: int) -> Any:
        return kernel_source(at_month)(self.compiled.clock, month)

    # ---- members --------------------------------------------------------------------------------------

    def name(self, row: int) -> str:
        """An organisation's name; one that came by itself is named by its month of joining."""
        return self.compiled.name_of(row, int(self.state.member_i8[_M8["number"], row]))

    def can_be_played(self, row: int) -> bool:
        """Whether a row is an organisation that somebody can play: not merged away, not yet to come."""
        return 0 <= row < self.members and self.state.member_i8[_M8["status"], row] <= Status.LEFT

    def partners(self, row: int) -> set[int]:
        """Rows a member has ties with."""
        ties = int(self.state.size[1])
        a = self.state.tie_i8[POSITION["tie", "i8"]["a"], :ties]
        b = self.state.tie_i8[POSITION["tie", "i8"]["b"], :ties]
        return {int(other) for other in np.r_[b[a == row], a[b == row]]}


def _copy(state: State) -> State:
    found: State = kernel_source(copied)(state)
    return found
