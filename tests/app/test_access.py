"""What axe-core finds on the app's screens: nothing, in both languages and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.app.conftest import skip_or_fail

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "model/netsustain/app/web/node_modules/axe-core/axe.min.js"
ASK = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    each => each.id + ': ' + each.nodes.map(node => node.html.slice(0, 120)).join(' | ')))"""


def found(page) -> list[str]:
    """What axe objects to, a line a rule."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(ASK)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("size", [(1920, 1080), (390, 844)])
def test_no_violations(page, server, lang, size):
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: make app")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("about:blank")
    page.goto(f"{server.origin}/#{lang}")
    page.wait_for_selector(".how:not(.pending)", timeout=60_000)
    assert found(page) == []
    page.locator("#lever-platform").fill("0.8")
    page.locator(".tools button").first.click()
    page.locator(".tools button").last.click()
    assert found(page) == []
    for place in ("lessons", "lesson=budget"):
        page.goto("about:blank")
        page.goto(f"{server.origin}/#{lang}&{place}")
        page.wait_for_timeout(2500)
        assert found(page) == []
