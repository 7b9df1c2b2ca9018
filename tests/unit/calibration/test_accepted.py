"""The accepted set: bits survive the file, what a scenario says itself stands, faults are told."""

import json
from pathlib import Path

import numpy as np
import pytest

from netsustain.calibration.accepted import (
    ACCOUNT,
    VECTORS,
    CalibrationError,
    accepted,
    explicit_parameters,
    save,
    vectors_for,
)
from netsustain.scenario.parameters import PARAMETER_NAMES, Parameters, parameter_values
from netsustain.scenario.reader import load

DEFAULTS = dict(zip(PARAMETER_NAMES, parameter_values(Parameters()), strict=True))


def _column(vectors: np.ndarray, name: str) -> list[float]:
    return list(vectors[:, PARAMETER_NAMES.index(name)])


def test_every_bit_survives_the_file(made_up) -> None:
    found = accepted(made_up.folder)
    assert found is not None
    assert found.names == made_up.names
    assert found.values.tobytes() == made_up.values.tobytes()
    assert (len(found), found.draws, found.tables) == (4, 4000, ["K1", "K3"])
    assert found.account == made_up.account


def test_without_a_file_nothing_was_calibrated(tmp_path: Path) -> None:
    assert accepted(tmp_path) is None
    assert vectors_for(load("baseline"), folder=tmp_path) is None


def test_calibrated_parameters_are_accepted_ones_and_the_rest_defaults(made_up) -> None:
    vectors = vectors_for(load("baseline"), folder=made_up.folder)
    assert vectors.shape == (4, len(PARAMETER_NAMES))
    for column, name in enumerate(made_up.names):
        assert _column(vectors, name) == list(made_up.values[:, column])
    others = [name for name in PARAMETER_NAMES if name not in made_up.names]
    assert all(set(_column(vectors, name)) == {DEFAULTS[name]} for name in others)


def test_what_the_scenario_sets_itself_stands_even_at_its_default(made_up) -> None:
    scenario = load("baseline").with_(
        parameters={"trust": {"trust_gain": DEFAULTS["trust_gain"]}, "leadership": {"annual_window": 0}}
    )
    assert explicit_parameters(scenario) == ["annual_window", "trust_gain"]
    vectors = vectors_for(scenario, folder=made_up.folder)
    assert set(_column(vectors, "trust_gain")) == {DEFAULTS["trust_gain"]}
    assert set(_column(vectors, "annual_window")) == {0.0}
    assert _column(vectors, "exit_rate") == list(made_up.values[:, 1])


def test_what_a_parent_file_sets_stands_too(made_up, tmp_path: Path) -> None:
    head = "schema: 1\ntitle: {en: t, th: ท}\nquestion: {en: q, th: ถ}\nsources: [A-H1]\n"
    (tmp_path / "parent.yaml").write_text(
        head + "extends: baseline\nparameters: {membership: {exit_rate: 0.03}}\n", encoding="utf-8"
    )
    child = tmp_path / "child.yaml"
    child.write_text(head + "extends: parent.yaml\nparameters: {trust: {loss_ratio: 2.5}}\n", encoding="utf-8")
    scenario = load(child)
    assert explicit_parameters(scenario) == ["loss_ratio", "exit_rate"]
    vectors = vectors_for(scenario, folder=made_up.folder)
    assert set(_column(vectors, "exit_rate")) == {0.03}
    assert _column(vectors, "trust_gain") == list(made_up.values[:, 0])


def test_a_copy_and_a_shorter_copy_still_know_what_was_set(made_up) -> None:
    game = load("contributions_game").with_(levers={"platform": 1.0}).until(8)
    assert "exit_rate" in explicit_parameters(game)
    assert set(_column(vectors_for(game, folder=made_up.folder), "exit_rate")) == {0.0}


@pytest.mark.parametrize(("count", "rows"), [(1, [0]), (2, [0, 2]), (3, [0, 1, 2]), (9, [0, 1, 2, 3])])
def test_fewer_vectors_are_taken_evenly(made_up, count: int, rows: list[int]) -> None:
    vectors = vectors_for(load("baseline"), count, folder=made_up.folder)
    assert _column(vectors, "trust_gain") == [made_up.values[row, 0] for row in rows]


def test_a_set_written_anew_is_read_anew(made_up) -> None:
    assert len(accepted(made_up.folder)) == 4
    save(made_up.folder, made_up.names, made_up.values[:2], made_up.account)
    assert len(accepted(made_up.folder)) == 2


def test_no_half_written_file_is_left(made_up) -> None:
    assert sorted(path.name for path in made_up.folder.iterdir()) == [VECTORS, ACCOUNT]
    with pytest.raises(ValueError, match="JSON compliant"):
        save(made_up.folder, made_up.names, made_up.values, made_up.account | {"acceptance_share": float("nan")})
    assert accepted(made_up.folder).values.tobytes() == made_up.values.tobytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "got no vector"),
        ("trust_gain\n", "got no vector"),
        ("trust_gian\n0.1\n", r"'trust_gian', which is no parameter \(did you mean trust_gain\?\)"),
        ("trust_gain,trust_gain\n1,2\n", "'trust_gain' twice"),
        ("trust_gain,exit_rate\n1,2\n1\n", "accepted.csv:3: got 1 values, expected 2"),
        ("trust_gain\n0.1\nmany\n", "accepted.csv:3: trust_gain: got 'many'"),
        ("trust_gain\nnan\n", "accepted.csv:2: trust_gain: got 'nan'"),
    ],
)
def test_a_faulty_table_says_where_and_what(made_up, text: str, said: str) -> None:
    (made_up.folder / VECTORS).write_text(text, encoding="utf-8")
    with pytest.raises(CalibrationError, match=said):
        accepted(made_up.folder)


def test_a_faulty_account_says_what_is_missing(made_up) -> None:
    (made_up.folder / ACCOUNT).write_text(
        json.dumps({key: made_up.account[key] for key in made_up.account if key != "draws"}), encoding="utf-8"
    )
    with pytest.raises(CalibrationError, match="got no draws"):
        accepted(made_up.folder)
    (made_up.folder / ACCOUNT).unlink()
    with pytest.raises(CalibrationError, match=r"calibration\.json: not found"):
        accepted(made_up.folder)
