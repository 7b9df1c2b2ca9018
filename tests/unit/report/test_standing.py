"""What a report says its numbers stand on: three states, and never more than was done."""


import pytest

from netsustain.calibration.coverage import Outside
from netsustain.exploration.comparison import Comparison
from netsustain.messages import section_texts, sections
from netsustain.report import standing
from netsustain.report.phrases import Phrases
from netsustain.report.standing import account, comparison_banner, outside_words, run_banner
from netsustain.report.widths import ignorance_of_width, widths
from netsustain.scenario.reader import load


def test_without_calibration_the_banner_is_illustrative(three: Comparison) -> None:
    for lang, said in (("en", "not yet calibrated"), ("th", "ยังไม่ได้ปรับเทียบ")):
        banner = comparison_banner(Phrases(three, lang))
        assert said in banner.headline
        assert said in run_banner(load("baseline"), lang).headline
        assert account(Phrases(three, lang)) is None
        assert widths(Phrases(three, lang)) == []


def test_a_comparison_under_the_defaults_of_a_calibrated_model_says_so(
    three: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "accepted", lambda: object())
    assert comparison_banner(Phrases(three, "en")).headline.startswith("one set of parameters")


def test_what_is_outside_is_said_once_for_all_options_or_with_their_names(calibrated: Comparison) -> None:
    # Governance by one lead organisation under two options, by a committee under the third.
    (where, *_) = comparison_banner(Phrases(calibrated, "en")).sentences
    assert where == (
        "Outside the calibrated range: 120 months (calibrated to at most 84); governance by one lead organisation or "
        "a joint committee (calibrated to an administrative centre)."
    )
    found = calibrated.calibration
    coverage = found.coverage | {"governance": ["administrative_centre", "lead_organisation"], "months": [84, 120]}
    wider = type(found)(found.names, found.values, found.account | {"coverage": coverage})
    assert standing._inside(calibrated.scenarios, Phrases(calibrated, "en").quoted, wider, "en") == (
        "Outside the calibrated range: governance by a joint committee (calibrated to one lead organisation or an "
        "administrative centre) under “All five strategies”."
    ).replace("one lead organisation or an administrative centre", "an administrative centre or one lead organisation")


def test_one_run_says_whether_it_lies_inside(calibrated: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "accepted", lambda: calibrated.calibration)
    inside = load("baseline").with_(months=60, levers={"governance_mode": "administrative_centre"})
    assert "This network lies inside the calibrated range." in run_banner(inside, "en").sentences
    assert run_banner(load("baseline"), "en").sentences[1].startswith("Outside the calibrated range: 120 months")
    assert "default parameters" in run_banner(inside, "en").sentences[0]


@pytest.mark.parametrize(
    ("each", "english"),
    [
        (Outside("members", (60.0, 60.0), (15.0, 45.0)), "60 members (calibrated to 15 to 45)"),
        (Outside("members", (5.0, 20.0), (15.0, 45.0)), "5 to 20 members (calibrated to 15 to 45)"),
        (Outside("own_resources", (0.5, 0.5), (0.7, 1.3)), "resources at 50 % of what is typical (calibrated to 70"),
        (Outside("leader_experience", (0.9, 0.9), (0.1, 0.7)), "90 % of leaders"),
        (Outside("outside_income", (0.0, 2.0), (0.04, 1.47)), "0 to 2 staff-days of outside income"),
        (Outside("governance", ("shared",), ("committee",)), "governance by all members together (calibrated to a"),
    ],
)
def test_each_way_of_being_outside_has_words(each: Outside, english: str) -> None:
    assert english in outside_words(each, "en")
    thai = outside_words(each, "th")
    assert "ปรับเทียบไว้" in thai
    assert not any(letter.isascii() and letter.isalpha() for letter in thai)


def test_the_width_is_told_apart(calibrated: Comparison) -> None:
    words = Phrases(calibrated, "en")
    gain, months = widths(words)
    row = calibrated.row(words.best)
    share = ignorance_of_width(row, "gain")
    assert 0.3 < share < 0.95
    assert f"chance is {100 - round(100 * share)} % and not knowing the parameters {round(100 * share)} %" in gain
    assert "months sustained" in months
    assert len(widths(Phrases(calibrated, "th"))) == 2


def test_width_that_chance_would_have_alone() -> None:
    row = {"x_low": 0.0, "x_high": 10.0, "x_low_chance": 4.0, "x_high_chance": 6.0}
    assert ignorance_of_width(row, "x") == pytest.approx(0.8)
    assert ignorance_of_width(dict.fromkeys(row, 3.0), "x") == 0


def test_the_account_names_each_table_once_and_what_is_not_identified(calibrated: Comparison) -> None:
    told = account(Phrases(calibrated, "en"))
    assert [line.split(":")[0] for line in told["tables"]] == ["K1", "K2", "K3", "K4", "K5"]
    assert "1 of the 2 parameters" in " ".join(told["closing"])
    assert "50 of these vectors, 4 to a vector" in told["closing"][0]


def test_tables_in_a_row_are_shortened_and_others_named() -> None:
    assert standing._ids(["K1", "K2", "K3"], "en") == "K1–K3"
    assert standing._ids(["K1", "K3", "K4"], "en") == "K1, K3 and K4"
    assert standing._ids(["K1", "K2"], "en") == "K1 and K2"


def test_no_text_claims_validation_by_the_tables() -> None:
    for section in sections():
        for text in section_texts(section, "en").values():
            assert "validated by" not in text.lower()
