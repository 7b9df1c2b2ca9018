"""The facilitator's page, as it stands on the wall: from the lobby to the story of the game."""

from __future__ import annotations

import re

import pytest
from tests.app.conftest import skip_or_fail, watched
from tests.app.test_access import AXE
from tests.app.test_access import found as violations

pytestmark = pytest.mark.browser


@pytest.fixture
def wall(served, browser):
    """The facilitator's page, opened."""
    with watched(browser, served.host, (1920, 1080)) as window:
        window.goto(f"{served.origin}/host.html#en&{served.secret}")
        window.wait_for_selector(".lobby")
        yield window


def played(wall, times: int = 1) -> None:
    """Play turns, whoever has decided."""
    for _ in range(times):
        moved = f".month:not(:text-is('{wall.inner_text('.month')}'))"
        wall.click(".bar .main")
        wall.wait_for_selector(f".sure, {moved}")
        if wall.query_selector(".sure"):
            wall.click(".sure .main")
            wall.wait_for_selector(moved)


def started(wall) -> None:
    wall.click(".bar .main")
    wall.wait_for_selector(".wall canvas")


def test_the_secret_leaves_the_address_at_once_and_the_lobby_shows_the_way_in(wall, served):
    assert served.secret not in wall.url
    assert wall.inner_text(".code") == served.desk.code
    assert served.host in wall.inner_text(".address")
    assert wall.get_attribute(".way img", "src").startswith("data:image/svg+xml")


def test_people_appear_as_they_take_seats(wall, served, player):
    somebody = player("<b>สมชาย</b>")
    somebody.sit(2)
    wall.wait_for_selector(".taken")
    assert "<b>สมชาย</b>" in wall.inner_text(".taken")
    assert wall.query_selector(".taken em b") is None
    assert wall.inner_text(".seats h2").startswith("1 of 12")


def test_a_turn_that_not_everybody_decided_asks_first(wall, served, player):
    one, two = player("one"), player("two")
    one.sit(1)
    two.sit(2)
    started(wall)
    one.decide(1, effort=0.8)
    wall.wait_for_selector(".decided b:text-is('1')")
    wall.click(".bar .main")
    assert "Not decided yet: 1" in wall.inner_text(".sure")
    wall.keyboard.press("PageDown")
    wall.wait_for_selector(".month:text-is('Nov 2026')")
    assert served.game.turns[0].by == {1: "person"}


def test_a_game_from_the_lobby_to_its_story(wall, served, player):
    people = [player(f"person {row}") for row in range(5)]
    for row, person in enumerate(people):
        person.sit(row)
    started(wall)
    for person in people:
        person.decide(1, effort=0.7)
    played(wall, 2)
    wall.click("text=Make it happen …")
    wall.click(".panel .planned")
    wall.click(".sure .main")
    wall.wait_for_selector(".next")
    assert "transfer" in wall.inner_text(".next").lower()
    wall.reload()
    wall.wait_for_selector(".wall canvas")
    played(wall)
    wall.click("text=Reveal the model")
    wall.wait_for_selector(".stage >> nth=1")
    people[0].hear("room", lambda told: told["revealed"] and told["agents"])
    wall.click("text=End the game")
    wall.click(".sure .main")
    wall.wait_for_selector(".told .verdict")
    assert re.search(r"In month 3 the network of this room is alive with \d+ members", wall.inner_text(".verdict"))
    assert served.game.phase == "debrief"


def test_somebody_without_a_phone_plays_on_paper(wall, served):
    wall.click("header button >> nth=0")
    wall.fill("aside input", "Grandmother")
    wall.select_option("aside form select", "3")
    wall.click("aside form button")
    wall.wait_for_selector("aside li")
    started(wall)
    wall.click("aside li button >> nth=0")
    wall.fill("aside li input[type=number]", "90")
    wall.click("aside li form button")
    wall.wait_for_selector("aside .state:has-text('✓')")
    played(wall)
    month = served.game.turns[0].months[0]
    assert served.game.turns[0].by == {3: "paper"}
    assert month.decisions[3].effort == pytest.approx(0.9)


def test_the_bar_can_be_hidden_and_the_code_shown_again(wall, served):
    started(wall)
    wall.keyboard.press("b")
    wall.wait_for_selector(".bar", state="detached")
    wall.keyboard.press("b")
    wall.click("text=Show the code")
    assert wall.inner_text(".small .code") == served.desk.code


def test_a_countdown_that_plays_by_itself(wall, served):
    started(wall)
    wall.click("text=Settings")
    wall.evaluate("() => { window.real = Date.now; Date.now = () => window.real() + (window.ahead ?? 0); }")
    wall.select_option("label:has-text('Time to decide') select", "45")
    wall.check("label:has-text('play by itself') input")
    wall.wait_for_selector(".countdown")
    wall.evaluate("() => { window.ahead = 60_000; }")
    wall.wait_for_selector(".month:text-is('Nov 2026')")
    assert served.game.turn == 2


def test_what_the_network_agrees_on_becomes_a_dated_change(wall, served):
    started(wall)
    wall.click("text=Decide together …")
    wall.select_option(".panel select", "transparency")
    wall.click("text=Agreed: from next month")
    wall.wait_for_selector(".next")
    assert served.game.shocks == [(1, {"set": {"transparency": 1}})]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_barrier_in_lobby_play_and_story(wall, served, player, lang):
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: make app")
    wall.click(f".languages button[lang={lang}]")
    somebody = player("somebody")
    somebody.sit(1)
    found = violations(wall)
    started(wall)
    wall.click("header button >> nth=1")
    played(wall, 2)
    found += violations(wall)
    wall.click(".bar .end")
    wall.click(".sure .main")
    wall.wait_for_selector(".told .verdict")
    assert found + violations(wall) == []
