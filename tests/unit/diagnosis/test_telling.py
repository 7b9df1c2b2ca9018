"""Sentences follow the numbers, and say when these cannot tell."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from netsustain.diagnosis import telling
from netsustain.diagnosis.agreement import agreement_of
from netsustain.diagnosis.diagnosing import diagnose
from netsustain.diagnosis.scores import scores_of
from netsustain.messages import LANGUAGES
from netsustain.report.words import Words

from .conftest import CONDITIONS, drawn, wide

SIDES = {f"stands_{side}{number}" for side in ("weak", "strong") for number in ("", "_one")}


def needs(first, pni=(0.5, 0.4)):
    return pd.DataFrame({
        "condition": ["c5", "c3"], "pni": pni, "pni_low": [0.3, 0.2], "pni_high": [0.7, 0.6], "first": first,
        "rank": [1, 2], "respondents": [40, 40],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("first", "key"), [((0.97, 0.03), "need_clear"), ((0.7, 0.3), "need_likely"), ((0.45, 0.55), "need_unsure")]
)
def test_how_sure_a_need_is_the_greatest(first, key):
    said = telling.need(needs(first))
    assert said.key == key
    assert said.values["word"] == "c5"
    assert said.values["word_rival"] == "c3"


def test_a_need_without_a_rival_is_no_greatest_one():
    assert telling.need(needs((1.0, np.nan), pni=(0.5, np.nan))).key == "need_alone"


def test_no_need_where_nothing_more_is_wanted():
    assert telling.need(needs((0.5, 0.5), pni=(0.0, -0.1))).key == "need_none"
    assert telling.need(needs((np.nan, np.nan))).key == "need_unknown"


def test_a_resampled_share_is_never_called_certain():
    assert telling.of_resamples(1.0).value == 99
    assert telling.of_resamples(0.0).value == 1


def test_a_clear_weak_point_is_named_and_a_mere_rank_is_not(survey_of):
    clear = diagnose(survey_of(drawn(weak="c5")), outlook=False)
    keys = {said.key: said for said in clear.findings.sentences}
    assert keys["stands_weak_one"].values["words"] == ["c5"]
    same = diagnose(survey_of(drawn(weak="none"), "same.csv"), outlook=False)
    assert {said.key for said in same.findings.sentences} >= {"stands_none"}
    assert not {said.key for said in same.findings.sentences} & SIDES


def test_a_strong_point(survey_of):
    current = [[2 + k % 2, 5 - k % 2, *(2 + (k + c) % 2 for c in range(5))] for k in range(24)]
    rows = [(f"p{k}", f"o{k % 6}", current[k], [5] * 7) for k in range(24)]
    found = diagnose(survey_of(wide(rows)), outlook=False)
    keys = {said.key: said for said in found.findings.sentences}
    assert keys["stands_strong_one"].values["words"] == ["c2"]


def test_three_organisations_are_too_few_for_what_one_would_like_to_say(survey_of):
    found = diagnose(survey_of(drawn(organisations=2)), outlook=False)
    assert {said.key for said in found.findings.sentences} >= {"stands_unknown"}
    assert {said.key for said in found.findings.warnings} >= {"no_intervals"}
    found = diagnose(survey_of(drawn(organisations=6)), outlook=False)
    assert {said.key for said in found.findings.warnings} >= {"rough"}


def test_fewer_than_five_respondents_show_nothing(survey_of):
    found = diagnose(survey_of(drawn(respondents=4)), outlook=False)
    assert found.scores is None
    assert [said.key for said in found.findings.sentences] == ["too_few"]
    assert not found.findings.shown
    assert not found.findings.tables


def test_camps_are_called_camps(survey_of):
    rows = [(f"p{k}", f"o{k % 5}", [1 if k % 2 else 5, *[3 + k % 2] * 6], [5] * 7) for k in range(20)]
    found = agreement_of(survey_of(wide(rows)))
    said = telling.agreed(found.conditions)
    assert (said.key, said.values["word_on_least"]) == ("agreement_camps", "c1")


def kinds(**changes):
    both = {"condition": "c3", "respondents": 9}
    row = both | {"kind": "school", "current": 2.0, "apart": -0.8, "apart_low": -1.2, "apart_high": -0.4}
    rest = both | {"kind": "others", "current": 2.8, "apart": 0.8, "apart_low": 0.4, "apart_high": 1.2}
    mirrored = {"apart_low": "apart_high", "apart_high": "apart_low", "apart": "apart"}
    return pd.DataFrame([row | changes, rest | {mirrored[key]: -value for key, value in changes.items()}])


def test_a_difference_between_two_kinds_is_told_once_and_by_its_side():
    said = list(telling.kinds(kinds()))
    assert [each.key for each in said] == ["kinds_lower"]
    assert (said[0].values["low"].value, said[0].values["high"].value) == (0.4, 1.2)
    assert [each.key for each in telling.kinds(kinds(apart=-0.2, apart_low=-0.6, apart_high=0.2))] == ["kinds_alike"]
    unknown = kinds(apart_low=np.nan, apart_high=np.nan)
    assert [each.key for each in telling.kinds(unknown)] == ["kinds_unknown"]


@pytest.mark.parametrize(("answer", "key"), [(6, "norm_above"), (3, "norm_below")])
def test_beside_the_published_norm(survey_of, answer, key):
    lines = [",".join(["respondent", "organisation", *(f"q{item:02d}" for item in range(1, 41))])]
    answers = [[str(answer + (k + item) % 2) for item in range(40)] for k in range(12)]
    lines += [",".join([f"p{k}", f"o{k % 6}", *answers[k]]) for k in range(12)]
    lines[1] = lines[1].replace(f",{answer}", ",7")
    found = diagnose(survey_of("\n".join(lines)), outlook=False)
    assert {said.key for said in found.findings.sentences} >= {key}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_is_said_in_both_languages(survey_of, lang):
    survey = replace(survey_of(drawn()), kinds=tuple(["school"] * 20 + ["private"] * 17 + ["parents"] * 3))
    found, words = diagnose(survey, outlook=False), Words("diagnosis", {}, lang)
    said = [words.said(each) for each in (*found.findings.sentences, *found.findings.warnings)]
    assert len(said) > 6
    assert not [text for text in said if "{" in text or "c5" in text]
    for shown in found.findings.shown:
        words.heading(shown), words.notes(shown)
        for row in shown.rows.to_dict("records"):
            assert all(words.cell(column, row)[0] for column in shown.columns)


def test_scores_and_needs_agree_with_plain_means(survey_of):
    survey = survey_of(drawn())
    found = scores_of(survey)
    np.testing.assert_allclose(found.conditions["current"], survey.current.mean(axis=0))
    pni = survey.desired.mean(axis=0) / survey.current.mean(axis=0) - 1
    np.testing.assert_allclose(found.needs["pni"], pni)
    assert found.needs["first"].sum() == pytest.approx(1)
    assert list(found.conditions["condition"]) == CONDITIONS
