"""The explore file: its scripts' numbers are Python's, its sentences follow from them, it needs nothing but itself."""

import json
import re

import numpy as np
import pytest

import netsustain as ns
from netsustain.exploration.surface.levers import setting
from netsustain.exploration.surface.packing import packed
from netsustain.messages import LANGUAGES
from netsustain.report.explore.page import explore_page, honest, script_data, script_texts

from .browser import evaluated

AT = "given.settings.map((each) => SurfaceMath.at(SurfaceMath.unpacked(given.surface), each))"


@pytest.fixture(scope="module")
def page(simulated):
    return explore_page(simulated, "en", given="budget_cut_sudden")


def anywhere(surface, number, seed=5):
    generator = np.random.default_rng(seed)
    return [[each.snapped(generator.random()) for each in surface.sliders] for _ in range(number)]


# ---- the scripts' arithmetic ----------------------------------------------------------------------


def _flat(reading):
    """All numbers of a reading, Python's or the script's."""
    if isinstance(reading, dict):
        single = [reading[name] for name in ("months", "gain", "gain_at_end")]
        estimates = [*single, *reading["curve"], *reading["conditions"]]
        rows = [[each[name] for name in ("value", "low", "high", "low_chance", "high_chance")] for each in estimates]
        return np.array([*rows, [reading["spent"]["value"], reading["spent"]["low"], reading["planned"], 0, 0]])
    estimates = [reading.months, reading.gain, reading.gain_at_end, *reading.curve, *reading.conditions]
    rows = [each.numbers for each in estimates]
    return np.array([*rows, (reading.spent.value, reading.spent.low, reading.planned, 0, 0)])


@pytest.mark.parametrize("vectors", ["with vectors", "without"])
def test_the_page_computes_what_python_computes(simulated, surface, vectors):
    asked = simulated if vectors == "with vectors" else surface
    settings = [asked.own.tolist(), *anywhere(asked, 20)]
    found = evaluated(AT, {"surface": packed(asked), "settings": settings})
    for each, said in zip(settings, found, strict=True):
        assert _flat(said) == pytest.approx(_flat(asked.at(np.array(each))), rel=1e-9, abs=1e-9)


# ---- sentences from numbers -----------------------------------------------------------------------


def number(value, half=0.0):
    return {"value": value, "low": value - half, "high": value + half}


def reading(months=70, gain=0.0, half=5.0, alive=0.4, planned=8.0):
    return {
        "months": number(months, 10), "gain": number(gain, half), "curve": [number(0.9), number(alive, 0.1)],
        "planned": planned,
    }  # fmt: skip


def sentence(surface, lang, now, *, moved=True, budget=None):
    given = {"texts": script_texts(surface, lang), "now": now, "own": reading(), "moved": moved, "budget": budget}
    return evaluated("ExploreWords.sentence(given.texts, given.now, given.own, given.moved, given.budget)", given)


