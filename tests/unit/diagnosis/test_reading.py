"""What is read of a survey, and every fault told by its cell."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from netsustain.diagnosis.headings import item_of
from netsustain.diagnosis.instruments import PSAT, WILDER_40, WILDER_44
from netsustain.diagnosis.respondents import day_in
from netsustain.diagnosis.scores import scores_of
from netsustain.scenario.problems import ScenarioError

from .conftest import CONDITIONS, drawn, wide

SEVEN, MORE = [3, 4, 3, 3, 2, 4, 3], [5, 5, 4, 4, 5, 5, 4]
TWO = [("a", "north", SEVEN, MORE), ("b", "south", [4] * 7, [5] * 7)]


def numbered(letter: str, items: int, answer: str = "4", respondents: int = 6) -> str:
    lines = [",".join(["respondent", "organisation", *(f"{letter}{item:02d}" for item in range(1, items + 1))])]
    lines += [",".join([f"p{k}", f"o{k % 3}", *[answer] * items]) for k in range(respondents)]
    return "\n".join(lines) + "\n"


def faults(read, text, **options):
    with pytest.raises(ScenarioError) as caught:
        read(text, **options)
    return [str(problem).split("survey.csv:")[1] for problem in caught.value.problems]


# ---- what is understood ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("c1_2_current", ("c1_2", "current")), ("C3_1_DESIRED", ("c3_1", "desired")), ("c4", ("c4_1", "current")),
        ("ข้อ 1.2 สภาพปัจจุบัน", ("c1_2", "current")), ("ข้อ ๗.๓ (ที่พึงประสงค์)", ("c7_3", "desired")),
        ("ด้าน 2 ที่คาดหวัง", ("c2_1", "desired")), ("q07", ("q07", None)), ("W12", ("w12", None)),
        ("ข้อ 5", ("n05", None)), ("c8_1_current", None), ("c1_1_sideways", None), ("comment", None),
    ],
)  # fmt: skip
def test_headings(heading, item):
    assert item_of(heading) == item


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-10-31", "2026-10-31"), ("31/10/2569", "2026-10-31"), ("31/10/2026 08:15", "2026-10-31"),
        ("2569-10-31", "2026-10-31"), ("31/13/2569", ""), ("yesterday", ""),
    ],
)  # fmt: skip
def test_days_of_both_eras(cell, day):
    assert day_in(cell) == day


def test_a_wide_table(survey_of):
    survey = survey_of(wide(TWO))
    assert (survey.instrument.key, survey.items) == ("seven_conditions", tuple(f"{key}_1" for key in CONDITIONS))
    assert sorted(survey.current.tolist()) == sorted([SEVEN, [4] * 7])
    assert survey.organisations == 2
    assert sorted(survey.respondents) == ["R1", "R2"]
    assert survey.account.missing == 0


def test_thai_headings_and_answers_in_words(survey_of):
    columns = [f"ข้อ {number}.1 {side}" for number in range(1, 8) for side in ("สภาพปัจจุบัน", "สภาพที่พึงประสงค์")]
    cells = ["ปานกลาง", "มากที่สุด"] * 6 + ["๓", "5"]
    text = f"ผู้ตอบ;หน่วยงาน;วันที่;{';'.join(columns)}\nก;โรงเรียนก;1/10/2569;{';'.join(cells)}\n"
    survey = survey_of(text)
    assert (survey.current == 3).all()
    assert (survey.desired == 5).all()
    assert survey.dates == ("2026-10-01", "2026-10-01")
    assert survey.kinds == ("school",)


def test_a_long_table_says_the_same_as_a_wide_one(survey_of):
    lines = ["respondent,organisation,item,current,desired"]
    for name, organisation, current, desired in TWO:
        pairs = zip(CONDITIONS, current, desired, strict=True)
        lines += [f"{name},{organisation},{key}_1,{now},{then}" for key, now, then in pairs]
    long, short = survey_of("\n".join(lines)), survey_of(wide(TWO), "other.csv")
    np.testing.assert_array_equal(long.current, short.current)
    np.testing.assert_array_equal(long.desired, short.desired)


def test_the_order_of_rows_never_matters(survey_of):
    rows = wide([(f"p{k}", f"o{k % 3}", [1 + (k + c) % 5 for c in range(7)], [5] * 7) for k in range(7)]).splitlines()
    forwards = survey_of("\n".join(rows))
    backwards = survey_of("\n".join([rows[0], *rows[:0:-1]]), "back.csv")
    np.testing.assert_array_equal(forwards.current, backwards.current)
    np.testing.assert_array_equal(forwards.organisation, backwards.organisation)
    assert scores_of(forwards).needs.equals(scores_of(backwards).needs)


def test_nobody_can_be_found_again(survey_of):
    survey = survey_of(wide([("Somchai", "north", SEVEN, MORE), *TWO]))
    assert "Somchai" not in repr(survey)
    assert "north" not in repr(survey)


@pytest.mark.parametrize(
    ("text", "options", "key"),
    [
        (numbered("q", 40, "6"), {}, "psat"), (numbered("q", 40), {"instrument": "wilder_40"}, "wilder_40"),
        (numbered("w", 40), {}, "wilder_40"), (numbered("w", 44), {}, "wilder_44"),
        (numbered("ข้อ ", 40).replace("ข้อ 0", "ข้อ "), {"instrument": "psat"}, "psat"),
    ],
)  # fmt: skip
def test_instruments_are_recognised_or_told(survey_of, text, options, key):
    assert survey_of(text, **options).instrument.key == key


def test_forty_items_that_may_be_either_are_told(survey_of):
    assert survey_of(numbered("q", 40)).account.doubtful_instrument
    assert not survey_of(numbered("q", 40), instrument="psat").account.doubtful_instrument
    (fault,) = faults(survey_of, numbered("ข้อ ", 40))
    assert "--instrument psat or --instrument wilder_40" in fault


def test_instruments_have_their_published_shape():
    assert [len(scale.items) for scale in PSAT.scales] == [5] * 8
    assert (len(WILDER_40.items), len(WILDER_40.scales)) == (40, 20)
    assert (len(WILDER_44.items), len(WILDER_44.scales)) == (44, 22)
    for used in (PSAT, WILDER_40, WILDER_44):
        assert len(set(used.items)) == len(used.items)
        starts = [scale.starts for scale in used.scales if scale.starts]
        assert len(set(starts)) == len(starts)


# ---- missing answers ------------------------------------------------------------------------------


def test_missing_answers_are_counted_and_half_filled_rows_left_out(survey_of):
    some = ("c", "north", ["", 3, 3, 3, 3, 3, "-"], [5, 5, 5, 5, 5, 5, "n/a"])
    rows = [*TWO, some, ("d", "south", ["", "", "", "", 3, 3, 3], [5] * 7)]
    survey = survey_of(wide(rows))
    assert len(survey.respondents) == 3
    assert survey.account.half_filled == (5,)
    assert (survey.account.rows, survey.account.answers, survey.account.missing) == (4, 42, 3)
    assert survey.account.half_pairs == 1


def test_later_answers_take_the_place_of_earlier_ones(survey_of):
    text = wide([("a", "north", [2] * 7, MORE), ("a", "north", [4] * 7, MORE)])
    rows = text.splitlines()
    dated = [f"date,{rows[0]}", f"2/10/2569,{rows[1]}", f"1/10/2569,{rows[2]}"]
    survey = survey_of("\n".join(dated))
    assert (survey.current == 2).all()
    assert survey.account.replaced == 1


# ---- one fault a file -----------------------------------------------------------------------------


def with_cell(row: int, column: int, cell: str) -> str:
    lines = [line.split(",") for line in wide(TWO).splitlines()]
    lines[row][column] = cell
    return "\n".join(",".join(line) for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (with_cell(1, 2, "6"), "2:3: C2: got 6, expected a whole number from 1 to 5"),
        (with_cell(1, 2, "0"), "2:3: C2: got 0, expected a whole number from 1 to 5"),
        (with_cell(2, 5, "3.5"), "3:6: F3: got 3.5, expected a whole number from 1 to 5"),
        (with_cell(2, 15, "often"), '3:16: P3: got "often", expected a whole number from 1 to 5'),
        (with_cell(2, 0, "a").replace("south", "north"), "3:1: A3: got a respondent again (first in A2)"),
        (with_cell(0, 4, "c1_1_current"), "1:5: E1: got a column of the same meaning as C1"),
        (wide(TWO).replace("c5_1", "x5_1"), "1:1: A1: got no items of c5"),
        (numbered("q", 38, "6"), "1:1: A1: got no answers to q39, q40 of psat, expected 40 items"),
        (numbered("q", 40, "8", 1), "2:3: C2: got 8, expected a whole number from 1 to 7"),
        ("name,colour\na,red\n", "1:1: got no heading of a survey"),
        (wide([]), "1:1: got no respondent who answered half"),
        ("organisation,item,current\nnorth,c1_1,3\n", "1:1: A1: got a row an answer without a column of respondents"),
        ("respondent,item,current\na,c1_1,3\na,c1_1,4\n", "3:3: C3: got c1_1 of this respondent again (first in C2)"),
        ("respondent,item,current\na,happiness,3\n", '2:2: B2: got the item "happiness"'),
        (f"respondent,item,current\na,{'x' * 1000},3\n", f'2:2: B2: got the item "{"x" * 39}…"'),
        ("respondent,item,state,score\na,c1_1,later,3\n", '2:3: C2: got "later", expected current or desired'),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_cell(survey_of, text, expected):
    found = faults(survey_of, text)
    assert any(fault.startswith(expected) for fault in found), found


def test_every_fault_is_told_at_once(survey_of):
    text = wide([("a", "north", [9, 9, 3, 3, 3, 3, 3], MORE), ("b", "south", [0, 3, 3, 3, 3, 3, 3], MORE)])
    assert len(faults(survey_of, text)) == 3


def test_faulty_cells_can_be_read_as_unanswered_but_not_more_than_that(survey_of):
    survey = survey_of(with_cell(1, 2, "6"), skip_faults=True)
    assert (survey.account.skipped, survey.account.missing) == (1, 1)
    faults(survey_of, with_cell(2, 0, "a").replace("south", "north"), skip_faults=True)


def test_titles_may_stand_above_the_headings(survey_of):
    survey = survey_of("A survey of ours\n\n" + drawn())
    assert len(survey.respondents) == 40


def test_the_example_survey_is_read():
    from netsustain.diagnosis.reading import read_survey

    path = Path(__file__).parents[3] / "docs" / "examples" / "my_network" / "survey_synthetic.csv"
    survey = read_survey(path)
    assert (len(survey.respondents), survey.organisations, len(survey.items)) == (40, 12, 21)
    kinds = [kind for kind, _ in itertools.groupby(sorted(survey.kinds))]
    assert "school" in kinds
    assert survey.kinds_from == "names"
