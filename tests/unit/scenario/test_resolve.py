"""Shipped files are found in a clone and in an installed wheel; unknown names get a suggestion."""

import pytest

from netsustain.scenario import ScenarioError, load, resolve


@pytest.fixture
def wheel(tmp_path, monkeypatch, write):
    """A package folder as a wheel leaves it: shipped files inside, no clone around."""
    monkeypatch.setattr(resolve, "PACKAGED", tmp_path / "netsustain" / "_shipped")
    monkeypatch.setattr(resolve, "CLONE", tmp_path / "nowhere")
    write("months: 7\n", "netsustain/_shipped/scenarios/baseline.yaml")
    write("extends: baseline\n", "netsustain/_shipped/scenarios/child.yaml")
    write("", "netsustain/_shipped/experiments/sweep.yaml")


def test_in_the_clone():
    assert resolve.find("baseline") == resolve.CLONE / "scenarios" / "baseline.yaml"
    assert not resolve.PACKAGED.exists()


@pytest.mark.usefixtures("wheel")
def test_in_a_wheel():
    assert load("baseline").months == 7
    assert load("child").months == 7
    assert resolve.shipped_names() == ["baseline", "child"]
    assert resolve.find("sweep", "experiments").name == "sweep.yaml"


def test_a_path_is_a_path(write, monkeypatch, tmp_path):
    path = write("", "baseline.yaml")
    monkeypatch.chdir(tmp_path)
    assert resolve.find(path) == path
    assert resolve.find("baseline.yaml").resolve() == path
    assert resolve.find("./baseline.yaml").resolve() == path
    assert resolve.find("baseline").parent.name == "scenarios"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("baselin", "did you mean baseline?"),
        ("demo", "expected one of demo_all, demo_communication"),
        ("scenarios/absent.yaml", "does not exist"),
        ("x" * 5000 + ".yaml", "does not exist"),
        ("", "unknown name"),
    ],
)
def test_unknown_names(name, words):
    with pytest.raises(ScenarioError) as caught:
        load(name)
    assert words in str(caught.value)


def test_a_file_of_ones_own_is_offered(write, monkeypatch, tmp_path):
    write("")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"type mine\.yaml"):
        load("mine")


def test_a_family_of_scenarios():
    assert len(resolve.family("demo")) == 7
    assert resolve.family("baseline") == []
