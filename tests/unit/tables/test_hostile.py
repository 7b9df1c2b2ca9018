"""Tables made to hurt: answered within a second, with a fault; large honest ones are read in seconds."""

import time

import numpy as np
import pytest

from netsustain.scenario import ScenarioError, load
from netsustain.scenario.tables import network_tables, text

MANY = 20_000
HOSTILE = {
    "quote_over_megabytes": ('name\n"' + "x\n" * 500_000, None),
    "one_line": ("name," + "x" * 3_000_000, None),
    "columns": ("," * 3_000_000, None),
    "blank_lines": ("\n" * 2_000_000, None),
    "nothing_but_quotes": ('"' * 2_000_000, None),
    "blank_lines_first": ("\n" * 1_000_000 + "name\nA\nA\n", None),
    "a_million_zeros": (b"\0" * 1_000_000, None),
    "binary": (bytes(range(256)) * 4_000, None),
    "strange_kinds": ("name,kind\n" + "".join(f"M{n},kind{n}\n" for n in range(MANY)), None),
    "same_name": ("name\n" + "M\n" * MANY, None),
    "area_offices": ("name,kind\n" + "".join(f"M{n},area_office\n" for n in range(MANY)), None),
    "no_numbers": ("name,size\n" + "".join(f"M{n},{n}x\n" for n in range(MANY)), None),
    "long_numbers": ("name,size\n" + "".join(f"M{n},{'9' * 500}\n" for n in range(2_000)), None),
    "ragged": ("name,size\n" + "".join(f"M{n},1,{n}\n" for n in range(MANY)), None),
    "strangers": ("name\nA\nB\n", "source,target\n" + "".join(f"A,M{n}\n" for n in range(MANY))),
    "strangers_to_many": (
        "name\n" + "".join(f"organisation {n}\n" for n in range(2_000)),
        "source,target\n" + "".join(f"organisation 1,organization {n}\n" for n in range(2_000)),
    ),
    "same_tie": ("name\nA\nB\n", "source,target\n" + "A,B\n" * MANY),
    "loops": ("name\nA\nB\n", "source,target\n" + "A,A\n" * MANY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_within_a_second(write, name):
    path = write(*HOSTILE[name])
    start = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert time.process_time() - start < 1.0, "about 0.3 s at most"
    assert 0 < len(caught.value.problems) <= 10_001
    assert max(len(str(problem)) for problem in caught.value.problems) < 1_000


def test_a_table_too_large_is_not_even_read(told, monkeypatch):
    monkeypatch.setattr(text, "MAXIMAL_BYTES", 2**20)
    (found,) = told("name\n" + "x" * 2**20, None)
    assert found == "members.csv:1:1: got more than 1 MiB, expected a smaller table"


def test_too_many_rows(told, monkeypatch):
    monkeypatch.setattr(text, "MAXIMAL_ROWS", 3)
    (found,) = told("name\nA\nB\nC\nD\n", None)
    assert found == "members.csv:5:1: got more than 3 rows, expected fewer"


@pytest.mark.slow
def test_a_million_ties(write):
    members, steps = 100_000, 10
    names = [f"โรงเรียน {n}" for n in range(members)]
    rows = [
        f"{names[n]},{names[(n + step) % members]},{n % 5 + 1},0.{n % 997}\n"
        for n in range(members)
        for step in range(1, steps + 1)
    ]
    path = write(
        "name\n" + "\n".join(names) + "\n",
        "source,target,strength,trust\n" + "".join(rows),
        "    scales: {strength: [1, 5]}\n",
    )
    start = time.process_time()
    ties = network_tables(load(path))[1]
    assert time.process_time() - start < 15.0, "about 4 s"
    assert len(ties["a"]) == members * steps
    assert np.all(np.diff(ties["a"] * members + ties["b"]) > 0)
