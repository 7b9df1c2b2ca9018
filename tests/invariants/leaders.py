"""What must hold of leaders, their posts and the core group at the end of every month."""

from __future__ import annotations

import numpy as np
from tests.invariants.telling import rows_where, then_and_now, unequal
from tests.worlds import Snapshot

from netsustain.plan import Compiled
from netsustain.scenario.kinds import Kind
from netsustain.state import Status


def the_core_group_keeps_its_size(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """At most one seat a month is filled; above the wanted size the core group shrinks."""
    wanted, then, now = int(after.lever("core_leaders") + 0.5), before["leader.core"].sum(), after["leader.core"].sum()
    if now > then + 1 or (now > wanted and now >= then):
        return f"a core group of {now} after {then}, wanted {wanted}"
    return None


def a_vacant_post_has_no_person(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A vacant post acts at the acting level and holds no seat but the area office's; a filled one has its person's."""
    here = after["member.status"] <= Status.DORMANT
    newly = after["member.joined_month"] == after.month
    vacant = after["leader.vacancy"] > 0.0
    drive = 0.5 * (after["leader.championing"] + after["leader.facilitation"])
    level = np.where(vacant, after.parameter("acting_level"), after["leader.competence"] * (0.4 + 0.6 * drive))
    seated = vacant & (after["leader.core"] == 1) & (after["member.kind"] != Kind.AREA_OFFICE)
    settled = here & ~newly
    return rows_where("a vacant seat", seated) or unequal(
        "what leaders do", after["leader.level"][settled], level[settled]
    )


def _stayed(before: Snapshot, after: Snapshot) -> np.ndarray:
    """Rows of members that took part then and now (the posts of others stand still)."""
    then, now = then_and_now(before, after, "member.status")
    return (then <= Status.DORMANT) & (now <= Status.DORMANT)


def vacancies_run_out(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A vacancy gets a month shorter each month and is never longer than the longest."""
    then, now = then_and_now(before, after, "leader.vacancy")
    here = _stayed(before, after)
    filled = then_and_now(before, after, "leader.appointed_month")[1] == after.month
    stuck = here & (then >= 1.5) & (now != then - 1.0)
    unfilled = here & (then > 0.0) & (then < 1.5) & ~filled
    longest = rows_where("a vacancy beyond the longest", now > after.parameter("vacancy_longest"))
    return longest or rows_where("a vacancy stands still", stuck) or rows_where("nobody appointed", unfilled)


def tenure_is_counted_from_the_appointment(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """A month more in post for who stays, 0 for who was appointed this month."""
    then, now = then_and_now(before, after, "leader.months_in_post")
    here = _stayed(before, after)
    filled = then_and_now(before, after, "leader.vacancy")[1] == 0.0
    since = then_and_now(before, after, "leader.appointed_month")
    new = (since[1] == after.month) & (since[0] != after.month)
    stays = here & filled & ~new & (before["leader.vacancy"] == 0.0)
    return rows_where("tenure of one who stays", stays & (now != then + 1.0)) or rows_where(
        "tenure of one who is new", here & filled & new & (now != 0.0)
    )


def transfers_are_counted(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Posts that lost their leader this month, each counted once."""
    known = len(before["leader.vacancy"])
    then = np.zeros(len(after["leader.vacancy"]))
    then[:known] = before["leader.vacancy"]
    emptied = after["leader.vacancy"] > then
    replaced = (after["leader.vacancy"] == 0.0) & (after["leader.months_in_post"] == 0.0) & (then == 0.0)
    # A successor appointed at the end of a vacancy can be moved again in the same month.
    again = (then > 0.0) & (then < 1.5)
    expected = after["leader.appointed_month"] == after.month
    counted = after.net("transfers") - before.net("transfers")
    if after.month > plan.clock.horizon:
        return f"{counted} transfers counted beyond the horizon" if counted else None
    sure = (emptied & ~again).sum() + (replaced & expected).sum()
    if not sure <= counted <= sure + again.sum():
        return f"{counted} transfers counted, {sure} posts lost their leader"
    return None


def leadership_is_the_core_groups(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Mean over the wanted seats of what their leaders do; a free seat does what an acting leader does."""
    wanted = max(int(after.lever("core_leaders") + 0.5), 1)
    levels = after["leader.level"][after["leader.core"] == 1][:wanted]
    free = (wanted - len(levels)) * after.parameter("acting_level")
    return unequal("leadership", after.net("leadership"), (levels.sum() + free) / wanted)


def vacant_posts_are_a_share_of_posts(before: Snapshot, after: Snapshot, plan: Compiled) -> str | None:
    """Share of the posts of those who take part (in months in which nobody comes or goes)."""
    here = after["member.status"] <= Status.DORMANT
    if after.net("joined") or after.net("left") or not here.any():
        return None
    return unequal("vacant share", after.net("vacant_share"), (after["leader.vacancy"][here] > 0.0).mean())


INVARIANTS = (
    the_core_group_keeps_its_size, a_vacant_post_has_no_person, vacancies_run_out,
    tenure_is_counted_from_the_appointment, transfers_are_counted, leadership_is_the_core_groups,
    vacant_posts_are_a_share_of_posts,
)  # fmt: skip
