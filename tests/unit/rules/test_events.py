"""Step 1 by hand: what each kind of event does, and when."""

import numpy as np
import pytest

from netsustain.scenario.levers import LEVER_NAMES

ACTIVE, DORMANT, LEFT, EXPECTED, MERGED = range(5)
OFFICE, SCHOOL, COMMUNITY = 0, 1, 8


@pytest.fixture
def world(tiny):
    """Six members (an area office, four schools, a community group) whose timeline is run for a month."""

    class World:
        def __init__(self) -> None:
            self.codes = tiny.rule("events")
            self.member = tiny.members(6, room=10, kind=[OFFICE, *[SCHOOL] * 4, COMMUNITY], own_resources=4.0)
            self.leader = tiny.leaders(6, room=10)
            self.set_ties([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)])
            self.goal = tiny.goals(2, position=[0.4, 0.6])
            self.channel = tiny.channels(level=1.0, level_target=1.0)
            self.network = tiny.network(urgency=0.5, need=1.0, flexibility=0.5, steering=0.3)
            self.levers = np.zeros((3, len(LEVER_NAMES)))
            self.parameter = tiny.numbers(relaunch_urgency=0.3, newcomer_trust=0.4)
            self.size = np.array([6, 5, 2])

        def set_ties(self, pairs) -> None:
            blank = tiny.ties(pairs, room=20, trust=0.5)
            names = {"i8": [], "f8": []}
            for name, values in vars(blank).items():
                names["i8" if values.dtype == np.int64 else "f8"].append(name)
            # Structural code moves whole rows: columns are rows of one block, as in the state.
            self.blocks = {kind: np.stack([getattr(blank, name) for name in names[kind]]) for kind in names}
            for kind, block in self.blocks.items():
                for row, name in enumerate(names[kind]):
                    setattr(blank, name, block[row])
            self.tie, self.size = blank, np.array([6, len(pairs), 2])

        def month(self, *rows, at=7, season=4) -> None:
            self.codes.kernel(
                tiny.clock(month=at, season=season), tiny.luck, self.member, self.leader, self.tie, self.goal,
                self.channel, self.network, self.parameter, tiny.timeline(*rows), self.size, self.levers,
                self.blocks["i8"], self.blocks["f8"],
            )  # fmt: skip

        @property
        def pairs(self):
            return list(
                zip(self.tie.a[: self.size[1]].tolist(), self.tie.b[: self.size[1]].tolist(), strict=True)
            )

    return World()


def test_an_event_of_month_t_acts_in_t_and_only_then(world):
    for at, marked in [(6, 0), (7, 1), (8, 0)]:
        world.leader.leaving[:] = 0
        world.month({"kind": world.codes.TRANSFER, "month": 7, "who": 2, "real": [1.0, 2.0]}, at=at)
        assert world.leader.leaving[:6].sum() == 6 * marked
    assert (world.network.event_kind[0], world.network.event_month[0]) == (world.codes.TRANSFER, 7)
    assert world.leader.handover[:6].tolist() == [2.0] * 6


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        ({"who": 0}, [0]),  # the director of the area office
        ({"who": 1}, [2, 4]),  # the core group
        ({"who": 2, "kinds": 1 << COMMUNITY}, [5]),
        ({"who": 2, "real": [0.0, -1.0]}, []),  # a share of nobody
    ],
)
def test_whose_leaders_are_transferred(row, marked, world):
    world.leader.core[[2, 4]] = 1
    world.month({"kind": world.codes.TRANSFER, "month": 7, "real": [1.0, -1.0], **row})
    assert np.flatnonzero(world.leader.leaving).tolist() == marked


def test_a_cut_at_once_or_over_months_of_one_source_or_all(world):
    world.month({"kind": world.codes.BUDGET, "month": 7, "target": 6, "over": 4, "real": [0.5]})
    assert world.channel.level_target.tolist() == [1, 1, 1, 1, 1, 1, 0.5]
    assert world.channel.level_step[6] == pytest.approx(0.125)
    world.month({"kind": world.codes.BUDGET, "month": 7, "real": [0.2]})
    assert world.channel.level_step.tolist() == pytest.approx([0.8] * 7)


