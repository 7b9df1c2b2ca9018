"""The same question written in another way has the same answer, bit for bit."""

import json

import pytest
from tests.worlds import different, from_tables, many, numbers, schools, small

from netsustain import simulate
from netsustain.exploration.comparison import compare
from netsustain.scenario import load
from netsustain.scenario.network import TYPICAL_MIX
from netsustain.scenario.schema import Scenario

LIVELY = small(
    10, 30, "demo_all",
    events=[
        {"at": 3, "transfer": {"share": 0.5}}, {"at": 6, "budget": {"level": 0.4, "over": 6}}, {"at": 9, "crisis": {}},
        {"at": 12, "leave": {"member": 3}}, {"at": 15, "join": {"kind": "school", "name": "Late"}},
        {"at": 18, "set": {"platform": 1, "newsletter": 0}}, {"at": 21, "ministry_policy": {"shift": 0.1}},
    ],
    recurrent=[{"rate": 1, "scandal": {"severity": 0.3}}, {"rate": 2, "transfer": {"who": "core"}}],
    funding={"grants": [{"amount": 8, "from": 1, "to": 12, "taper": 3}]},
)  # fmt: skip
"""A network of ten with a little of everything."""


def assert_same_answer(one: Scenario, other: Scenario, *, but=(), replicates: int = 3) -> None:
    first, second = numbers(one, replicates, seed=7), numbers(other, replicates, seed=7)
    assert first.months["live"].any()
    assert different(first, second, but=but) == []


def turned(data):
    """The same mappings with their keys in the opposite order (lists, whose order means something, stay)."""
    if isinstance(data, dict):
        return {key: turned(data[key]) for key in reversed(data)}
    return [turned(item) for item in data] if isinstance(data, (list, tuple)) else data


@pytest.fixture
def written(tmp_path):
    """Writes data as a scenario file and loads it."""

    def write(data, name="written.yaml"):
        path = tmp_path / name
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        return load(path)

    return write


def test_keys_in_another_order(written):
    data = LIVELY.resolved()
    assert list(turned(data)) != list(data)
    assert_same_answer(LIVELY, written(turned(data)))


def test_a_scenario_written_out_in_full(written):
    """What ``extends`` leaves to its parent, and every default, spelt out."""
    assert_same_answer(LIVELY, written(LIVELY.resolved()))


def test_a_scenario_read_back_from_its_manifest():
    assert_same_answer(LIVELY, Scenario.from_resolved(json.loads(json.dumps(LIVELY.resolved()))))


@pytest.mark.parametrize("name", ["demo_all", "grant_taper_self_reliance", "case_nakhon_pathom"])
def test_a_child_that_changes_nothing_is_its_parent(name, written):
    parent = load(name)
    texts = {"title": parent.title.model_dump(), "question": parent.question.model_dump(), "sources": ["A-S1"]}
    child = written({"schema": 1, "extends": name, **texts})
    assert_same_answer(parent.until(18), child.until(18), replicates=2)


def test_words_are_no_numbers():
    """Titles, questions, sources, currency, names of goals and of what is uncertain change nothing."""
    texts = {"title": {"en": "Other", "th": "อื่น"}, "question": {"en": "Why?", "th": "ทำไม"}, "sources": ["C-P"]}
    named = {"network.goals.1.name": {"en": "Another", "th": "อีกเป้าหมาย"}, "currency": "USD", "baht_price": 1}
    open_questions = {"uncertain": {"levers.platform": {"low": 0, "high": 1}}}
    assert_same_answer(LIVELY, LIVELY.with_(**texts, **named, **open_questions, name="other"))


def test_members_by_another_name(tmp_path):
    """Who is who is the row (or the number), not the name: renaming changes nothing."""
    ties = [("S1", "S2"), ("S2", "S3"), ("S3", "S4"), ("S1", "S5"), ("S5", "S6"), ("S2", "S6")]
    members = [{"name": row["name"], "kind": row["kind"]} for row in schools(7)]
    other = {row["name"]: f"โรงเรียน {9 - number}" for number, row in enumerate(members)}
    first = from_tables(tmp_path / "a", members, [{"source": a, "target": b} for a, b in ties], months=24)
    second = from_tables(
        tmp_path / "b", [{**row, "name": other[row["name"]]} for row in members],
        [{"source": other[a], "target": other[b]} for a, b in ties], months=24,
    )  # fmt: skip
    assert_same_answer(first, second)