SAID = {
    "longer": (
        {"gain": 8.0}, ("lasts 8 months longer", "(3 to 13 longer)"),
        ("นานขึ้นโดยเฉลี่ย 8 เดือน", "(นานขึ้น 3 ถึง 13 เดือน)"),
    ),
    "shorter": (
        {"gain": -8.0}, ("lasts 8 months less", "(3 to 13 less)"),
        ("สั้นลงโดยเฉลี่ย 8 เดือน", "(สั้นลง 3 ถึง 13 เดือน)"),
    ),
    "unclear": (
        {"gain": 3.0}, ("no clear difference", "2 months less or 8 months longer"),
        ("ยังไม่เห็นความแตกต่างที่ชัดเจน", "สั้นลง 2 เดือนหรือนานขึ้น 8 เดือน"),
    ),
    "close": (
        {"gain": 0.6, "half": 0.3}, ("lasts 0.6 months longer", "0.3 to 0.9"),
        ("โดยเฉลี่ย 0.6 เดือน", "0.3 ถึง 0.9"),
    ),
    "barely": ({"gain": 4.8}, ("0.2 months less or 9.8 months longer",), ("สั้นลง 0.2 เดือนหรือนานขึ้น 9.8 เดือน",)),
    "none": ({"half": 0.01}, ("nothing changes in how long",), ("ไม่เปลี่ยนแปลง",)),
    "rare": ({"gain": 8.0, "alive": 0.001}, ("fewer than 1 of 100 futures",), ("น้อยกว่า 1 ใน 100",)),
    "common": ({"gain": 8.0, "alive": 1.0}, ("more than 99 of 100 futures",), ("มากกว่า 99 ใน 100",)),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", SAID)
def test_the_sentence_follows_from_the_numbers(surface, lang, case):
    changed, english, thai = SAID[case]
    said = sentence(surface, lang, reading(**changed))
    for part in english if lang == "en" else thai:
        assert part in said
    assert not re.search(r"[{}]|undefined|NaN", said)


def test_nothing_moved_claims_no_difference(surface):
    said = sentence(surface, "en", reading(), moved=False)
    assert said.startswith("As things stand")
    assert "difference" not in said
    assert "in 40 of 100 futures" in said


@pytest.mark.parametrize(
    ("planned", "budget", "said"),
    [
        (8.0, None, "8.0 staff-days a month, as now."),
        (9.5, 9.5, "1.5 more than now. That is within the budget of 9.5."),
        (9.5, 9, "That is 0.5 over the budget of 9.0."),
        (7.0, 9, "1.0 less than now. That is within the budget of 9.0."),
    ],
)
def test_cost_and_budget_in_words(surface, planned, budget, said):
    assert sentence(surface, "en", reading(planned=planned), budget=budget).endswith(said)


# ---- the setting as a scenario --------------------------------------------------------------------


def test_the_text_runs_exactly_the_setting(simulated, tmp_path):
    data = script_data(simulated, "en", "budget_cut_sudden")
    chosen = [anywhere(simulated, 1)[0], simulated.own.tolist(), [0.7, *simulated.own[1:].tolist()]]
    given = {"parts": data["scenario"], "sliders": data["sliders"], "settings": chosen, "own": simulated.own.tolist()}
    texts = evaluated(
        "given.settings.map((each) => ExploreWords.scenarioText(given.parts, given.sliders, each, given.own))", given
    )
    for each, said in zip(chosen, texts, strict=True):
        file = tmp_path / "explored.yaml"
        # The scenario of these tests was changed in Python: its cut comes from the text only where the budget moved.
        file.write_text(said, encoding="utf-8")
        read, asked = ns.load(str(file)).until(24), setting(simulated.scenario, simulated.sliders, each)
        assert read.levers == asked.levers
        if "transfer_probability" in said:
            assert read.parameters.leadership.transfer_probability == asked.parameters.leadership.transfer_probability
        if "events" in said:
            assert read.events == asked.events


def test_a_file_of_ones_own_is_named_without_its_folder(simulated):
    page = explore_page(simulated, "th", given="work/my_network.yaml")
    assert 'extends: \\"my_network.yaml\\"' in page
    assert "netsustain compare my_network.yaml explored.yaml" in page
    assert "ในโฟลเดอร์เดียวกับ my_network.yaml" in page


# ---- the file -------------------------------------------------------------------------------------


def test_the_file_needs_nothing_but_itself(page):
    assert len(page.encode("utf-8")) < 3_000_000
    assert "default-src 'none'" in page
    body = page.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|//cdn|@import|<link|<iframe|<img", body)
    assert not re.search(r"""(src|href)=["'](?!#)""", body)
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|import)\(", body)


def test_a_title_cannot_close_the_data(simulated):
    import dataclasses

    hostile = simulated.scenario.with_(title={"en": "</script><b>x", "th": "ก"})
    page = explore_page(dataclasses.replace(simulated, scenario=hostile), "en", given="budget_cut_sudden")
    assert "</script><b>x" not in page
    data = json.loads(re.search(r'id="explored">(.*?)</script>', page, re.DOTALL)[1])
    assert "</script><b>x" in data["scenario"]["head"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_stand_in_the_file(page, simulated, lang):
    main = re.search(rf'<main lang="{lang}".*?</main>', page, re.DOTALL)[0]
    for slider in simulated.sliders:
        assert f'<label for="{slider.name}-{lang}">' in main
        assert f'aria-describedby="{slider.name}-help-{lang}"' in main
    assert main.count('type="range"') == len(simulated.sliders)
    assert "2571" not in main or lang == "th"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_how_wrong_it_is(simulated, lang):
    said = " ".join(honest(simulated, lang))
    assert f"{simulated.errors.raw[0]:.1f}" in said
    assert str(simulated.points) in said
    assert f"{simulated.direct[0]:.1f}" in said
