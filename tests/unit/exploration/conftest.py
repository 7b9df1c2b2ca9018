"""Small experiments: a few runs of a year, in parts of a few rows."""

import multiprocessing
import os

import pytest

from netsustain.exploration import prepared
from netsustain.exploration.reading import load_experiment

HEAD = """schema: 1
kind: {kind}
title: {{en: Try, th: ลอง}}
question: {{en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}}
sources: [A-H1]
months: {months}
"""
TINY = """scenarios: [demo_none, demo_all]
factors:
  personal_share:
  transfer_probability: {from: 0.1, to: 0.4}
design: {draws: 3, seed: 5}
replicates: 4
seed: 7
outcomes: [live_months, cost, alive, ended, cause, c2]
"""


@pytest.fixture
def asked(tmp_path):
    """``asked(text)`` is the experiment of a file with these keys below the usual ones."""

    def read(text: str = TINY, kind: str = "compare", name: str = "tiny", months: int = 12):
        path = tmp_path / f"{name}.yaml"
        path.write_text(HEAD.format(kind=kind, months=months) + text, encoding="utf-8")
        return load_experiment(path)

    return read


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of five rows, so that even a small experiment has several."""
    monkeypatch.setattr(prepared, "FEWEST_ROWS", 5)


@pytest.fixture
def ended():
    """The number of a process that is no more."""
    process = multiprocessing.get_context("spawn").Process(target=os.getpid)
    process.start()
    process.join()
    return process.pid
