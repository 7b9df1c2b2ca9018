"""How fast an experiment got on, from lines that a kill may have cut short."""

import pytest

from netsustain.exploration.answer import Status
from netsustain.exploration.pace import PACE, Pace, rows_a_second


def test_the_rate_is_that_of_the_last_time(tmp_path):
    now = [0.0]
    pace = Pace(tmp_path, lambda: now[0])
    assert rows_a_second(tmp_path) is None
    pace.begun()
    assert rows_a_second(tmp_path) is None
    for now[0] in (2.0, 4.0):
        pace.made(10)
    assert rows_a_second(tmp_path) == 5.0
    now[0] = 100.0
    pace.begun()
    assert rows_a_second(tmp_path) == 5.0, "begun again, but nothing made yet"
    now[0] = 101.0
    pace.made(40)
    assert rows_a_second(tmp_path) == 40.0


@pytest.mark.parametrize("torn", ['{"at": 9.0, "ro', "[]\n", '{"at": 1}\n', "\n"])
def test_a_torn_line_costs_nothing(tmp_path, torn):
    now = [1.0]
    pace = Pace(tmp_path, lambda: now[0])
    pace.begun()
    now[0] = 2.0
    pace.made(10)
    with (tmp_path / PACE).open("a", encoding="utf-8") as file:
        file.write(torn)
    assert rows_a_second(tmp_path) == 10.0


def test_time_left():
    assert Status(1, 3, 10, 30, 0, 5.0).seconds_left == 6.0
    assert Status(4, 0, 40, 0, 0, None).seconds_left == 0.0
    assert Status(0, 4, 0, 40, 0).seconds_left is None