def numbered(order):
    """Seven members with numbers, in an order of rows."""
    kinds = ("area_office", "school", "school", "private", "school", "community", "school")
    rows = [{"number": 10 * (row + 1), "name": f"N{row}", "kind": kind} for row, kind in enumerate(kinds)]
    return [rows[place] for place in order]


TIES = [
    ("N0", "N1", 0.4),
    ("N0", "N2", 0.6),
    ("N1", "N2", 0.7),
    ("N3", "N1", 0.5),
    ("N5", "N6", 0.6),
    ("N4", "N0", 0.8),
]


def test_rows_of_numbered_members_in_another_order(tmp_path):
    ties = [{"source": a, "target": b} for a, b, _ in TIES]
    first = from_tables(tmp_path / "a", numbered(range(7)), ties, months=24)
    second = from_tables(tmp_path / "b", numbered((4, 2, 6, 0, 5, 1, 3)), ties, months=24)
    assert_same_answer(first, second)


def test_rows_of_ties_in_another_order_and_the_other_way_round(tmp_path):
    one = [{"source": a, "target": b, "formal": int(trust > 0.5)} for a, b, trust in TIES]
    other = [{"source": row["target"], "target": row["source"], "formal": row["formal"]} for row in reversed(one)]
    first = from_tables(tmp_path / "a", numbered(range(7)), one, months=24)
    assert_same_answer(first, from_tables(tmp_path / "b", numbered(range(7)), other, months=24))


def test_reports_of_ties_in_another_order(tmp_path):
    """Directed rows: each gives the trust of its source."""
    reports = [{"source": a, "target": b, "trust": trust} for a, b, trust in TIES]
    reports += [{"source": b, "target": a, "trust": 1 - trust} for a, b, trust in TIES]
    first = from_tables(tmp_path / "a", numbered(range(7)), reports, directed=True, months=24)
    assert_same_answer(first, from_tables(tmp_path / "b", numbered(range(7)), reports[::-1], directed=True, months=24))


def test_kinds_are_weights():
    """Twice every weight is the same mix."""
    mix = dict(zip(TYPICAL_MIX, (0.5, 0, 0, 0.25, 0, 0.75, 0, 1), strict=True))
    one, other = ({kind: weight * factor for kind, weight in mix.items()} for factor in (1, 2))
    first = small(9, 24, **{"network.recipe": {"kinds": one}})
    second = small(9, 24, **{"network.recipe": {"kinds": other}})
    assert_same_answer(first, second)


def test_a_grant_in_two_parts_is_one_grant():
    """10 a month are 4 and 6; 18 months are 10 and 8."""
    whole = [{"amount": 10, "from": 1, "to": 18}]
    side_by_side = [{"amount": 4, "from": 1, "to": 18}, {"amount": 6, "from": 1, "to": 18}]
    one_after_the_other = [{"amount": 10, "from": 1, "to": 10}, {"amount": 10, "from": 11, "to": 18}]
    base = small(8, 30)
    for parts in (side_by_side, one_after_the_other):
        assert_same_answer(base.with_(funding={"grants": whole}), base.with_(funding={"grants": parts}))


def test_a_scenario_more_in_a_comparison_changes_no_other():
    one, other, third = LIVELY, LIVELY.with_(levers={"platform": 0}), LIVELY.with_(months=30, events=[])
    replicates = many(20, 4)
    two = compare({"one": one, "other": other}, replicates=replicates, seed=3, parameters="default")
    three = compare({"third": third, "other": other, "one": one}, replicates=replicates, seed=3, parameters="default")
    for name in ("one", "other"):
        assert two.ensembles[name].runs.equals(three.ensembles[name].runs)
        assert two.ensembles[name].runs.equals(simulate(two.ensembles[name].scenario, replicates, seed=3).runs)
