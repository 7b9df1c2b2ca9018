"""The order of one month: the model at a glance.

Effort uses start-of-month trust; a member leaves before the review and the review comes before the alive check;
an event of month t acts in month t. Neighbour lists are rebuilt where ties may have changed.
"""

from __future__ import annotations

from netsustain.rules import (
    activity,
    communication,
    events,
    governance,
    health,
    leadership,
    membership,
    neighbours,
    resources,
    sharing,
    trust,
    value,
    vision,
)
from netsustain.rules.contract import Rule

MONTH: tuple[Rule, ...] = (
    events.RULE,  # 1. the scenario's timeline takes effect
    neighbours.RULE,
    leadership.RULE,  # 2. transfers, vacancies, successors, the core group
    resources.RULE,  # 3. income, what must be paid, what is paid
    communication.RULE,  # 4. who is reached, how richly
    vision.RULE,  # 5. what matters to members, what the goals are
    activity.RULE,  # 6. who gives how much, what the projects achieve
    sharing.RULE,  # 7. who gets what, and whether it feels fair
    trust.RULE,  # 8. what partners experience of each other
    value.RULE,  # 9. whether it is felt to be worth it, and fatigue
    membership.RULE,  # 10. who rests, leaves, returns, joins; ties form and fade
    neighbours.RULE,
    governance.RULE,  # 11. formal processes, adaptation, renewal of goals
    health.RULE,  # 12. the seven conditions, structure, alive or ended
)