def test_levers_move_at_once_or_over_months_and_choices_never_through_what_lies_between(world):
    platform, mode = LEVER_NAMES.index("platform"), LEVER_NAMES.index("governance_mode")
    rows = [
        {"kind": world.codes.SET, "month": 7, "target": platform, "over": 3, "real": [0.6]},
        {"kind": world.codes.SET, "month": 7, "target": mode, "over": 3, "real": [3.0]},
    ]
    doses = []
    for at in range(7, 11):
        world.month(*rows, at=at)
        doses.append((world.levers[0, platform], world.levers[0, mode]))
    assert [dose for dose, _ in doses] == pytest.approx([0.2, 0.4, 0.6, 0.6])
    assert [mode for _, mode in doses] == [3.0] * 4


def test_a_grant_ends_in_the_month_of_the_event(world):
    world.month({"kind": world.codes.GRANT_END, "month": 7, "over": 6})
    assert (world.network.grant_end_month[0], world.network.grant_taper[0]) == (7, 6)


def test_a_named_member_leaves_once(world):
    row = {"kind": world.codes.LEAVE, "month": 7, "target": 3}
    world.month(row)
    assert (world.member.status[3], world.network.left[0]) == (LEFT, 1.0)
    world.month(row)
    assert world.network.left[0] == 0.0, "it has left already"


def test_some_of_a_kind_leave(world):
    world.month({"kind": world.codes.LEAVE, "month": 7, "kinds": 1 << SCHOOL, "count": 3})
    assert (world.member.status[1:5] == LEFT).sum() == 3
    assert world.member.status[[0, 5]].tolist() == [ACTIVE, ACTIVE]
    # No more leave than there are.
    world.month({"kind": world.codes.LEAVE, "month": 7, "kinds": 1 << COMMUNITY, "count": 3})
    assert world.network.left[0] == 1.0


def test_a_scandal_is_of_its_month_and_of_the_strongest_unless_named(world):
    world.member.size[4] = 2.0
    world.month({"kind": world.codes.SCANDAL, "month": 7, "real": [0.7]})
    assert world.member.grabbed[:6].tolist() == [0, 0, 0, 0, 0.7, 0]
    world.month({"kind": world.codes.SCANDAL, "month": 7, "real": [0.7]}, at=8)
    assert world.member.grabbed[:6].tolist() == [0] * 6
    world.month({"kind": world.codes.SCANDAL, "month": 7, "target": 1, "real": [0.7]})
    assert world.member.grabbed[1] == 0.7


def test_two_schools_that_merge_have_every_tie_once(world):
    """Schools 1 (larger) and 2: their tie with each other goes, the area office keeps one tie, 2-3 becomes 1-3."""
    world.member.kind[3:5] = COMMUNITY
    world.member.size[1] = 1.5
    world.tie.trust_ab[3], world.tie.trust_ba[3] = 0.7, 0.3  # of 2 in 3, of 3 in 2
    world.month({"kind": world.codes.MERGER, "month": 7, "kinds": 1 << SCHOOL})
    assert world.member.status[:6].tolist() == [ACTIVE, ACTIVE, MERGED, ACTIVE, ACTIVE, ACTIVE]
    assert sorted(world.pairs) == [(0, 1), (1, 3), (3, 4)]
    kept = world.pairs.index((1, 3))
    assert (world.tie.trust_ab[kept], world.tie.trust_ba[kept]) == (0.7, 0.3)
    assert (world.member.size[1], world.member.own_resources[1]) == (2.5, 8.0)
    assert (world.network.ties_changed[0], world.network.left[0]) == (1, 1.0)


