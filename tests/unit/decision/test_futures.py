"""Futures: read strictly, applied to every option alike, to any scenario."""

import numpy as np
import pytest

from netsustain.calibration.accepted import filled
from netsustain.exploration.decision.futures import AS_IT_IS, STANDARD, Future, read_futures, titles
from netsustain.exploration.factors import path_of
from netsustain.plan import compile_scenario
from netsustain.scenario.declarations import field_at
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.paths import number_at
from netsustain.scenario.problems import ScenarioError
from netsustain.scenario.quantities import quantity_of
from netsustain.scenario.reader import load
from netsustain.scenario.resolve import shipped_names
from netsustain.scenario.schema import Scenario

HEAD = "schema: 1\ntitle: {en: t, th: ท}\nsources: [A-H1]\nfutures:\n"
BEGIN = "  mine:\n    title: {en: m, th: ม}\n    sources: [A-H1]\n"
TEXT = {"en": "m", "th": "ม"}


def _future(**parts):
    return Future(title=TEXT, sources=("A-H1",), **parts)


@pytest.fixture
def written(tmp_path):
    def write(body, begin=BEGIN):
        path = tmp_path / "mine.yaml"
        path.write_text(HEAD + begin + body, encoding="utf-8")
        return path

    return write


def test_the_standard_futures_apply_to_every_shipped_scenario():
    for name in shipped_names():
        scenario = load(name)
        for future in read_futures(STANDARD, [scenario]).values():
            compile_scenario(future.scenario(scenario))


def test_the_standard_futures_stay_inside_the_plausible_ranges():
    scenario = load("baseline")
    for future in read_futures(STANDARD).values():
        changed = future.scenario(scenario)
        for name in future.numbers:
            declared = quantity_of(field_at(Scenario, tuple(path_of(name).split("."))))
            low, high = declared.plausible
            assert low <= number_at(changed, path_of(name)).value <= high, name


def test_a_number_is_changed_in_the_scenario_and_in_every_vector(made_up):
    from netsustain.calibration.accepted import accepted

    scenario, future = load("demo_none"), _future(numbers={"trust_gain": {"times": 0.5}, "levers.platform": {"to": 1}})
    assert future.scenario(scenario).levers.platform == 1
    vectors = filled(accepted(made_up.folder), scenario)
    column = PARAMETER_NAMES.index("trust_gain")
    changed = future.vectors(vectors)
    np.testing.assert_allclose(changed[:, column], vectors[:, column] / 2)
    np.testing.assert_array_equal(np.delete(changed, column, 1), np.delete(vectors, column, 1))


def test_changes_are_cut_to_what_a_number_can_be():
    scenario, future = load("demo_none"), _future(numbers={"transfer_probability": {"times": 50}})
    assert future.scenario(scenario).parameters.leadership.transfer_probability == 1
    vectors = future.vectors(np.full((2, len(PARAMETER_NAMES)), 0.5))
    assert vectors[0, PARAMETER_NAMES.index("transfer_probability")] == 1


def test_budgets_are_scaled_from_the_start_and_in_every_event():
    changed = _future(budgets=0.7).scenario(load("demo_none"))
    assert changed.funding.budget_level == pytest.approx(0.7)
    assert [event.budget.level for event in changed.events if event.kind == "budget"] == [pytest.approx(0.35)]


def test_events_join_those_there_are_but_not_after_the_end():
    future = _future(events=({"at": 13, "crisis": {"months": 6, "urgency": 0}}, {"at": 90, "relaunch": {}}))
    scenario = load("demo_none")
    assert [event.kind for event in future.scenario(scenario).events] == ["budget", "crisis", "relaunch"]
    assert [event.kind for event in future.scenario(scenario.until(40)).events] == ["budget", "crisis"]


def test_names_for_readers():
    assert next(iter(titles(read_futures(STANDARD), "en"))) == AS_IT_IS
    assert titles({}, "th") == {AS_IT_IS: "สถานการณ์ตามที่เป็นอยู่"}
    assert read_futures("none") == {}


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("    numbers: {trust_gian: {times: 2}}\n", 8, "did you mean trust_gain?"),
        ("    numbers: {trust_gain: {to: 9}}\n", 8, "got 9, expected a number from 0 to 1"),
        ("    numbers: {trust_gain: {times: 2, to: 0.1}}\n", 8, "got both times and to, expected exactly one of them"),
        ("    budgets: 9\n", 8, "9"),
        ("    bugdets: 0.5\n", 8, "budgets"),
        ("    events:\n      - {at: 3}\n", 9, "exactly one of transfer"),
    ],
)
def test_faults_are_told_at_their_line(written, body, line, said):
    path = written(body)
    with pytest.raises(ScenarioError) as caught:
        read_futures(path, [load("demo_none")])
    message = str(caught.value)
    assert said in message
    assert f"mine.yaml:{line}:" in message


def test_a_future_changes_something_and_has_a_name_of_its_own(written):
    with pytest.raises(ScenarioError, match=r"got no change, expected numbers, budgets, events or recurrent"):
        read_futures(written(""))
    with pytest.raises(ScenarioError, match="as_it_is"):
        read_futures(written("    budgets: 0.5\n", BEGIN.replace("mine", "as_it_is")))


def test_no_such_file():
    with pytest.raises(ScenarioError, match=r"standrad.*did you mean standard\?"):
        read_futures("standrad")
