"""A replicate is the same run alone as among others, with its own parameters and nobody's leavings."""

import numpy as np
import pytest
from tests.worlds import different, from_tables, numbers, schools, small

from netsustain import driver
from netsustain.plan import compile_scenario
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.state import POSITION

BASE = small(6, 8, "demo_all", **{"network.goals": [{"position": 0.5, "workload": 60}]})


@pytest.mark.parametrize("first", [1, 2])
def test_a_replicate_alone(first):
    together, alone = numbers(BASE, 3), numbers(BASE, 1, first=first)
    for kind in ("runs", "months"):
        for name, values in getattr(together, kind).items():
            np.testing.assert_array_equal(values[first], getattr(alone, kind)[name][0], err_msg=name)
    assert together.months["progress"].max() > 0, "goals did move"


@pytest.mark.parametrize("replicate", [0, 1, 2, 3])
def test_a_replicate_takes_the_vector_of_its_own_number(replicate):
    """Whichever else run with it: replicate k takes row k modulo their number."""
    vectors = np.stack([compile_scenario(BASE).template.parameters] * 2)
    vectors[1, PARAMETER_NAMES.index("trust_gain")] *= 3
    own = numbers(BASE, 1, first=replicate, vectors=vectors[replicate % 2 : replicate % 2 + 1])
    assert different(numbers(BASE, 1, first=replicate, vectors=vectors), own) == []
    other = numbers(BASE, 1, first=replicate, vectors=vectors[1 - replicate % 2 :][:1])
    assert different(other, own) != []


def test_what_a_table_says_of_a_member_is_not_drawn(tmp_path):
    known = {
        "size": 1.75, "remoteness": 0.625, "digital_access": 0.375, "own_resources": 3.5, "skill": 0.875,
        "priority": 0.25, "alone": 0.75, "captures": 0.125,
    }  # fmt: skip
    member = {"name": "Known", "kind": "parents", "contributor": "other", **known}
    scenario = from_tables(tmp_path, [*schools(3), member])
    template, plan, clock, _ = compile_scenario(scenario)
    state = driver.load().start(template, plan, clock._replace(month=1), np.uint64(1), np.uint64(0))
    column = POSITION["member", "f8"]
    assert {name: state.member_f8[column[name], 3] for name in known} == known
    assert np.isfinite(state.member_f8[column["reciprocity"], :4]).all(), "what the table does not say is drawn"