def test_each_direction_of_trust_stays_with_its_owner_when_a_tie_is_turned(world):
    """School 4 takes over the tie 2-3: now 3 is the lower end."""
    world.member.kind[[1, 3]] = COMMUNITY
    world.set_ties([(2, 3)])
    world.member.size[4] = 1.5
    world.tie.trust_ab[0], world.tie.trust_ba[0] = 0.7, 0.3
    world.tie.personal_ab[0], world.tie.personal_ba[0] = 0.8, 0.2
    world.tie.ceiling_ab[0] = 0.9
    world.month({"kind": world.codes.MERGER, "month": 7, "kinds": 1 << SCHOOL})
    assert world.pairs == [(3, 4)]
    # What 2 thought of 3 is now what 4 thinks of 3.
    assert (world.tie.trust_ba[0], world.tie.trust_ab[0]) == (0.7, 0.3)
    assert (world.tie.personal_ba[0], world.tie.personal_ab[0]) == (0.8, 0.2)
    assert (world.tie.ceiling_ba[0], world.tie.ceiling_ab[0]) == (0.9, 1.0)


def test_one_school_alone_merges_with_nobody(world):
    world.member.kind[2:5] = COMMUNITY
    before = world.pairs
    world.month({"kind": world.codes.MERGER, "month": 7, "kinds": 1 << SCHOOL})
    assert (world.member.status[:6] == ACTIVE).all()
    assert world.pairs == before


def test_a_crisis_raises_urgency_and_a_longer_one_is_not_shortened(world):
    world.month({"kind": world.codes.CRISIS, "month": 7, "over": 6, "real": [0.3]})
    assert (world.network.crisis_months[0], world.network.urgency[0]) == (6, pytest.approx(0.8))
    world.month({"kind": world.codes.CRISIS, "month": 7, "over": 2, "real": [0.5]})
    assert (world.network.crisis_months[0], world.network.urgency[0]) == (6, 1.0)


def test_a_goal_is_reached_once(world):
    world.month({"kind": world.codes.GOAL_REACHED, "month": 7, "target": 1})
    world.month({"kind": world.codes.GOAL_REACHED, "month": 8, "target": 1}, at=8)
    assert world.goal.met_month.tolist() == [0, 7]
    assert world.goal.progress.tolist() == [0.0, 1.0]


def test_the_need_ends(world):
    world.month({"kind": world.codes.NEED_ENDED, "month": 7})
    assert (world.network.need[0], world.network.urgency[0]) == (0.0, 0.0)


def test_a_relaunch_calls_back_who_rests_and_starts_warm_again(world):
    world.member.status[1:4] = [DORMANT, LEFT, EXPECTED]
    world.member.rounds[:6] = 30.0
    world.month({"kind": world.codes.RELAUNCH, "month": 7})
    assert world.member.status[:4].tolist() == [ACTIVE, ACTIVE, LEFT, EXPECTED]
    assert world.member.rounds[:4].tolist() == [0.0, 0.0, 30.0, 30.0]
    assert world.member.warmth[:4].tolist() == [1.0, 1.0, 0.0, 0.0]
    assert world.network.urgency[0] == pytest.approx(0.8)


def test_the_ministry_moves_public_bodies_only(world):
    world.member.priority[:6] = 0.5
    world.month({"kind": world.codes.MINISTRY_POLICY, "month": 7, "real": [0.2, 0.4, 0.9]})
    assert world.member.priority[:6].tolist() == pytest.approx([0.7, *[0.5] * 5])
    assert (world.network.flexibility[0], world.network.steering[0]) == pytest.approx((0.3, 0.9))
    world.month({"kind": world.codes.MINISTRY_POLICY, "month": 7, "real": [0.0, 0.0, -1.0]})
    assert world.network.steering[0] == pytest.approx(0.9), "-1 says nothing about steering"


def test_recurrent_events_come_in_their_season_at_their_rate(tiny, fixed_luck):
    codes = tiny.rule("events")
    # Twice a year in April and May: one half in each of the two months, at most.
    row = {"kind": codes.CRISIS, "seasons": 1 << 4 | 1 << 5, "rate": 1.0}
    timeline = tiny.timeline(row)
    for u, season, happens in [(0.49, 4, True), (0.51, 4, False), (0.49, 5, True), (0.0, 6, False)]:
        fixed_luck("events", u, 0.5, 0.5, 0.5)
        assert bool(codes.happens(0, tiny.clock(season=season), tiny.luck, timeline)) is happens
