"""Digests: of the values alone, to the last bit, in whatever order and pieces they come."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.digest import Rows, digest_of_arrays, digest_of_plain, digest_of_table
from netsustain.plan import compile_scenario
from netsustain.scenario import load

FRAME = pd.DataFrame({
    "scenario": ["a", "a", "b", "b"], "draw": [0, 1, 0, 1], "x": [0.1, 0.2, np.nan, -1e-300],
    "failed": [False, False, True, False], "failure": ["", "", "why", ""],
})  # fmt: skip


def digest(*frames):
    rows = Rows()
    for frame in frames:
        rows.add(frame)
    return rows.hexdigest()


def test_a_known_digest():
    """What is written down in manifests must not change its meaning."""
    assert digest(FRAME) == "e72078c6c379053edc04da7da4206a5948b5926a5972b1e4ad0b6506a81d0b45"


def test_order_and_pieces_do_not_matter():
    whole = digest(FRAME)
    assert digest(FRAME.sample(frac=1, random_state=1)) == whole
    assert digest(FRAME.iloc[3:], FRAME.iloc[:1], FRAME.iloc[1:3]) == whole


@pytest.mark.parametrize(
    ("column", "value"),
    [("x", np.nextafter(0.2, 1)), ("scenario", "A"), ("draw", 2), ("failed", True), ("failure", " ")],
)
def test_every_value_counts(column, value):
    other = FRAME.copy()
    other.loc[1, column] = value
    assert digest(other) != digest(FRAME)
    assert digest_of_table(other) != digest_of_table(FRAME)


def test_rows_are_counted():
    assert digest(FRAME, FRAME.iloc[:1]) != digest(FRAME)
    assert digest() != digest(FRAME.iloc[:1])


def test_columns_have_names_and_values_do_not_run_into_each_other():
    assert digest(FRAME.rename(columns={"x": "y"})) != digest(FRAME)
    moved = [pd.DataFrame({"a": a, "b": b}) for a, b in ((["xy"], ["z"]), (["x"], ["yz"]))]
    assert digest(moved[0]) != digest(moved[1])
    assert digest_of_table(moved[0]) != digest_of_table(moved[1])


def test_one_nan_is_like_another():
    odd = np.array([0x7FF8000000000001], dtype="u8").view("f8")
    assert np.isnan(odd[0])
    assert digest(pd.DataFrame({"x": odd})) == digest(pd.DataFrame({"x": [np.nan]}))
    assert digest(pd.DataFrame({"x": [-0.0]})) != digest(pd.DataFrame({"x": [0.0]}))


def test_plain_data_has_no_order_of_keys():
    assert digest_of_plain({"a": 1, "b": [1, 2]}) == digest_of_plain({"b": [1, 2], "a": 1})
    assert digest_of_plain([1, 2]) != digest_of_plain([2, 1])


def test_a_compiled_scenario_is_told_by_its_numbers_not_by_its_words():
    scenario = load("demo_none")
    same = digest_of_arrays(compile_scenario(scenario))
    assert digest_of_arrays(compile_scenario(scenario.with_(title={"en": "New", "th": "ใหม่"}))) == same
    for change in (
        {"levers.platform": 0.3},
        {"months": 60},
        {"parameters.trust.personal_share": 0.5},
        {"start": "2027-01"},
    ):
        assert digest_of_arrays(compile_scenario(scenario.with_(**change))) != same, change
