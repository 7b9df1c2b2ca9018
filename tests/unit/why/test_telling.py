"""What is said follows from the numbers: the wording against the data, in both languages."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.unit.why.tables import CUT, Made, planted, still

from netsustain.exploration.answer import Said
from netsustain.exploration.why.asking import find
from netsustain.exploration.why.happened import kinds_of
from netsustain.exploration.why.telling import hundred, without_said
from netsustain.exploration.why.without import Without
from netsustain.messages import LANGUAGES, has, section_texts
from netsustain.report.words import Words
from netsustain.scenario.events import EVENT_KINDS
from netsustain.scenario.kinds import Kind


def found(made, events=(CUT,), without=None, **options):
    return find(made.ensemble(still(events=events)), seed=1, without=without, told=False, **options)


def keys(why):
    return [each.key for each in why.findings.sentences]


def texts(why, lang):
    words = Words("why", {}, lang)
    return [words.said(each) for each in why.findings.sentences]


# ---- none, few, all -------------------------------------------------------------------------------


def test_where_none_dissolves_it_says_so_and_shows_nothing(steady):
    why = found(steady())
    assert keys(why) == ["answer_none"]
    assert why.findings.shown == ()
    assert why.findings.warnings == ()
    assert why.replicate is None
    assert "30" in texts(why, "en")[0]
    assert "does not rule an end out" in texts(why, "en")[0]


def test_where_few_dissolve_they_are_counted_and_not_broken_down(steady):
    why = found(steady().add(20, 4, effort={13: 0.2}))
    assert keys(why) == ["answer_few"]
    assert why.findings.shown == ()
    assert texts(why, "en")[0].startswith("Only 4 of 34 ")
    assert "4 จากเครือข่ายจำลอง 34" in texts(why, "th")[0]


def test_where_all_dissolve_in_month_1_there_is_no_chain_to_tell(made):
    why = found(made().add(1, 8), events=())
    assert keys(why) == ["answer_ended", "way_no_event_too_soon"]
    assert texts(why, "en")[0].startswith("100 of 100 simulated networks dissolve")
    assert "too soon" in texts(why, "en")[1]
    assert "month 1" in texts(why, "en")[1]


def test_no_network_at_all(made):
    one = made().add(number=2).ensemble(still())
    one.runs["ended"] = "never_formed"
    assert keys(find(one, seed=1)) == ["answer_no_network"]


# ---- ways -----------------------------------------------------------------------------------------


def test_the_commonest_way_is_told_with_its_numbers_in_both_languages():
    why = found(planted())
    ended, way = why.findings.sentences[:2]
    assert (ended.key, way.key) == ("answer_ended", "way_event")
    english, thai = (texts(why, lang)[1] for lang in LANGUAGES)
    numbers = ["17", "20", "7"]  # 6 of 36 networks, the end in month 20, 7 months after the first fall
    for said in (english, thai):
        assert set(numbers) <= set(re.findall(r"\d+", said))
    assert "after a budget cut" in english
    assert "members' effort" in english
    assert "การตัดงบประมาณ" in thai
    assert "ความทุ่มเทของสมาชิก" in thai


def test_a_chain_is_told_as_what_came_after_never_as_what_came_because():
    causal = {
        "en": ("because", "due to", "caused", "led to", "as a result"),
        "th": ("เพราะ", "ส่งผลให้", "ทำให้", "เนื่องจาก"),
    }
    for lang, words in causal.items():
        texts = section_texts("why", lang)
        told = [key for key in texts if key.startswith(("way_", "next_", "line_", "note_", "met"))]
        assert len(told) > 20
        assert [(key, word) for key in told for word in words if word in texts[key]] == []


def test_the_warning_that_after_is_not_because_comes_first():
    assert found(planted()).findings.warnings[0].key == "after_not_because_none"
    runs = pd.DataFrame(Made().add(number=36).runs)
    why = found(planted(), without={Without("budget_cut", "dated", 13, still()): runs})
    assert why.findings.warnings[0].key == "after_not_because"


def test_it_is_said_where_falls_are_held_against_the_own_past_alone(made):
    why = found(made().add(20, 8, effort={13: 0.2}))
    assert "own_past_only" in [each.key for each in why.findings.warnings]
    assert "own_past_only" not in [each.key for each in found(planted()).findings.warnings]


def test_ways_that_no_five_share_are_not_told_as_common():
    made = Made().add(number=30)
    for name in ("c1", "c2", "c3", "c4", "c6", "c7"):
        made.add(30, **{name: {20: 0.1}})
    assert keys(found(made, events=())) == ["answer_ended", "no_common_way"]


# ---- without the event ----------------------------------------------------------------------------


def row(**numbers):
    given = {"kind": "budget_cut", "how": "dated", "month": 13, "ended": 40, "lived": 0, "later": 0, "alive": 60}
    return {**given, "worse": 0, "net_low": 0.0, "net_high": 0.0, **numbers}


@pytest.mark.parametrize(
    ("numbers", "key"),
    [
        ({"lived": 30, "net_low": 0.2, "net_high": 0.4}, "without_spares"),
        ({"worse": 30, "net_low": -0.4, "net_high": -0.2}, "without_worse"),
        ({"lived": 3, "worse": 2, "net_low": -0.04, "net_high": 0.06}, "without_unclear"),
        ({"later": 5}, "without_same"),
        ({"net_low": np.nan, "net_high": np.nan, "lived": 1}, "without_unclear"),
    ],
)
def test_the_wording_follows_from_the_interval(numbers, key):
    assert without_said(row(**numbers), 120).key == key


def test_what_would_have_been_is_said_with_all_its_numbers():
    said = without_said(row(lived=30, later=6, worse=2, net_low=0.2, net_high=0.4), 120)
    english, thai = (Words("why", {}, lang).said(said) for lang in LANGUAGES)
    assert english == (
        "Of 40 networks that dissolved, 30 would not have dissolved within 120 months had the budget not been cut in "
        "month 13 (the same networks, the same luck), and 6 more would have lasted longer. Of the 60 others, 2 would "
        "then have dissolved."
    )
    for number in ("40", "30", "120", "6", "60", "2"):
        assert number in re.findall(r"\d+", thai)
    assert "หากไม่ถูกตัดงบประมาณ" in thai


def test_nobody_is_counted_as_nobody_not_as_0():
    said = without_said(row(lived=30, net_low=0.2, net_high=0.4), 120)
    english = Words("why", {}, "en").said(said)
    assert "None of the 60 others" in english
    assert "more would have lasted longer" not in english
    assert "others" not in Words("why", {}, "en").said(without_said(row(lived=30, alive=0, net_low=0.2), 120))


def test_no_clear_difference_is_said_plainly():
    said = without_said(row(lived=3, worse=2, net_low=-0.04, net_high=0.06), 120)
    assert Words("why", {}, "en").said(said).startswith("It is not clear that fewer networks would have dissolved")
    assert "ยังบอกไม่ได้ชัด" in Words("why", {}, "th").said(said)


def test_worlds_that_clearly_differ_come_before_those_that_do_not():
    made = planted()
    spared, same = pd.DataFrame(Made().add(number=36).runs), pd.DataFrame(made.runs)
    worlds = {Without("crisis", "dated", 5, still()): same, Without("budget_cut", "dated", 13, still()): spared}
    why = found(made, without=worlds)
    without = [each for each in why.findings.sentences if each.key.startswith("without")]
    assert [each.values["word_without"] for each in without] == ["without_budget_cut", "without_crisis"]
    assert keys(why)[2] == "without_spares"  # before the second way


# ---- the same event, and lived on -----------------------------------------------------------------


def test_those_that_met_the_event_and_lived_on_are_told_beside_those_that_did_not():
    why = found(planted())
    met = why.findings.tables["met"].iloc[0]
    assert met[["kind", "networks", "dissolved", "lived", "level"]].tolist() == ["budget_cut", 36, 6, 30, "effort"]
    assert met["change_dissolved"] == pytest.approx(0.1 / 0.5 - 1)
    assert met["change_lived"] == 0
    said = texts(why, "en")[-1]
    assert "hardly changed" in said
    assert "fell by 80 %" in said


def test_a_transfer_that_only_a_trigger_tells_of_is_not_counted_against_those_that_lived_on(made):
    networks = made().add(number=30).add(20, 6, effort={6: 0.1})
    for run in networks.runs[30:]:
        run |= {"trigger": "transfer", "trigger_month": 1.0}
    why = found(networks, events=())
    assert set(why.findings.tables["chains"]["trigger"]) == {"transfer"}
    assert why.findings.tables["met"].empty


# ---- texts ----------------------------------------------------------------------------------------


def test_every_event_and_every_level_has_its_words():
    from netsustain.exploration.why.chains import NO_EVENT, NO_FALL, SLOW_FADE, TOO_SOON
    from netsustain.exploration.why.courses import WATCHED
    from netsustain.exploration.why.happened import HARMLESS
    from netsustain.exploration.why.ways import OTHER

    kinds = {*EVENT_KINDS, "budget_cut", "budget_raised"}
    names = {*kinds, *WATCHED, NO_EVENT, NO_FALL, SLOW_FADE, TOO_SOON, OTHER}
    assert [name for name in sorted(names) if not has(f"why.word_{name}")] == []
    left_out = {*(kinds - set(HARMLESS)), "transfer_yearly", "all_all"}
    assert [name for name in sorted(left_out) if not has(f"why.word_without_{name}")] == []
    assert [kind for kind in Kind if not has(f"why.kind_{kind.name.lower()}")] == []
    assert {kind for _, kind in kinds_of(still(events=[CUT]))} <= kinds


@pytest.mark.parametrize(("share", "said"), [(0.0, 0), (0.001, 1), (0.245, 24), (0.999, 99), (1.0, 100)])
def test_some_are_never_none_and_never_all(share, said):
    assert hundred(share).value == said


def test_no_sentence_is_left_without_its_text():
    why = found(planted())
    for lang in LANGUAGES:
        words = Words("why", {}, lang)
        for sentence in (*why.findings.sentences, *why.findings.warnings):
            assert isinstance(sentence, Said)
            assert "{" not in words.said(sentence)
