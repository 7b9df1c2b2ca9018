"""Numbers, names and dates as a reader sees them."""

import math
from types import SimpleNamespace

import pytest

from netsustain.exploration.comparison import Comparison, summarise
from netsustain.report.naming import (
    calendar_month,
    labels,
    of_hundred,
    opening,
    signed,
    tenth,
    whole,
    wrapped,
)
from netsustain.report.one_run import what_became
from netsustain.report.option_changes import options
from netsustain.report.page import chance
from netsustain.report.phrases import Phrases, joined, money, time_span
from netsustain.scenario.reader import load


def _titled(*titles: str) -> dict[str, SimpleNamespace]:
    return {f"s{k}": SimpleNamespace(title=SimpleNamespace(en=said, th=said)) for k, said in enumerate(titles)}


def test_labels_leave_out_what_all_titles_share() -> None:
    scenarios = _titled("A wave and a cut: none", "A wave and a cut: all five", "A wave and a cut: no newsletter")
    assert list(labels(scenarios, "en").values()) == ["None", "All five", "No newsletter"]
    assert opening(scenarios, "en") == "A wave and a cut"


def test_labels_share_no_half_words_and_fall_back_to_names() -> None:
    assert list(labels(_titled("Sudden cut", "Sudden cuts"), "en").values()) == ["Sudden cut", "Sudden cuts"]
    assert labels(_titled("Same", "Same"), "en") == {"s0": "s0", "s1": "s1"}


def test_lines_break_between_words_in_both_languages() -> None:
    assert wrapped("Flexible, fair governance", 12) == "Flexible,\nfair\ngovernance"
    assert wrapped("การกำกับดูแลที่ยืดหยุ่นและเป็นธรรม", 20) == "การกำกับดูแลที่ยืดหยุ่น\nและเป็นธรรม"
    assert wrapped("สำนักงานเขตพื้นที่การศึกษา", 10) == "สำนักงานเขตพื้นที่การศึกษา"


@pytest.mark.parametrize(
    ("passed", "lang", "said"),
    [(0, "en", "Oct 2026"), (3, "en", "Jan 2027"), (0, "th", "ต.ค. 2569"), (119, "th", "ก.ย. 2579")],
)
def test_months_of_the_calendar(passed: int, lang: str, said: str) -> None:
    assert calendar_month("2026-10", passed, lang) == said


def test_numbers() -> None:
    assert (whole(-1234.4), whole(-0.2), whole(math.nan)) == ("−1,234", "0", "–")
    assert (tenth(-0.04), tenth(12.25), tenth(math.inf)) == ("0.0", "12.2", "–")
    assert (signed(0.04), signed(-2.06), signed(3)) == ("0.0", "−2.1", "+3.0")
    assert [of_hundred(share) for share in (0, 0.001, 0.834, 0.999, 1)] == [0, 1, 83, 99, 100]
    assert [chance(share) for share in (0.0, 0.5, 1.0, math.nan)] == ["< 1 %", "50 %", "> 99 %", "–"]


def test_money_is_said_to_two_figures() -> None:
    assert money(7_947_810, "THB", "en") == "7.9 million baht"
    assert money(7_947_810, "THB", "th") == "7.9 ล้านบาท"
    assert money(123_456, "USD", "en") == "120,000 USD"


def test_lists_and_spans() -> None:
    assert joined(["a", "b", "c"], "en") == "a, b and c"
    assert joined(["ก", "ข"], "th") == "ก และ ข"
    assert (time_span(120, "en"), time_span(12, "th"), time_span(30, "en")) == (
        "10 years",
        "1 ปี",
        "30 months",
    )


def test_the_answer_says_when_the_best_may_be_no_better(demo: Comparison) -> None:
    ensemble = demo.ensembles["demo_none"]
    luckier = ensemble.runs.copy()
    luckier.loc[luckier.index[0], ["ended", "months_sustained", "end_month"]] = ["alive", 120, math.nan]
    other = SimpleNamespace(**vars(demo.ensembles["demo_all"]) | {"runs": luckier})
    said = Phrases(summarise({"demo_none": ensemble, "demo_all": other}, seed=1), "en").answer()
    assert said[0].startswith("“All five strategies” makes no difference that matters against “No strategy”")
    assert "longer" not in said[0].split(";")[0]


def test_the_answer_says_when_the_reference_is_the_best(demo: Comparison) -> None:
    names = ("demo_all", "demo_none")
    comparison = summarise({name: demo.ensembles[name] for name in names}, seed=1)
    said = Phrases(comparison, "en").answer()[0]
    assert said.startswith("With “No strategy” the network clearly lasts less long than with “All five strategies”")


@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_became_of_one_network(demo: Comparison, lang: str) -> None:
    ensemble = demo.ensembles["demo_all"]
    for ended in ("alive", "dissolved", "completed"):
        run = ensemble.runs[ensemble.runs["ended"] == ended].iloc[0]
        assert what_became(run, ensemble.scenario, lang)
    run = ensemble.runs.iloc[0].copy()
    run["failed"], run["failure"] = True, "a number is not finite"
    assert "a number is not finite" in what_became(run, ensemble.scenario, lang)


def test_an_option_that_holds_others_whole_is_told_by_their_names() -> None:
    names = ("demo_none", "demo_leadership", "demo_social_capital", "demo_all")
    scenarios = {name: load(name) for name in names}
    told = {option["label"]: option["changes"] for option in options(scenarios, labels(scenarios, "en"), "en")}
    assert told["No strategy"] == ["The reference the others are measured against."]
    assert told["Social capital"][1] == "newcomers are paired with veterans: 0.1\u00a0→\u00a00.8"
    assert told["All five strategies"][:2] == [
        "everything under “Distributed leadership”", "everything under “Social capital”",
    ]  # fmt: skip
    assert not any("(D-R" in change for change in told["All five strategies"])
