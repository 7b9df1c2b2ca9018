"""Sentences follow from the numbers: for each verdict, in both languages."""

import re

import numpy as np
import pytest

from netsustain.exploration.decision.decide import decide
from netsustain.exploration.decision.futures import Future
from netsustain.report.canvas import Frame, settings, svg
from netsustain.report.planners.decision import answer, part, section

LANGUAGES = ("en", "th")
NOTHING = {"f": Future(title={"en": "another future", "th": "อนาคตอื่น"}, sources=("A-H1",), budgets=0.5)}


@pytest.fixture
def decided_on(named, made_up_runs):
    def decide_on(gains, *, futures="none", at_most=200, parameters="default", calibration=None, worthwhile=6, **fake):
        run = made_up_runs(gains, **fake)
        return decide(
            named(gains), worthwhile=worthwhile, at_most=at_most, futures=futures, seed=2, parameters=parameters,
            simulate=run, calibration=calibration,
        )  # fmt: skip

    return decide_on


def _row(decision, name="b"):
    return decision.tables["verdicts"].set_index("scenario").loc[name]


VERDICTS = {
    "better": (
        {"gains": {"a": 0, "b": 12.0}}, "“Change” clearly keeps the network going longer than “Stay”",
        "“เปลี่ยน” ทำให้เครือข่ายดำรงอยู่ได้นานกว่า “คงเดิม” อย่างแน่ชัด",
    ),
    "worse": (
        {"gains": {"a": 0, "b": -12.0}}, "With “Change” the network clearly lasts less long than with “Stay”",
        "“เปลี่ยน” ทำให้เครือข่ายดำรงอยู่ได้สั้นกว่า “คงเดิม” อย่างแน่ชัด",
    ),
    "no_difference": (
        {"gains": {"a": 0, "b": 0.5}}, "“Change” makes no difference that matters against “Stay”",
        "“เปลี่ยน” ไม่ทำให้เกิดความต่างที่มีความหมายเมื่อเทียบกับ “คงเดิม”",
    ),
    "cannot_tell": (
        {"gains": {"a": 0, "b": 5.5}, "own": 60.0},
        "It cannot be said for sure whether “Change” keeps the network going longer than “Stay”",
        "ยังบอกได้ไม่แน่ชัดว่า “เปลี่ยน” ทำให้เครือข่ายดำรงอยู่ได้นานกว่า “คงเดิม” หรือไม่",
    ),
}  # fmt: skip


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_first_sentence_is_the_verdict_with_its_numbers(decided_on, verdict):
    options, english, thai = VERDICTS[verdict]
    decision = decided_on(**options)
    row = _row(decision)
    assert row["verdict"] == decision.verdicts["b"].verdict == verdict
    for lang, opening in zip(LANGUAGES, (english, thai), strict=True):
        said = answer(decision, lang)
        assert len(said) == 2
        assert said[0].startswith(opening)
        assert f"{abs(row['gain']):.1f}" in said[0]
        for end in (row["low"], row["high"]):
            assert f"{end:+.1f}".replace("-", "−") in said[0]
        counts = [int(row[name]) for name in ("longer", "same", "shorter")]
        assert sum(counts) == 100
        found = re.findall(r"\d+", said[0][said[0].index("100") + 3 :] if lang == "th" else said[0])
        assert all(str(count) in found for count in counts)
    assert "clearly" not in answer(decision, "en")[0] or verdict in ("better", "worse")


def test_frequencies_are_those_of_the_pairs(decided_on):
    decision = decided_on({"a": 0, "b": 3.0}, own=8.0)
    runs = {name: each.runs["months_sustained"].to_numpy() for name, each in decision.comparison.ensembles.items()}
    share = (runs["b"] > runs["a"]).mean()
    assert abs(_row(decision)["longer"] - 100 * share) <= 1
    assert f"in {int(_row(decision)['longer'])} of 100 simulated futures it lasts longer" in answer(decision, "en")[0]


def test_by_chance_it_says_how_many_runs_it_would_take(decided_on):
    decision = decided_on({"a": 0, "b": 5.5}, own=60.0)
    needed = decision.verdicts["b"].needed
    english, thai = (answer(decision, lang)[1] for lang in LANGUAGES)
    number = f"{float(f'{needed:.2g}'):,.0f}"
    assert english.startswith(f"Chance still hides the answer: it would take about {number} simulated networks")
    assert "and 200 were made" in english
    assert thai.startswith("ความบังเอิญยังบดบังคำตอบ")


def test_by_the_parameters_it_says_that_no_number_would_do(decided_on, made_up):
    decision = decided_on(
        {"a": 0, "b": 3.0}, unknown={"b": 15.0}, parameters="accepted", calibration=made_up.folder
    )
    share = _row(decision)["share_positive"]
    english, thai = (answer(decision, lang)[1] for lang in LANGUAGES)
    assert english.startswith("More simulations would not settle it: too little is known of how such networks work.")
    assert f"Under about {round(100 * share)} of 100 accepted sets of parameters “Change” lasts longer" in english
    assert thai.startswith("การจำลองเพิ่มจะไม่ช่วยให้แน่ชัดขึ้น")


def test_no_clear_difference_among_several(decided_on):
    decision = decided_on({"a": 0, "b": 0.5, "c": -0.5})
    said = answer(decision, "en")[0]
    assert said.startswith("No option keeps the network going longer than “Stay” by a time that matters")
    assert "with “Change”" in said
    assert "where 6 months would matter" in said
    assert answer(decision, "th")[0].startswith("ไม่มีทางเลือกใดทำให้เครือข่ายดำรงอยู่ได้นานกว่า “คงเดิม” อย่างมีความหมาย")


