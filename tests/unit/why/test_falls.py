"""Which levels fell, when and how far: on tables made by hand, of which the answer is known."""

import pytest

from netsustain.exploration.why.courses import WATCHED, MonthsError, courses
from netsustain.exploration.why.falls import falls

EFFORT = WATCHED.index("effort")


def months_of(made):
    """First month in which each level fell, of the network added last, by name."""
    found = falls(made.courses()).first_months()[-1]
    return {name: int(month) for name, month in zip(WATCHED, found, strict=True) if month}


def test_a_fall_that_stays_is_dated_to_its_month_and_held_against_the_six_before(steady):
    made = steady().add(20, effort={10: 0.2})
    found = falls(made.courses())
    assert months_of(made) == {"effort": 10}
    assert found.before[-1, 9, EFFORT] == pytest.approx(0.5)
    assert found.change[-1, 9, EFFORT] == pytest.approx(-0.6)


def test_the_mean_is_of_the_six_months_before(steady):
    # Months 6 to 11: three of 0.5, three of 0.8.
    found = falls(steady().add(20, effort={9: 0.8, 12: 0.2}).courses())
    assert found.before[-1, 11, EFFORT] == pytest.approx(0.65)


def test_a_level_that_comes_back_has_not_fallen(steady):
    assert months_of(steady().add(20, effort={10: 0.2, 14: 0.5})) == {}


def test_a_level_that_comes_back_and_falls_again_fell_the_second_time(steady):
    assert months_of(steady().add(30, effort={10: 0.2, 14: 0.5, 25: 0.1})) == {"effort": 25}


def test_a_small_fall_is_none(steady):
    assert months_of(steady().add(20, effort={10: 0.46})) == {}


def test_what_networks_that_live_on_go_through_too_is_no_fall(made):
    everyone = {"effort": {10: 0.3}}
    assert months_of(made().add(number=30, **everyone).add(20, **everyone)) == {}
    assert months_of(made().add(number=30, **everyone).add(20, effort={10: 0.2})) == {"effort": 10}


def test_networks_that_are_about_to_end_are_not_those_that_others_are_held_against(made):
    # All fall in month 10, but only those that end within the year: nobody that lives on does.
    networks = made().add(number=30).add(20, 40, effort={10: 0.3})
    assert months_of(networks) == {"effort": 10}


def test_without_networks_that_live_on_the_own_past_decides_and_it_is_known(made, steady):
    alone = made().add(20, 6, effort={10: 0.3})
    assert months_of(alone) == {"effort": 10}
    assert not falls(alone.courses()).compared[9]
    assert falls(steady().add(20).courses()).compared[9]


def test_the_first_three_months_have_no_past_to_be_held_against(steady):
    assert months_of(steady().add(4, effort={3: 0.1})) == {}
    assert months_of(steady().add(20, effort={3: 0.1})) == {"effort": 4}  # seen a month later
    assert months_of(steady().add(20, effort={4: 0.1})) == {"effort": 4}


def test_nothing_falls_after_the_end(steady):
    assert not falls(steady().add(10).courses()).fallen[-1].any()


def test_months_that_do_not_fit_the_runs_are_refused(made):
    whole = made().add(number=2).ensemble()
    with pytest.raises(MonthsError, match=r"got 95 rows, expected 2 networks x 48 months"):
        courses(whole.runs, whole.months.iloc[1:], 48)
    with pytest.raises(MonthsError, match="no column leadership"):
        courses(whole.runs, whole.months.drop(columns="leadership"), 48)


def test_failed_runs_and_networks_that_never_formed_do_not_count(made):
    whole = made().add(number=4).ensemble()
    whole.runs.loc[1, "failed"] = True
    whole.runs.loc[2, "ended"] = "never_formed"
    assert courses(whole.runs, whole.months, 48).replicates.tolist() == [0, 3]
