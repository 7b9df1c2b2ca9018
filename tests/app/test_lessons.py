"""Each lesson walked to its end in a real browser: a guess first, then the model's answer beside it, then free play."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.browser

LESSONS = {
    "director": (8, "The area-office director leaves without notice"),
    "budget": (9, "A sudden budget cut"),
    "talking": (7, "Newsletter only"),
    "benefit": (8, "Somebody takes the credit"),
    "strong": (7, "A strong member dominates"),
    "strategies": (7, "Leader transfer and a budget cut: no strategy"),
}
"""Lesson → screens (a guess and its answer are two), and the title of its free play."""
WORDS = {"en": ("Lessons", "Next", "Free play with this network"), "th": ("บทเรียน", "ต่อไป", "ลองเล่นอิสระกับเครือข่ายนี้")}
GUESS = 17


def enter(page, lesson: str, lang: str = "en") -> None:
    if lang == "th":
        page.get_by_role("button", name="ไทย").click()
    page.get_by_role("button", name=WORDS[lang][0], exact=True).click()
    page.locator("ol li button").nth(list(LESSONS).index(lesson)).click()
    page.wait_for_selector("main.lesson canvas")


def forward(page):
    return page.locator("nav button").last


def guess(page) -> None:
    """Guess, once it was seen that nothing is revealed before."""
    assert forward(page).is_disabled()
    if page.locator(".card input").count():
        page.locator(".card input").fill(str(GUESS))
    elif "buy" in page.locator("main.lesson").get_attribute("class").split():
        page.wait_for_selector(".purse", timeout=60_000)
        choices = page.locator(".choices button")
        for each in choices.all():
            each.click()
        assert forward(page).is_disabled()  # all five cost twice what there is
        for each in choices.all()[1:]:
            each.click()
    else:
        page.locator(".choices button").nth(1).click()


def looked_at(page) -> None:
    """No text is missing, nothing is cut off, everything can be hit."""
    said = page.locator("main").inner_text()
    assert not re.search(r"lessons\.|\b\w+_(text|ask)\b|\{\w+\}|undefined|NaN", said), said
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("""[...document.querySelectorAll('button, select, input[type=range]')].filter(
        each => each.offsetParent && each.getBoundingClientRect().height < 43.5).length""") == 0


def walk(page) -> int:
    """To the last screen; returns how many there were."""
    screens = page.locator(".dots i").count()
    for _ in range(screens - 1):
        looked_at(page)
        if page.locator(".card").count():
            guess(page)
            forward(page).click()
            page.wait_for_selector(".reveal", timeout=60_000)
            revealed(page)
        else:
            forward(page).click()
    looked_at(page)
    return screens


def revealed(page) -> None:
    """The guess stands beside the answer."""
    looked_at(page)
    if page.locator(".scale").count():
        assert f"+{GUESS}" in page.locator(".scale").inner_text()
        assert page.locator(".verdict").inner_text()
    else:
        assert page.locator(".ranking .mine").count() == 1
        assert page.locator(".ranking .gain").count() >= 4


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_ends_in_free_play(page, lesson):
    screens, title = LESSONS[lesson]
    enter(page, lesson)
    assert walk(page) == screens
    page.get_by_role("button", name=WORDS["en"][2]).click()
    page.locator("#lever-platform").wait_for()
    page.wait_for_function("title => document.querySelector('h1').innerText === title", arg=title)


@pytest.mark.parametrize("lesson", ["talking", "strategies"])
def test_a_lesson_in_thai(page, lesson):
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, lesson, "th")
    walk(page)
    assert re.search("[ก-ฮ]", page.locator("main").inner_text())
    page.get_by_role("button", name=WORDS["th"][2]).click()
    page.locator("#lever-platform").wait_for()


def test_what_is_revealed_is_what_the_model_answers(page, server):
    pytest.importorskip("websockets")
    from websockets.sync.client import connect

    question = {"scenario": "transfer_director_sudden", "against": "baseline", "id": 1}
    with connect(f"ws://{server.host}/api/whatif", origin=server.origin) as socket:
        socket.send(json.dumps(question))
        answers = [json.loads(socket.recv(timeout=120)) for _ in range(2)]
    enter(page, "director")
    forward(page).click()
    guess(page)
    forward(page).click()
    page.wait_for_selector(".reveal", timeout=60_000)
    gain = round(answers[1]["gain"]["value"])
    assert page.locator(".headline b").inner_text() == f"{gain:+d}".replace("-", "−").replace("+0", "0")


def test_a_lesson_by_the_keys_of_a_clicker_and_a_link_to_it(page, server):
    page.goto(f"{server.origin}/?again#en&lesson=budget")
    page.wait_for_selector("main.lesson canvas")
    page.keyboard.press("PageDown")
    page.locator(".card input").wait_for()
    page.keyboard.press("PageDown")
    assert page.locator(".card input").count() == 1  # no guess, no answer
    page.locator(".card input").focus()
    page.keyboard.press("ArrowRight")
    assert "+1" in page.locator(".card output").inner_text()
    assert "months longer" in page.locator(".card .said").inner_text()
    page.keyboard.press("PageDown")
    page.wait_for_selector(".reveal", timeout=60_000)
    page.keyboard.press("PageUp")
    page.locator(".card input").wait_for()
    page.keyboard.press("Escape")
    page.locator("#lessons-heading").wait_for()


def test_another_luck_shows_another_network(page):
    enter(page, "director")
    page.get_by_label("Pause").click()
    before = page.locator("canvas").get_attribute("aria-label")
    page.get_by_label("Month", exact=True).fill("20")
    page.get_by_role("button", name="Another luck").click()
    page.wait_for_function("() => document.querySelector('.when').innerText.includes('month 0')")
    page.get_by_label("Month", exact=True).fill("20")
    assert page.locator("canvas").get_attribute("aria-label") != before


@pytest.mark.parametrize("lang", ["en", "th"])
def test_handouts_print_on_four_pages_with_nothing_cut_off(browser, tmp_path, lang):
    from netsustain.report.handouts import write_handouts

    write_handouts(tmp_path)
    window = browser.new_page()
    window.goto((tmp_path / f"handouts.{lang}.html").as_uri())
    window.emulate_media(media="print")
    printed = window.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 4
    over = window.evaluate("""[...document.querySelectorAll('.sheet, .card, dl')].filter(
        each => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1).length""")
    window.close()
    assert over == 0
