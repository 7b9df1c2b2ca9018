"""Every shipped scenario is valid, explains itself in both languages and cites its sources."""

import json
import re

import jsonschema
import pytest

from netsustain.scenario import load
from netsustain.scenario.concepts import CONCEPTS
from netsustain.scenario.json_schema import FILE, json_schema_text
from netsustain.scenario.resolve import find, shipped_names
from netsustain.scenario.syntax import parse

NAMES = shipped_names()
THAI = re.compile(r"[\u0e00-\u0e7f]")


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_and_explains_itself(name):
    scenario = load(name)
    assert scenario.name == name
    for words in (scenario.title, scenario.question):
        assert THAI.search(words.th)
        assert not THAI.search(words.en)
    assert any(source in CONCEPTS for source in scenario.sources)


@pytest.mark.parametrize("name", NAMES)
def test_editors_accept_it(name):
    data = parse(find(name).read_text(encoding="utf-8"), name)[0].data
    jsonschema.validate(json.loads(json.dumps(data)), json.loads(FILE.read_text(encoding="utf-8")))


def test_the_schema_for_editors_is_fresh():
    assert FILE.read_text(encoding="utf-8") == json_schema_text(), (
        "run python -m netsustain.scenario.json_schema"
    )


def test_the_library_answers_the_questions_of_the_sources():
    cited = {source for name in NAMES for source in load(name).sources}
    wanted = {
        "A-S1",
        "A-S2",
        "A-S3",
        "A-S4",
        "A-S5",
        "A-H1",
        "A-H2",
        "B-K1",
        "B-K2",
        "B-K3",
        "B-F1",
        "C-N1",
        "C-N2",
        "C-N3",
    }
    assert wanted | {"C-W5", "C-W3", "C-P", "D-R1", "D-R5", "K1", "K3"} <= cited
    assert len(NAMES) >= 30


def test_no_two_scenarios_are_the_same():
    resolved = {}
    for name in NAMES:
        data = {
            key: value
            for key, value in load(name).resolved().items()
            if key not in ("title", "question", "sources")
        }
        resolved.setdefault(json.dumps(data, sort_keys=True), []).append(name)
    assert [names for names in resolved.values() if len(names) > 1] == []
