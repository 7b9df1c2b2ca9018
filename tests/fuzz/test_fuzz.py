"""A thousand broken and hostile files in every run of the tests; ``make fuzz`` reads a hundred times as many."""

import json
from pathlib import Path

import pytest

from . import campaign as campaigns
from . import documents, judging
from .__main__ import main, table
from .campaign import campaign, numbers
from .judging import ACCEPTED, FAILED, REFUSED, TOOK, Verdict, judged, made, put
from .kinds import KINDS, Kind

CASES, SEED = 1_000, 20
"""Enough for every kind and every trick; another seed makes other cases."""


def test_a_thousand_files_are_read_or_refused_as_they_should_be(tmp_path):
    verdicts = list(campaign(numbers(CASES), seed=SEED, keep=tmp_path))
    wrong = [verdict for verdict in verdicts if verdict.outcome == FAILED and not verdict.why.startswith(TOOK)]
    failed = [f"{verdict.kind}:{verdict.number}: {verdict.why}" for verdict in wrong]
    assert failed == [], f"one again: python -m tests.fuzz --seed {SEED} --case KIND:NUMBER"
    for kind in KINDS:
        outcomes = {verdict.outcome for verdict in verdicts if verdict.kind == kind}
        assert outcomes == {ACCEPTED, REFUSED}, f"{kind}: cases that are all alike test one path only"


def test_a_case_follows_from_its_kind_number_and_seed(tmp_path):
    for kind in KINDS:
        if kind != "result":
            several = [made(kind, number, 5, tmp_path) for number in range(12)]
            assert several == [made(kind, number, 5, tmp_path) for number in range(12)]
            assert len({json.dumps(sorted(map(hash, files.values()))) for files in several}) > 6


def test_numbers_are_shared_out_and_mixed():
    found = numbers(1_000)
    assert len(found) == len(set(found))
    assert abs(len(found) - 1_000) <= len(KINDS)
    assert {kind for kind, _ in found[:100]} == set(KINDS)
    assert set(numbers(50, ["play"])) == {("play", number) for number in range(50)}


# ---- what counts as a failure ---------------------------------------------------------------------


def reading(monkeypatch, read):
    """The verdict on a reader."""
    monkeypatch.setitem(KINDS, "play", Kind(1, lambda rng, shared: {"play.json": b"{}"}, read))
    return judged("play", 0, Path("play.json"))


def raising(error):
    """A reader that raises."""

    def read(file):
        raise error

    return read


def test_a_reader_may_accept_or_refuse(monkeypatch):
    assert reading(monkeypatch, lambda file: "").outcome == ACCEPTED
    assert reading(monkeypatch, lambda file: "a.yaml:1:1: got 1").outcome == REFUSED


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (raising(KeyError("x")), "KeyError"),
        (raising(ValueError("a: b")), "ValueError"),
        (raising(MemoryError()), "MemoryError"),
        (raising(RecursionError("x: y")), "RecursionError"),
        (lambda file: "no place", "a message without a place"),
        (lambda file: "a: \ud800", "cannot be printed"),
        (lambda file: "a: " + "x" * 100_000, "a message of 100003 characters"),
    ],
)
def test_anything_else_is_a_failure(monkeypatch, read, why):
    verdict = reading(monkeypatch, read)
    assert verdict.outcome == FAILED
    assert why in verdict.why


def test_a_fault_without_a_place_is_a_failure(monkeypatch):
    from netsustain.scenario.problems import Problem, ScenarioError

    assert reading(monkeypatch, raising(ScenarioError([Problem("", 0, 0, "a", "b")]))).outcome == FAILED
    assert reading(monkeypatch, raising(ScenarioError([Problem("a", 1, 1, "", "b")]))).outcome == REFUSED


def test_time_and_memory_are_measured(monkeypatch):
    monkeypatch.setattr(judging, "SECONDS", 0.05)
    assert f"{judging.TOOK} 0." in reading(monkeypatch, lambda file: str(sum(range(10_000_000)))[:0]).why
    monkeypatch.setattr(judging, "SECONDS", 60)
    monkeypatch.setattr(judging, "MEBIBYTES", 50)
    assert "MiB, expected at most" in reading(monkeypatch, lambda file: (b"x" * 100_000_000).decode()[:0]).why


def test_a_worker_that_dies_fails_its_case_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(campaigns, "_work", _dying)
    wanted = [("play", number) for number in range(4)]
    found = {verdict.number: verdict.outcome for verdict in campaign(wanted, seed=1)}
    assert found == {0: ACCEPTED, 1: ACCEPTED, 2: FAILED, 3: ACCEPTED}


def _dying(answers, block, seed, shared, place):
    """A worker that is killed by the third case."""
    import os

    answers.send("begun")
    for kind, number in block:
        if number == 2:
            os._exit(9)
        answers.send(Verdict(kind, number, ACCEPTED))


# ---- the command ----------------------------------------------------------------------------------


def test_inputs_that_fail_are_kept_and_told(tmp_path, monkeypatch, capsys):
    from . import __main__ as command

    def failing(wanted, *, seed, workers, keep):
        put(made("scenario", 3, seed, tmp_path), keep / "scenario-3-seed4")
        yield Verdict("scenario", 3, FAILED, 0.1, 2.0, "KeyError")

    monkeypatch.setattr(command, "campaign", failing)
    assert main(["--case", "scenario:3", "--seed", "4", "--keep", str(tmp_path / "kept")]) == 1
    assert (tmp_path / "kept/scenario-3-seed4/case.yaml").exists()
    told = capsys.readouterr().out
    assert "scenario:3: KeyError" in told
    assert "python -m tests.fuzz --seed 4 --case KIND:NUMBER" in told


def test_the_table_counts():
    verdicts = [
        Verdict("play", 1, ACCEPTED, 0.25, 3),
        Verdict("play", 2, REFUSED),
        Verdict("matrix", 0, FAILED, 2, 900),
    ]
    assert table(verdicts).splitlines()[-1].split() == ["all", "3", "1", "1", "1", "2.00", "s", "900", "MiB"]


def test_wrong_usage(capsys):
    for given in (["--cases", "0"], ["--case", "nonsense:1"], ["--only", "nonsense"]):
        with pytest.raises(SystemExit) as caught:
            main(given)
        assert caught.value.code == 2


def test_made_data_fits_its_schema(tmp_path):
    """Without faults on purpose, most scenarios made from the schema have the right shape, whatever they say."""
    from random import Random

    import jsonschema

    from netsustain.scenario.json_schema import json_schema

    checker = jsonschema.Draft202012Validator(json_schema())
    sound = sum(checker.is_valid(documents.made(Random(number), json_schema(), 0)) for number in range(60))
    assert sound >= 40
