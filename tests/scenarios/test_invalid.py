"""One fault a file: each is told at its line and column, in these words, and nothing else is told."""

import re
from pathlib import Path

import pytest

from netsustain.scenario import ScenarioError, load

FOLDER = Path(__file__).parent / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))
EXPECTATION = re.compile(r"# expect: (\d+):(\d+): (.+)")


def test_enough_faults_are_covered():
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_fault(path):
    expectation = EXPECTATION.match(path.read_text(encoding="utf-8"))
    assert expectation, f"{path} does not say what to expect"
    with pytest.raises(ScenarioError) as caught:
        load(path)
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 1, told
    place, message = f"{path}:{expectation[1]}:{expectation[2]}: ", expectation[3]
    assert told[0].startswith(place)
    assert message in told[0][len(place) :]
