"""A shorter horizon keeps what happens in its last month and drops what comes after it."""

import pytest

from netsustain.scenario import load


@pytest.fixture
def three(write):
    """Events in months 5, 12 and 13, the second and third told by a date (October 2026 is month 1)."""
    events = "events: [{at: 5, relaunch: }, {date: 2027-09, relaunch: }, {date: 2027-10, relaunch: }]\n"
    return load(write("months: 24\n" + events))


@pytest.mark.parametrize(("months", "kept"), [(24, [5, 12, 13]), (13, [5, 12, 13]), (12, [5, 12]), (5, [5]), (4, [])])
def test_the_last_month_is_inside(three, months, kept):
    cut = three.until(months)
    assert [event.month(cut.start) for event in cut.events] == kept
    assert cut.months == months
