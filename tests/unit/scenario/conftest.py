"""A smallest scenario, as text and as a file, and the one thing that is wrong with a scenario."""

import pytest

from netsustain.scenario import ScenarioError, load

SMALLEST = """schema: 1
title: {en: Try, th: ลอง}
question: {en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}
sources: [A-S1]
network:
  recipe: {members: 10}
"""


@pytest.fixture
def write(tmp_path):
    """Writes a file beside the others of the test; text is put after the smallest scenario unless told."""

    def write(text="", name="mine.yaml", *, before=SMALLEST):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = before + text if isinstance(text, str) else text
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def problem(path):
    """The one fault that loading a file tells."""
    with pytest.raises(ScenarioError) as caught:
        load(path)
    (found,) = caught.value.problems
    return found
