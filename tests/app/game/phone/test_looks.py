"""Every screen of the phone in both languages: nothing for axe to object to, nothing cut off or too small to hit."""

from __future__ import annotations

import pytest
from tests.app.conftest import skip_or_fail
from tests.app.test_access import AXE, found

pytestmark = pytest.mark.browser
SMALL = """() => [...document.querySelectorAll('button, a, input, summary')]
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5)).map(([each]) => each)"""
UNFOLD = "document.querySelectorAll('main [aria-expanded=false], main summary').forEach((each) => each.click())"
TOO_WIDE = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"
RAW = r"""() => [...document.body.innerText.matchAll(/\b(?:phone|game|app|events)\.\w+|\{\w+\}|undefined|NaN/g)]
    .map(String)"""


def look(window) -> None:
    """What must hold on every screen."""
    assert found(window) == []
    assert window.evaluate(TOO_WIDE) == 0
    assert window.evaluate(SMALL) == []
    assert window.evaluate(RAW) == []


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("width", [320, 390, 820])
def test_every_screen(led, phone, lang, width):
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: make app")
    window = phone(lang, size={"width": width, "height": 844})
    window.locator("#name").fill("Nok")
    look(window)
    window.locator("form .primary").click()
    window.locator(".seat").first.wait_for()
    look(window)
    window.locator(".surprise").click()
    window.locator(".seat").first.wait_for(state="detached")
    look(window)
    led.lead("start")
    window.locator("footer").wait_for()
    for number in range(3):
        _look_at_tab(window, number)
    led.lead("set", what={"months_a_turn": 3, "revealed": True})
    led.lead("happen", what={"budget": {"level": 0.5}})
    led.lead("play")
    window.locator("nav button").first.click()
    window.locator(".struck").wait_for()
    for number in range(3):
        _look_at_tab(window, number)
    led.stop()
    window.locator(".banner").wait_for()
    look(window)
    led.start()
    window.locator(".banner").wait_for(state="detached")
    led.lead("finish")
    window.locator(".link").wait_for()
    look(window)


def _look_at_tab(window, number: int) -> None:
    """One of the three pages of a turn, everything unfolded."""
    window.locator("nav button").nth(number).click()
    window.evaluate(UNFOLD)
    look(window)