def test_nothing_sure_among_several_names_the_most_promising(decided_on):
    decision = decided_on({"a": 0, "b": 5.5, "c": -30.0}, own=60.0)
    said = answer(decision, "en")[0]
    assert said.startswith("It cannot be said for sure that any option keeps the network going longer than “Stay”.")
    assert "The most promising is “Change”" in said


def test_the_answer_is_about_the_option_that_is_surely_better_though_another_may_gain_more(decided_on):
    decision = decided_on({"a": 0, "b": 8.0, "c": 12.0}, own=4.0)
    table = decision.tables["verdicts"]
    assert set(table["verdict"]) == {"better"}
    assert answer(decision, "en")[0].startswith("“Change more” clearly keeps")
    open_ = decision.tables["verdicts"].assign(verdict=["better", "cannot_tell"], reason=["", "chance"])
    from netsustain.exploration.decision.telling import leading

    assert leading(open_)["scenario"] == "b"


def test_options_are_listed_by_their_verdict(decided_on):
    decision = decided_on({"a": 0, "b": 12.0, "c": -12.0, "d": 0.2})
    said = section(decision, "en").sentences
    assert "Clearly longer than “Stay”: “Change”." in said
    assert "Clearly less long than “Stay”: “Change more”." in said
    assert "No difference from “Stay” that matters (less than 6 months either way): “Change late”." in said
    assert len(decided_on({"a": 0, "b": 12.0, "c": 12.0}).sentences) < len(decision.sentences)


COSTS = {
    "defined": ({"a": 0, "b": 12.0}, {"a": 10, "b": 20}, "Each month gained with “Change” costs"),
    "saves": ({"a": 0, "b": 12.0}, {"a": 20, "b": 5}, "“Change” takes fewer staff-days in all than “Stay”."),
    "at_least": ({"a": 0, "b": 0.5}, {"a": 10, "b": 20}, "What a month gained with “Change” costs has no upper end"),
    "unknown": ({"a": 0, "b": -12.0}, {"a": 10, "b": 20}, "What a month gained with “Change” costs cannot be told"),
}


@pytest.mark.parametrize("status", COSTS)
def test_what_a_month_gained_costs(decided_on, status):
    gains, prices, said = COSTS[status]
    decision = decided_on(gains, prices=prices)
    row = _row(decision)
    assert row["cost_status"] == status
    sentence = next(each for each in section(decision, "en").sentences if "staff-day" in each or "costs" in each)
    assert sentence.startswith(said)
    if status == "defined":
        # 72 months at 20 staff-days less 60 at 10, for 12 months gained: 70 each.
        assert row["cost"] == pytest.approx((20 * (60 + 12) - 10 * 60) / 12, rel=0.15)
        assert f"costs {row['cost']:.0f} extra staff-days ({row['cost_low']:.0f} to {row['cost_high']:.0f})" in sentence
    if status == "at_least":
        assert np.isnan(row["cost"])
        assert f"at least {row['cost_least']:,.0f} extra staff-days" in sentence


def test_futures_are_told_and_drawn(decided_on):
    decision = decided_on({"a": 0, "b": 12.0, "c": 11.9}, futures=NOTHING)
    for lang in LANGUAGES:
        found = section(decision, lang)
        assert [each.name for each in found.figures] == ["difference", "futures"]
        assert len(found.tables) == 3
        for figure in found.figures:
            for narrow in (False, True):
                with settings():
                    drawn = svg(figure.draw(Frame(lang, narrow)))
                assert drawn == svg_again(figure, lang, narrow)
            assert figure.reading
            assert figure.rows
    said = answer(decision, "en")[1]
    assert said == "In each of 2 ways the world may go, “Change” lasts longest on average."
    table = decision.tables["futures"]
    assert sorted(table["future"].unique()) == ["as_it_is", "f"]
    short = part(decision, "en")
    assert [each.name for each in short.section.figures] == ["futures"]
    assert short.verdicts == {"b": "better", "c": "better"}


def svg_again(figure, lang, narrow):
    with settings():
        return svg(figure.draw(Frame(lang, narrow)))


def test_a_flip_is_told_with_its_future(decided_on, named, made_up_runs):
    """In the other future the middle option falls behind: its networks are told by the budget they have."""
    plain = made_up_runs({"a": 0, "b": 12.0, "c": 6.0})
    worse = made_up_runs({"a": 0, "b": -12.0, "c": 6.0})

    def simulate(scenario, **options):
        return (worse if scenario.funding.budget_level == 0.5 else plain)(scenario, **options)

    decision = decide(
        named("abc"), worthwhile=6, at_most=200, futures=NOTHING, seed=2, parameters="default", simulate=simulate
    )
    flips = decision.tables["flips"]
    assert flips["flips"].to_list() == [False, True]
    said = section(decision, "en").sentences
    assert said[1] == (
        "The choice depends on how the world goes: “Change” lasts longest on average in 1 of 2 futures, "
        "“Change more” under “another future”."
    )
    own = decision.tables["options"].set_index("scenario")
    regret = f"gives away at most {own.loc['c', 'regret_worst']:.1f} months"
    assert any(each.startswith("Whoever chooses “Change more”") and regret in each for each in said)
    assert any("“อนาคตอื่น”" in each for each in section(decision, "th").sentences)


def test_one_option_alone_decides_nothing(decided_on):
    decision = decided_on({"a": 0})
    assert decision.sentences == ()
    assert decision.to_json()["verdicts"] == []


def test_warnings(decided_on):
    said = section(decided_on({"a": 0, "b": 12.0}), "en").warnings
    assert said[0].startswith("All networks ran under one set of parameters")
    with_futures = section(decided_on({"a": 0, "b": 12.0}, futures=NOTHING), "en").warnings
    assert "These 2 futures are chosen stories, not a sample" in with_futures[-1]
