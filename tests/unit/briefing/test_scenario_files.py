"""Scenario files of a brief: read again they are the scenarios they were, wherever the folder goes."""

import pytest

from netsustain.exploration.options import standard_options
from netsustain.report.scenario_files import scenario_files
from netsustain.scenario.reader import load
from netsustain.scenario.resolve import shipped_names


def written(folder, scenarios, lang="en"):
    for name, content in scenario_files(scenarios, lang):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {name: load(folder / "scenarios" / f"{name}.yaml") for name in scenarios}


def without_places(scenario):
    said = scenario.resolved()
    if said["network"]["files"]:
        said["network"]["files"] |= {"members": "", "ties": ""}
    return said


def test_a_network_of_tables_is_the_same_in_another_folder(network, tmp_path) -> None:
    options = standard_options(load(network))
    again = written(tmp_path, options, "th")
    for name, scenario in options.items():
        assert without_places(again[name]) == without_places(scenario)
        assert again[name].parameters.model_fields_set == scenario.parameters.model_fields_set
        assert str(tmp_path) in again[name].network.files.members
    assert len(list((tmp_path / "scenarios").glob("*.csv"))) == 2


@pytest.mark.parametrize("name", shipped_names()[::6])
def test_shipped_scenarios_are_the_same(name, tmp_path) -> None:
    scenario = load(name)
    again = written(tmp_path, {name: scenario})[name]
    assert without_places(again) == without_places(scenario)
    assert again.parameters.model_fields_set == scenario.parameters.model_fields_set


def test_tables_of_one_name_and_other_content_do_not_take_each_others_place(network, tmp_path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for file in network.parent.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    (other / "ties.csv").write_text("source,target\nSchool 7,School 8\n", encoding="utf-8")
    both = {"ten": load(network), "twin": load(other / "ten.yaml")}
    again = written(tmp_path / "out", both)
    assert again["ten"].network.files.ties != again["twin"].network.files.ties
    assert again["ten"].network.files.members == again["twin"].network.files.members
