"""A comparison judged on its headline outcome: measures over futures, criteria, and what would be good enough."""

from __future__ import annotations

import pandas as pd

from netsustain.exploration.moments import Measured, spread
from netsustain.exploration.outcomes import OUTCOMES
from netsustain.exploration.prepared import Prepared
from netsustain.exploration.robustness.assess import assess
from netsustain.exploration.robustness.rows import blurred_futures
from netsustain.exploration.robustness.tables import choices, criteria, good_enough, robustness


def judged(ready: Prepared, found: Measured, threshold: float | None) -> dict[str, pd.DataFrame]:
    """Tables ``robustness``, and with several futures ``criteria`` and ``good_enough``.

    No table where of the headline outcome neither more nor less is better, or nothing counts.

    Parameters
    ----------
    threshold
        What is good enough; the mean of the first scenario when None.
    """
    outcome = ready.question.experiment.outcomes[0]
    sign = OUTCOMES[outcome].better
    first = float(spread(found.values, 0).value[found.outcomes.index(outcome)])
    threshold = first if threshold is None else threshold
    if not sign:
        return {}
    seen = blurred_futures(ready, outcome)
    if not len(seen.means):
        return {}
    assessed = assess(seen, sign * threshold, ready.question.experiment.seed)
    table = robustness(found.names, outcome, sign, seen, assessed)
    tables = {"robustness": table.assign(good_enough=threshold, luck_known=seen.luck_known)}
    if len(seen.means) < 2:
        return tables
    return tables | {
        "criteria": criteria(found.names, assessed),
        "choices": choices(found.names, assessed),
        "good_enough": good_enough(found.names, sign, assessed),
    }
