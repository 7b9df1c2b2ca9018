"""A scenario with tables beside it, and what the loader says about them."""

import pytest

from netsustain.scenario import ScenarioError, load

HEAD = """schema: 1
title: {en: Try, th: ลอง}
question: {en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}
sources: [A-S1]
network:
  files:
    members: members.csv
"""
MEMBERS = "name,kind\nOffice,area_office\nNorth,school\nSouth,school\nShop,private\n"
TIES = "source,target,strength\nOffice,North,0.5\nOffice,South,0.7\nNorth,Shop,\n"


@pytest.fixture
def write(tmp_path):
    """Writes a scenario and its tables (text or bytes; ties None = no such table); returns its path."""

    def write(members=MEMBERS, ties=TIES, files="", after=""):
        for name, content in (("members.csv", members), ("ties.csv", ties)):
            if content is not None:
                (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        path = tmp_path / "mine.yaml"
        with_ties = "" if ties is None else "    ties: ties.csv\n"
        path.write_text(HEAD + with_ties + files + after, encoding="utf-8")
        return path

    return write


@pytest.fixture
def told(write, tmp_path):
    """What the loader says of a scenario with these tables, file names without their folder."""

    def told(*arguments, **options):
        with pytest.raises(ScenarioError) as caught:
            load(write(*arguments, **options))
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return told
