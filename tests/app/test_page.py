"""The page in a real browser: play, levers, shocks, side by side, both languages, phone; nothing asked outside."""

from __future__ import annotations

from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser


def headline(page) -> str:
    return page.locator(".answer .headline").inner_text()


def whole(page) -> None:
    """Wait for the answer over all networks."""
    page.wait_for_selector(".how:not(.pending)", timeout=60_000)


def test_the_stage_plays_and_scrubs(page):
    assert "month 0 of 120" in page.locator(".when").inner_text()
    page.get_by_label("One month on").click()
    assert "Oct 2026" in page.locator(".when").inner_text()
    before = page.locator("canvas").screenshot()
    page.get_by_label("Month", exact=True).fill("30")
    assert "month 30 of 120" in page.locator(".when").inner_text()
    assert page.locator("canvas").screenshot() != before
    page.get_by_label("Play").click()
    page.wait_for_function("() => document.querySelector('.when').innerText.match(/month (3[2-9]|[4-9])/)")
    page.get_by_label("Pause").click()


def test_a_lever_moves_the_answer(page):
    whole(page)
    assert "months sustained" in headline(page)
    page.locator("#lever-relationship_activities").fill("0.9")
    page.wait_for_function("() => document.querySelector('.answer .headline').innerText.includes('months of life')")
    whole(page)
    assert page.locator(".cost").inner_text().startswith("Costs")
    assert "% of the variance" in page.locator(".how").inner_text()
    page.get_by_role("button", name="Back to today's way").click()
    page.wait_for_function("() => document.querySelector('.answer .headline').innerText.includes('sustained')")


def test_a_shock_becomes_a_dated_event_that_can_be_undone(page):
    for _ in range(5):
        page.get_by_label("One month on").click()
    page.get_by_role("button", name="Halve the budget").click()
    assert "Mar 2027: Halve the budget" in page.locator(".done").inner_text()
    page.locator(".pin[title^='Mar 2027']").wait_for()
    page.get_by_label("Undo: Halve the budget").click()
    assert page.locator(".done").count() == 0


def test_two_networks_side_by_side(page):
    page.get_by_role("button", name="Side by side").click()
    assert page.locator("canvas").count() == 2


def test_a_member_tells_its_story(page):
    page.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#member").input_value() == "0"
    assert page.locator(".story p").inner_text().startswith("It was there from the start.")


def test_thai_while_it_runs(page):
    page.get_by_role("button", name="ไทย").click()
    assert "เดือนที่ 0 จาก 120" in page.locator(".when").inner_text()
    page.get_by_label("ไปข้างหน้าหนึ่งเดือน").click()
    assert "ต.ค. 2569" in page.locator(".when").inner_text()
    assert page.evaluate("document.documentElement.lang") == "th"
    leftover = page.evaluate("document.body.innerText.match(/\\b(lever|shock|strategy|kind|choice)_\\w+/g)")
    assert leftover is None


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (390, 844)])
def test_nothing_is_cut_off_and_targets_are_large(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    whole(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".tools button").first.click()  # two networks need the most room
    page.locator(".stage").nth(1).wait_for()
    parts = page.locator(".stage canvas, .timeline, .state, .tools").all()
    boxes = sorted((each.bounding_box() for each in parts), key=lambda box: box["y"])
    for above, below in pairwise(boxes):
        beside = above["y"] == below["y"]
        assert beside or above["y"] + above["height"] <= below["y"] + 1
    small = page.evaluate("""[...document.querySelectorAll('button, select, input[type=range]')]
        .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.5)
        .map(each => each.outerHTML.slice(0, 80))""")
    assert small == []


def test_a_kept_future_stays_on_the_screen_beside_the_other(page):
    page.get_by_label("Month", exact=True).fill("10")
    page.get_by_role("button", name="Halve the budget").click()
    page.get_by_role("button", name="Keep this future and branch").click()
    page.get_by_label("Undo: Halve the budget").click()
    page.get_by_role("button", name="Transfer with 3 months of handover").click()
    assert page.locator("figcaption").all_inner_texts()[0].startswith("The future you kept")
    page.get_by_role("button", name="Back to the kept future").click()
    assert "Halve the budget" in page.locator(".done").inner_text()


def test_a_link_brings_the_same_play(page, browser):
    page.locator("#lever-platform").fill("0.9")
    page.get_by_role("button", name="Relaunch").click()
    page.get_by_role("button", name="Save and share").click()
    page.locator("dialog img").wait_for()
    link = page.get_by_label("Link", exact=True).input_value()
    other = browser.new_page()
    other.goto(link)
    other.wait_for_selector("canvas")
    assert other.locator("#lever-platform").input_value() == "0.9"
    assert "Relaunch" in other.locator(".done").inner_text()
    other.close()


def test_it_says_how_it_lives_and_why_it_ended(page):
    page.get_by_label("One month on").click()
    assert "staff-days came in" in page.locator(".state").inner_text()
    page.get_by_label("Month", exact=True).fill("120")
    for _ in range(12):  # another luck, until one has dissolved
        if "It dissolved in" in (said := page.locator(".state").inner_text()):
            break
        page.get_by_role("button", name="Another luck").click()
        page.wait_for_timeout(500)
    assert ": " in said
    assert "causes." not in said
